import type { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { itemsOf, type JsonObject } from '../json/json.ts'
import { zCredential, zPresentation } from './data-model.ts'
import { inWordsOfVersion2, version1Names, versionOf } from './data-model-version.ts'
import { openBadgeTypes, zEndorsementCredential, zOpenBadgeCredential } from './open-badge.ts'
import { compileSurelyValid, type SurelyValid } from './surely-valid.ts'

/** Which rule a document breaks, and where. Neither holds a value of the document. */
export type ModelIssue = {
  /** The data model's own rules, those of Open Badges, or that a badge names no recipient. */
  rule: 'context' | 'model' | 'badge' | 'subject'
  /** `credentialSubject.achievement.alignment[0].targetUrl` */
  path: string
  message: string
}

const maxIssues = 20

type Model = { schema: z.ZodType; isSurelyValid: SurelyValid }

const modelOf = (schema: z.ZodType): Model => ({
  schema,
  isSurelyValid: compileSurelyValid(schema),
})

const models = {
  credential: modelOf(zCredential),
  badge: modelOf(zOpenBadgeCredential),
  endorsement: modelOf(zEndorsementCredential),
  presentation: modelOf(zPresentation),
}

/**
 * Every rule of the data model that the credential breaks, then (where its type asks for it) of Open Badges 3.0. What
 * version 1.1 says in other words is held to the same rules.
 */
export function credentialIssues(document: JsonObject): ModelIssue[] {
  if (versionOf(document) === '2.0') return version2Issues(document)
  const issues = version2Issues(inWordsOfVersion2(document)).map(({ path, ...issue }) => ({
    ...issue,
    path: version1Names.get(path) ?? path,
  }))
  if (document.issuanceDate !== undefined) return issues
  return [{ rule: 'model', path: 'issuanceDate', message: 'must be there' }, ...issues]
}

function version2Issues(document: JsonObject): ModelIssue[] {
  const types = itemsOf(document.type)
  const badgeModel = openBadgeTypes.some((type) => types.includes(type))
    ? models.badge
    : types.includes('EndorsementCredential')
      ? models.endorsement
      : undefined
  if (badgeModel === undefined) return issuesOf(models.credential, document, 'model')
  const badgeIssues = issuesOf(badgeModel, document, 'badge')
  if (badgeIssues.length === 0 && !isWiderForBadges(document)) return []
  const issues = issuesOf(models.credential, document, 'model')
  const known = new Set(issues.map(({ path }) => path))
  return [...issues, ...badgeIssues.filter(({ path }) => !known.has(path))]
}

/** All else that passes for a badge passes for a credential: the rules of Open Badges only add to those. */
function isWiderForBadges({ evidence }: JsonObject): boolean {
  return Array.isArray(evidence) && evidence.length === 0
}

/** Of both versions, which say the same of presentations. */
export function presentationIssues(document: JsonObject): ModelIssue[] {
  const isVersion2 = versionOf(document) === '2.0'
  return issuesOf(models.presentation, isVersion2 ? document : inWordsOfVersion2(document), 'model')
}

/** For what is to be issued. Throws `credential_malformed` with the first rule of version 2.0 that is broken. */
export function assertCredential(document: JsonObject): void {
  if (versionOf(document) !== '2.0') {
    throw new AppError('credential_malformed', '@context must be that of version 2.0')
  }
  assertNone('credential_malformed', credentialIssues(document))
}

/** Throws `presentation_malformed` with the first rule that is broken. */
export function assertPresentation(document: JsonObject): void {
  assertNone('presentation_malformed', presentationIssues(document))
}

function assertNone(
  code: 'credential_malformed' | 'presentation_malformed',
  [first]: readonly ModelIssue[],
): void {
  if (first !== undefined)
    throw new AppError(code, `${first.path || 'The document'} ${first.message}`)
}

function issuesOf(
  { schema, isSurelyValid }: Model,
  document: JsonObject,
  rule: 'model' | 'badge',
): ModelIssue[] {
  if (isSurelyValid(document)) return []
  const parsed = schema.safeParse(document, { reportInput: false })
  if (parsed.success) return []
  const issues = parsed.error.issues
    .flatMap((issue) => leafIssues(issue, []))
    .map((issue) => toModelIssue(issue, rule))
  const firstByPath = new Map(issues.reverse().map((issue) => [issue.path, issue]))
  return [...firstByPath.values()].reverse().slice(0, maxIssues)
}

type Issue = z.core.$ZodIssue

/** Of the branches of a union, the one that got furthest says best what is wrong. */
function leafIssues(issue: Issue, above: PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }]
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => leafIssues(inner, path)))
  const depth = (branch: Issue[]) =>
    branch.reduce((deepest, { path: { length } }) => Math.max(deepest, length), 0)
  return branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best))
}

function toModelIssue(issue: Issue, rule: 'model' | 'badge'): ModelIssue {
  const isSubject = issue.code === 'custom' && issue.params?.rule === 'subject'
  const isContext = issue.path[0] === '@context'
  return {
    rule: isSubject ? 'subject' : isContext ? 'context' : rule,
    path: formatPath(issue.path),
    message: messageOf(issue),
  }
}

function messageOf(issue: Issue): string {
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message
  if (issue.code === 'invalid_type' && issue.expected !== 'never')
    return `must be of type ${issue.expected}`
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`
  if (issue.code === 'too_small') return 'must not be empty'
  return issue.message
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}
