import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCanonicalizationBudget } from '../../../../shared/credential/canonicalization-budget.ts'
import { createCanonicalize } from '../../../../shared/credential/canonicalize.ts'
import { compileForm } from '../../../../shared/credential/compiled/compiled-form.ts'
import type { WalkedParts } from '../../../../shared/credential/compiled/walked-parts.ts'
import {
  credentialsV1Url,
  credentialsV2Url,
  openBadgesUrl,
  openBadgesUrls,
} from '../../../../shared/credential/context-urls.ts'
import { pinnedContexts } from '../../../../shared/credential/contexts.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { processorTime } from '../../../support/processor-time.ts'
import { referenceCanonicalize } from '../reference.ts'
import { sampleAchievement, sampleBadge } from '../sample-badge.ts'
import { generatedDocument, heldIn } from './generated-documents.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const form = compileForm(pinnedContexts, { hash })
const full = createCanonicalize()

/** Longer: WAYMARK_FUZZ_RUNS=100000. A failure is repeated by WAYMARK_FUZZ_SEED and its number of documents, 1. */
const runs = Number(process.env.WAYMARK_FUZZ_RUNS ?? 2_500)
const firstSeed = Number(process.env.WAYMARK_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
/** However slow the machine is; not for runs that were asked for. */
const maxMilliseconds = process.env.WAYMARK_FUZZ_RUNS === undefined ? 8_000 : Infinity

async function fullForm(document: object): Promise<string> {
  return full(document).catch((error: Error) => `refused: ${error.message}`)
}

/** Members that are undefined are left out, as JSON leaves them out. */
function withAchievement(change: object): JsonObject {
  const badge = sampleBadge()
  const achievement = { ...badge.credentialSubject.achievement, ...change }
  const credentialSubject = { ...badge.credentialSubject, achievement }
  return JSON.parse(JSON.stringify({ ...badge, credentialSubject }))
}

function withoutId({ id: _, ...rest }: JsonObject): JsonObject {
  return rest
}

const otherAchievement = {
  ...sampleAchievement,
  id: 'https://city.example/providers/leap/badges/other/v/1',
  alignment: [{ type: ['Alignment'] as string[], targetName: 'x', targetUrl: 'urn:x:1' }],
}

const inLists = (...lists: string[][]): JsonObject =>
  withAchievement({
    resultDescription: lists.map((allowedValue) => ({
      id: 'urn:uuid:1',
      type: ['ResultDescription'],
      name: 'Grade',
      resultType: 'LetterGrade',
      allowedValue,
    })),
  })

describe('compileForm', () => {
  it('answers what the full algorithm answers, to the byte, for generated documents', async () => {
    const until = performance.now() + maxMilliseconds
    let told = 0
    const isTimeLeft = () => told <= 50 || performance.now() < until
    for (let seed = firstSeed; seed < firstSeed + runs && isTimeLeft(); seed++) {
      const document = generatedDocument(seed)
      const text = form(document)
      if (text === undefined) continue
      told += 1
      expect(text, `WAYMARK_FUZZ_SEED=${seed} WAYMARK_FUZZ_RUNS=1`).toBe(await fullForm(document))
    }
    if (runs > 100) expect(told).toBeGreaterThan(50)
  }, 3_600_000)

  it('answers the same of credentials that it read with the presentation of them', () => {
    let told = 0
    for (let seed = firstSeed; seed < firstSeed + 4_000; seed++) {
      const document = generatedDocument(seed)
      const parts: WalkedParts = new Map()
      form(document, undefined, parts)
      const hadParts = parts.size > 0
      for (const credential of heldIn(document)) {
        const text = form(credential)
        expect(form(credential, undefined, parts), `WAYMARK_FUZZ_SEED=${seed}`).toBe(text)
        if (hadParts && text !== undefined) told += 1
      }
    }
    expect(told).toBeGreaterThan(50)
  })

  it('spends the same on a credential that it read with the presentation of it', () => {
    const badge = sampleBadge()
    const presentation = {
      '@context': [credentialsV2Url],
      type: ['VerifiablePresentation'],
      verifiableCredential: [badge],
    }
    const spent = (parts?: WalkedParts) => {
      const work = { nodes: 0, hashes: 0 }
      const budget = {
        spendNodes: (count: number) => {
          work.nodes += count
        },
        spendHash: () => {
          work.hashes += 1
        },
      }
      form(badge, budget, parts)
      return work
    }
    const parts: WalkedParts = new Map()
    form(presentation, undefined, parts)
    expect(parts.size).toBeGreaterThan(2)
    expect(spent(parts)).toEqual(spent())
    expect(parts.size).toBe(0)
  })

  it.each<[string, JsonObject]>([
    ['a badge', sampleBadge()],
    ...openBadgesUrls
      .slice(0, 2)
      .map((url): [string, JsonObject] => [
        `a badge under ${url}`,
        { ...withAchievement({ inLanguage: undefined }), '@context': [credentialsV2Url, url] },
      ]),
    [
      'an endorsement',
      {
        '@context': [credentialsV2Url, openBadgesUrl],
        type: ['VerifiableCredential', 'EndorsementCredential'],
        issuer: 'did:web:firm.example',
        credentialSubject: {
          id: 'urn:uuid:1',
          type: ['EndorsementSubject'],
          endorsementComment: 'Good',
        },
      },
    ],
    [
      'a presentation with a signed badge',
      {
        '@context': [credentialsV2Url],
        type: ['VerifiablePresentation'],
        holder: 'did:key:z6Mk',
        verifiableCredential: [
          sampleBadge(),
          {
            ...sampleBadge({ id: 'urn:uuid:2', achievement: otherAchievement }),
            proof: {
              type: 'DataIntegrityProof',
              cryptosuite: 'eddsa-rdfc-2022',
              proofPurpose: 'assertionMethod',
              verificationMethod: 'did:web:city.example#key',
              proofValue: 'z3',
            },
          },
        ],
      },
    ],
    [
      'one statement said twice by nodes of one id',
      withAchievement({
        creator: { id: 'did:web:city.example:providers:leap', type: ['Profile'], name: 'Leap' },
        related: [{ id: 'did:web:city.example:providers:leap', type: ['Related'], version: '1' }],
      }),
    ],
    ['a text twice in one list of values', withAchievement({ tag: ['x', 'y', 'x'] })],
    [
      'a text twice in a node without id',
      sampleBadge({
        evidence: [{ type: ['Evidence'], name: 'x', genre: 'x' }],
      }),
    ],
    [
      'lines that name two other nodes alike',
      withoutId(
        sampleBadge({
          evidence: [
            { type: ['Evidence'], name: 'x' },
            { type: ['Evidence'], name: 'y' },
          ],
        }),
      ),
    ],
    [
      'all characters that are escaped',
      withAchievement({ name: '\b\t\n\f\r"\\\u0000\u001f\u007f' }),
    ],
    ['language values', { ...sampleBadge(), name: [{ '@value': 'A', '@language': 'EN-gb' }, 'A'] }],
    ['numbers', withAchievement({ creditsAvailable: 7.5 })],
    ['an ordered list', inLists(['A', 'B', 'B'])],
    ['one empty list', inLists([])],
  ])('knows %s', async (_, document) => {
    const text = form(document)
    expect(text).toBe(await fullForm(document))
    expect(text).toBe(await referenceCanonicalize(document))
  })

  it.each<[string, JsonObject]>([
    ['two empty lists, which the library writes twice', inLists([], [])],
    [
      '1 and "1" of one type, which the library writes twice',
      withAchievement({
        creditsAvailable: [1, '1'],
      }),
    ],
    [
      'a typed and a plain text that mean the same',
      {
        ...withAchievement({ name: ['x', { '@value': 'x' }] }),
        '@context': [credentialsV2Url, openBadgesUrls[2]],
      },
    ],
    [
      'a type that defines a protected term anew',
      {
        ...sampleBadge(),
        type: ['AchievementSubject', 'IdentifierEntry'],
      },
    ],
    [
      'a subject with such types',
      {
        ...sampleBadge(),
        credentialSubject: {
          ...sampleBadge().credentialSubject,
          type: ['AchievementSubject', 'IdentifierEntry'],
        },
      },
    ],
    [
      'a member called __proto__',
      JSON.parse(JSON.stringify(sampleBadge()).replace('{', '{"__proto__":{"name":"x"},')),
    ],
    [
      'a member called __proto__ deep inside',
      JSON.parse(
        JSON.stringify(sampleBadge()).replace(
          '"criteria":{',
          '"criteria":{"__proto__":{"id":"urn:x"},',
        ),
      ),
    ],
    ['a member called constructor', { ...sampleBadge(), constructor: 'x' }],
    ['alike nodes', sampleBadge({ evidence: [{ type: ['Evidence'] }, { type: ['Evidence'] }] })],
    ['an unknown member', { ...sampleBadge(), grade: 'A' }],
    ['an unknown type', withAchievement({ type: ['Achievement', 'Prize'] })],
    [
      'an unknown context',
      { ...sampleBadge(), '@context': [credentialsV2Url, 'https://x.example'] },
    ],
    [
      'two contexts in one text',
      { ...sampleBadge(), '@context': [`${credentialsV2Url} ${openBadgesUrl}`] },
    ],
    ['a context that has a text of its own', { ...sampleBadge(), '@context': [{ toString: 'x' }] }],
    ['a context inline', { ...sampleBadge(), '@context': [credentialsV2Url, { name: 'urn:x' }] }],
    ['no context', { ...sampleBadge(), '@context': [] }],
    ['a change of contexts on the way', withAchievement({ '@context': [credentialsV2Url] })],
    ['null', withAchievement({ name: null })],
    ['an empty array', withAchievement({ tag: [] })],
    ['an array in an array', withAchievement({ tag: [['x']] })],
    ['an empty object', withAchievement({ criteria: {} })],
    ['a relative id', withAchievement({ id: 'repair-cafe' })],
    ['an id with a space', withAchievement({ id: 'https://city.example/a b' })],
    [
      'an id with a prefix of a context',
      {
        ...sampleBadge({ id: 'sec:x' }),
        '@context': [credentialsV1Url],
      },
    ],
    ['a blank node by name', withAchievement({ id: '_:b0' })],
    ['a keyword', withAchievement({ '@index': 'x' })],
    [
      'a direction',
      withAchievement({
        name: { '@value': 'x', '@language': 'ar', '@direction': 'rtl' },
      }),
    ],
    [
      'JSON as a value',
      {
        '@context': [credentialsV2Url],
        id: 'urn:x:1',
        type: ['VerifiableCredential', 'JsonSchemaCredential'],
        credentialSubject: { id: 'urn:x', type: 'JsonSchema', jsonSchema: { a: 1 } },
      },
    ],
    ['an object in an ordered list', inLists([{ id: 'urn:x' }] as never)],
    ['a number that is written otherwise', withAchievement({ creditsAvailable: 1e21 })],
    ['a number where an address belongs', withAchievement({ image: 1, url: 1 })],
    ['half a character', withAchievement({ name: '\ud83c' })],
    [
      'characters that libraries put in different orders',
      withAchievement({
        tag: ['\uf900 first', '\u{10000} second'],
      }),
    ],
    [
      'a graph that holds an id alone',
      {
        '@context': [credentialsV2Url],
        type: ['VerifiablePresentation'],
        verifiableCredential: [{ id: 'urn:x:1' }],
      },
    ],
    ['a list as the document', [sampleBadge()] as unknown as JsonObject],
  ])('leaves %s to the full algorithm', (_, document) => {
    form(sampleBadge())
    expect(form(document)).toBeUndefined()
  })

  it('gives up on deep, huge and poisonous documents at once', () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 100_000; level++) deep = { parentOrg: deep }
    let poison: JsonObject = { type: ['Related'], version: '1' }
    for (let level = 0; level < 9; level++) {
      poison = { type: ['Profile'], name: 'x', parentOrg: [poison, structuredClone(poison)] }
    }
    const tag = Array.from({ length: 100_000 }, (_, index) => `${index}`)
    for (const document of [
      { ...sampleBadge(), issuer: deep },
      { ...sampleBadge(), issuer: { ...sampleAchievement, parentOrg: poison } },
      withAchievement({ tag }),
    ]) {
      const milliseconds = processorTime(() => expect(form(document)).toBeUndefined())
      expect(milliseconds).toBeLessThan(1_000)
    }
  })

  it('keeps few tables, however many combinations of types it meets', () => {
    const types = ['Image', 'Profile', 'Evidence', 'Alignment', 'Address', 'Result', 'Related']
    const before = process.memoryUsage().heapUsed
    for (let mask = 1; mask < 128; mask++) {
      for (const context of openBadgesUrls) {
        const chosen = types.filter((_, bit) => mask & (1 << bit))
        form({ ...withAchievement({ type: chosen }), '@context': [credentialsV2Url, context] })
      }
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000)
    expect(form(sampleBadge())).toBeDefined()
  })

  it('takes what it costs from a budget', () => {
    const spent = expect.objectContaining({ code: 'canonicalization_budget_spent' })
    const outcome = (limits: { maxNodes: number; maxHashes: number }) => {
      const budget = createCanonicalizationBudget(limits)
      try {
        return [1, 2].map(() => form(sampleBadge(), budget)?.length)
      } catch (error) {
        return error
      }
    }
    const length = form(sampleBadge())?.length
    expect(outcome({ maxNodes: 100, maxHashes: 100 })).toEqual([length, length])
    expect(outcome({ maxNodes: 30, maxHashes: 100 })).toEqual(spent)
    expect(outcome({ maxNodes: 100, maxHashes: 4 })).toEqual(spent)
  })

  it.each<[string, object]>([
    ['@vocab', { '@vocab': 'https://x.example/' }],
    ['@base', { '@base': 'https://x.example/' }],
    ['@language', { '@language': 'en' }],
    ['@propagate', { '@propagate': false }],
    ['@import', { '@import': 'https://x.example/' }],
    ['a term that is taken away', { name: null }],
    ['an index', { name: { '@id': 'urn:x', '@container': '@index' } }],
    ['a language map', { name: { '@id': 'urn:x', '@container': '@language' } }],
    ['two containers', { name: { '@id': 'urn:x', '@container': ['@set', '@graph'] } }],
    ['@reverse', { name: { '@reverse': 'urn:x' } }],
    ['@nest', { name: { '@id': 'urn:x', '@nest': 'labels' } }],
    ['@prefix', { name: { '@id': 'urn:x#', '@prefix': true } }],
    ['@none', { name: { '@id': 'urn:x', '@type': '@none' } }],
    ['doubles', { name: { '@id': 'urn:x', '@type': 'http://www.w3.org/2001/XMLSchema#double' } }],
    ['another name for @id', { url: '@id' }],
    ['an alias for a keyword', { graph: '@graph' }],
    ['a term that is an IRI', { 'x:name': 'urn:x' }],
    ['no IRI', { name: { '@type': '@id' } }],
    ['a relative IRI', { name: 'name2' }],
    ['a list of contexts', [{ name: 'urn:x' }]],
    ['such things in a scope', { Type: { '@id': 'urn:x', '@context': { '@vocab': 'urn:y' } } }],
  ])('refuses to compile a context with %s', (_, context) => {
    const contexts = new Map([['urn:test', { '@context': context }]])
    expect(() => compileForm(contexts, { hash })).toThrow(TypeError)
  })

  describe('warm', () => {
    beforeAll(() => {
      for (let round = 0; round < 200; round++) form(sampleBadge())
    })

    it('leaves the document as it was', () => {
      const badge = sampleBadge()
      const before = structuredClone(badge)
      form(badge)
      expect(badge).toEqual(before)
    })
  })
})
