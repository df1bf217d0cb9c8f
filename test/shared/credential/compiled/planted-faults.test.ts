import { createHash } from 'node:crypto'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  type CompiledForm,
  compileForm,
} from '../../../../shared/credential/compiled/compiled-form.ts'
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
import { generatedDocument } from './generated-documents.ts'

const source = fileURLToPath(new URL('../../../../shared/credential/compiled/', import.meta.url))
const above = new URL('../../../../shared/credential/', import.meta.url).href

/** Small errors that somebody could make: each must change an answer that the sound form gives. */
const faults: readonly [file: string, sound: string, faulty: string][] = [
  ['walk.ts', 'inside.member(name), node[name]', 'inside.member(name), node[name] ?? 0'],
  [
    'walk.ts',
    'throw gaveUp\n      addStatement(statements, subject, typePredicate',
    'continue\n      addStatement(statements, subject, typePredicate',
  ],
  ['walk.ts', 'if (value.length === 0) throw gaveUp', 'if (value.length === 0) return'],
  ['walk.ts', 'walkNode(value, table, name, depth)', 'walkNode(value, table, graph, depth)'],
  ['walk.ts', 'types.length === 0 ? table : table.typed(types)', 'table'],
  ['walk.ts', 'isReference ? member.referenceTable : member.nodeTable', 'member.referenceTable'],
  ['walk.ts', 'if (table.active !== initialContext) throw gaveUp', ''],
  [
    'walk.ts',
    "member.term.container === '@graph') {\n      walkGraph",
    'false) {\n      walkGraph',
  ],
  ['walk.ts', 'if (statements.subjects.length === before) throw gaveUp', ''],
  ['literals.ts', 'language.toLowerCase()', 'language'],
  ['literals.ts', "'$1E'", "'$1e'"],
  ['literals.ts', "coercion === '@id' || coercion === '@vocab'", "coercion === '@id'"],
  ['literals.ts', '|| !isPlainIri(value)', ''],
  ['statements.ts', "'\\\\\\\\'", "'\\\\'"],
  ['statements.ts', "padStart(4, '0')", "padStart(2, '0')"],
  ['statements.ts', "(earlier !== source || source === 'list')", "source === 'list'"],
  ['statements.ts', "(earlier !== source || source === 'list')", 'earlier !== source'],
  ['first-degree.ts', "'_:a' : '_:z'", "'_:z' : '_:a'"],
  ['first-degree.ts', 'byHash.size < statements.blankNodes', 'false'],
  ['first-degree.ts', '[...byHash.keys()].sort()', '[...byHash.keys()]'],
  ['first-degree.ts', 'if (graph !== -1 && graph', 'if (graph < -1 && graph'],
  ['sorted-text.ts', '[...bySubject.keys()].sort()', '[...bySubject.keys()]'],
  ['sorted-text.ts', 'else sortFew(own, compare)', ''],
  ['sorted-text.ts', 'own.sort(compare)', '{}'],
  ['sorted-text.ts', 'predicate < otherPredicate ? -1 : 1', '0'],
  ['sorted-text.ts', 'object < otherObject ? -1 : 1', '0'],
  ['sorted-text.ts', 'graph < otherGraph ? -1 : 1', '0'],
  ['sorted-text.ts', 'graph < otherGraph ? -1 : 1', '1'],
  ['sorted-text.ts', 'bySubject.get(from) ?? []\n      if', '[]\n      if'],
  ['sorted-text.ts', 'compare(before, at) === 0', 'false'],
  [
    'sorted-text.ts',
    'text += from',
    'if (before === -1 || compare(before, at) !== 0) text += from',
  ],
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
]

function withAchievement(change: object): JsonObject {
  const badge = sampleBadge()
  const achievement = { ...badge.credentialSubject.achievement, ...change }
  const credentialSubject = { ...badge.credentialSubject, achievement }
  return JSON.parse(JSON.stringify({ ...badge, credentialSubject }))
}

const answer = (form: CompiledForm, document: JsonObject): unknown => {
  try {
    return form(document)
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
