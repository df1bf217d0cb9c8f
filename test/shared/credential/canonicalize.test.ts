import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCanonicalizationBudget } from '../../../shared/credential/canonicalization-budget.ts'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import {
  credentialsV1Url,
  credentialsV2Url,
  openBadgesUrl,
} from '../../../shared/credential/context-urls.ts'
import { withinBudget } from '../../../shared/credential/within-budget.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { sampleAchievement, sampleBadge } from './sample-badge.ts'

const canonicalize = createCanonicalize()
const context = [credentialsV2Url, openBadgesUrl]

/** A badge whose deepest object is changed, so that only canonicalisation can notice. */
function withAchievement(change: object): JsonObject {
  const badge = sampleBadge()
  const { credentialSubject } = badge
  const achievement = { ...credentialSubject.achievement, ...change }
  return { ...badge, credentialSubject: { ...credentialSubject, achievement } }
}

describe('createCanonicalize', () => {
  it('gives the same text for the same statements, in whatever order they come', async () => {
    const badge = sampleBadge()
    const reordered = Object.fromEntries(Object.entries(badge).reverse())
    expect(await canonicalize(reordered)).toBe(await canonicalize(badge))
  })

  it('leaves the document as it was', async () => {
    const badge = sampleBadge()
    const before = structuredClone(badge)
    await canonicalize(badge)
    expect(badge).toEqual(before)
  })

  it.each<[string, JsonObject]>([
    ['a member that no context defines', { ...sampleBadge(), grade: 'A' }],
    ['such a member deep inside', withAchievement({ grade: 'A' })],
    ['a type that no context defines', withAchievement({ type: ['Achievement', 'Prize'] })],
    [
      'a protected term that is defined anew',
      { ...sampleBadge(), type: ['AchievementSubject', 'IdentifierEntry'] },
    ],
    ['an identifier that is no IRI', withAchievement({ id: 'repair-cafe' })],
    ['an identifier with a space', withAchievement({ id: 'https://city.example/a b' })],
    ['a member spelled as an IRI', { ...sampleBadge(), 'https://schema.org/name': 'x' }],
    [
      'a member spelled with a prefix',
      { ...sampleBadge(), 'cred:validUntil': '2030-01-01T00:00:00Z' },
    ],
    [
      'a type spelled as an IRI',
      withAchievement({ type: ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement'] }),
    ],
    ['a keyword for id', { ...sampleBadge(), '@id': 'urn:uuid:1' }],
    ['a keyword for type', withAchievement({ '@type': 'Achievement' })],
    ['@graph', { '@context': context, '@graph': [sampleBadge()] }],
    ['@included', { ...sampleBadge(), '@included': [{ id: 'urn:x:1', name: 'x' }] }],
    ['@reverse', withAchievement({ '@reverse': { name: { id: 'urn:x:1' } } })],
    ['@index', withAchievement({ '@index': 'x' })],
    ['@nest', withAchievement({ '@nest': { name: 'x' } })],
    ['@list', withAchievement({ tag: { '@list': ['x'] } })],
    ['a blank node by name', withAchievement({ id: '_:b0' })],
    [
      'a value object with a type',
      withAchievement({ name: { '@value': 'x', '@type': 'https://x.example/y' } }),
    ],
    ['a language that is none', withAchievement({ name: { '@value': 'x', '@language': 'e n' } })],
    ['a list as the document', [sampleBadge()] as unknown as JsonObject],
  ])('refuses %s', async (_, document) => {
    await expect(canonicalize(document)).rejects.toMatchObject({ code: 'canonicalization_failed' })
  })

  it.each<[string, unknown]>([
    ['an unknown URL', [...context, 'https://attacker.example/context']],
    ['a metadata address', [...context, 'http://169.254.169.254/latest']],
    ['a context inline', [...context, { name: 'https://attacker.example/name' }]],
    ['a context inline that hides a member', [...context, { criteria: null }]],
    ['an alias for a keyword', [...context, { description: '@index' }]],
    ['null', [...context, null]],
    ['none at all', []],
    ['no context', undefined],
    ['another spelling of a known URL', [`${credentialsV2Url}/`, openBadgesUrl]],
  ])('refuses as context %s', async (_, value) => {
    const document = { ...sampleBadge(), '@context': value }
    const code = expect.stringMatching(/^(context_unknown|canonicalization_failed)$/)
    await expect(canonicalize(document)).rejects.toMatchObject({ code })
  })

  it('refuses a change of contexts on the way, except in an embedded credential', async () => {
    await expect(
      canonicalize(withAchievement({ '@context': [openBadgesUrl] })),
    ).rejects.toMatchObject({
      code: 'canonicalization_failed',
    })
    const presentation = {
      '@context': [credentialsV2Url],
      type: ['VerifiablePresentation'],
      verifiableCredential: [sampleBadge()],
    }
    expect(await canonicalize(presentation)).toContain('#OpenBadgeCredential> _:c14n')
    const nested = withAchievement({ '@context': [credentialsV1Url, 'https://attacker.example'] })
    await expect(canonicalize(nested)).rejects.toMatchObject({ code: 'context_unknown' })
  })

  it('takes language values with a direction', async () => {
    const document = {
      '@context': [credentialsV2Url],
      id: 'urn:x:1',
      type: ['VerifiableCredential'],
      name: [
        { '@value': 'Gwirfoddolwr', '@language': 'cy' },
        { '@value': 'متطوع', '@language': 'ar', '@direction': 'rtl' },
      ],
    }
    const text = await canonicalize(document)
    expect(text).toContain('"Gwirfoddolwr"@cy .')
    expect(text).toContain('"متطوع"^^<https://www.w3.org/ns/i18n#ar_rtl> .')
  })

  it('lets any JSON be where a term holds JSON', async () => {
    const subject = {
      id: 'https://schema.example/1',
      type: 'JsonSchema',
      jsonSchema: { $id: 'https://schema.example/1', '@graph': 1, 'a:b': { '@context': {} } },
    }
    const document = {
      '@context': [credentialsV2Url],
      id: 'urn:x:1',
      type: ['VerifiableCredential', 'JsonSchemaCredential'],
      credentialSubject: subject,
    }
    expect(await canonicalize(document)).toContain('a:b')
  })

  it('bounds size, depth and hashes', async () => {
    for (const limits of [{ maxNodes: 12 }, { maxDepth: 4 }, { maxHashes: 3 }]) {
      await expect(createCanonicalize(limits)(sampleBadge())).rejects.toMatchObject({
        code: 'canonicalization_failed',
      })
    }
    let evidence: unknown = 'x'
    for (let level = 0; level < 100_000; level++) evidence = [evidence]
    await expect(canonicalize({ ...sampleBadge(), evidence })).rejects.toMatchObject({
      code: 'canonicalization_failed',
    })
  })

  it('takes what it costs from a budget, which once spent stays spent', async () => {
    const outcomes = async (limits: { maxNodes: number; maxHashes: number }) => {
      const within = withinBudget(canonicalize, createCanonicalizationBudget(limits))
      const settled = await Promise.allSettled([1, 2, 3].map(() => within(sampleBadge())))
      return settled.map((each) => (each.status === 'fulfilled' ? 'ok' : each.reason.code))
    }
    const spent = 'canonicalization_budget_spent'
    expect(await outcomes({ maxNodes: 1000, maxHashes: 1000 })).toEqual(['ok', 'ok', 'ok'])
    expect(await outcomes({ maxNodes: 45, maxHashes: 1000 })).toEqual(['ok', 'ok', spent])
    expect(await outcomes({ maxNodes: 1000, maxHashes: 4 })).toEqual(['ok', spent, spent])
  })

  it('lets others have a turn between documents of one budget', async () => {
    const limits = { maxNodes: 1000, maxHashes: 1000 }
    const within = withinBudget(canonicalize, createCanonicalizationBudget(limits))
    const finished: string[] = []
    await Promise.all([
      within(sampleBadge()).then(() => {
        finished.push('first')
        setTimeout(() => finished.push('another'))
      }),
      within(sampleBadge()).then(() => finished.push('second')),
    ])
    expect(finished).toEqual(['first', 'another', 'second'])
  })

  it('tells alike blank nodes apart where that is little work', async () => {
    const alike = { type: ['Evidence'], name: 'Register' }
    const text = await canonicalize(sampleBadge({ evidence: [alike, alike, alike, alike] }))
    expect(text.match(/#Evidence> \./g)).toHaveLength(4)
  })

  it('tells alike blank nodes apart inside alike blank nodes', async () => {
    const ofTheAchievement = sampleAchievement.alignment.length
    const alignments = (await canonicalize(withResults(2, 3))).match(/#alignment> /g)
    expect(alignments).toHaveLength(ofTheAchievement + 2 * 3)
  })

  it.each([
    ['many alike nodes in alike nodes', withResults(2, 12)],
    ['alike nodes in alike nodes, many times over', poisonGraph(9)],
  ])('gives up on a poison graph of %s in bounded time', async (_, document) => {
    const before = process.cpuUsage()
    await expect(canonicalize(document)).rejects.toMatchObject({ code: 'canonicalization_failed' })
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1_000).toBeLessThan(5_000)
  })

  it('asks the network for nothing', async () => {
    const url = 'http://127.0.0.1:9/context'
    const document = { ...sampleBadge(), '@context': [...context, url] }
    await expect(canonicalize(document)).rejects.toMatchObject({
      code: 'context_unknown',
      message: expect.not.stringContaining(url),
    })
  })
})

describe('canonical order', () => {
  /** U+F900 is one UTF-16 unit; U+10000 begins with the unit D800, which is less. */
  const [early, late] = ['\uF900 first', '\u{10000} second']
  const badge = sampleBadge({ achievement: { ...sampleAchievement, tag: [late, early] } })
  const order = (text: string) => text.indexOf(early) < text.indexOf(late)

  it('is by code point, as RDFC-1.0 says', async () => {
    const text = await canonicalize(badge)
    expect(order(text)).toBe(true)
    const lines = text.trimEnd().split('\n')
    expect(lines).toEqual([...lines].sort(byCodePoint))
  })

  it('is by UTF-16 unit where that is asked for', async () => {
    const text = await canonicalize(badge, { order: 'utf-16' })
    expect(order(text)).toBe(false)
    const lines = (await canonicalize(badge)).split('\n')
    expect(text.split('\n').sort()).toEqual(lines.sort())
  })

  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'goes into the hashes that name blank nodes (%i)',
    async (salt) => {
      // a plain node whose hash falls between the two that the other node gets in the two orders
      const names = [`${early} ${salt}`, `${late} ${salt}`]
      const hashes = [byCodePoint, byUnit].map((compare) => firstDegreeHash(names, compare))
      const plain = Array.from({ length: 1000 }, (_, index) => `plain ${index}`).find((name) => {
        const hash = firstDegreeHash([name], byUnit)
        return hashes.filter((other) => other < hash).length === 1
      })
      const document = {
        '@context': [credentialsV2Url],
        id: 'urn:x:1',
        type: ['VerifiableCredential'],
        evidence: [{ name: names }, { name: plain }],
      }
      const label = async (order: 'code-point' | 'utf-16') =>
        /_:(c14n\d) <https:\/\/schema.org\/name> "plain/.exec(
          await canonicalize(document, { order }),
        )?.[1]
      const [first = '', second = ''] = hashes
      expect(await label('code-point')).toBe(first < second ? 'c14n1' : 'c14n0')
      expect(await label('utf-16')).toBe(first < second ? 'c14n0' : 'c14n1')
    },
  )
})

/** RDFC-1.0, 4.6.3, for an evidence node that has nothing but names. */
function firstDegreeHash(names: string[], compare: (a: string, b: string) => number): string {
  const lines = [
    '<urn:x:1> <https://www.w3.org/2018/credentials#evidence> _:a .\n',
    ...names.map((name) => `_:a <https://schema.org/name> "${name}" .\n`),
  ]
  return createHash('sha256').update(lines.sort(compare).join('')).digest('hex')
}

function byUnit(a: string, b: string): number {
  return a < b ? -1 : 1
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)]
  const at = left.findIndex((character, index) => character !== right[index])
  if (at === -1) return left.length - right.length
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0)
}

/** Results that nothing tells apart, each with alignments that nothing tells apart. */
function withResults(results: number, alignments: number): JsonObject {
  const alignment = { type: ['Alignment'], targetName: 'x', targetUrl: 'urn:x:1' }
  const result = { type: ['Result'], alignment: Array(alignments).fill(alignment) }
  const { credentialSubject, ...badge } = sampleBadge()
  return {
    ...badge,
    credentialSubject: { ...credentialSubject, result: Array(results).fill(result) },
  }
}

/** A tree of blank nodes in which every two of a level are alike. */
function poisonGraph(size: number): JsonObject {
  let node: JsonObject = { type: ['Related'], version: '1' }
  for (let level = 0; level < size; level++) {
    node = { type: ['Profile'], name: 'x', parentOrg: [node, structuredClone(node)] as unknown }
  }
  return { ...sampleBadge(), issuer: { ...(sampleBadge().issuer as object), parentOrg: node } }
}
