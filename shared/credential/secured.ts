import { AppError } from '../errors/app-error.ts'
import {
  assertJsonStrict,
  isJsonObject,
  itemsOf,
  type JsonObject,
  parseJsonStrict,
} from '../json/json.ts'
import { credentialsV1Url, credentialsV2Url } from './context-urls.ts'
import { versionOf } from './data-model-version.ts'
import { envelopCredential, jwtOfEnveloped } from './enveloped.ts'
import { type CompactJws, furtherAlgorithms, readCompactJws } from './jws.ts'
import { readVcClaim } from './vc-claim.ts'

/** A credential or presentation as it came, read but not yet judged. */
export type Secured = {
  kind: 'credential' | 'presentation'
  securing: 'data-integrity' | 'jwt'
  /** What is claimed: the JSON document, the payload of the JWT, or what its `vc` or `vp` claim comes to. */
  document: JsonObject
  /** Present where `securing` is jwt. */
  jws?: CompactJws
  /** The secured bytes, verbatim: the JSON text or the compact JWT. */
  text: string
}

export type SecuredKind = Secured['kind']

/** A presentation can carry a hundred badges with their pictures. */
const maxBytes = 4_194_304

/**
 * Reads a credential or presentation in any form that Waymark takes: JSON (as text or parsed), a compact JWT,
 * or a JWT enveloped in JSON. Throws `json_malformed`, `jws_malformed` and its kin, `credential_malformed`,
 * `presentation_malformed`, `vcdm1_unsupported` (a presentation of version 1.1 that is itself the payload of a token),
 * `securing_unsupported` or `body_too_large`.
 */
export function readSecured(input: string | JsonObject): Secured {
  const secured = read(input)
  readHere.add(secured)
  if (secured.kind === 'presentation') {
    for (const held of listOf(secured.document.verifiableCredential)) {
      if (isJsonObject(held)) readInside.set(held, secured.text.length)
    }
  }
  return secured
}

const readHere = new WeakSet<object>()

/** Objects in presentations that were read here, with how many characters those have. */
const readInside = new WeakMap<object, number>()

/**
 * Of an object in a presentation that was read here: as many characters at most as it takes. Its JSON was found to
 * follow the rules with that of the presentation.
 */
export function lengthInside(value: object): number | undefined {
  return readInside.get(value)
}

/** Was this made by readSecured? Then it need not be read again. */
export function isSecured(value: object): value is Secured {
  return readHere.has(value)
}

function read(input: string | JsonObject): Secured {
  if (typeof input !== 'string') {
    // once: who keeps the object may change it, and have it read again
    if (!readInside.delete(input)) assertJsonStrict(input)
    return readObject(input, JSON.stringify(input))
  }
  if (!/^[ \t\r\n]*\{/.test(input)) return readJwt(input)
  const value = parseJsonStrict(input, { maxBytes })
  if (!isJsonObject(value))
    throw new AppError('credential_malformed', 'A credential is a JSON object')
  return readObject(value, input)
}

/**
 * The credentials inside a presentation's document, each to be read by readSecured on its own.
 * @throws AppError presentation_malformed
 */
export function credentialsOf(presentation: JsonObject): JsonObject[] {
  const { verifiableCredential } = presentation
  const credentials = listOf(verifiableCredential)
  if (!credentials.every(isJsonObject)) {
    throw new AppError(
      'presentation_malformed',
      'verifiableCredential holds something else than objects',
    )
  }
  return credentials
}

function readObject(document: JsonObject, text: string): Secured {
  const enveloped = jwtOfEnveloped(document)
  if (enveloped === undefined) {
    return { kind: kindOf(document), securing: 'data-integrity', document, text }
  }
  const secured = readJwt(enveloped.jwt)
  if (secured.kind !== enveloped.kind) {
    throw new AppError(
      `${enveloped.kind}_malformed`,
      'The envelope holds something else than it says',
    )
  }
  return secured
}

function readJwt(text: string): Secured {
  // parts that its holder may leave out, each behind a tilde
  const tilde = text.indexOf('~')
  if (tilde > 0 && text.slice(0, tilde).split('.', 4).length === 3) {
    throw new AppError('securing_unsupported', 'An SD-JWT is not read here')
  }
  const jws = readCompactJws(text, { algorithms: furtherAlgorithms })
  const { payload } = jws
  if (Object.hasOwn(payload, 'vc')) {
    return { kind: 'credential', securing: 'jwt', document: readVcClaim(jws), jws, text }
  }
  if (Object.hasOwn(payload, 'vp')) {
    return { kind: 'presentation', securing: 'jwt', document: readVpClaim(payload), jws, text }
  }
  const kind = kindOf(payload)
  assertVersionRead(payload, kind)
  return { kind, securing: 'jwt', document: payload, jws, text }
}

/**
 * A presentation as jwt_vc_json wallets send it: the `vp` claim holds it, with the credentials as strings, and
 * `iss` is the holder. A context of version 1.1 is read as one of 2.0: such a presentation holds nothing but
 * credentials, each of which is read by its own.
 * @see https://www.w3.org/TR/vc-data-model/#json-web-token
 */
function readVpClaim({ vp, iss }: JsonObject): JsonObject {
  if (!isJsonObject(vp) || kindOf(vp) !== 'presentation') {
    throw new AppError('presentation_malformed', 'The vp claim does not hold a presentation')
  }
  const holder = vp.holder ?? iss
  const contexts: unknown[] = [vp['@context']].flat()
  return {
    ...vp,
    ...(contexts[0] === credentialsV1Url && { '@context': [credentialsV2Url] }),
    ...(holder !== undefined && { holder }),
    verifiableCredential: listOf(vp.verifiableCredential).map((held) =>
      typeof held === 'string' ? envelopCredential(held) : held,
    ),
  }
}

function kindOf(document: JsonObject): SecuredKind {
  const types = itemsOf(document.type)
  const isPresentation = types.includes('VerifiablePresentation')
  const isCredential = types.includes('VerifiableCredential')
  if (isPresentation && isCredential) {
    throw new AppError(
      'credential_malformed',
      'The document calls itself both credential and presentation',
    )
  }
  if (isPresentation) return 'presentation'
  if (isCredential) return 'credential'
  throw new AppError(
    'credential_malformed',
    'The document is neither a credential nor a presentation',
  )
}

/** A payload that is the presentation itself is of version 2.0: before, tokens held presentations in a `vp` claim. */
function assertVersionRead(document: JsonObject, kind: SecuredKind): void {
  if (kind === 'credential' || versionOf(document) === '2.0') return
  throw new AppError(
    'vcdm1_unsupported',
    'The token holds a presentation of version 1.1 of the data model, but not in its vp claim',
  )
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat()
}
