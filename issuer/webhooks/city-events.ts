import type { Scope } from '../../shared/server/access.ts'
import type { WebhookEvent } from '../../shared/server/webhooks/webhook.ts'

/** What systems outside can be told of. All but the sending of evidence are lines of the audit too. */
export const cityEvents = [
  'award.made',
  'award.claimed',
  'award.issued',
  'award.corrected',
  'award.replaced',
  'award.revoked',
  'award.suspended',
  'award.reinstated',
  'evidence.submitted',
  'evidence.more',
  'evidence.accepted',
  'evidence.declined',
  'badge.published',
  'badge.retired',
  'accreditation.given',
  'accreditation.ended',
  'provider.suspended',
  'provider.resumed',
  'provider.closed',
] as const

export type CityEvent = (typeof cityEvents)[number]

/** What happened to what, as the audit has it. */
export type Happening = {
  scope: Scope
  action: string
  subject: string
  detail?: Readonly<Record<string, string | number>>
  at: string
}

/** The event of a line of the audit; nothing where nobody outside is told of it. */
export function eventOf({ scope, action, subject, detail, at }: Happening): WebhookEvent[] {
  if (!isCityEvent(action)) return []
  const { badge, version } = detail ?? {}
  const data = {
    provider: scope,
    ...subjectOf(action, { scope, subject }),
    ...(badge !== undefined && { badge: `${scope}/${badge}` }),
    ...(version !== undefined && { version }),
  }
  return [{ scope, type: action, data, at }]
}

function isCityEvent(action: string): action is CityEvent {
  return cityEvents.some((event) => event === action)
}

/** Named as the API names it. */
function subjectOf(
  event: CityEvent,
  { scope, subject }: { scope: Scope; subject: string },
): Record<string, string> {
  const [noun] = event.split('.')
  if (noun === 'award') return { awardId: `${scope}.${subject}` }
  if (noun === 'evidence') return { evidenceId: subject }
  if (noun === 'accreditation') return { accreditationId: subject }
  return noun === 'badge' ? { badge: `${scope}/${subject}` } : {}
}
