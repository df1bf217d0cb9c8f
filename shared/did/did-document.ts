import { z } from 'zod'
import { createKeptAnswers } from '../cache/kept-answers.ts'
import { AppError } from '../errors/app-error.ts'
import type { Did } from './did.ts'
import { readMethodKey } from './method-key.ts'
import {
  jwkThumbprint,
  type KeyReaders,
  keyReaders,
  type PublicKey,
  publicKeyToJwk,
  publicKeyToMultibase,
  type VerifyingKey,
} from './public-key.ts'

const verificationRelationships = [
  'authentication',
  'assertionMethod',
  'keyAgreement',
  'capabilityInvocation',
  'capabilityDelegation',
] as const

export type VerificationRelationship = (typeof verificationRelationships)[number]

/** Far above what an issuer with years of key history needs, far below what slows a verifier down. */
const maxItems = 100

/** Of a document that buildDidDocument makes, where each key stands twice: one more, and nobody would read it. */
export const maxDocumentKeys = maxItems / 2

const zText = z.string().max(4096)
const zTexts = z.array(zText).max(maxItems)
const zInstant = z.iso.datetime({ offset: true })

const zVerificationMethod = z.looseObject({
  id: zText,
  type: zText,
  controller: zText,
  publicKeyMultibase: zText.exactOptional(),
  publicKeyJwk: z.record(z.string(), z.unknown()).exactOptional(),
  revoked: zInstant.exactOptional(),
  expires: zInstant.exactOptional(),
})

const zRelationship = z
  .array(z.union([zText, zVerificationMethod]))
  .max(maxItems)
  .exactOptional()

const zService = z.looseObject({
  id: zText,
  type: z.union([zText, zTexts]),
  serviceEndpoint: z.unknown(),
})

const zControllerDocument = z.looseObject({
  '@context': z.unknown().exactOptional(),
  id: zText,
  alsoKnownAs: zTexts.exactOptional(),
  controller: z.union([zText, zTexts]).exactOptional(),
  verificationMethod: z.array(zVerificationMethod).max(maxItems).exactOptional(),
  authentication: zRelationship,
  assertionMethod: zRelationship,
  keyAgreement: zRelationship,
  capabilityInvocation: zRelationship,
  capabilityDelegation: zRelationship,
  service: z.array(zService).max(maxItems).exactOptional(),
})

export type VerificationMethod = z.infer<typeof zVerificationMethod>
export type DidService = z.infer<typeof zService>
/**
 * A DID document, or one of the same form at an https URL. Members that Waymark does not know are kept as they came.
 * @see https://www.w3.org/TR/cid-1.0/
 */
export type ControllerDocument = z.infer<typeof zControllerDocument>
export type DidDocument = ControllerDocument & { id: Did }

export type DidDocumentKey = {
  publicKey: PublicKey
  /** When the key was compromised, ISO 8601. Retiring a key is not revoking it. */
  revoked?: string
  /** Default: authentication and assertionMethod. */
  relationships?: readonly VerificationRelationship[]
}

export type VerificationKey<Key extends VerifyingKey = PublicKey> = {
  id: string
  controller: string
  publicKey: Key
  revoked?: string
  expires?: string
}

/**
 * Reads the document of `did` (or at an https URL). Throws `did_document_malformed` for another shape, another `id`, more than 100
 * verification methods (or entries of any kind) and two methods with one id.
 * @see https://www.w3.org/TR/did-1.0/#core-properties
 */
export function parseDidDocument<Id extends string>(
  value: unknown,
  did: Id,
): ControllerDocument & { id: Id } {
  const parsed = zControllerDocument.safeParse(value)
  if (!parsed.success) throw malformed('does not have the shape of a DID document')
  if (parsed.data.id !== did) throw malformed('belongs to another DID')
  const ids = methodsOf(parsed.data).map(({ id }) => absoluteId(id, did))
  if (ids.length > maxItems) throw malformed(`has more than ${maxItems} verification methods`)
  if (new Set(ids).size < ids.length) throw malformed('has two verification methods with one id')
  // sound: its id was compared
  return parsed.data as ControllerDocument & { id: Id }
}

/**
 * A document in which each key stands twice, for Data Integrity and JOSE verifiers: as Multikey under its multibase
 * value, as JsonWebKey2020 under its RFC 7638 thumbprint. By its later name, JsonWebKey, many do not know that type.
 */
export function buildDidDocument(input: {
  did: Did
  keys: readonly DidDocumentKey[]
  service?: DidService[]
  alsoKnownAs?: string[]
}): DidDocument {
  const { did, keys, service, alsoKnownAs } = input
  const used = verificationRelationships
    .map((name) => [name, keys.filter((key) => relationshipsOf(key).includes(name))] as const)
    .filter(([, related]) => related.length > 0)
    .map(([name, related]) => [
      name,
      related.flatMap((key) => Object.values(keyIdsOf(did, key.publicKey))),
    ])
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
      'https://w3id.org/security/suites/jws-2020/v1',
    ],
    id: did,
    ...(alsoKnownAs && { alsoKnownAs }),
    verificationMethod: keys.flatMap((key) => verificationMethodsOf(did, key)),
    ...Object.fromEntries(used),
    ...(service && { service }),
  }
}

type KeyQuery = { id: string; relationship: VerificationRelationship }

/**
 * The key with the absolute `id`, if the document lists it for `relationship`, controls it itself and holds it in
 * a form that is read. `revoked` and `expires` are for the caller to judge.
 * @param readers default: of the keys that Waymark signs with
 */
export function findVerificationKey(
  document: ControllerDocument,
  query: KeyQuery,
): VerificationKey | undefined
export function findVerificationKey(
  document: ControllerDocument,
  query: KeyQuery,
  readers: KeyReaders,
): VerificationKey<VerifyingKey> | undefined
export function findVerificationKey(
  document: ControllerDocument,
  query: KeyQuery,
  readers: KeyReaders = keyReaders,
): VerificationKey<VerifyingKey> | undefined {
  const search = () => searchKey(document, query, readers)
  const { verificationMethod: methods, [query.relationship]: entries } = document
  // frozen as deep as a key is looked for, as a resolver gives it
  const isKept = [document, methods, methods?.[0], entries, entries?.[0]].every(Object.isFrozen)
  if (readers !== keyReaders || !isKept) return search()
  return keptKey(document, `${query.relationship} ${query.id}`, search)
}

const keptKey = createKeptAnswers<VerificationKey<VerifyingKey>>()

function searchKey(
  document: ControllerDocument,
  query: KeyQuery,
  readers: KeyReaders,
): VerificationKey<VerifyingKey> | undefined {
  const { id: did } = document
  if (!query.id.startsWith(`${did}#`)) return undefined
  const hasId = (id: string) => absoluteId(id, did) === query.id
  const entry = (document[query.relationship] ?? []).find((item) =>
    hasId(typeof item === 'string' ? item : item.id),
  )
  const method =
    typeof entry === 'string' ? document.verificationMethod?.find(({ id }) => hasId(id)) : entry
  const publicKey = method && readMethodKey(method, readers)
  if (method === undefined || publicKey === undefined || method.controller !== did) return undefined
  const { revoked, expires } = method
  return {
    id: query.id,
    controller: did,
    publicKey,
    ...(revoked !== undefined && { revoked }),
    ...(expires !== undefined && { expires }),
  }
}

/**
 * The DID URLs of a key: in Waymark's documents its two forms, in a did:key or did:jwk document the one method
 * there is.
 */
export function keyIdsOf(did: Did, key: PublicKey): { multikey: string; jwk: string } {
  const multikey = `${did}#${publicKeyToMultibase(key)}`
  if (did.startsWith('did:key:')) return { multikey, jwk: multikey }
  if (did.startsWith('did:jwk:')) return { multikey: `${did}#0`, jwk: `${did}#0` }
  return { multikey, jwk: `${did}#${jwkThumbprint(publicKeyToJwk(key))}` }
}

/** Every method that the document defines: listed, or embedded in a relationship. */
export function methodsOf(document: ControllerDocument): VerificationMethod[] {
  const embedded = verificationRelationships
    .flatMap((name) => document[name] ?? [])
    .filter((entry) => typeof entry === 'object')
  return [...(document.verificationMethod ?? []), ...embedded]
}

/** Ids may be relative to the document: `#key-1`. */
export function absoluteId(id: string, did: string): string {
  return id.startsWith('#') ? did + id : id
}

function verificationMethodsOf(
  did: Did,
  { publicKey, revoked }: DidDocumentKey,
): VerificationMethod[] {
  const ids = keyIdsOf(did, publicKey)
  const common = { controller: did, ...(revoked !== undefined && { revoked }) }
  return [
    {
      id: ids.multikey,
      type: 'Multikey',
      ...common,
      publicKeyMultibase: publicKeyToMultibase(publicKey),
    },
    { id: ids.jwk, type: 'JsonWebKey2020', ...common, publicKeyJwk: publicKeyToJwk(publicKey) },
  ]
}

function relationshipsOf(key: DidDocumentKey): readonly VerificationRelationship[] {
  return key.relationships ?? ['authentication', 'assertionMethod']
}

function malformed(reason: string): AppError {
  return new AppError('did_document_malformed', `The DID document ${reason}`)
}
