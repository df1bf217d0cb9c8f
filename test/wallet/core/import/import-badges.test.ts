import { describe, expect, test } from 'vitest'
import { check } from '../../../../shared/verify/check.ts'
import type { CredentialReport } from '../../../../shared/verify/report.ts'
import { exportWallet } from '../../../../wallet/core/export/export-wallet.ts'
import { importBadges } from '../../../../wallet/core/import/import-badges.ts'
import { assertion } from '../../../shared/verify/open-badge-2/examples.ts'
import { badgeDocument, createFakeWorld, heldBadge, learnerHolder } from '../../fake-ports.ts'

const text = JSON.stringify(badgeDocument())

describe('importBadges', () => {
  test('takes what exportWallet wrote, and the same again once', async () => {
    const from = createFakeWorld()
    const source = { kind: 'issuer', credentialIssuer: 'https://issuer.example/quay' } as const
    from.badges.push(heldBadge({ id: 'a', source }), {
      ...heldBadge({ id: 'b' }),
      text: JSON.stringify(badgeDocument('https://city.example/badges/swimming/v/1')),
    })
    const file = await exportWallet(from.ports)
    const to = createFakeWorld()
    const outcomes = await importBadges(file, to.ports)
    expect(outcomes.map(({ outcome, badge }) => [outcome, badge.text])).toEqual(
      from.badges.map((badge) => ['kept', badge.text]),
    )
    expect(to.badges.map((badge) => badge.source)).toEqual([source, { kind: 'file' }])
  })

  test('holds no key and no secret', async () => {
    const world = createFakeWorld()
    world.badges.push(heldBadge())
    const file = JSON.parse(await exportWallet(world.ports))
    expect(Object.keys(file)).toEqual(['type', 'version', 'exportedAt', 'badges', 'disclosures'])
    expect(Object.keys(file.badges[0])).toEqual(['text', 'format', 'source', 'receivedAt'])
  })

  test('takes log proofs along, and leaves out what only looks like one', async () => {
    const logProof = { index: 7, path: ['A'.repeat(43)], checkpoint: 'a.b.c' }
    const from = createFakeWorld()
    from.badges.push(heldBadge({ logProof }))
    const file = await exportWallet(from.ports)
    const to = createFakeWorld()
    await importBadges(file, to.ports)
    expect(to.badges.map((badge) => badge.logProof)).toEqual([logProof])
    const spoilt = createFakeWorld()
    await importBadges(file.replace('"index": 7', '"index": -7'), spoilt.ports)
    expect(spoilt.badges).toEqual([expect.not.objectContaining({ logProof: expect.anything() })])
  })

  test('takes one badge as JSON', async () => {
    const world = createFakeWorld()
    const [outcome] = await importBadges(`\n${text}\n`, world.ports)
    expect(outcome).toMatchObject({
      outcome: 'kept',
      badge: { text, format: 'ldp_vc', holder: learnerHolder.did, source: { kind: 'file' } },
    })
  })

  test('keeps the badge of another as nobody’s here', async () => {
    const world = createFakeWorld()
    world.holders = []
    const [outcome] = await importBadges(text, world.ports)
    expect(outcome?.badge).not.toHaveProperty('holder')
  })

  test('keeps a badge that fails a check as that', async () => {
    const world = createFakeWorld()
    const valid = world.report
    world.report = (input) => ({ ...valid(input), verdict: 'invalid' })
    const [outcome] = await importBadges(text, world.ports)
    expect(outcome).toMatchObject({
      outcome: 'kept-with-doubt',
      badge: { report: { verdict: 'invalid' } },
    })
  })

  test('takes along what its owner wrote of a badge', async () => {
    const from = createFakeWorld()
    from.badges.push(heldBadge({ reflection: 'I was nervous' }))
    const to = createFakeWorld()
    await importBadges(await exportWallet(from.ports), to.ports)
    expect(to.badges.map(({ reflection }) => reflection)).toEqual(['I was nervous'])
  })

  const old = {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: 'https://badges.example/1',
    recipient: { type: 'email', hashed: false, identity: 'sam@mail.example' },
    badge: { id: 'https://badges.example/b', name: 'Knots', issuer: { name: 'Sea Scouts' } },
    verification: { type: 'HostedBadge' },
    issuedOn: '2019-05-06T07:08:09Z',
  }

  test('labels a badge of an older kind, and calls it neither proven nor false', async () => {
    const world = createFakeWorld()
    const source = { kind: 'link', url: 'https://badges.example/1' } as const
    const [outcome] = await importBadges(JSON.stringify(old), world.ports, source)
    expect(outcome).toEqual({
      outcome: 'kept-with-doubt',
      badge: {
        id: 'badge-1',
        text: JSON.stringify(old),
        format: 'open-badge-2',
        summary: expect.objectContaining({ issuer: { id: '', name: 'Sea Scouts' } }),
        report: expect.objectContaining({ verdict: 'unknown' }),
        source,
        receivedAt: world.ports.clock().toISOString(),
      },
    })
  })

  test('checks a badge of an older kind where it can be checked', async () => {
    const world = createFakeWorld()
    const report: CredentialReport = {
      kind: 'credential',
      verdict: 'valid',
      checks: [check('proof', 'hosted')],
      credential: { types: ['Assertion'], issuer: { id: 'https://example.org/organization.json' } },
      checkedAt: '2026-11-22T10:00:00Z',
    }
    const ports = { ...world.ports, verifyOpenBadge2: async () => report }
    const [kept] = await importBadges(JSON.stringify(assertion), ports)
    expect(kept).toMatchObject({ outcome: 'kept', badge: { format: 'open-badge-2', report } })
  })

  const file = (badges: unknown) => JSON.stringify({ type: 'waymark-wallet', version: 1, badges })
  test.for([
    ['a later version', JSON.stringify({ type: 'waymark-wallet', version: 2, badges: [] })],
    ['badges that are none', file('all of them')],
    ['too many badges', file(Array.from({ length: 2001 }, () => ({ text })))],
    ['one broken badge among good ones', file([{ text }, { text: '{"a":1}' }, { text }])],
  ] as const)('refuses a wallet file with %s and stores nothing', async ([, input]) => {
    const world = createFakeWorld()
    await expect(importBadges(input, world.ports)).rejects.toMatchObject({
      code: 'wallet_file_malformed',
    })
    expect(world.badges).toEqual([])
  })

  test.for([
    ['nothing', '', 'badge_file_malformed'],
    ['words', 'hello', 'badge_file_malformed'],
    ['not JSON', '{', 'badge_file_malformed'],
    ['one member twice', '{"type":"a","type":"b"}', 'badge_file_malformed'],
    ['an array', '[]', 'badge_file_malformed'],
    ['something else', '{"hello":"world"}', 'badge_file_malformed'],
    ['an unsigned token', 'eyJhbGciOiJub25lIn0.e30.', 'badge_file_malformed'],
    [
      'a presentation of the older data model',
      JSON.stringify({
        type: ['VerifiablePresentation'],
        '@context': ['https://www.w3.org/2018/credentials/v1'],
      }),
      'badge_file_malformed',
    ],
  ] as const)('refuses %s and stores nothing', async ([, input, code]) => {
    const world = createFakeWorld()
    await expect(importBadges(input, world.ports)).rejects.toMatchObject({ code })
    expect(world.badges).toEqual([])
  })
})
