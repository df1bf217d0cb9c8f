/**
 * Stands in for did-jwt, of which Veramo's key manager and utilities name the parts that encrypt messages and read
 * tokens in their own ways. Waymark's providers sign and read credentials themselves, so none of them is ever called.
 */
function absent(): never {
  throw new Error('this wallet leaves tokens and messages to its own code')
}

export const base58ToBytes = absent
export const base64ToBytes = absent
export const bytesToBase58 = absent
export const bytesToBase64url = absent
export const bytesToHex = absent
export const bytesToMultibase = absent
export const createAnonDecrypter = absent
export const createAnonEncrypter = absent
export const createJWE = absent
export const decodeJWT = absent
export const decryptJWE = absent
export const extractPublicKeyBytes = absent
export const hexToBytes = absent
export const multibaseToBytes = absent
export const createJWT = absent
export const createMultisignatureJWT = absent
export const verifyJWT = absent

export const JWT_ERROR = {}
