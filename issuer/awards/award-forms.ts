import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { slugPattern, zSlug } from '../../shared/server/slug.ts'
import { type AwardRequest, awardStates, earners, oneLinePattern } from './award.ts'
import { withoutEmpty, zReasonText } from './award-acts.ts'
import type { AwardChoice } from './list-awards.ts'
import type { Correction } from './replace-award.ts'

/** The sentence under a field that is missing or wrong. */
const say = (key: 'badge' | 'email' | 'name' | 'evidence' | 'evidence-url' | 'language') => ({
  error: () => translate('en', `console.awards.error.${key}`),
})

const zUrl = z.url({ protocol: /^https$/, ...say('evidence-url') }).max(2_048, say('evidence-url'))
const zEmail = z.email(say('email')).max(254, say('email'))
const zName = z.string(say('name')).regex(oneLinePattern, say('name')).max(200, say('name'))

const fields = {
  badge: z.string(say('badge')).regex(slugPattern, say('badge')),
  kind: z.enum(earners).default('person'),
  email: zEmail,
  name: zName.optional(),
  evidence: z.string().max(5_000, say('evidence')).optional(),
  evidenceUrl: zUrl.optional(),
  language: z.enum(languages, say('language')).default('en'),
  delivery: z.enum(['claim', 'download']).default('claim'),
  txCode: z.literal('on').optional(),
  notify: z.literal('on').optional(),
  once: z.uuid(),
}

const zAwardForm = z.strictObject(fields)

/** What the form of a new award asks for. @throws AppError request_malformed, with what is wrong by field */
export function parseAwardForm(
  provider: string,
  body: unknown,
): { request: AwardRequest; once: string } {
  const form = parseBody(zAwardForm, withoutEmpty(body))
  const { badge, email, name, kind, language, delivery, txCode, notify, once } = form
  const evidence = evidenceIn(form)
  return {
    once,
    request: {
      badge: `${provider}/${badge}`,
      recipient: { email, kind, ...(name !== undefined && { name }) },
      txCode: txCode !== undefined,
      notify: notify !== undefined,
      language,
      delivery,
      offer: 'reference',
      ...(evidence !== undefined && { evidence }),
    },
  }
}

const zCorrectionForm = z.strictObject({
  email: zEmail,
  name: zName.optional(),
  evidence: fields.evidence,
  evidenceUrl: fields.evidenceUrl,
  reason: zReasonText,
})

/** @throws AppError request_malformed */
export function parseCorrectionForm(body: unknown): Correction {
  const { email, name, reason, ...said } = parseBody(zCorrectionForm, withoutEmpty(body))
  const evidence = evidenceIn(said)
  return {
    email,
    ...(name !== undefined && { name }),
    ...(evidence !== undefined && { evidence }),
    reason,
  }
}

function evidenceIn({
  evidence: narrative,
  evidenceUrl: url,
}: {
  evidence?: string | undefined
  evidenceUrl?: string | undefined
}) {
  if (narrative === undefined && url === undefined) return undefined
  return [{ ...(narrative !== undefined && { narrative }), ...(url !== undefined && { url }) }]
}

const zDay = z.iso.date().optional().catch(undefined)

/** What an odd address asks for is passed over: a list is no place for errors. */
const zFilters = z.object({
  search: z.string().max(200).optional().catch(undefined),
  badge: zSlug.optional().catch(undefined),
  state: z.enum(awardStates).optional().catch(undefined),
  from: zDay,
  to: zDay,
  cursor: z.string().max(1_000).optional().catch(undefined),
})

export type AwardFilters = z.infer<typeof zFilters>

export function readFilters(query: unknown): AwardFilters {
  return zFilters.parse(withoutEmpty(query))
}

export function choiceOf(filters: AwardFilters): AwardChoice {
  const { search, badge, state, from, to } = filters
  return {
    search,
    badge,
    state,
    ...(from !== undefined && { from: `${from}T00:00:00.000Z` }),
    ...(to !== undefined && { before: dayAfter(to) }),
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString()
}

/** The filters as an address, for the next page and for what is done with all of them. */
export function queryOf(filters: AwardFilters): string {
  const entries = Object.entries(filters).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))
  return entries.length === 0 ? '' : `?${query}`
}
