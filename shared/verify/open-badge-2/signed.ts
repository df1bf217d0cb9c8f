import { type OpenBadge2, verificationOf } from '../../credential/open-badge-2.ts'
import { decodeBase64url } from '../../did/base-encoding.ts'
import { isAppError } from '../../errors/app-error.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../../json/json.ts'
import { check } from '../check.ts'
import type { Check } from '../report.ts'
import { idOf, listOf } from '../values.ts'
import type { Findings } from './hosted.ts'
import { fetchNamed, isWebAddress, readWhole } from './parts.ts'
import { type OpenBadge2Port, type PemAlgorithm, pemAlgorithms } from './port.ts'
import { checkRevocationList } from './revocation-list.ts'

/** Keys of one issuer that are tried where the badge names none. */
const maxKeys = 3

/**
 * A signed badge is a JWS by a key that the issuer's own profile names. A profile inside the badge names whatever its
 * writer likes, so it is never read for keys.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#SignedBadge
 */
export async function checkSigned(given: OpenBadge2, port: OpenBadge2Port): Promise<Findings> {
  const algorithm = algorithmOf(given.text)
  if (typeof algorithm !== 'string') {
    return { badge: given, checks: [check('shape', 'ok'), algorithm] }
  }
  const { badge, problem } = await readWhole(given, port)
  if (problem !== undefined) {
    return { badge, checks: problem.name === 'shape' ? [problem] : [check('shape', 'ok'), problem] }
  }
  const signed = await checkSignature(badge, algorithm, port)
  const checks = [check('shape', 'ok'), ...signed]
  const isProven = signed.every(({ result }) => result === 'pass')
  return { badge, checks: isProven ? [...checks, await checkRevocationList(badge, port)] : checks }
}

/** The best of the keys that may have signed it: the one that it names, else each that the issuer names. */
async function checkSignature(
  { text, assertion, issuer }: OpenBadge2,
  algorithm: PemAlgorithm,
  port: OpenBadge2Port,
): Promise<Check[]> {
  const listed = listOf(issuer.publicKey)
  const creator = idOf(verificationOf(assertion).creator)
  const keys = listed.filter((key) => creator === undefined || idOf(key) === creator)
  if (keys.length === 0) {
    return [check('issuer-key', listed.length === 0 ? 'key_missing' : 'key_of_another')]
  }
  let checks: Check[] = []
  for (const key of keys.slice(0, maxKeys)) {
    const tried = await checkBy(key, { text, issuer, algorithm }, port)
    if (tried.every(({ result }) => result === 'pass')) return tried
    if (checks.length === 0) checks = tried
  }
  return checks
}

async function checkBy(
  key: unknown,
  { text, issuer, algorithm }: { text: string; issuer: JsonObject; algorithm: PemAlgorithm },
  port: OpenBadge2Port,
): Promise<Check[]> {
  const found = await readKey(key, port)
  if (found.outcome === 'unavailable') return [check('issuer-key', 'issuer_unreachable')]
  if (found.outcome === 'refused') return [check('issuer-key', 'key_missing')]
  const { owner, publicKeyPem } = found.document
  if (idOf(owner) !== undefined && idOf(owner) !== issuer.id) {
    return [check('issuer-key', 'key_of_another')]
  }
  if (typeof publicKeyPem !== 'string') return [check('issuer-key', 'key_missing')]
  const [head = '', payload = '', tail = ''] = text.split('.')
  const message = new TextEncoder().encode(`${head}.${payload}`)
  const signature = decodeBase64url(tail)
  const outcome = await port.verifyPem({ algorithm, publicKeyPem, message, signature })
  const codes = { right: 'ok', wrong: 'signature_invalid', refused: 'algorithm_refused' } as const
  return [check('proof', codes[outcome]), check('issuer-key', 'ok')]
}

/** The issuer's profile names the key's address, or holds the key. */
async function readKey(key: unknown, port: OpenBadge2Port) {
  if (isJsonObject(key) && typeof key.publicKeyPem === 'string') {
    return { outcome: 'fetched', document: key } as const
  }
  const id = idOf(key)
  return isWebAddress(id) ? fetchNamed(id, port, false) : ({ outcome: 'refused' } as const)
}

function algorithmOf(jws: string): PemAlgorithm | Check {
  const [head = '', , tail = ''] = jws.split('.')
  const header = readHeader(head, tail)
  if (header === undefined) return check('proof', 'malformed')
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) {
    return check('proof', 'header_refused')
  }
  const known = pemAlgorithms.find((algorithm) => algorithm === header.alg)
  return known ?? check('proof', 'algorithm_refused')
}

function readHeader(head: string, tail: string): JsonObject | undefined {
  try {
    decodeBase64url(tail)
    const header = parseJsonStrict(new TextDecoder().decode(decodeBase64url(head)))
    return isJsonObject(header) ? header : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
