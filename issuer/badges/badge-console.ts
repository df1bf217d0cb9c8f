import type { Request } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { type Actor, actorIn } from '../actor.ts'
import { getProvider } from '../providers/provider-store.ts'
import { submitDraft, takeBackDraft } from '../quality/quality-check.ts'
import type { Permission } from '../staff/roles.ts'
import { unknownBadge } from './achievement-id.ts'
import { badgeText } from './badge.ts'
import { type BadgeDraft, draftName } from './badge-draft.ts'
import { beginVersion, discardDraft } from './badge-drafts.ts'
import { badgeRoomModel } from './badge-room-view.ts'
import { findBadge, listBadges } from './badge-store.ts'
import { stoneOf } from './badge-view.ts'
import { type DraftKey, listDrafts } from './draft-store.ts'
import { type PublishBadgePorts, publishBadge } from './publish-badge.ts'
import { retireBadge } from './retire-badge.ts'

export const badgesPath = '/console/p/:provider/badges'
const badgePath = `${badgesPath}/:badge`
export const area = 'badges'

type Route = GuardedRoute<Permission>

/** The badge that a path names. */
export function keyOf(request: Request): DraftKey {
  const { provider, badge } = request.params
  if (typeof provider !== 'string' || typeof badge !== 'string') throw unknownBadge()
  return { provider, slug: badge }
}

export function roomOf({ provider, slug }: DraftKey): string {
  return `/console/p/${provider}/badges/${slug}`
}

export function actingIn(request: Request, access: Access, clock: () => Date) {
  const actor: Actor = actorIn(access, inProvider(request))
  return { actor, at: clock().toISOString() }
}

type Visit = RouteVisit<Permission, PublishBadgePorts>

/** A provider's badges at the console, apart from the designer. */
export function badgeConsoleRoutes(ports: PublishBadgePorts): readonly Route[] {
  const bound = bindHandlers(ports)
  const { database, clock } = ports
  const inRoom = { scope: inProvider, errors: 'page' } as const

  const act = (
    path: string,
    permission: Permission,
    work: (key: DraftKey, acting: { actor: Actor; at: string }) => Promise<string>,
    to: (key: DraftKey) => string = roomOf,
  ): Route => ({
    ...inRoom,
    method: 'POST',
    path: `${badgePath}/${path}`,
    permission,
    async handler(request, response, access) {
      const key = keyOf(request)
      const text = await work(key, actingIn(request, access, clock))
      await redirectWith(response, to(key), { text }, ports)
    },
  })

  return [
    { ...inRoom, method: 'GET', path: badgesPath, permission: 'read', handler: bound(listPage) },
    {
      ...inRoom,
      method: 'GET',
      path: `${badgePath}/retire`,
      permission: 'badge.publish',
      handler: bound(askToRetire),
    },
    {
      ...inRoom,
      method: 'GET',
      path: `${badgePath}/discard`,
      permission: 'badge.write',
      handler: bound(askToDiscard),
    },
    act(
      'version',
      'badge.write',
      async (key, acting) => {
        await database.transact((tx) => beginVersion(tx, { ...key, ...acting }))
        return translate('en', 'console.badges.event.made')
      },
      (key) => `${roomOf(key)}/edit`,
    ),
    act('submit', 'badge.write', async (key, acting) => {
      await database.transact((tx) => submitDraft(tx, { ...key, ...acting }))
      return translate('en', 'console.badges.submitted')
    }),
    act('take-back', 'badge.write', async (key, acting) => {
      await database.transact((tx) => takeBackDraft(tx, { ...key, ...acting }))
      return translate('en', 'console.badges.taken-back')
    }),
    act('publish', 'badge.publish', async (key, { actor }) => {
      const { version } = await publishBadge({ ...key, actor }, ports)
      return translate('en', 'console.badges.published', { version })
    }),
    act('retire', 'badge.publish', async (key, acting) => {
      await database.transact((tx) => retireBadge(tx, { ...key, ...acting, reason: '' }))
      return translate('en', 'console.badges.retired')
    }),
    act(
      'discard',
      'badge.write',
      async (key) => {
        await database.transact((tx) => discardDraft(tx, key))
        return translate('en', 'console.badges.discarded')
      },
      ({ provider }) => `/console/p/${provider}/badges`,
    ),
    { ...inRoom, method: 'GET', path: badgePath, permission: 'read', handler: bound(roomPage) },
  ]
}

async function listPage({ request, response, access, ports }: Visit) {
  const { database } = ports
  const provider = inProvider(request)
  await getProvider(database.reader, provider)
  const [drafts, badges] = await Promise.all([
    listDrafts(database.reader, provider),
    listBadges(database.reader, { provider, limit: 500 }),
  ])
  const published = new Set(badges.map(({ slug }) => slug))
  const draftBySlug = new Map(drafts.map((draft) => [draft.slug, draft]))
  consolePage(
    response,
    'badges/badge-room-list.njk',
    {
      isAuthor: access.can('badge.write', provider),
      newHref: `/console/p/${provider}/badges/new`,
      rows: [
        ...drafts.filter(({ slug }) => !published.has(slug)).map(draftRow),
        ...badges.map((badge) => ({
          href: roomOf(badge),
          name: badgeText(badge.design, 'en').name,
          stone: stoneOf(badge, 'en'),
          states: [
            badge.retiredAt === undefined ? 'published' : 'retired',
            draftBySlug.get(badge.slug)?.state,
          ].filter((state) => state !== undefined),
          version: badge.version,
          at: draftBySlug.get(badge.slug)?.updatedAt ?? badge.retiredAt ?? badge.createdAt,
        })),
      ],
    },
    { title: translate('en', 'console.badges'), area },
  )
}

async function roomPage({ request, response, access, ports }: Visit) {
  const room = await badgeRoomModel(keyOf(request), access, ports.database.reader)
  consolePage(response, 'badges/badge-room.njk', room, { title: room.name, area })
}

async function askToRetire({ request, response, ports }: Visit) {
  const key = keyOf(request)
  if ((await findBadge(ports.database.reader, key)) === undefined) throw unknownBadge()
  confirmPage(response, {
    title: translate('en', 'console.badges.retire'),
    text: translate('en', 'console.badges.retire-text'),
    action: `${roomOf(key)}/retire`,
    button: translate('en', 'console.badges.retire'),
    back: roomOf(key),
    area,
  })
}

function askToDiscard({ request, response }: Visit) {
  const key = keyOf(request)
  confirmPage(response, {
    title: translate('en', 'console.badges.discard'),
    text: translate('en', 'console.badges.discard-text'),
    action: `${roomOf(key)}/discard`,
    button: translate('en', 'console.badges.discard'),
    back: roomOf(key),
    area,
  })
}

function draftRow(draft: BadgeDraft) {
  const { design, state, updatedAt } = draft
  const name = draftName(design) || translate('en', 'console.badges.no-name')
  return {
    href: roomOf(draft),
    name,
    stone: { name, hue: design.hue, howShown: design.howShown, glyph: design.glyph },
    states: [state],
    version: 1,
    at: updatedAt,
  }
}
