import { describe, expect, test } from 'vitest'
import { exportBadge, exportWallet, importBadges } from '../../../wallet/core/transfer.ts'
import { badgeDocument, createFakeWorld, heldBadge, learnerHolder } from '../fake-ports.ts'

const text = JSON.stringify(badgeDocument())

describe('exportBadge', () => {
  test('gives the signed bytes as they came', () => {
    const verbatim = `  ${JSON.stringify(badgeDocument(), null, 4)}\n`
    const badge = { ...heldBadge({ id: 'Ab3-dEf' }), text: verbatim }
    expect(exportBadge(badge)).toEqual({
      text: verbatim,
      mediaType: 'application/vc+ld+json',
      fileName: 'first-aid-ab3-de.json',
    })
  })

  test('names a token as one, and never leaves the folder', () => {
    const badge = heldBadge({
      id: 'x',
      format: 'jwt_vc_json',
      summary: {
        types: [],
        issuer: { id: 'did:web:a.example' },
        achievement: { id: 'a', name: '../../etc/Crème brûlée\u202e' },
      },
    })
    expect(exportBadge(badge)).toMatchObject({
      mediaType: 'application/vc+jwt',
      fileName: 'etc-cre-me-bru-le-e-x.jwt',
    })
  })
})

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

  const file = (badges: unknown) => JSON.stringify({ type: 'waymark-wallet', version: 1, badges })
  test.for([
    ['nothing', ''],
    ['words', 'hello'],
    ['not JSON', '{'],
    ['one member twice', '{"type":"a","type":"b"}'],
    ['an array', '[]'],
    ['something else', '{"hello":"world"}'],
    ['a presentation', JSON.stringify({ ...badgeDocument(), type: ['VerifiablePresentation'] })],
    ['a later version', JSON.stringify({ type: 'waymark-wallet', version: 2, badges: [] })],
    ['badges that are none', file('all of them')],
    ['too many badges', file(Array.from({ length: 2001 }, () => ({ text })))],
    ['one broken badge among good ones', file([{ text }, { text: '{"a":1}' }, { text }])],
    ['an unsigned token', 'eyJhbGciOiJub25lIn0.e30.'],
  ] as const)('refuses %s and stores nothing', async ([, input]) => {
    const world = createFakeWorld()
    await expect(importBadges(input, world.ports)).rejects.toMatchObject({
      code: 'wallet_file_malformed',
    })
    expect(world.badges).toEqual([])
  })
})
