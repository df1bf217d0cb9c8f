import type { Signer } from '../../shared/credential/signer.ts'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import { buildDidDocument, type DidDocumentKey } from '../../shared/did/did-document.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { createTrustReader } from '../../shared/trust/city-trust.ts'
import type { escrowServiceOf } from '../../shared/trust/escrow-service.ts'
import { signCheckpoint } from '../../shared/trust/log-checkpoint.ts'
import { awardLeaf, type LogProofDocument } from '../../shared/trust/log-proof.ts'
import { inclusionProof, treeRoot } from '../../shared/trust/merkle-tree.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { problemsOf } from '../shared/verify/outcomes.ts'
import {
  type Actor,
  achievement,
  badge,
  createActor,
  createHolder,
  createIssuer,
  createWorld,
  publishList,
  secure,
  statusAt,
} from '../shared/verify/world.ts'
import {
  accredited,
  createTrustWorld,
  readerOf,
  type TrustCity,
  thumbprintOf,
} from '../support/trust-city.ts'

/**
 * Time and trust: whoever steals a key, loses an accreditation or runs the log dishonestly wants a badge to count
 * as older than it is. Position in the log decides, never a date; what cannot be established is unknown.
 */

export const early = new Date('2026-02-01T09:00:00Z')
export const goodId = 'urn:uuid:00000000-0000-4000-8000-000000000001'
export const forgedId = 'urn:uuid:00000000-0000-4000-8000-00000000beef'
export const lastYear = '2025-11-22T10:00:00Z'

/** Cardiff accredits Quay, whose honest badge stands in the log at 1, between others. */
export async function setUp() {
  const world = createWorld()
  const quay = createIssuer(world)
  const holder = createHolder()
  await publishList(world, quay)
  const trust = createTrustWorld(world)
  const cardiff = await trust.createCity('cardiff.example')
  cardiff.list.providers = [accredited(quay, achievement.id)]
  cardiff.award('urn:other:1', achievement.id)
  cardiff.award(goodId, achievement.id)
  await cardiff.seal()
  cardiff.award('urn:other:2', achievement.id)
  await cardiff.publish()

  const reader = { current: createTrustReader(trust.ports) }
  const sign = (id: string, signer: Signer = quay.signer, more: object = {}) =>
    secure(
      badge(quay, { id: holder.did }, { id, validFrom: early, status: statusAt(7), ...more }),
      signer,
    )

  async function judge(input: JsonObject, logProof?: unknown, cities: Did[] = [cardiff.did]) {
    const leaf = encodeBase64url(awardLeaf(String(input.id), achievement.id))
    const report = await verifyCredential(input, {
      ports: { ...world.ports, trust: reader.current },
      policy: { trustedCities: cities },
      ...(logProof !== undefined && { logProofs: new Map([[leaf, logProof]]) }),
    })
    return [report.verdict, ...problemsOf(report)]
  }

  /** Forgets lists that were read, not what was seen: as after the five minutes that a list is kept. */
  function later() {
    reader.current = createTrustReader(trust.ports)
  }

  /** Rewrites Quay's document: these keys, and these services. */
  function quayHolds(keys: DidDocumentKey[], service: ReturnType<typeof escrowServiceOf>[] = []) {
    const document = buildDidDocument({ did: quay.did, keys, service })
    world.dids.set(quay.did, { outcome: 'resolved', document })
  }

  const good = await sign(goodId)
  return { world, trust, cardiff, quay, holder, sign, judge, later, quayHolds, good }
}

export type Setting = Awaited<ReturnType<typeof setUp>>

/** A proof that `leaves` hold the badge, under a checkpoint by whoever signs. */
export async function forgeProof(
  city: TrustCity,
  leaves: Uint8Array[],
  signer: Signer,
  change: { log?: string; city?: Did } = {},
): Promise<LogProofDocument> {
  const leaf = encodeBase64url(awardLeaf(forgedId, achievement.id))
  const index = leaves.findIndex((each) => encodeBase64url(each) === leaf)
  const size = leaves.length
  const root = treeRoot(size, readerOf(leaves))
  const at = new Date('2026-02-01T00:00:00Z')
  const state = { city: city.did, log: `${city.url}/log`, size, root, at, ...change }
  const checkpoint = await signCheckpoint(state, signer)
  return {
    index,
    path: inclusionProof(index, size, readerOf(leaves)).map(encodeBase64url),
    checkpoint,
  }
}

export const forgedLeaf = awardLeaf(forgedId, achievement.id)

/** The city takes another key; the old one stays in its document, as retired or as compromised. */
export async function rotateCity(
  city: TrustCity,
  event: 'retired' | 'compromised',
): Promise<Actor> {
  const old = city.actor
  city.actor = createActor('Ed25519', () => city.did)
  const at = '2026-11-01T00:00:00Z'
  const isRevoked = event === 'compromised'
  city.keys = [
    { publicKey: city.actor.publicKey },
    { publicKey: old.publicKey, ...(isRevoked && { revoked: at }) },
  ]
  const logSize = city.leaves.length
  city.list.keys = [{ thumbprint: thumbprintOf(old), [event]: { at, logSize } }]
  await city.publish()
  return old
}

export const quayIn = ({ cardiff, quay }: Setting) => {
  const provider = cardiff.list.providers.find(({ did }) => did === quay.did)
  if (provider === undefined) throw new Error('Cardiff lists Quay')
  return provider
}

export async function endKey(setting: Setting, event: 'retired' | 'compromised') {
  const { cardiff, quay, quayHolds } = setting
  const at = '2026-06-01T00:00:00Z'
  const isRevoked = event === 'compromised'
  const next = createActor('Ed25519', () => quay.did)
  quayHolds([
    { publicKey: quay.publicKey, ...(isRevoked && { revoked: at }) },
    { publicKey: next.publicKey },
  ])
  quayIn(setting).keys = [
    { thumbprint: thumbprintOf(quay), [event]: { at, logSize: cardiff.leaves.length } },
  ]
  await publishList(setting.world, quay, { signer: next.signer })
  await cardiff.publish()
}
