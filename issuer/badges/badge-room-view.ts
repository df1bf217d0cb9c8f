import { translate } from '../../shared/i18n/catalogue.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { Access } from '../../shared/server/access.ts'
import { readQualityRule } from '../quality/quality-rule.ts'
import type { Permission } from '../staff/roles.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { unknownBadge } from './achievement-id.ts'
import { actorNames } from './actor-names.ts'
import { badgeText } from './badge.ts'
import { draftName, draftOf } from './badge-draft.ts'
import { listBadgeEvents } from './badge-event-store.ts'
import { listVersions } from './badge-store.ts'
import { pagePath } from './badge-view.ts'
import { previewModel } from './designer-view.ts'
import { type DraftKey, findDraft } from './draft-store.ts'

/** The page of one badge at the console: where it stands and what may be done with it. */
export async function badgeRoomModel(key: DraftKey, access: Access<Permission>, reader: Reader) {
  const [draft, versions, events, rule, standards] = await Promise.all([
    findDraft(reader, key),
    listVersions(reader, key),
    listBadgeEvents(reader, key),
    readQualityRule(reader),
    listBadgeStandards(reader),
  ])
  const [newest] = versions
  const design = draft?.design ?? (newest && draftOf(newest.design))
  if (design === undefined) throw unknownBadge()
  const { provider } = key
  const preview = previewModel({ provider, design, standards, similar: [] })
  const can = (permission: Permission) => access.can(permission, provider)
  const isReady = draft !== undefined && preview.faults.length === 0
  const isOpen = draft?.state === 'draft' || draft?.state === 'changes-asked'
  const isRetired = newest?.retiredAt !== undefined
  const canPublish = isReady && can('badge.publish')
  const names = await actorNames(
    reader,
    events.map(({ actor }) => actor),
  )
  return {
    name: draftName(design) || translate('en', 'console.badges.no-name'),
    list: `/console/p/${provider}/badges`,
    room: `/console/p/${provider}/badges/${key.slug}`,
    awardHref: `/console/p/${provider}/awards/new?badge=${key.slug}`,
    states: [newest && (isRetired ? 'retired' : 'published'), draft?.state].filter(
      (state) => state !== undefined,
    ),
    preview: { ...preview, faults: draft === undefined ? [] : preview.faults },
    may: {
      award: newest !== undefined && !isRetired && can('award.make'),
      edit: draft !== undefined && can('badge.write') && draft.state !== 'in-review',
      begin: draft === undefined && can('badge.write'),
      submit: isReady && isOpen && rule.needsCheck && can('badge.write'),
      takeBack: draft?.state === 'in-review' && can('badge.write'),
      review: draft?.state === 'in-review' && can('badge.review'),
      publish: canPublish && (draft.state === 'approved' || !rule.needsCheck),
      discard: draft !== undefined && can('badge.write'),
      retire: newest !== undefined && !isRetired && can('badge.publish'),
      comment: can('badge.write') || can('badge.review'),
    },
    versions: versions.map((badge) => ({
      version: badge.version,
      name: badgeText(badge.design, 'en').name,
      at: badge.createdAt,
      href: pagePath(badge, badge.design.mainLanguage),
    })),
    events: events.map(({ actor, ...event }) => ({ ...event, by: names.get(actor) ?? actor })),
  }
}
