import { describe, expect, test } from 'vitest'
import { openShare } from '../../../../shared/cv/open-share.ts'
import type { OwnWords } from '../../../../shared/cv/own-words.ts'
import { sealShare } from '../../../../shared/cv/sealed-share.ts'
import { parseShareLink } from '../../../../shared/cv/share-link.ts'
import { verifyShare } from '../../../../shared/cv/verify-share.ts'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import type { TrustReader } from '../../../../shared/trust/trust-reader.ts'
import { shareCv } from '../../../../wallet/core/cv/share-cv.ts'
import { livingShares, withdrawShare } from '../../../../wallet/core/cv/withdraw-share.ts'
import { createHolder } from '../../../shared/verify/world.ts'
import { createSharingWallet } from './sharing-wallet.ts'

const fortnight = 14 * 86_400

const words: OwnWords = {
  language: 'en',
  name: 'Sam Jones',
  about: 'I like boats.\nAnd people.',
  work: [{ what: 'Sailing helper', where: 'Quay Sailing', from: 'summer 2025' }],
  education: [],
  skills: ['Knots'],
}

async function setUp() {
  const wallet = createSharingWallet()
  const { world, shares, ports } = wallet
  const open = async (link: string) =>
    openShare(parseShareLink(link), { ...shares, clock: world.clock })
  const report = async (link: string) =>
    verifyShare(await open(link), parseShareLink(link).key, { ports: world.ports })
  const share = async (more: Partial<Parameters<typeof shareCv>[0]> = {}) => {
    const badges = more.badges ?? [
      await wallet.hold('Harbour guide'),
      await wallet.hold('First aid'),
    ]
    return shareCv({ badges, title: 'For the café', expiresInSeconds: fortnight, ...more }, ports)
  }
  return { ...wallet, open, report, share }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : error),
  )

describe('shareCv', () => {
  test('shares badges and words in their order, each proven to whoever has the link', async () => {
    const { share, report, holder, fake } = await setUp()
    const made = await share({ ownWords: words })
    const { report: found, ownWords } = await report(made.link)
    expect({
      verdict: found.verdict,
      holder: found.holder,
      names: found.credentials.map(({ credential }) => credential?.achievement?.name),
      ownWords,
    }).toEqual({
      verdict: 'valid',
      holder: holder.did,
      names: ['Harbour guide', 'First aid', undefined],
      ownWords: words,
    })
    expect(made).toEqual({
      id: made.id,
      title: 'For the café',
      link: expect.stringMatching(/^https:\/\/wallet\.example\/s#[\w-]{22}\.[\w-]{43}$/),
      withdrawToken: `token of ${made.id}`,
      badges: [
        { id: 'badge-1', name: 'Harbour guide' },
        { id: 'badge-2', name: 'First aid' },
      ],
      createdAt: '2026-11-22T10:00:00.000Z',
      expiresAt: '2026-12-06T10:00:00.000Z',
    })
    expect([...fake.shares.values()]).toEqual([made])
    expect(fake.disclosures).toEqual([
      {
        id: expect.any(String),
        at: '2026-11-22T10:00:00.000Z',
        asker: {
          clientId: `https://wallet.example/s#${made.id}`,
          name: 'For the café',
          domain: 'wallet.example',
          isProven: true,
        },
        sentTo: 'wallet.example',
        link: { expiresAt: made.expiresAt },
        badges: made.badges,
        isConfirmed: true,
      },
    ])
  })

  test('gives the wallet server neither the key nor anything readable', async () => {
    const { share, shares } = await setUp()
    const made = await share({ ownWords: words })
    const key = made.link.split('.').at(-1) ?? ''
    const seen = [
      ...shares.requests,
      ...[...shares.sealed.values()].map((bytes) => Buffer.from(bytes).toString('latin1')),
    ].join()
    expect(key).toHaveLength(43)
    for (const secret of [key, 'Harbour guide', 'Sam Jones', 'waymark-shared-cv', 'did:']) {
      expect(seen).not.toContain(secret)
    }
  })

  test('shares words alone, and leaves out words of which there are none', async () => {
    const { share, report } = await setUp()
    const alone = await report((await share({ badges: [], ownWords: words })).link)
    expect([alone.report.verdict, alone.ownWords]).toEqual(['valid', words])
    const empty: OwnWords = { language: 'cy', work: [], education: [], skills: [] }
    const { report: found, ownWords } = await report((await share({ ownWords: empty })).link)
    expect([found.credentials.length, ownWords]).toEqual([2, undefined])
    expect(await codeOf(share({ badges: [], ownWords: empty }))).toBe('badge_missing')
  })

  test('refuses a badge of somebody else', async () => {
    const { share, hold } = await setUp()
    const { holder: _, ...foreign } = await hold('Harbour guide', { by: createHolder() })
    expect(await codeOf(share({ badges: [foreign] }))).toBe('badge_missing')
  })

  test.each([
    [429, 'rate_limited'],
    [507, 'storage_full'],
    [500, 'fetch_failed'],
  ])('keeps nothing where the server answers %i', async (status, code) => {
    const { ports, hold, fake } = await setUp()
    const input = { badges: [await hold('First aid')], title: '', expiresInSeconds: 60 }
    const failing = { ...ports, fetch: async () => new Response(null, { status }) }
    expect(await codeOf(shareCv(input, failing))).toBe(code)
    expect(fake.shares.size).toBe(0)
  })
})

describe('openShare', () => {
  test('says that a share is over, was taken back or never was', async () => {
    const { share, open, world, ports } = await setUp()
    const [made, withdrawn] = [await share(), await share()]
    await withdrawShare(withdrawn, ports)
    expect(await codeOf(open(withdrawn.link))).toBe('share_withdrawn')
    expect(await codeOf(open(made.link.replace(made.id, 'a'.repeat(22))))).toBe('not_found')
    world.clock.advance(fortnight + 61)
    expect(await codeOf(open(made.link))).toBe('share_expired')
  })

  test('is over at its time also where a server still gives it', async () => {
    const { share, shares, world, open } = await setUp()
    const made = await share()
    for (const receipt of shares.receipts) receipt.expiresAt = '2027-06-01T00:00:00Z'
    world.clock.advance(fortnight + 61)
    expect(await codeOf(open(made.link))).toBe('share_expired')
  })

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    [
      'one bit of the ciphertext',
      (bytes) => bytes.map((byte, index) => (index === 40 ? byte ^ 1 : byte)),
    ],
    ['the format', (bytes) => bytes.map((byte, index) => (index === 0 ? 2 : byte))],
    ['the end', (bytes) => bytes.slice(0, -1)],
    ['everything', () => new Uint8Array()],
  ])('refuses what was changed: %s', async (_, change) => {
    const { share, shares, open } = await setUp()
    const made = await share()
    shares.sealed.set(made.id, change(shares.sealed.get(made.id) ?? new Uint8Array()))
    expect(await codeOf(open(made.link))).toBe('share_damaged')
  })

  test('refuses another key, and what was shared at another place', async () => {
    const { share, open, shares, ports } = await setUp()
    const [made, other] = [await share(), await share()]
    const [id, key] = [parseShareLink(made.link).id, other.link.split('.').at(-1)]
    expect(await codeOf(open(`https://wallet.example/s#${id}.${key}`))).toBe('share_damaged')
    const elsewhere = made.link.replace('wallet.example', 'evil.example')
    expect(await codeOf(open(elsewhere))).toBe('share_damaged')
    const noCv = { type: 'else' } as unknown as Parameters<typeof sealShare>[0]
    shares.sealed.set(made.id, await sealShare(noCv, parseShareLink(made.link).key, ports.random))
    expect(await codeOf(open(made.link))).toBe('share_damaged')
  })
})

describe('verifyShare', () => {
  test('proves nothing under another link or beyond its time', async () => {
    const { share, open, world } = await setUp()
    const [made, other] = [await share({ ownWords: words }), await share()]
    const cv = await open(made.link)
    const verify = async (changed: typeof cv, link = made.link) => {
      const { report, ownWords } = await verifyShare(changed, parseShareLink(link).key, {
        ports: world.ports,
      })
      const binding = report.checks.find(({ name }) => name === 'holder-binding')
      return [report.verdict, binding?.code, ownWords]
    }
    const refused = ['invalid', 'nonce_wrong', undefined]
    expect(await verify(cv)).toEqual(['valid', 'ok', words])
    expect(await verify(cv, other.link)).toEqual(refused)
    expect(await verify({ ...cv, expiresAt: '2030-01-01T00:00:00.000Z' })).toEqual(refused)
    const elsewhere = { ...cv, audience: 'https://evil.example' }
    expect(await verify(elsewhere)).toEqual(['invalid', 'audience_wrong', undefined])
  })

  test('asks no city to vouch for the words of who shows the badges', async () => {
    const { share, open, world, issuer } = await setUp()
    const trust = {
      judge: async (award) =>
        award.issuer === issuer.did
          ? { accreditation: 'ok', log: 'ok' }
          : { accreditation: 'not_accredited', log: 'not_asked' },
      findDocument: async () => undefined,
    } satisfies TrustReader
    const policy = { trustedCities: [issuer.did] }
    const verdictsOf = async ({ link }: { link: string }) => {
      const { key } = parseShareLink(link)
      const ports = { ...world.ports, trust }
      const { report } = await verifyShare(await open(link), key, { ports, policy })
      return [report.verdict, ...report.credentials.map(({ verdict }) => verdict)]
    }
    const made = await share({ ownWords: words })
    expect(await verdictsOf(made)).toEqual(['valid', 'valid', 'valid', 'invalid'])
    const alone = await share({ badges: [], ownWords: words })
    expect(await verdictsOf(alone)).toEqual(['invalid', 'invalid'])
  })
})

describe('livingShares', () => {
  test('lists what can be looked at, the next to end first, and forgets the rest', async () => {
    const { share, ports, fake, world } = await setUp()
    const [late, soon] = [await share(), await share({ expiresInSeconds: 3_600 })]
    expect(await livingShares(ports)).toEqual([soon, late])
    world.clock.advance(7_200)
    expect(await livingShares(ports)).toEqual([late])
    expect([...fake.shares.keys()]).toEqual([late.id])
  })
})

describe('withdrawShare', () => {
  test('takes it from the server and the list; where the server cannot be asked it stays', async () => {
    const { share, ports, fake, shares } = await setUp()
    const made = await share()
    const failing = { ...ports, fetch: async () => new Response(null, { status: 503 }) }
    expect(await codeOf(withdrawShare(made, failing))).toBe('fetch_failed')
    expect(fake.shares.size).toBe(1)
    await withdrawShare(made, ports)
    expect([fake.shares.size, shares.sealed.size]).toEqual([0, 0])
  })
})
