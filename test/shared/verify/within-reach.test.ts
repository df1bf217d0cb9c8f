import { describe, expect, test } from 'vitest'
import { signCredentialJwt } from '../../../shared/credential/vc-jwt.ts'
import { parseDid } from '../../../shared/did/did.ts'
import type { StatusListReading } from '../../../shared/verify/status-list-cache.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { withinReach } from '../../../shared/verify/within-reach.ts'
import { createWeb } from './further/web.ts'
import { createHosts } from './open-badge-2/world.ts'
import { codesOf } from './outcomes.ts'
import {
  badge,
  createHolder,
  createIssuer,
  createWorld,
  publishList,
  secure,
  statusAt,
} from './world.ts'

const revocations = 'https://city.example/credentials/revocations'
const beyond = expect.objectContaining({ outcome: 'unavailable', code: 'too_many_places' })

const failed: StatusListReading = { outcome: 'unusable', code: 'list_unreachable' }
const good: Extract<StatusListReading, { outcome: 'verified' }> = {
  outcome: 'verified',
  list: {
    url: 'https://city.example/status/1',
    issuer: 'did:web:city.example',
    purposes: ['revocation'],
    bits: new Uint8Array(2),
    ttlMs: 300_000,
    fetchedAt: new Date('2026-11-22T10:00:00Z'),
    validFrom: undefined,
    signedAt: undefined,
    validUntil: undefined,
  },
}

describe('withinReach', () => {
  test('asks about so many places, the same ones again, and no others', async () => {
    const { ports, asked } = createWorld()
    const near = withinReach(ports, 2)
    const [first, other] = [parseDid('did:web:a.example'), parseDid('did:web:b.example')]
    await near.resolveDid(first)
    await near.fetchStatusList('https://a.example/1')
    await near.resolveDid(first)
    expect(await near.resolveDid(other)).toEqual(beyond)
    expect(await near.fetchStatusList('https://a.example/2')).toEqual(beyond)
    expect(asked).toEqual({ dids: [first, first], lists: ['https://a.example/1'] })
  })

  test.each<[string, StatusListReading, StatusListReading]>([
    ['takes a verified list', good, failed],
    ['takes no failure', failed, good],
  ])('%s of another stranger who reads the list meanwhile', async (_, first, second) => {
    const { ports } = createWorld()
    const read = (reading: StatusListReading) =>
      withinReach(ports).statusLists.share(good.list.url, good.list.issuer, async () => reading)
    expect(await Promise.all([read(first), read(second)])).toEqual([first, good])
  })

  test('counts the parts of older badges among them', async () => {
    const { port, asked } = createHosts()
    const near = withinReach({ ...createWorld().ports, openBadges2: port }, 1)
    await near.openBadges2?.fetchPart('https://a.example/1')
    expect(await near.openBadges2?.fetchPart('https://a.example/2')).toEqual({
      outcome: 'unavailable',
    })
    expect(asked).toEqual(['https://a.example/1'])
  })

  test('counts documents of issuers at https addresses, and keys elsewhere, in whatever holds the badges', async () => {
    const { ports, visited } = createWeb()
    const holder = createHolder()
    const badges = await Promise.all(
      [1, 2, 3, 4, 5].map((number) => {
        const { signer } = createIssuer(createWorld())
        const issuer = { did: `https://i${number}.example/x` as never }
        return secure(badge(issuer, { id: holder.did }), signer)
      }),
    )
    const near = withinReach(ports, 2)
    const reports = await Promise.all(badges.map((each) => verifyCredential(each, { ports: near })))
    expect(new Set(visited).size).toBe(2)
    const last = reports.at(-1)?.checks.find(({ name }) => name === 'issuer-key')
    expect(last).toMatchObject({ result: 'unknown', code: 'issuer_unreachable' })
  })

  test.each([
    ['a bitstring', statusAt(3)],
    ['a list of ids', { id: revocations, type: '1EdTechRevocationList' }],
  ])(
    'who may ask no more takes nothing from who still may, while %s is read',
    async (_, credentialStatus) => {
      const world = createWeb()
      const issuer = createIssuer(world)
      await publishList(world, issuer)
      const ofIds = { id: revocations, issuer: issuer.did, revokedCredentials: [] }
      const fetchedAt = world.clock()
      world.lists.set(revocations, { outcome: 'fetched', body: JSON.stringify(ofIds), fetchedAt })
      const unsigned = { ...badge(issuer, { id: createHolder().did }), credentialStatus }
      const shown = await signCredentialJwt({ credential: unsigned, signer: issuer.signer })
      // the issuer is one place already
      const reports = await Promise.all(
        [1, 2].map((most) => verifyCredential(shown, { ports: withinReach(world.ports, most) })),
      )
      expect(reports.map((report) => [report.verdict, codesOf(report).status])).toEqual([
        ['unknown', 'list_unreachable'],
        ['valid', 'ok'],
      ])
    },
  )

  test('asks each place anew once, however many keys it does not have', async () => {
    const { ports, asked } = createWorld()
    const web = createWeb()
    const near = withinReach({ ...ports, ...(web.ports.further && { further: web.ports.further }) })
    const [did, url] = [parseDid('did:web:a.example'), 'https://a.example/issuer']
    const moment = { now: ports.clock(), clockSkewSeconds: 0 }
    web.pages.set(url, { body: { id: url, assertionMethod: [] } })
    for (const keyId of ['a', 'b', 'c']) {
      const query = { keyId: `${url}#${keyId}`, controller: url } as const
      await near.further?.findKey({ ...query, relationship: 'assertionMethod' }, near, moment)
      await near.resolveDid(did, { fresh: true })
    }
    expect([asked.dids, web.visited]).toEqual([[did], [url, url]])
  })

  test('a DID that is its own key needs nobody', async () => {
    const { did } = createHolder()
    const answer = await withinReach(createWorld().ports, 0).resolveDid(did)
    expect(answer.outcome).toBe('resolved')
  })
})
