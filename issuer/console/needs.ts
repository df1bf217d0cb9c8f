import { translate } from '../../shared/i18n/catalogue.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { type Access, everywhere, type Scope } from '../../shared/server/access.ts'
import type { ConsoleLink } from '../../shared/server/console/shell.ts'
import { listStuckMail } from '../../shared/server/mail/mail-store.ts'
import { countApplications } from '../applications/application-store.ts'
import { choiceOf } from '../awards/award-forms.ts'
import { countAwards } from '../awards/list-awards.ts'
import { type DraftState, draftName } from '../badges/badge-draft.ts'
import { listBadges } from '../badges/badge-store.ts'
import { listDrafts, listDraftsIn } from '../badges/draft-store.ts'
import { listEvidence } from '../evidence/evidence-store.ts'
import { listProviders } from '../providers/provider-store.ts'
import { dayOf } from '../registers/activity.ts'
import { listActivitiesOn } from '../registers/activity-store.ts'
import type { Permission } from '../staff/roles.ts'
import { roomHref } from './shell.ts'

export type NeedsPorts = { database: { reader: Reader }; clock: () => Date }

/** More of a kind than this are not counted on the front of a room. */
const mostCounted = 100

/** Who has not taken a badge after so many days may have missed the mail. */
const unclaimedDays = 7

/** What waits in a room for somebody of this role: the front of the room shows it before anything else. */
export async function findNeeds(
  scope: Scope,
  access: Access<Permission>,
  ports: NeedsPorts,
): Promise<ConsoleLink[]> {
  const kinds = scope === everywhere ? cityNeeds : providerNeeds
  const asked = kinds.filter(({ permission }) => access.can(permission, scope))
  const found = await Promise.all(asked.map(({ find }) => find(scope, ports)))
  return found.flat()
}

/** Says so where there may be more than were counted. */
function atLeast(count: number, text: string): string {
  return count < mostCounted ? text : translate('en', 'console.needs.at-least', { text })
}

type NeedKind = {
  permission: Permission
  find(scope: Scope, ports: NeedsPorts): Promise<ConsoleLink[]>
}

const cityNeeds: readonly NeedKind[] = [
  {
    permission: 'city.manage',
    async find(scope, { database: { reader } }) {
      if ((await listProviders(reader, { limit: 1 })).length > 0) return []
      const text = translate('en', 'console.needs.first-provider')
      return [{ text, href: `${roomHref(scope)}/providers/new` }]
    },
  },
  {
    permission: 'city.manage',
    async find(scope, { database: { reader } }) {
      const count = await countApplications(reader, 'applied')
      const text = translate('en', 'console.needs.applications', { count })
      return count === 0 ? [] : [{ text, href: `${roomHref(scope)}/applications` }]
    },
  },
  {
    permission: 'badge.review',
    async find(scope, { database: { reader } }) {
      const { length: count } = await listDraftsIn(reader, 'in-review')
      const text = translate('en', 'console.needs.to-check', { count })
      return count === 0 ? [] : [{ text, href: `${roomHref(scope)}/quality` }]
    },
  },
  {
    permission: 'city.manage',
    async find(scope, { database: { reader } }) {
      const { length: count } = await listStuckMail(reader, { limit: mostCounted })
      const text = atLeast(count, translate('en', 'console.needs.mail', { count }))
      return count === 0 ? [] : [{ text, href: `${roomHref(scope)}/mail` }]
    },
  },
]

const providerNeeds: readonly NeedKind[] = [
  {
    permission: 'session.run',
    async find(provider, { database: { reader }, clock }) {
      const day = dayOf(clock())
      const activities = await listActivitiesOn(reader, { provider, day })
      return activities.map(({ id, name }) => ({
        text: translate('en', 'console.needs.session', { name }),
        href: `${roomHref(provider)}/sessions/${id}/on/${day}`,
      }))
    },
  },
  {
    permission: 'evidence.assess',
    async find(provider, { database: { reader } }) {
      const page = { provider, state: 'waiting', limit: mostCounted } as const
      const { length: count } = await listEvidence(reader, page)
      const text = atLeast(count, translate('en', 'console.needs.evidence', { count }))
      return count === 0 ? [] : [{ text, href: `${roomHref(provider)}/reviews` }]
    },
  },
  {
    permission: 'award.change',
    async find(provider, { database: { reader }, clock }) {
      const to = dayOf(new Date(clock().getTime() - unclaimedDays * 86_400_000))
      const choice = choiceOf({ state: 'offered', to })
      const count = await countAwards(reader, {
        ...choice,
        provider,
        limit: mostCounted,
      })
      const text = atLeast(count, translate('en', 'console.needs.unclaimed', { count }))
      const href = `${roomHref(provider)}/awards?state=offered&to=${to}`
      return count === 0 ? [] : [{ text, href }]
    },
  },
  {
    permission: 'badge.write',
    async find(provider, { database: { reader } }) {
      const drafts = await listDrafts(reader, provider)
      const isNew =
        drafts.length === 0 && (await listBadges(reader, { provider, limit: 1 })).length === 0
      if (isNew) {
        const text = translate('en', 'console.needs.first-badge')
        return [{ text, href: `${roomHref(provider)}/badges/new` }]
      }
      const waiting = drafts.flatMap(({ slug, state, design }) => {
        const key = draftNeeds[state]
        return key === undefined ? [] : [{ slug, name: draftName(design), key }]
      })
      return waiting.slice(0, 5).map(({ slug, name, key }) => ({
        text: translate('en', key, { name }),
        href: `${roomHref(provider)}/badges/${slug}`,
      }))
    },
  },
]

const draftNeeds: Partial<
  Record<DraftState, 'console.needs.changes-asked' | 'console.needs.approved'>
> = {
  'changes-asked': 'console.needs.changes-asked',
  approved: 'console.needs.approved',
}
