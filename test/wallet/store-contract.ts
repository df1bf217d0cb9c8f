import type { Cv } from '../../wallet/core/cv/cv.ts'
import type { Share } from '../../wallet/core/cv/share.ts'
import type { Disclosure, NewBadge } from '../../wallet/core/held-badge.ts'
import type { WalletStore } from '../../wallet/core/wallet-ports.ts'

/** One behaviour of every wallet store: what it answers must be the same on SQLite and in the browser. */
export type ContractCase = {
  name: string
  /** @param store empty; its own ids are id-1, id-2 and so on */
  run(store: WalletStore): Promise<unknown>
  expected: unknown
}

const report = {
  kind: 'credential',
  verdict: 'valid',
  checks: [{ name: 'proof', result: 'pass', code: 'ok', detail: 'The signature is right.' }],
  checkedAt: '2026-11-22T10:00:00Z',
} as const

function badge(name: string, change: Partial<NewBadge> = {}): NewBadge {
  const id = `https://city.example/badges/${name}/v/1`
  const issuer = { id: 'did:web:issuer.example:quay', name: 'Quay Youth Club' }
  return {
    text: JSON.stringify({ issuer, credentialSubject: { achievement: { id, name } } }),
    format: 'ldp_vc',
    summary: { types: ['OpenBadgeCredential'], issuer, achievement: { id, name } },
    report: { ...report, checks: [...report.checks] },
    source: { kind: 'file' },
    receivedAt: '2026-11-20T09:00:00Z',
    ...change,
  }
}

const firstAid = badge('First aid')
const swimming = badge('Swimming', { receivedAt: '2026-11-21T09:00:00Z' })
const odd = badge('Odd', { text: `{ "a" : "ŵ \\u0000 \u2028",\n "b": 1.0 }` })
const link = badge('Link', {
  text: 'e30.e30.sig',
  format: 'open-badge-2',
  source: { kind: 'link', url: 'https://old.example/assertion' },
  reflection: 'Long ago',
})

const logProof = { index: 7, path: ['A'.repeat(43)], checkpoint: 'a.b.c' }

function disclosure(id: string, at: string): Disclosure {
  const asker = { clientId: 'x', domain: 'shop.example', isProven: true }
  const badges = [{ id: 'id-1', name: 'First aid' }]
  return { id, at, asker, sentTo: 'shop.example', badges, isConfirmed: true }
}

function cv(id: string, updatedAt: string, title = 'For the café'): Cv {
  const ownWords: Cv['ownWords'] = { language: 'en', work: [], education: [], skills: [] }
  return { id, title, badgeIds: ['id-1'], ownWords, createdAt: updatedAt, updatedAt }
}

function share(id: string, createdAt: string): Share {
  const link = `https://wallet.example/s#${id}.key`
  return {
    id,
    title: 'To Sam',
    link,
    withdrawToken: 't',
    badges: [],
    createdAt,
    expiresAt: 'later',
  }
}

const row = (name: string, id: string, receivedAt: string, hasReflection = false) => ({
  id,
  name,
  provider: 'Quay Youth Club',
  issuerId: 'did:web:issuer.example:quay',
  achievementId: `https://city.example/badges/${name}/v/1`,
  receivedAt,
  hasPicture: false,
  skills: [],
  hasReflection,
  isEndorsed: false,
  isOldKind: false,
  canBeSent: false,
  verdict: 'valid',
  checkedAt: '2026-11-22T10:00:00Z',
})

export const storeContract: ContractCase[] = [
  {
    name: 'gives back what it kept, to the byte, newest first',
    run: async (store) => [
      await store.keepBadges([odd, swimming, link]),
      await store.listBadges(),
      await store.findBadge('id-1'),
      (await store.findBadge('id-9')) ?? 'none',
    ],
    expected: [
      ['id-1', 'id-2', 'id-3'].map((id) => ({ id, isNew: true })),
      [
        { ...swimming, id: 'id-2' },
        { ...odd, id: 'id-1' },
        { ...link, id: 'id-3' },
      ],
      { ...odd, id: 'id-1' },
      'none',
    ],
  },
  {
    name: 'keeps one badge once, however its JSON is laid out, also within one call',
    run: async (store) => {
      const same = { ...firstAid, text: JSON.stringify(JSON.parse(firstAid.text), null, 4) }
      await store.keepBadges([firstAid])
      const kept = await store.keepBadges([same, swimming, swimming])
      return [kept.map(({ isNew }) => isNew), kept[0]?.id, (await store.findBadge('id-1'))?.text]
    },
    expected: [[false, true, false], 'id-1', firstAid.text],
  },
  {
    name: 'keeps the id that a badge brings back, unless another has it',
    run: async (store) => {
      await store.keepBadges([{ ...firstAid, id: 'old-1' }])
      const [kept] = await store.keepBadges([{ ...swimming, id: 'old-1' }])
      return [(await store.findBadge('old-1'))?.summary.achievement?.name, kept?.id !== 'old-1']
    },
    expected: ['First aid', true],
  },
  {
    name: 'keeps the first log proof of a badge, from whichever side it comes',
    run: async (store) => {
      await store.keepBadges([firstAid, swimming])
      await store.keepLogProof('id-2', logProof)
      await store.keepBadges([
        { ...firstAid, logProof },
        { ...swimming, logProof: { ...logProof, index: 8 } },
      ])
      return (await store.listBadges()).map((kept) => kept.logProof?.index)
    },
    expected: [7, 7],
  },
  {
    name: 'lists rows without the texts, and keeps them in step',
    run: async (store) => {
      await store.keepBadges([firstAid, swimming, odd])
      await store.keepReflection('id-1', 'I stayed calm')
      await store.removeBadge('id-3')
      await store.updateReport('id-2', { ...report, checks: [], checkedAt: '2026-11-23T10:00:00Z' })
      return store.listRows()
    },
    expected: [
      { ...row('Swimming', 'id-2', '2026-11-21T09:00:00Z'), checkedAt: '2026-11-23T10:00:00Z' },
      row('First aid', 'id-1', '2026-11-20T09:00:00Z', true),
    ],
  },
  {
    name: 'keeps what a check found out, and what was known where it found no more',
    run: async (store) => {
      await store.keepBadges([firstAid])
      const told = { ...firstAid.summary, issuer: { id: 'x', name: 'Harbour College' } }
      await store.updateReport('id-1', { ...report, checks: [] }, told)
      await store.updateReport('id-1', { ...report, checks: [] })
      const [row] = await store.listRows()
      return [(await store.findBadge('id-1'))?.summary.issuer, row?.provider]
    },
    expected: [{ id: 'x', name: 'Harbour College' }, 'Harbour College'],
  },
  {
    name: 'removes a badge with its reflection; the same badge can come again',
    run: async (store) => {
      await store.keepBadges([firstAid, swimming])
      await store.keepReflection('id-1', 'I stayed calm')
      await store.removeBadge('id-1')
      await store.removeBadge('nothing')
      const left = (await store.listBadges()).map(({ id }) => id)
      const [again] = await store.keepBadges([firstAid])
      return [left, again?.isNew, (await store.findBadge(again?.id ?? ''))?.reflection ?? 'none']
    },
    expected: [['id-2'], true, 'none'],
  },
  {
    name: 'takes a reflection away with an empty text, and keeps none for a badge that is not there',
    run: async (store) => {
      await store.keepBadges([firstAid])
      await store.keepReflection('id-1', 'I stayed calm')
      const before = (await store.findBadge('id-1'))?.reflection
      await store.keepReflection('id-1', '')
      await store.keepReflection('id-9', 'Nobody')
      return [before, await store.listBadges()]
    },
    expected: ['I stayed calm', [{ ...firstAid, id: 'id-1' }]],
  },
  {
    name: 'adds a reflection to a badge that has none, and to no other',
    run: async (store) => {
      await store.keepBadges([firstAid])
      for (const words of ['I stayed calm', 'Of another device']) {
        await store.addReflection('id-1', words)
      }
      await store.addReflection('id-9', 'Nobody')
      return (await store.listBadges()).map(({ reflection }) => reflection)
    },
    expected: ['I stayed calm'],
  },
  {
    name: 'remembers what was shown to whom, newest first, and forgets it',
    run: async (store) => {
      await store.addDisclosure(disclosure('a', '2026-11-20T09:00:00Z'))
      await store.addDisclosure(disclosure('b', '2026-11-21T09:00:00Z'))
      const all = await store.listDisclosures()
      await store.removeDisclosure('b')
      return [all, (await store.listDisclosures()).map(({ id }) => id)]
    },
    expected: [
      [disclosure('b', '2026-11-21T09:00:00Z'), disclosure('a', '2026-11-20T09:00:00Z')],
      ['a'],
    ],
  },
  {
    name: 'keeps CVs, the one last changed first',
    run: async (store) => {
      await store.keepCv(cv('a', '2026-11-20T09:00:00Z'))
      await store.keepCv(cv('b', '2026-11-21T09:00:00Z'))
      await store.keepCv(cv('a', '2026-11-22T09:00:00Z', 'For the harbour'))
      const all = await store.listCvs()
      await store.removeCv('a')
      return [all, (await store.listCvs()).map(({ id }) => id)]
    },
    expected: [
      [cv('a', '2026-11-22T09:00:00Z', 'For the harbour'), cv('b', '2026-11-21T09:00:00Z')],
      ['b'],
    ],
  },
  {
    name: 'changes a CV as it is by then, and makes one that is not there',
    run: async (store) => {
      const titled = (title: string) => (kept?: Cv) =>
        cv('a', '2026-11-20T09:00:00Z', `${kept?.title ?? 'none'}, ${title}`)
      const changes = ['one', 'two'].map((title) => store.changeCv('a', titled(title)))
      return [(await Promise.all(changes)).map(({ title }) => title), await store.listCvs()]
    },
    expected: [
      ['none, one', 'none, one, two'],
      [cv('a', '2026-11-20T09:00:00Z', 'none, one, two')],
    ],
  },
  {
    name: 'keeps shares, newest first',
    run: async (store) => {
      await store.keepShare(share('a', '2026-11-20T09:00:00Z'))
      await store.keepShare(share('b', '2026-11-21T09:00:00Z'))
      const all = await store.listShares()
      await store.removeShare('b')
      return [all, (await store.listShares()).map(({ id }) => id)]
    },
    expected: [[share('b', '2026-11-21T09:00:00Z'), share('a', '2026-11-20T09:00:00Z')], ['a']],
  },
  {
    name: 'loses nothing when many change it at once',
    run: async (store) => {
      await store.keepBadges([firstAid])
      await Promise.all([
        store.keepReflection('id-1', 'I stayed calm'),
        store.keepLogProof('id-1', logProof),
        ...Array.from({ length: 20 }, (_, index) => store.keepBadges([badge(`Badge ${index}`)])),
        store.updateReport('id-1', { ...report, checks: [], verdict: 'unknown' }),
      ])
      const kept = await store.findBadge('id-1')
      return [
        (await store.listRows()).length,
        (await store.listBadges()).length,
        kept?.reflection,
        kept?.logProof,
        kept?.report.verdict,
      ]
    },
    expected: [21, 21, 'I stayed calm', logProof, 'unknown'],
  },
]
