import { describe, expect, test } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { type Did, parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { buildBadgeQuery } from '../../../shared/oid4vc/dcql-badges.ts'
import { logProofsParameter, readLogProofs } from '../../../shared/oid4vc/oid4vp-log-proofs.ts'
import { buildRequestUri } from '../../../shared/oid4vc/oid4vp-request-uri.ts'
import { signCheckpoint } from '../../../shared/trust/log-checkpoint.ts'
import { awardLeaf, type LogProofDocument } from '../../../shared/trust/log-proof.ts'
import { inclusionProof, leafHash, treeRoot } from '../../../shared/trust/merkle-tree.ts'
import { answerRequest } from '../../../wallet/core/answer-request.ts'
import type { HeldBadge } from '../../../wallet/core/held-badge.ts'
import { completeLogProofs, logProofsOf, parseLogProof } from '../../../wallet/core/log-proofs.ts'
import { openRequest } from '../../../wallet/core/open-request.ts'
import { leastChoice } from '../../../wallet/core/requested-badges.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { readerOf } from '../../support/trust-city.ts'
import { createFakeWorld, type FakeWorld, heldBadge } from '../fake-ports.ts'

const cityKey = ed25519TestKey('city')
const city = parseDid('did:web:city.example')
const provider = parseDid('did:web:issuer.example:quay')
const log = 'https://city.example/log'
const badgeId = 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11'
const achievementId = 'https://city.example/badges/first-aid/v/1'
const leaf = awardLeaf(badgeId, achievementId)
const leaves = ['a', 'b', 'c'].map((word) => leafHash(new TextEncoder().encode(word)))
const proofUrl = `${log}/proofs/${encodeBase64url(leaf)}`

function loggedBadge(change: Partial<HeldBadge> = {}): HeldBadge {
  const badge = heldBadge()
  const summary = { ...badge.summary, id: badgeId }
  return { ...badge, summary, ...change }
}

function document(did: Did, service: { type: string; serviceEndpoint: string }[]) {
  return buildDidDocument({
    did,
    keys: [{ publicKey: cityKey.publicKey }],
    service: service.map((each, index) => ({ id: `${did}#service-${index}`, ...each })),
  })
}

/** A provider that names its city, and a city that names its log. */
function createLoggedWorld(badge: HeldBadge = loggedBadge()): FakeWorld {
  const world = createFakeWorld()
  world.badges.push(badge)
  world.dids.set(provider, document(provider, [{ type: 'WaymarkCity', serviceEndpoint: city }]))
  world.dids.set(city, document(city, [{ type: 'WaymarkAwardLog', serviceEndpoint: log }]))
  return world
}

async function makeProof(
  change: { signer?: typeof cityKey; log?: string; root?: Uint8Array } = {},
): Promise<LogProofDocument> {
  const all = [...leaves, leaf]
  const root = change.root ?? treeRoot(all.length, readerOf(all))
  const state = { city, log: change.log ?? log, size: all.length, root, at: new Date(0) }
  const signer = (change.signer ?? cityKey).signer(city)
  return {
    index: 3,
    path: inclusionProof(3, all.length, readerOf(all)).map(encodeBase64url),
    checkpoint: await signCheckpoint(state, signer),
  }
}

describe('completeLogProofs', () => {
  test('finds the city by the provider’s document, and keeps the proof beside the badge', async () => {
    const world = createLoggedWorld()
    const proof = await makeProof()
    world.answers.set(`GET ${proofUrl}`, { body: { leaf: encodeBase64url(leaf), ...proof } })
    const [badge] = await completeLogProofs(world.badges, world.ports)
    expect(badge?.logProof).toEqual(proof)
    expect(world.badges).toEqual([badge])
    expect(world.requests.map(({ url }) => url)).toEqual([proofUrl])
  })

  test('asks once: never again for a badge that has its proof', async () => {
    const logProof = await makeProof()
    const world = createLoggedWorld(loggedBadge({ logProof }))
    expect(await completeLogProofs(world.badges, world.ports)).toEqual(world.badges)
    expect(world.requests).toEqual([])
  })

  test('leaves the badge as it is while the log is not sealed, and gets the proof later', async () => {
    const world = createLoggedWorld()
    world.answers.set(`GET ${proofUrl}`, { status: 404, body: { code: 'not_found' } })
    expect(await completeLogProofs(world.badges, world.ports)).toEqual([loggedBadge()])
    world.answers.set(`GET ${proofUrl}`, { body: await makeProof() })
    const [badge] = await completeLogProofs(world.badges, world.ports)
    expect(badge?.logProof).toEqual(await makeProof())
  })

  test('asks nothing for a badge that failed its checks', async () => {
    const badge = loggedBadge()
    const world = createLoggedWorld({ ...badge, report: { ...badge.report, verdict: 'invalid' } })
    await completeLogProofs(world.badges, world.ports)
    expect(world.requests).toEqual([])
  })

  test.each<[string, (world: FakeWorld) => Promise<void> | void]>([
    [
      'a provider that names no city',
      (world) => void world.dids.set(provider, document(provider, [])),
    ],
    ['a provider that cannot be resolved', (world) => void world.dids.delete(provider)],
    ['a city that cannot be resolved', (world) => void world.dids.delete(city)],
    ['a city without a log', (world) => void world.dids.set(city, document(city, []))],
    [
      'a city that is no DID',
      (world) =>
        void world.dids.set(
          provider,
          document(provider, [{ type: 'WaymarkCity', serviceEndpoint: 'https://city.example' }]),
        ),
    ],
    [
      'a log over http',
      (world) =>
        void world.dids.set(
          city,
          document(city, [{ type: 'WaymarkAwardLog', serviceEndpoint: 'http://city.example/log' }]),
        ),
    ],
    ['no answer', (world) => void world.answers.delete(`GET ${proofUrl}`)],
    [
      'a host that is down',
      (world) => {
        world.ports.fetch = () => Promise.reject(new AppError('fetch_failed', 'down'))
      },
    ],
    ['no JSON', (world) => void world.answers.set(`GET ${proofUrl}`, { body: '<html>' })],
    [
      'members given twice',
      (world) => void world.answers.set(`GET ${proofUrl}`, { body: '{"index":1,"index":2}' }),
    ],
    [
      'a path of 54 hashes',
      async (world) => {
        const path = Array(54).fill(encodeBase64url(leaf))
        world.answers.set(`GET ${proofUrl}`, { body: { ...(await makeProof()), path } })
      },
    ],
    [
      'a proof of another leaf',
      async (world) => {
        world.answers.set(`GET ${proofUrl}`, { body: { ...(await makeProof()), index: 2 } })
      },
    ],
    [
      'a checkpoint that somebody else signed',
      async (world) => {
        const body = await makeProof({ signer: ed25519TestKey('thief') })
        world.answers.set(`GET ${proofUrl}`, { body })
      },
    ],
    [
      'a checkpoint of another log',
      async (world) => {
        const body = await makeProof({ log: 'https://city.example/other-log' })
        world.answers.set(`GET ${proofUrl}`, { body })
      },
    ],
    [
      'a root that the path does not lead to',
      async (world) => {
        const body = await makeProof({ root: new Uint8Array(32) })
        world.answers.set(`GET ${proofUrl}`, { body })
      },
    ],
  ])('keeps nothing from %s', async (_name, spoil) => {
    const world = createLoggedWorld()
    world.answers.set(`GET ${proofUrl}`, { body: await makeProof() })
    await spoil(world)
    expect(await completeLogProofs(world.badges, world.ports)).toEqual([loggedBadge()])
    expect(world.badges).toEqual([loggedBadge()])
  })
})

describe('logProofsOf', () => {
  test('names each proof by its leaf, and says nothing of badges without one', async () => {
    const logProof = await makeProof()
    const badges = [loggedBadge({ logProof }), loggedBadge(), heldBadge({ logProof })]
    expect(logProofsOf(badges)).toEqual(new Map([[encodeBase64url(leaf), logProof]]))
  })
})

describe('parseLogProof', () => {
  test('keeps the three members of a proof', async () => {
    const proof = await makeProof()
    expect(parseLogProof({ ...proof, leaf: 'x', more: {} })).toEqual(proof)
    expect(proof.path.map(decodeBase64url)).toHaveLength(2)
  })

  test.each([[undefined], [null], ['proof'], [{}], [{ index: -1, path: [], checkpoint: '' }]])(
    'reads nothing from %j',
    (value) => {
      expect(parseLogProof(value)).toBeUndefined()
    },
  )
})

const responseUri = 'https://shop.example/response'
const requestUri = buildRequestUri({
  kind: 'by-value',
  request: {
    response_type: 'vp_token',
    response_mode: 'direct_post',
    client_id: `redirect_uri:${responseUri}`,
    response_uri: responseUri,
    nonce: 'a-nonce-of-the-verifier-0123456789',
    state: 'a-state-of-the-verifier',
    dcql_query: buildBadgeQuery([[achievementId]]),
  },
})

describe('answerRequest', () => {
  async function sentWith(badge: HeldBadge): Promise<URLSearchParams> {
    const world = createLoggedWorld(badge)
    world.answers.set(`POST ${responseUri}`, { body: {} })
    const open = await openRequest(requestUri, world.ports)
    await answerRequest(open, leastChoice(open.selection) ?? {}, world.ports)
    return new URLSearchParams(world.requests.at(-1)?.body)
  }

  test('sends the proof of a badge that is shown', async () => {
    const logProof = await makeProof()
    const form = await sentWith(loggedBadge({ logProof }))
    expect(readLogProofs(Object.fromEntries(form))).toEqual(
      new Map([[encodeBase64url(leaf), logProof]]),
    )
  })

  test('sends no parameter where there is no proof', async () => {
    const form = await sentWith(loggedBadge())
    expect([...form.keys()]).not.toContain(logProofsParameter)
  })
})
