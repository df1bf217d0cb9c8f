import { createHash } from 'node:crypto'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  type CompiledForm,
  compileForm,
} from '../../../../shared/credential/compiled/compiled-form.ts'
import type { WalkedParts } from '../../../../shared/credential/compiled/walked-parts.ts'
import {
  credentialsV1Url,
  credentialsV2Url,
  openBadgesUrl,
  openBadgesUrls,
} from '../../../../shared/credential/context-urls.ts'
import { pinnedContexts } from '../../../../shared/credential/contexts.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { sharedTemporaryFolder } from '../../../support/temp-folder.ts'
import { sampleBadge } from '../sample-badge.ts'
import { generatedDocument, heldIn } from './generated-documents.ts'

const source = fileURLToPath(new URL('../../../../shared/credential/compiled/', import.meta.url))
const above = new URL('../../../../shared/credential/', import.meta.url).href

/** Small errors that somebody could make: each must change an answer that the sound form gives. */
const faults: readonly [file: string, sound: string, faulty: string][] = [
  ['walk.ts', 'inside.member(name), node[name]', 'inside.member(name), node[name] ?? 0'],
  [
    'walk.ts',
    'addStatement(statements, subject, typePredicate',
    'if (table.active.terms.has(type)) addStatement(statements, subject, typePredicate',
  ],
  ['walk.ts', 'if (value.length === 0) throw gaveUp', 'if (value.length === 0) return'],
  [
    'walk.ts',
    'walkNode(value, table, name, depth)',
    'walkNode(value, table, subject.graph, depth)',
  ],
  ['walk.ts', 'types.length === 0 ? table : table.typed(types)', 'table'],
  ['walk.ts', 'isReference ? member.referenceTable : member.nodeTable', 'member.referenceTable'],
  ['walk.ts', 'if (table.active !== initialContext) throw gaveUp', ''],
  [
    'walk.ts',
    "member.term.container === '@graph') {\n      walkGraph",
    'false) {\n      walkGraph',
  ],
  ['walk.ts', 'if (statements.count === before) throw gaveUp', ''],
  ['literals.ts', 'language.toLowerCase()', 'language'],
  ['literals.ts', "'$1E'", "'$1e'"],
  ['literals.ts', "coercion === '@id' || coercion === '@vocab'", "coercion === '@id'"],
  ['literals.ts', '|| !isPlainIri(value)', ''],
  ['statements.ts', "'\\\\\\\\'", "'\\\\'"],
  ['statements.ts', "padStart(4, '0')", "padStart(2, '0')"],
  ['statements.ts', 'text.replace(escaped, escapeOf)', 'text'],
  ['statements.ts', "(earlier !== source || source === 'list')", "(source === 'list')"],
  ['statements.ts', "(earlier !== source || source === 'list')", '(earlier !== source)'],
  ['statements.ts', 'of blankNodes.entries()) node.name', 'of [].entries()) node.name'],
  ['statements.ts', 'node.statements = kept', ''],
  ['statements.ts', 'graph?.held?.push(node)', ''],
  ['statements.ts', "if (typeof object !== 'string') object.mention = statement", ''],
  ['predicates.ts', 'one.text < other.text ? -1 : 1', '1'],
  [
    'predicates.ts',
    'of inOrder.entries()) each.rank = rank',
    'of [predicate].entries()) each.rank = predicates.size',
  ],
  ['first-degree.ts', "for (const node of blankNodes) node.name = '_:z'", ''],
  ['first-degree.ts', "node.name = '_:a'", "node.name = '_:b'"],
  ['first-degree.ts', "node.name = '_:z'\n  return", 'return'],
  ['first-degree.ts', 'byHash.size < blankNodes.length', 'false'],
  ['first-degree.ts', '[...byHash.keys()].sort()', '[...byHash.keys()]'],
  ['first-degree.ts', 'held ? textAround(held, mention) :', ''],
  ['first-degree.ts', '[...held, ...mentioning]', 'held'],
  ['first-degree.ts', "mention.subject.name < '_:a'", 'true'],
  ['first-degree.ts', "mention.subject.name < '_:a'", 'false'],
  ['sorted-text.ts', 'sort([...nodes], byName)', '[...nodes]'],
  [
    'sorted-text.ts',
    'if (items.length > few) return items.sort(compare)',
    'if (items.length > few) return items',
  ],
  ['sorted-text.ts', 'compare(before, moving) <= 0', 'true'],
  ['sorted-text.ts', 'one.predicate.rank - other.predicate.rank', '0'],
  ['sorted-text.ts', 'object < otherObject ? -1 : 1', '0'],
  ['sorted-text.ts', 'graph < otherGraph ? -1 : 1', '0'],
  ['sorted-text.ts', 'graph < otherGraph ? -1 : 1', '1'],
  ['sorted-text.ts', 'inOrder[to]?.name === name) to += 1', 'false) to += 1'],
  ['sorted-text.ts', 'byLine(one, other) === 0', 'false'],
  [
    'sorted-text.ts',
    'text += lineOf(statement)',
    "text += text.endsWith(lineOf(statement)) ? '' : lineOf(statement)",
  ],
  ['walked-parts.ts', 'if (node.graph === graph) node.graph = undefined', ''],
  ['walked-parts.ts', 'if (node.graph === graph) node.graph', 'node.graph'],
  ['walked-parts.ts', '|| part.table !== table', ''],
  ['walked-parts.ts', 'statements.blankNodes.push(...found.blankNodes)', ''],
  ['walked-parts.ts', 'blankNodes.slice(start.blankNodes)', 'blankNodes.slice()'],
  ['compiled-form.ts', '|| isOrderSensitive(text)', ''],
  ['active-context.ts', 'if (isKept && !isSame(earlier, made)) throw gaveUp', ''],
  ['active-context.ts', "mayOverride: scope === 'property'", 'mayOverride: true'],
  [
    'active-context.ts',
    'if (local === null) return initialContext',
    'if (local === null) return active',
  ],
  ['term-tables.ts', 'asNode(inValue.previous ?? inValue)', 'asNode(inValue)'],
  ['term-tables.ts', 'throw gaveUp\n    const key', '{}\n    const key'],
  ['term-tables.ts', "if (iri === undefined || iri.startsWith('@')) throw gaveUp", ''],
]

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const sound = compileForm(pinnedContexts, { hash })
/** What no chance finds soon. */
const chosen: JsonObject[] = [
  { ...sampleBadge(), type: ['VerifiableCredential', 'AchievementSubject', 'IdentifierEntry'] },
  { ...sampleBadge(), '@context': [`${credentialsV2Url} ${openBadgesUrl}`] },
  withAchievement({ tag: ['\u{10000} second', '\uf900 first'] }),
  withAchievement({
    resultDescription: [
      { id: 'urn:x', allowedValue: [] },
      { id: 'urn:x', allowedValue: [] },
    ],
  }),
  withAchievement({ creditsAvailable: [1, '1'] }),
  withAchievement({ description: 'a \\ b' }),
  withAchievement({ name: null }),
  {
    '@context': [credentialsV1Url, openBadgesUrls[2]],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    credentialSubject: {
      type: ['AchievementSubject'],
      achievement: { id: 'urn:x', type: ['Achievement'], name: ['x', { '@value': 'x' }] },
    },
  },
  withAchievement({ name: 'x\u0007y' }),
  withAchievement({ image: 'no iri' }),
  withAchievement({ '@context': [credentialsV2Url] }),
  {
    ...withAchievement({ inLanguage: undefined }),
    '@context': [credentialsV2Url, openBadgesUrls[1]],
  },
  {
    '@context': [credentialsV2Url],
    type: ['VerifiablePresentation'],
    verifiableCredential: [{ '@context': [credentialsV2Url], id: 'urn:x' }],
  },
  (({ id: _, ...badge }) => ({
    ...badge,
    evidence: [
      { type: ['Evidence'], name: 'x' },
      { type: ['Evidence'], name: 'y' },
    ],
  }))(sampleBadge()),
  presentationOf({ ...sampleBadge(), type: ['VerifiableCredential'] }),
  presentationOf(
    withAchievement({
      endorsement: [
        {
          type: ['VerifiableCredential', 'EndorsementCredential'],
          issuer: 'did:web:firm.example',
          credentialSubject: { type: ['EndorsementSubject'], endorsementComment: 'Good' },
          proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' },
        },
      ],
    }),
  ),
]

function presentationOf(credential: JsonObject): JsonObject {
  return {
    '@context': [credentialsV2Url],
    type: ['VerifiablePresentation'],
    verifiableCredential: [credential],
  }
}

function withAchievement(change: object): JsonObject {
  const badge = sampleBadge()
  const achievement = { ...badge.credentialSubject.achievement, ...change }
  const credentialSubject = { ...badge.credentialSubject, achievement }
  return JSON.parse(JSON.stringify({ ...badge, credentialSubject }))
}

/** Of a document, then of the credentials in it, also under other contexts. */
function answer(form: CompiledForm, document: JsonObject): string {
  const parts: WalkedParts = new Map()
  try {
    const held = heldIn(document).flatMap((credential) => [
      { ...credential, '@context': [credentialsV2Url] },
      credential,
    ])
    return [document, ...held].map((each) => form(each, undefined, parts)).join('\n')
  } catch (error) {
    return String(error)
  }
}

function isFoundOut(faulty: CompiledForm): boolean {
  const differs = (document: JsonObject) => answer(faulty, document) !== answer(sound, document)
  if (chosen.some(differs)) return true
  for (let seed = 1; seed <= 3_000; seed++) if (differs(generatedDocument(seed))) return true
  return false
}

describe('the tests of the compiled form', () => {
  const folder = sharedTemporaryFolder()

  it.each(faults.map((fault, index) => [index, ...fault] as const))(
    'find out fault %i: in %s, %j for %j',
    async (index, file, right, wrong) => {
      const copy = join(folder, String(index))
      await cp(source, copy, { recursive: true })
      const text = await readFile(join(copy, file), 'utf8')
      expect(text, 'the fault is planted').toContain(right)
      await writeFile(
        join(copy, file),
        text.replace(right, () => wrong),
      )
      for (const name of [
        'walk',
        'literals',
        'statements',
        'first-degree',
        'sorted-text',
        'compiled-form',
        'active-context',
        'term',
        'term-tables',
      ]) {
        const path = join(copy, `${name}.ts`)
        const inner = await readFile(path, 'utf8')
        await writeFile(path, inner.replaceAll("from '../", `from '${fileURLToPath(above)}`))
      }
      const faulty = (await import(/* @vite-ignore */ join(copy, 'compiled-form.ts'))) as {
        compileForm: typeof compileForm
      }
      expect(isFoundOut(faulty.compileForm(pinnedContexts, { hash }))).toBe(true)
    },
  )
})
