import { assertCredential } from '../../shared/credential/model-issues.ts'
import type { OpenBadgeCredential } from '../../shared/credential/open-badge.ts'
import { credentialJwtHeaders, credentialJwtText } from '../../shared/credential/vc-jwt.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { AwardRow } from '../awards/award-store.ts'
import { valuesOf } from '../awards/badge-template.ts'
import { cutText, type MarkedBadge, markBadge } from '../awards/badge-texts.ts'
import { type BadgeBuilder, createBadgeBuilder } from '../awards/build-badge.ts'
import { withEndorsements } from '../endorsements/carried-endorsements.ts'
import { configurationsOf } from '../oid4vci/configurations.ts'
import type { StatusPlace } from '../status/status-entry-store.ts'
import { awardOfLine, type LinesContext } from './award-of-line.ts'
import type { BulkJobPorts, BulkPart } from './bulk-part.ts'
import { type ProofTemplate, proofTemplateOf } from './proof-template.ts'
import type { RosterRow } from './roster.ts'
import type { LinesIssuing } from './write-credentials.ts'

export type PreparedIssuing = {
  /** Nothing where the badges are issued when they are claimed, or first downloaded. */
  issuing?: LinesIssuing
  assertCurrent(tx: Transaction): Promise<void>
}

/** What a thread needs to issue the badges of a part: the provider's key, and a text for each sort of award. */
export async function prepareIssuing(
  part: BulkPart,
  { context, first }: { context: LinesContext; first: StatusPlace },
  ports: BulkJobPorts,
): Promise<PreparedIssuing> {
  const { bulk, badge, provider, rows } = part
  if (bulk.delivery === 'claim') return { assertCurrent: async () => undefined }
  const { keyIds, key, assertCurrent } = await ports.openBatchKey(provider.did)
  const { examples, templateOf } = sortsOf(rows)
  const marked = await markAll(
    examples.map((row) => awardOfLine(row, first, context, ports)),
    part,
    ports,
  )
  const forms = configurationsOf(badge).filter(({ format }) => format === bulk.format)
  const configurations = Object.fromEntries(
    forms.map(({ id, language }) => [language, id]),
  ) satisfies Partial<Record<Language, string>>
  const common = { key, configurations, templateOf }
  if (bulk.format === 'jwt_vc_json') {
    const templates = marked.map(({ badge, marks }) => cutText(credentialJwtText(badge), marks))
    const header = { ...credentialJwtHeaders['vc+jwt'], kid: keyIds.jwk }
    return { issuing: { ...common, format: 'jwt_vc_json', header, templates }, assertCurrent }
  }
  const made = { keyId: keyIds.multikey, created: new Date(context.at) }
  const { canonicalize } = ports
  const templates: ProofTemplate[] = []
  for (const { one, ...example } of marked) {
    const template = await proofTemplateOf(example, one, { ...made, canonicalize })
    if (template !== undefined) templates.push(template)
  }
  // what cannot be prepared is secured as the badges of single awards are: when somebody downloads it
  const isWhole = templates.length === marked.length && key.curve === 'Ed25519'
  return { ...(isWhole && { issuing: { ...common, format: 'ldp_vc', templates } }), assertCurrent }
}

type Example = MarkedBadge & {
  /** The badge of the award itself, and what it has for the marks. */
  one: { badge: OpenBadgeCredential; values: readonly string[] }
}

/** @throws AppError credential_malformed */
async function markAll(
  awards: readonly AwardRow[],
  { bulk, badge, provider }: BulkPart,
  { publicUrl, skillFramework, database: { reader } }: BulkJobPorts,
): Promise<Example[]> {
  const builders = new Map<Language, BadgeBuilder>()
  const builderIn = (language: Language) => {
    const form = { badge, provider, language, publicUrl, skillFramework }
    const builder = builders.get(language) ?? createBadgeBuilder(form)
    builders.set(language, builder)
    return builder
  }
  const carried = { reader, provider, format: bulk.format }
  const examples: Example[] = []
  for (const award of awards) {
    const build = builderIn(award.language)
    const { badge: bare, marks } = markBadge(award, build)
    const marked = await withEndorsements(bare, carried)
    assertCredential(marked)
    const own = await withEndorsements(build(award), carried)
    examples.push({ badge: marked, marks, one: { badge: own, values: valuesOf(award) } })
  }
  return examples
}

/** Lines of one sort differ in no more than a template's values: an example of each, and which each line is of. */
function sortsOf(rows: readonly RosterRow[]): { examples: RosterRow[]; templateOf: number[] } {
  const examples: RosterRow[] = []
  const places = new Map<string, number>()
  const templateOf = rows.map((row) => {
    const { language, validUntil, evidence, name } = row
    const sort = JSON.stringify([language, validUntil, evidence, name !== undefined])
    const place = places.get(sort) ?? examples.push(row) - 1
    places.set(sort, place)
    return place
  })
  return { examples, templateOf }
}
