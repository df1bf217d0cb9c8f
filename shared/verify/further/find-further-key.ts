import { decodeBase64url } from '../../did/base-encoding.ts'
import { isDid } from '../../did/did.ts'
import type { ControllerDocument } from '../../did/did-document.ts'
import { furtherKeyReaders as readers } from '../../did/further-keys.ts'
import { readMethodKey } from '../../did/method-key.ts'
import type { VerifyingKey } from '../../did/public-key.ts'
import type { Resolution } from '../../did/resolution.ts'
import { isAppError } from '../../errors/app-error.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../../json/json.ts'
import { didOf, lookUpKey, refused, withSoleKey } from '../key-lookup.ts'
import type { KeyLookup, KeyQuery } from '../key-query.ts'
import type { Moment } from '../moment.ts'
import type { VerificationPorts } from '../ports.ts'
import { objectsOf } from '../values.ts'
import type { ControllerDocuments } from './controller-documents.ts'

export type Resolve = (options?: { fresh: true }) => Promise<Resolution>

/** How the document of an issuer or holder is had; undefined for one that is named in no way that is read. */
export function resolverOf(
  controller: string,
  { resolveDid }: Pick<VerificationPorts, 'resolveDid'>,
  documents: ControllerDocuments,
): Resolve | undefined {
  if (isDid(controller)) return (options) => resolveDid(controller, options)
  if (!isWebAddress(controller)) return undefined
  return (options) => documents.resolve(controller, options)
}

/**
 * The key with which something was signed. Whose it is, the document of the one who should have signed decides alone:
 * a key that stands in a token's header, in the fragment of its own address or in a data: URL shows nothing of that.
 * @see https://www.w3.org/TR/cid-1.0/#retrieve-verification-method
 */
export async function findFurtherKey(
  asked: KeyQuery,
  ports: Pick<VerificationPorts, 'resolveDid'>,
  moment: Moment,
  documents: ControllerDocuments,
): Promise<KeyLookup> {
  const query = { ...asked, keyId: withSoleKey(asked.keyId) }
  const { controller, keyId } = query
  if (isDid(controller) && keyId === controller) return refused('key_unsupported')
  const owner = didOf(keyId)
  if (isDid(controller) && owner !== undefined && owner !== controller)
    return refused('key_of_another')
  const resolve = resolverOf(controller, ports, documents)
  const brought = query.relationship === 'assertionMethod' ? broughtKey(query) : undefined
  if (resolve === undefined) return brought ?? refused('unsupported')
  const lookup = await lookUpKey(resolve, query, moment, readers)
  if (lookup.outcome !== 'refused') return lookup
  const resolution = await resolve()
  if (resolution.outcome !== 'resolved') {
    // nothing is published there, or not where it is asked for
    const isUnread = lookup.refusal === 'not_found' || lookup.refusal === 'unsupported'
    return isUnread && !isDid(controller) ? (brought ?? lookup) : lookup
  }
  if (lookup.refusal !== 'key_missing') return lookup
  const { document } = resolution
  const isListed = namesOf(document, query).includes(keyId)
  if (isListed && owner !== undefined && owner !== controller) {
    const resolveOwner: Resolve = (options) => ports.resolveDid(owner, options)
    return lookUpKey(resolveOwner, { ...query, controller: owner }, moment, readers)
  }
  if (isListed) return keyElsewhere(query, documents)
  const isSilent = namesOf(document, query).length === 0
  return isSilent && !isDid(controller) ? (brought ?? refused('key_unsupported')) : lookup
}

/** Ids of everything that the document lists for the purpose. */
function namesOf(document: ControllerDocument, { relationship }: KeyQuery): string[] {
  return (document[relationship] ?? []).map((entry) =>
    typeof entry === 'string' ? entry : entry.id,
  )
}

/** The issuer's document names the key by the address where it stands, alone or in a set. */
async function keyElsewhere(
  { keyId, controller }: KeyQuery,
  documents: ControllerDocuments,
): Promise<KeyLookup> {
  const [address = '', fragment] = keyId.split('#')
  if (!isWebAddress(address) || address === controller) return refused('key_missing')
  const answer = await documents.read(address)
  if (answer.outcome === 'unavailable') return refused('unreachable')
  const found = answer.outcome === 'fetched' ? answer.value : undefined
  const publicKey = isJsonObject(found) ? keyIn(found, { keyId, fragment, controller }) : undefined
  if (publicKey === undefined) return refused('key_missing')
  return { outcome: 'found', key: { id: keyId, controller, publicKey }, isEscrow: false }
}

function keyIn(
  value: JsonObject,
  asked: { keyId: string; fragment: string | undefined; controller: string },
): VerifyingKey | undefined {
  const inSet = objectsOf(value.keys).filter(
    ({ kid }) => kid === asked.fragment || kid === asked.keyId,
  )
  const [jwk] = value.kty === undefined ? inSet : [value]
  if (jwk) return readKey(() => readers.fromJwk(jwk))
  const methods = [value, ...objectsOf(value.verificationMethod)]
  const method = methods.find(
    ({ id, controller }) => id === asked.keyId && controller === asked.controller,
  )
  if (method === undefined || method.revoked !== undefined || method.expires !== undefined)
    return undefined
  const { type } = method
  return typeof type === 'string' ? readMethodKey({ ...method, type }, readers) : undefined
}

/** The key that came along with what it signed. */
function broughtKey({ keyId, jwk, controller }: KeyQuery): KeyLookup | undefined {
  const publicKey = jwk === undefined ? keyInName(keyId) : readKey(() => readers.fromJwk(jwk))
  if (publicKey === undefined) return undefined
  return { outcome: 'self-asserted', key: { id: keyId, controller, publicKey }, isEscrow: false }
}

/** `https://college.example/issuer#z6Mk…`, or `data:application/jwk+json;base64url,…` */
function keyInName(keyId: string): VerifyingKey | undefined {
  const fragment = keyId.slice(keyId.indexOf('#') + 1)
  if (/^z[1-9A-HJ-NP-Za-km-z]{40,120}$/.test(fragment))
    return readKey(() => readers.fromMultibase(fragment))
  const [, encoded] =
    /^data:application\/jwk(?:\+json)?;base64(?:url)?,([\w+/-]{1,4096})=*$/.exec(keyId) ?? []
  if (encoded === undefined) return undefined
  const text = encoded.replace(/\+/g, '-').replace(/\//g, '_')
  return readKey(() =>
    readers.fromJwk(parseJsonStrict(new TextDecoder().decode(decodeBase64url(text)))),
  )
}

function readKey(read: () => VerifyingKey): VerifyingKey | undefined {
  try {
    return read()
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s#]+$/.test(text)
}
