import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { drawQrCode } from '../../shared/look/qr-code.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { render } from '../../shared/server/render.ts'
import { type FormFault, faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge, listBadges } from '../badges/badge-store.ts'
import { stoneOf } from '../badges/badge-view.ts'
import { getProvider } from '../providers/provider-store.ts'
import { unknownActivity } from '../registers/activity.ts'
import { getActivity, getRegister } from '../registers/activity-store.ts'
import { type RegisterVisit, registerRoutes } from '../registers/console-route.ts'
import type { SessionPorts } from '../session-ports.ts'
import type { Permission } from '../staff/roles.ts'
import { endWallCode, makeWallCode } from './take-badge.ts'
import {
  instantOf,
  maxCap,
  spokenCode,
  stepSeconds,
  wallKinds,
  wallStateOf,
  zNewWallCode,
} from './wall-code.ts'
import { getWallCode, listWallUses, type WallCodeRow } from './wall-store.ts'

const area = 'sessions'
const codes = '/:activity/on/:day/codes'
const fields = ['kind', 'badge', 'from', 'to', 'cap'] as const

type Form = Record<(typeof fields)[number], string>

type Visit = RegisterVisit<SessionPorts>

/** Codes for the wall of a session: to make, print, show, watch and end. */
export function wallConsoleRoutes(ports: SessionPorts): GuardedRoute<Permission>[] {
  const route = registerRoutes(ports)

  const blank: Form = { kind: 'printed', badge: '', from: '08:00', to: '22:00', cap: '30' }

  return [
    route('GET', `${codes}/new`, (visit) => form(visit, { form: blank })),
    route('POST', `${codes}/new`, make),
    route('GET', `${codes}/:wall`, show),
    route('GET', `${codes}/:wall/poster`, poster),
    route('GET', `${codes}/:wall/end`, askToEnd),
    route('POST', `${codes}/:wall/end`, end),
  ]
}

async function form(
  { response, provider, home, day, key, ports }: Visit,
  given: { form: Form; faults?: readonly FormFault[] },
) {
  const { database } = ports
  const { activity, days } = await getRegister(database.reader, key)
  if (!days.includes(day)) throw unknownActivity()
  const badges = await listBadges(database.reader, { provider, limit: 200 })
  const offered = badges.filter(({ slug }) => activity.needed === 1 || slug !== activity.badge)
  const chosen = given.form.badge || activity.badge
  consolePage(
    response,
    'wall-codes/new-code.njk',
    {
      ...faultsModel(given.faults ?? []),
      path: `${home}/on/${day}`,
      day,
      activity: activity.name,
      form: given.form,
      badges: offered.map(({ slug, design }) => ({
        value: slug,
        text: badgeText(design, 'en').name,
        selected: slug === chosen,
      })),
      kinds: wallKinds.map((value) => ({
        value,
        text: translate('en', `console.wall.kind-${value}`),
        hint: { text: translate('en', `console.wall.hint-${value}`) },
        checked: value === given.form.kind,
      })),
    },
    {
      title: translate('en', 'console.wall.new'),
      area,
      status: given.faults === undefined ? 200 : 422,
    },
  )
}

async function make(visit: Visit) {
  const { request, response, key, day, actor, home, ports } = visit
  const { clock, database } = ports
  // sound: every field has its name among the entries
  const given = Object.fromEntries(
    fields.map((field) => [field, fieldOf(request.body, field).trim()]),
  ) as Form
  const faults: FormFault[] = []
  const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
  if (!isTime(given.from)) faults.push(faultAt('from', translate('en', 'console.wall.time-wrong')))
  if (!isTime(given.to)) faults.push(faultAt('to', translate('en', 'console.wall.time-wrong')))
  else if (isTime(given.from) && given.to <= given.from) {
    faults.push(faultAt('to', translate('en', 'console.wall.to-early')))
  } else if (instantOf(day, given.to) <= clock().toISOString()) {
    faults.push(faultAt('to', translate('en', 'console.wall.to-past')))
  }
  const cap = /^\d{1,4}$/.test(given.cap) ? Number(given.cap) : 0
  if (cap < 1 || cap > maxCap) {
    faults.push(faultAt('cap', translate('en', 'console.wall.cap-wrong', { most: maxCap })))
  }
  if (faults.length > 0) return form(visit, { form: given, faults })
  const asked = zNewWallCode.safeParse({
    kind: given.kind,
    badge: given.badge,
    cap,
    opensAt: instantOf(day, given.from),
    closesAt: instantOf(day, given.to),
  })
  const refuse = (field: keyof Form, text: string) =>
    form(visit, { form: given, faults: [faultAt(field, text)] })
  if (!asked.success) return refuse('kind', translate('en', 'console.wall.kind-missing'))
  try {
    const wall = await database.transact((tx) =>
      makeWallCode(tx, { key, day, asked: asked.data, actor }, ports),
    )
    response.redirect(303, `${home}/on/${day}/codes/${wall.id}`)
  } catch (error) {
    if (!isAppError(error) || !['conflict', 'badge_unknown'].includes(error.code)) throw error
    await refuse('badge', translate('en', 'console.wall.badge-wrong'))
  }
}

async function show(visit: Visit) {
  const { response, home, ports } = visit
  const { database, clock } = ports
  const wall = await find(visit)
  const uses = await listWallUses(database.reader, wall)
  const badge = await badgeOf(wall, ports)
  consolePage(
    response,
    'wall-codes/code.njk',
    {
      path: `${home}/on/${wall.day}`,
      wall,
      state: wallStateOf(wall, clock()),
      badge: badge && badgeText(badge.design, 'en').name,
      names: uses.flatMap(({ name }) => name ?? []),
      unnamed: uses.filter(({ name }) => name === null).length,
    },
    { title: translate('en', `console.wall.kind-${wall.kind}`), area },
  )
}

async function find({ request, key, day, ports }: Visit): Promise<WallCodeRow> {
  const id = String(request.params.wall)
  const { provider, id: activityId } = key
  const wall = await getWallCode(ports.database.reader, { provider, id, activityId })
  if (wall.day !== day) throw unknownActivity()
  return wall
}

function badgeOf({ provider, badge: slug }: WallCodeRow, ports: SessionPorts) {
  return findBadge(ports.database.reader, { provider, slug })
}

/** Fills a sheet of paper, or a screen that anybody may look at: no menu, nobody's name. */
async function poster(visit: Visit) {
  const { response, home, ports } = visit
  const { clock, wallSecrets, publicUrl, database } = ports
  const wall = await find(visit)
  const now = clock()
  const code = wallSecrets.codeOf(wall)
  const isOfScreen = wall.kind === 'screen'
  const address = `${publicUrl}/w/${code}${isOfScreen ? `.${wallSecrets.tagAt(wall, now)}` : ''}`
  const [badge, provider, activity] = await Promise.all([
    badgeOf(wall, ports),
    getProvider(database.reader, wall.provider),
    getActivity(database.reader, { provider: wall.provider, id: wall.activityId }),
  ])
  const secondsLeft = stepSeconds - (Math.floor(now.getTime() / 1_000) % stepSeconds)
  render(response, 'wall-codes/poster.njk', {
    title: translate(response.locals.lang, 'issuer.poster.title'),
    back: `${home}/on/${wall.day}/codes/${wall.id}`,
    ...(badge && {
      badge: badgeText(badge.design, response.locals.lang),
      stone: stoneOf(badge, response.locals.lang),
    }),
    provider: provider.name[response.locals.lang],
    activity: activity.name,
    wall,
    state: wallStateOf(wall, now),
    qr: drawQrCode(address),
    ...(isOfScreen
      ? { refreshSeconds: secondsLeft }
      : { spoken: spokenCode(code), address: `${publicUrl}/w/` }),
  })
}

async function askToEnd(visit: Visit) {
  const { response, home } = visit
  const wall = await find(visit)
  const path = `${home}/on/${wall.day}/codes/${wall.id}`
  confirmPage(response, {
    title: translate('en', 'console.wall.end-title', { day: formatDate(wall.day, 'en', 'UTC') }),
    text: translate('en', 'console.wall.end-text'),
    action: `${path}/end`,
    button: translate('en', 'console.wall.end-button'),
    back: path,
    area,
  })
}

async function end(visit: Visit) {
  const { response, actor, home, ports } = visit
  const { provider, id, activityId, day } = await find(visit)

  await ports.database.transact((tx) =>
    endWallCode(tx, { key: { provider, id, activityId }, actor }, ports),
  )
  const text = translate('en', 'console.wall.ended')
  await redirectWith(response, `${home}/on/${day}/codes/${id}`, { text }, ports)
}

function faultAt(field: keyof Form, text: string): FormFault {
  return { field, text }
}
