import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { openByCode } from '../../shared/server/staff/open-by-code.ts'
import { ofAddress, takeTries } from '../../shared/server/staff/throttle.ts'
import { bindOpenHandlers, type OpenVisit } from '../../shared/server/visit.ts'
import { zOneLine } from '../awards/award.ts'
import { findAward } from '../awards/award-store.ts'
import { offerView } from '../awards/award-view.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { stoneOf } from '../badges/badge-view.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import type { OfferPorts } from '../oid4vci/offers.ts'
import { getProvider } from '../providers/provider-store.ts'
import { getActivity } from '../registers/activity-store.ts'
import type { StatusLists } from '../status/status-lists.ts'
import { takeBadge, type WallPorts } from './take-badge.ts'
import { readCode, unknownWallCode, type WallState, wallStateOf } from './wall-code.ts'
import { findWallCodeByHash, findWallUse, type WallCodeRow } from './wall-store.ts'

export type WallRoutePorts = WallPorts &
  OfferPorts & {
    database: Database
    walletUrl: string
    statusLists: StatusLists
    config: { cityName: { en: string; cy: string } }
  }

const path = '/w/:code'

export const wallDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET', 'POST'], errors: 'page' },
]

const zForm = z.object({
  use: z.uuid(),
  until: z.string().regex(/^\d{1,12}$/),
  seal: z.string().max(100),
  name: z
    .string()
    .default('')
    .transform((text) => text.trim() || undefined)
    .pipe(zOneLine.max(200).optional()),
})

/** More than a hall of people behind one address needs in a quarter of an hour, and less than mischief does. */
const takesPerAddress = 200

type Visit = OpenVisit<WallRoutePorts>

/**
 * The page behind a code on the wall. Looking at it changes nothing; the button awards. Stands behind
 * requireSameOrigin.
 */
export function wallRoutes(app: Express, ports: WallRoutePorts): void {
  const bound = bindOpenHandlers(ports)
  app.get(path, bound(show))
  app.post(path, bound(take))
}

/** A code that was read off a screen is good for a minute. */
async function findWall({ request, response, ports }: Visit) {
  const { database, wallSecrets, clock } = ports
  const read = readCode(String(request.params.code))
  if (read === undefined) throw unknownWallCode()
  const { code } = read
  const find = () => findWallCodeByHash(database.reader, hashSecret(code))
  const wall = await openByCode({ request, response }, { what: 'wall', code }, find, ports)
  if (wall === undefined) throw unknownWallCode()
  const { kind } = wall
  const isFresh = kind === 'printed' || wallSecrets.isTagOf(wall, read.tag ?? '', clock())
  return { wall, isFresh }
}

/** Whoever took a badge here gets the same one shown again. */
async function findTaken(
  { request, ports }: Visit,
  wall: WallCodeRow,
): Promise<string | undefined> {
  const prefix = `${cookieOf(wall)}=`
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const use = pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length)
  if (use === undefined || !z.uuid().safeParse(use).success) return undefined
  return (await findWallUse(ports.database.reader, wall, use))?.awardId
}

async function tellWall(visit: Visit, wall: WallCodeRow, state: WallState | 'stale') {
  const { response, ports } = visit
  const { wallSecrets, clock } = ports
  const { opensAt, closesAt } = wall
  render(
    response,
    'wall-codes/wall.njk',
    {
      ...(await headOf(visit, wall)),
      state,
      opensAt,
      closesAt,
      ...(state === 'open' && { entry: wallSecrets.entryFor(wall, randomUUID(), clock()) }),
    },
    { status: state === 'open' ? 200 : 409 },
  )
}

async function tellTaken(visit: Visit, wall: WallCodeRow, awardId: string) {
  const { response, ports } = visit
  const award = await findAward(ports.database.reader, { provider: wall.provider, id: awardId })
  if (award === undefined) throw unknownWallCode()
  const isOpen = award.status === 'active' && award.claimedAt === null
  render(response, 'wall-codes/taken.njk', {
    ...(await headOf(visit, wall)),
    ...(isOpen && { offer: await offerView(award, 'reference', ports) }),
  })
}

async function headOf({ response, ports }: Visit, wall: WallCodeRow) {
  const { database } = ports
  const { lang } = response.locals
  const { provider: slug } = wall
  const [activity, badge, provider] = await Promise.all([
    getActivity(database.reader, { provider: slug, id: wall.activityId }),
    findBadge(database.reader, { provider: slug, slug: wall.badge }),
    getProvider(database.reader, slug),
  ])
  if (badge === undefined) throw unknownBadge()
  const text = badgeText(badge.design, lang)
  return {
    title: translate(lang, 'issuer.wall.title', { badge: text.name }),
    badge: { name: text.name, description: text.description, language: text.language },
    stone: stoneOf(badge, lang),
    provider: provider.name[lang],
    city: ports.config.cityName[lang],
    activity: activity.name,
    day: wall.day,
  }
}

async function show(visit: Visit) {
  const { ports } = visit
  const { wall, isFresh } = await findWall(visit)
  const taken = await findTaken(visit, wall)
  if (taken !== undefined) return tellTaken(visit, wall, taken)
  const state = isFresh ? wallStateOf(wall, ports.clock()) : 'stale'
  await tellWall(visit, wall, state)
}

async function take(visit: Visit) {
  const { request, response, ports } = visit
  const { wallSecrets, clock, database } = ports
  const { wall } = await findWall(visit)
  const form = zForm.safeParse(request.body)
  if (!form.success) return tellWall(visit, wall, 'stale')
  const { use, until, seal, name } = form.data
  const entry = { use, until: Number(until), seal }
  if (!wallSecrets.isEntryOf(wall, entry, clock())) return tellWall(visit, wall, 'stale')
  const before = await findTaken(visit, wall)
  if (before !== undefined) return tellTaken(visit, wall, before)
  const tries = { ...ofAddress(request, `wall ${wall.id}`), limit: takesPerAddress }
  await takeTries(response, [tries], ports)
  const { lang: language } = response.locals
  const taken = await database.transact((tx) => takeBadge(tx, { wall, use, name, language }, ports))
  if (taken.kind !== 'taken') return tellWall(visit, wall, taken.kind)
  const { award } = taken
  await ports.statusLists.makeReady({ provider: award.provider, id: award.statusList })
  response.cookie(cookieOf(wall), use, {
    httpOnly: true,
    secure: ports.publicUrl.startsWith('https:'),
    sameSite: 'lax',
    path: '/w',
    maxAge: 86_400_000,
  })
  await tellTaken(visit, wall, award.id)
}

/** One for each code on a wall: one device takes one badge from it. */
function cookieOf({ id }: WallCodeRow): string {
  return `wall-${id}`
}
