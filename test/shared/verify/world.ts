import { generateKeyPairSync, sign } from 'node:crypto'
import { buildOpenBadge, type OpenBadgeInput } from '../../../shared/credential/build-open-badge.ts'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { credentialsV2Url } from '../../../shared/credential/context-urls.ts'
import { addDataIntegrityProof } from '../../../shared/credential/data-integrity.ts'
import { envelopCredential } from '../../../shared/credential/enveloped.ts'
import type { Signer } from '../../../shared/credential/signer.ts'
import { signCredentialJwt, signPresentationJwt } from '../../../shared/credential/vc-jwt.ts'
import { type Did, parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument, keyIdsOf } from '../../../shared/did/did-document.ts'
import { didKeyDocument, didKeyFromPublicKey } from '../../../shared/did/did-key.ts'
import { type KeyCurve, type PublicKey, publicKeyFromJwk } from '../../../shared/did/public-key.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { createBitstring, setBit } from '../../../shared/status/bitstring.ts'
import { encodeBitstring } from '../../../shared/status/bitstring-encoding.ts'
import { statusListEntry } from '../../../shared/status/status-entry.ts'
import { buildStatusListCredential } from '../../../shared/status/status-list-credential.ts'
import type { StatusListFetch, VerificationPorts } from '../../../shared/verify/ports.ts'
import { createStatusListCache } from '../../../shared/verify/status-list-cache.ts'
import { createTestClock, type TestClock } from '../../support/clock.ts'

export type Format = 'data-integrity' | 'jwt'

/** Somebody with a DID and a key: a provider, a learner, a thief. */
export type Actor = { did: Did; publicKey: PublicKey; keyId: string; signer: Signer }

/** Every DID and every status list there is, with a count of who was asked. */
export type World = {
  clock: TestClock
  ports: VerificationPorts
  /** What resolving a did:web answers; did:key needs no entry. */
  dids: Map<string, DidResolution>
  lists: Map<string, StatusListFetch>
  asked: { dids: string[]; lists: string[] }
}

const canonicalize = createCanonicalize()

export const listUrl = 'https://city.example/providers/quay/status/1'
export const binding = {
  nonce: 'n-0S6_WzA2Mj',
  audience: 'decentralized_identifier:did:web:shop.example',
}

export function createWorld(): World {
  const clock = createTestClock()
  const dids: World['dids'] = new Map()
  const lists: World['lists'] = new Map()
  const asked: World['asked'] = { dids: [], lists: [] }
  const ports = {
    resolveDid: async (did) => {
      asked.dids.push(did)
      if (did.startsWith('did:key:')) return { outcome: 'resolved', document: didKeyDocument(did) }
      return dids.get(did) ?? { outcome: 'refused', code: 'did_not_found', detail: 'not found' }
    },
    fetchStatusList: async (url) => {
      asked.lists.push(url)
      return lists.get(url) ?? { outcome: 'refused', code: 'http_404', detail: 'not found' }
    },
    statusLists: createStatusListCache(),
    canonicalize,
    verifySignature,
    clock,
  } satisfies VerificationPorts
  return { clock, ports, dids, lists, asked }
}

/** A did:web whose document the world serves. */
export function createIssuer(
  world: World,
  did = 'did:web:city.example:providers:quay',
  curve: KeyCurve = 'Ed25519',
): Actor {
  const actor = createActor(curve, () => parseDid(did))
  const document = buildDidDocument({ did: actor.did, keys: [{ publicKey: actor.publicKey }] })
  world.dids.set(actor.did, { outcome: 'resolved', document })
  return actor
}

/** A learner with a did:key. */
export function createHolder(curve: KeyCurve = 'Ed25519'): Actor {
  return createActor(curve, didKeyFromPublicKey)
}

export function createActor(curve: KeyCurve, didOf: (key: PublicKey) => Did): Actor {
  const { publicKey: publicKeyObject, privateKey } =
    curve === 'Ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = publicKeyFromJwk(publicKeyObject.export({ format: 'jwk' }))
  const did = didOf(publicKey)
  const keyId = keyIdsOf(did, publicKey).multikey
  const signBytes = async (bytes: Uint8Array) =>
    curve === 'Ed25519'
      ? new Uint8Array(sign(null, bytes, privateKey))
      : new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
  return { did, publicKey, keyId, signer: { keyId, curve, sign: signBytes } }
}

/** The same key under another name. */
export function signerAs(actor: Actor, keyId: string): Signer {
  return { ...actor.signer, keyId }
}

export const achievement = {
  id: 'https://city.example/providers/quay/badges/harbour-guide/v/1',
  type: ['Achievement'],
  name: 'Harbour guide',
  description: 'Shows visitors round the harbour',
  criteria: { narrative: 'Led three walks' },
} satisfies OpenBadgeInput['achievement']

export function badge(
  issuer: Pick<Actor, 'did'>,
  subject: OpenBadgeInput['subject'],
  more: Partial<OpenBadgeInput> = {},
): JsonObject {
  return buildOpenBadge({
    id: 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11',
    issuer: { id: issuer.did, type: ['Profile'], name: 'Quay Youth Club' },
    achievement,
    subject,
    validFrom: new Date('2026-09-01T09:00:00Z'),
    ...more,
  })
}

export function statusAt(index: number, purpose: 'revocation' | 'suspension' = 'revocation') {
  return statusListEntry({ listUrl, index, purpose })
}

export async function secure(
  credential: JsonObject,
  signer: Signer,
  format: Format = 'data-integrity',
): Promise<JsonObject> {
  if (format === 'jwt')
    return { ...envelopCredential(await signCredentialJwt({ credential, signer })) }
  return addDataIntegrityProof({
    document: credential,
    signer,
    proofPurpose: 'assertionMethod',
    created: new Date('2026-09-01T09:00:00Z'),
    canonicalize,
  })
}

export type PresentOptions = {
  format?: Format
  nonce?: string | undefined
  audience?: string | string[] | undefined
  created?: Date
  purpose?: 'authentication' | 'assertionMethod'
  holder?: string
  signer?: Signer
}

/** A presentation as a good wallet makes it, unless told otherwise. */
export async function present(
  credentials: unknown[],
  holder: Actor,
  options: PresentOptions = {},
): Promise<JsonObject | string> {
  const { nonce, audience, signer, created } = {
    ...binding,
    signer: holder.signer,
    created: new Date('2026-11-22T09:59:30Z'),
    ...options,
  }
  const presentation = {
    '@context': [credentialsV2Url],
    type: ['VerifiablePresentation'],
    holder: options.holder ?? holder.did,
    verifiableCredential: credentials,
  }
  if (options.format === 'jwt') {
    return signPresentationJwt({
      presentation,
      signer,
      audience: String(audience),
      nonce: String(nonce),
      issuedAt: created,
    })
  }
  return addDataIntegrityProof({
    document: presentation,
    signer,
    proofPurpose: options.purpose ?? 'authentication',
    created,
    ...(nonce !== undefined && { challenge: nonce }),
    ...(audience !== undefined && { domain: audience }),
    canonicalize,
  })
}

export type ListOptions = {
  set?: readonly number[]
  purpose?: 'revocation' | 'suspension'
  validFrom?: string
  validUntil?: string
  ttlMs?: number
  url?: string
  id?: string
  issuer?: string
  signer?: Signer
  format?: Format
  encodedList?: string
  fetchedAt?: string
  change?: (list: JsonObject) => JsonObject
}

/** Signs a status list and serves it. */
export async function publishList(
  world: World,
  issuer: Actor,
  options: ListOptions = {},
): Promise<void> {
  const bits = createBitstring()
  for (const index of options.set ?? []) setBit(bits, index, true)
  const url = options.url ?? listUrl
  const list = buildStatusListCredential({
    id: options.id ?? url,
    issuer: options.issuer ?? issuer.did,
    purpose: options.purpose ?? 'revocation',
    encodedList: options.encodedList ?? (await encodeBitstring(bits)),
    validFrom: new Date(options.validFrom ?? '2026-11-22T09:00:00Z'),
    ...(options.validUntil && { validUntil: new Date(options.validUntil) }),
    ...(options.ttlMs !== undefined && { ttlMs: options.ttlMs }),
  })
  const changed = options.change?.({ ...list }) ?? { ...list }
  const signer = options.signer ?? issuer.signer
  const body =
    options.format === 'jwt'
      ? await signCredentialJwt({ credential: changed, signer })
      : JSON.stringify(await secure(changed, signer))
  const fetchedAt = options.fetchedAt === undefined ? world.clock() : new Date(options.fetchedAt)
  world.lists.set(url, { outcome: 'fetched', body, fetchedAt })
}
