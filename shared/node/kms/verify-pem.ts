import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { isSoundEd25519Key } from '../../did/ed25519-point.ts'
import { isSoundRsaSize } from '../../did/rsa-key.ts'
import type { PemAlgorithm, PemOutcome, PemSignature } from '../../verify/open-badge-2/port.ts'

const maxPemLength = 10_000

const hashes: Record<PemAlgorithm, string | null> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  ES256: 'sha256',
  EdDSA: null,
}

/** Checks a signature by a key in PEM, as CryptographicKey documents of Open Badges 2.0 hold it. */
export function verifyPem({
  algorithm,
  publicKeyPem,
  message,
  signature,
}: PemSignature): PemOutcome {
  const key = readKey(publicKeyPem)
  if (key === undefined || !isKeyFor(algorithm, key)) return 'refused'
  try {
    const isRight = verify(
      hashes[algorithm],
      message,
      { key, dsaEncoding: 'ieee-p1363' },
      signature,
    )
    return isRight ? 'right' : 'wrong'
  } catch {
    return 'wrong'
  }
}

function readKey(pem: string): KeyObject | undefined {
  if (pem.length > maxPemLength || !/-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem))
    return undefined
  try {
    return createPublicKey({ key: pem, format: 'pem' })
  } catch {
    return undefined
  }
}

/** The algorithm must be the one of the key: a token cannot choose how its key is used. */
function isKeyFor(algorithm: PemAlgorithm, key: KeyObject): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails = {} } = key
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = asymmetricKeyDetails
  if (algorithm === 'EdDSA') return type === 'ed25519' && isSoundEd25519Key(rawBytesOf(key))
  if (algorithm === 'ES256') return type === 'ec' && namedCurve === 'prime256v1'
  return type === 'rsa' && isSoundRsaSize(modulusLength, publicExponent)
}

/** What stands last in SubjectPublicKeyInfo. */
function rawBytesOf(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }).subarray(-32))
}
