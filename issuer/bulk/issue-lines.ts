import type { Language } from '../../shared/i18n/messages.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { BadgeTemplate } from '../awards/badge-template.ts'
import { createBadgeTexts } from '../awards/badge-texts.ts'
import { createBadgeBuilder } from '../awards/build-badge.ts'
import { configurationsOf } from '../oid4vci/configurations.ts'
import type { StatusPlace } from '../status/status-entry-store.ts'
import { awardOfLine, type LinesContext } from './award-of-line.ts'
import type { BulkJobPorts, BulkPart } from './bulk-part.ts'
import type { RosterRow } from './roster.ts'
import type { LinesIssuing } from './write-credentials.ts'

export type PreparedIssuing = {
  /** Nothing where the badges are issued when they are claimed. */
  issuing?: LinesIssuing
  assertCurrent(tx: Transaction): Promise<void>
}

/** What a thread needs to issue the badges of a part: the provider's key, and a text for each sort of award. */
export async function prepareIssuing(
  { bulk, badge, provider, rows }: BulkPart,
  { context, first }: { context: LinesContext; first: StatusPlace },
  ports: BulkJobPorts,
): Promise<PreparedIssuing> {
  if (bulk.delivery === 'claim') return { assertCurrent: async () => undefined }
  const { publicUrl, skillFramework } = ports
  const forms = configurationsOf(badge).filter(({ format }) => format === 'jwt_vc_json')
  const textsIn = new Map(
    forms.map(({ language }) => {
      const form = { badge, provider, language, publicUrl, skillFramework }
      return [language, createBadgeTexts(createBadgeBuilder(form))] as const
    }),
  )
  const textOf = (row: RosterRow): BadgeTemplate => {
    const award = awardOfLine(row, first, context, ports)
    const texts = textsIn.get(award.language)
    if (texts === undefined) throw new Error('a badge is not there in the language of an award')
    return texts(award)
  }
  const templates: BadgeTemplate[] = []
  const places = new Map<string, number>()
  const templateOf = rows.map((row) => {
    const sort = sortOf(row)
    const known = places.get(sort)
    if (known !== undefined) return known
    places.set(sort, templates.length)
    return templates.push(textOf(row)) - 1
  })
  const { header, key, assertCurrent } = await ports.openBatchKey(provider.did)
  const configurations = Object.fromEntries(
    forms.map(({ id, language }) => [language, id]),
  ) satisfies Partial<Record<Language, string>>
  return { issuing: { header, key, configurations, templates, templateOf }, assertCurrent }
}

/** Lines of one sort differ in no more than a template's values. */
function sortOf({ language, validUntil, evidence, name }: RosterRow): string {
  return JSON.stringify([language, validUntil, evidence, name !== undefined])
}
