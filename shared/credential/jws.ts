import { z } from 'zod'
import { remembering } from '../cache/remembering.ts'
import {
  asciiBytes,
  decodeBase64url,
  decodeBase64urlAscii,
  decodeBase64urlBriefly,
  encodeBase64url,
  encodeBase64urlText,
} from '../did/base-encoding.ts'
import type { VerifyingKey } from '../did/public-key.ts'
import { AppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonLimits, type JsonObject, parseJsonStrict } from '../json/json.ts'
import type { Signer, VerifySignature } from './signer.ts'
import { readerOf } from './surely-valid.ts'

export type JwsAlgorithm = 'EdDSA' | 'Ed25519' | 'ES256' | 'ES384' | 'RS256'

export type JwsHeader = {
  alg: JwsAlgorithm
  typ?: string
  cty?: string
  kid?: string
  [member: string]: unknown
}

export type CompactJws = {
  /** The input, verbatim: what was signed is its part before the second dot. */
  text: string
  header: JwsHeader
  payload: JsonObject
  signature: Uint8Array
}

/**
 * Of what keys each is: a token cannot choose otherwise. `Ed25519` is the later name of what most call `EdDSA`.
 * @see https://www.rfc-editor.org/rfc/rfc9864#section-2.2
 */
export const curveOfAlgorithm: Record<JwsAlgorithm, VerifyingKey['curve']> = {
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
  ES256: 'P-256',
  ES384: 'P-384',
  RS256: 'RSA',
}

const signingAlgorithms: Record<Signer['curve'], JwsAlgorithm> = {
  Ed25519: 'EdDSA',
  'P-256': 'ES256',
}
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const signatureLength = 64

/** In bytes, at least and at most: RSA keys have 2048 to 8192 bits. */
const signatureLengths: Record<JwsAlgorithm, readonly [number, number]> = {
  EdDSA: [64, 64],
  Ed25519: [64, 64],
  ES256: [64, 64],
  ES384: [96, 96],
  RS256: [256, 1024],
}

/** What Waymark signs with, and what it reads of others' credentials beside. */
const ownAlgorithms: readonly string[] = ['EdDSA', 'ES256']
export const furtherAlgorithms: readonly string[] = [...ownAlgorithms, 'Ed25519', 'ES384', 'RS256']

export type JwsLimits = Pick<JsonLimits, 'maxValues'> & { algorithms?: readonly string[] }
const maxLength = 4_194_304

/** Honest signatures with public keys: nobody can tell here whether they are right. */
const unreadAlgorithms: ReadonlySet<string> = new Set([
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256K', 'ES384', 'ES512', 'Ed25519', 'Ed448', 'ESP256', 'ESP384', 'ESP512'],
])

const zHeader = z.looseObject({
  alg: z.enum(['EdDSA', 'Ed25519', 'ES256', 'ES384', 'RS256']),
  typ: z.string().optional(),
  cty: z.string().optional(),
  kid: z.string().optional(),
})

const readShape = readerOf(zHeader)

/**
 * Reads a JWS in its one compact spelling, without judging the signature. Keys in the header (`jwk`, `jku`,
 * `x5u`, `x5c`) are read over: they say nothing about whose key it is. Throws `jws_malformed`,
 * `securing_unsupported` (a sound algorithm that is not read here), `jws_algorithm_refused` (every other),
 * `jws_header_refused` or `body_too_large`.
 * @param limits for payloads that may hold more than a credential does, and tokens signed with further algorithms
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-5.2
 * @see https://www.rfc-editor.org/rfc/rfc8725 (JWT best practices)
 */
export function readCompactJws(text: string, limits: JwsLimits = {}): CompactJws {
  if (text.length > maxLength) {
    throw new AppError('body_too_large', `A token of more than ${maxLength} characters is not read`)
  }
  const first = text.indexOf('.')
  const second = text.indexOf('.', first + 1)
  if (first === -1 || second === -1 || text.includes('.', second + 1)) {
    throw new AppError('jws_malformed', 'A compact JWS has three parts with dots between them')
  }
  const header = readHeader(text.slice(0, first), limits.algorithms)
  const payload = readPart(text.slice(first + 1, second), 'payload', limits.maxValues)
  const signature = decodePart(text.slice(second + 1), 'signature')
  const [shortest, longest] = signatureLengths[header.alg]
  if (signature.length < shortest || signature.length > longest) {
    throw new AppError('jws_malformed', `The length is not that of an ${header.alg} signature`)
  }
  return { text, header, payload, signature }
}

/** `alg` follows from the signer's key. */
export function signCompactJws(input: {
  header: JsonObject
  payload: JsonObject
  signer: Signer
}): Promise<string> {
  return signJwsText({ ...input, payload: JSON.stringify(input.payload) })
}

/**
 * The same of a payload that is written already.
 * @throws AppError key_unsuitable where what the signer gives is no signature
 */
export async function signJwsText(input: {
  header: JsonObject
  /** The JSON of an object. */
  payload: string
  signer: Signer
}): Promise<string> {
  const { payload, signer } = input
  const header = JSON.stringify({ ...input.header, alg: signingAlgorithms[signer.curve] })
  const signed = `${encodeHeader(header)}.${encodeBase64urlText(payload)}`
  const signature = await signer.sign(asciiBytes(signed))
  if (signature.length !== signatureLength) {
    throw new AppError('key_unsuitable', 'The key did not make a signature of 64 bytes')
  }
  return `${signed}.${encodeBase64url(signature)}`
}

/** The algorithm must be the one of the key: a token cannot choose how its key is used. */
export function verifyCompactJws(
  jws: CompactJws,
  key: VerifyingKey,
  verifySignature: VerifySignature,
): ReturnType<VerifySignature> {
  if (curveOfAlgorithm[jws.header.alg] !== key.curve) return false
  const signed = jws.text.slice(0, jws.text.lastIndexOf('.'))
  return verifySignature(key, asciiBytes(signed), jws.signature)
}

/** Read once, as it is written once. */
const readHeaderText = remembering((text) => {
  const header = Object.freeze(readPart(text, 'header'))
  return { header, parsed: readShape(header) }
})

function readHeader(text: string, read = ownAlgorithms): JwsHeader {
  const { header, parsed } = readHeaderText(text)
  if (!parsed.success || !read.includes(parsed.data.alg)) {
    const isAlgorithm = parsed.error?.issues.some(({ path }) => path[0] === 'alg')
    if (typeof header.alg === 'string' && unreadAlgorithms.has(header.alg)) {
      throw new AppError(
        'securing_unsupported',
        'The token is signed in a way that is not read here',
      )
    }
    if (isAlgorithm) {
      throw new AppError(
        'jws_algorithm_refused',
        'A token is signed with EdDSA or ES256, or refused',
      )
    }
    throw new AppError('jws_malformed', 'A member of the JWS header is not a string')
  }
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) {
    throw new AppError(
      'jws_header_refused',
      'The JWS header asks for an extension that is not understood',
    )
  }
  // sound: what zod let through, whose inferred optional members differ only in admitting undefined
  return parsed.data as JwsHeader
}

function readPart(text: string, part: 'header' | 'payload', maxValues?: number): JsonObject {
  const json =
    decodeBase64urlAscii(text) ?? decodeUtf8(decodePart(text, part, decodeBase64urlBriefly), part)
  const limits = { maxBytes: maxLength, ...(maxValues !== undefined && { maxValues }) }
  const value = parseJsonStrict(json, limits)
  if (!isJsonObject(value))
    throw new AppError('jws_malformed', `The JWS ${part} is not a JSON object`)
  return value
}

function decodePart(
  text: string,
  part: 'header' | 'payload' | 'signature',
  decode: (text: string) => Uint8Array = decodeBase64url,
): Uint8Array {
  try {
    return decode(text)
  } catch (cause) {
    throw new AppError('jws_malformed', `The JWS ${part} is not base64url`, { cause })
  }
}

function decodeUtf8(bytes: Uint8Array, part: string): string {
  try {
    return strictUtf8.decode(bytes)
  } catch (cause) {
    throw new AppError('jws_malformed', `The JWS ${part} is not UTF-8`, { cause })
  }
}

/** Thousands of tokens of one key begin alike. */
const encodeHeader = remembering(encodeBase64urlText)
