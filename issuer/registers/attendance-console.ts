import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { drawQrCode } from '../../shared/look/qr-code.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { fieldOf } from '../../shared/server/staff/staff-page.ts'
import { findAwards } from '../awards/award-store.ts'
import { learnerLink } from '../awards/award-view.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { findShortLinks, printShortLinks } from '../claim-codes/claim-code-store.ts'
import type { Permission } from '../staff/roles.ts'
import { unknownActivity, zAttendance } from './activity.ts'
import { getRegister, type Register } from './activity-store.ts'
import { awardRegister, dueOf } from './award-register.ts'
import { type RegisterVisit, registerRoutes } from './console-route.ts'
import { takeAttendance } from './keep-register.ts'
import { newestMarks, zMarks } from './marks-in-turn.ts'
import type { RegisterPorts } from './register-ports.ts'

const area = 'sessions'

type Visit = RegisterVisit<RegisterPorts>

/** Who was there, taken on a phone; and the badges for who has reached the rule. */
export function attendanceConsoleRoutes(ports: RegisterPorts): GuardedRoute<Permission>[] {
  const route = registerRoutes(ports)

  const toAward = { permission: 'award.make' } as const
  return [
    route('GET', '/:activity/on/:day', showDay),
    route('POST', '/:activity/on/:day', saveDay),
    route('POST', '/:activity/on/:day/mark', mark, { errors: 'problem' }),
    route('GET', '/:activity/award', askToAward, toAward),
    route('POST', '/:activity/award', award, toAward),
    route('GET', '/:activity/hand-out', handOut, toAward),
    route('POST', '/:activity/hand-out', printHandOut, toAward),
  ]
}

async function showDay({ response, key, day, home, base, ports }: Visit) {
  const register = await getRegister(ports.database.reader, key)
  if (!register.days.includes(day)) throw unknownActivity()
  const { activity, people } = register
  const here = hereOn(register, day)
  const walls = await ports.wallsOn(key, day)
  consolePage(
    response,
    'registers/day.njk',
    {
      base,
      home,
      day,
      activity: activity.name,
      people: people.map(({ id, name, awardId }) => ({
        id,
        name,
        isHere: here.has(id),
        hasBadge: awardId !== null,
      })),
      shown: people.map(({ id }) => id).join(','),
      was: [...here].join(','),
      ...progressOf(register, day),
      walls: walls.map((wall) => ({ ...wall, href: `${home}/on/${day}/codes/${wall.id}` })),
    },
    { title: `${activity.name}, ${formatDate(day, 'en', 'UTC')}`, area },
  )
}

/**
 * The whole form, as a browser without script sends it. Only what was ticked or unticked in it changes: others mark
 * people meanwhile, by scan, by the code on the wall or on a second phone.
 */
async function saveDay({ request, response, key, day, actor, home, ports }: Visit) {
  const { clock, database } = ports
  const idsIn = (name: string) => fieldOf(request.body, name).split(',').filter(Boolean)
  const [shown, was] = [idsIn('shown'), new Set(idsIn('was'))]
  const isForAll = fieldOf(request.body, 'all') !== ''
  const isTicked = (id: string) => fieldOf(request.body, `p-${id}`) !== ''
  const marks = parseBody(
    zAttendance,
    isForAll
      ? { here: shown }
      : {
          here: shown.filter((id) => isTicked(id) && !was.has(id)),
          away: shown.filter((id) => !isTicked(id) && was.has(id)),
        },
  )
  const at = clock().toISOString()
  await database.transact((tx) => takeAttendance(tx, { key, day, ...marks }, { actor, at }))
  const text = translate('en', 'console.sessions.saved')
  await redirectWith(response, `${home}/on/${day}`, { text }, ports)
}

/** One tap, as the script sends it. */
async function mark({ request, response, key, day, actor, ports }: Visit) {
  const { clock, database } = ports
  const marks = parseBody(zMarks, request.body)
  const at = clock().toISOString()
  await database.transact(async (tx) => {
    const news = await newestMarks(tx, marks, { actorId: actor.name, at })
    await takeAttendance(tx, { key, day, ...news }, { actor, at })
  })
  response.json(progressOf(await getRegister(database.reader, key), day))
}

async function askToAward({ response, key, home, ports }: Visit) {
  const { database } = ports
  const register = await getRegister(database.reader, key)
  const { activity } = register
  const badge = await findBadge(database.reader, {
    provider: activity.provider,
    slug: activity.badge,
  })
  const due = dueOf(register)
  consolePage(
    response,
    'registers/award.njk',
    {
      home,
      due: due.map(({ id, name, email }) => ({ id, name, email })),
      ids: due.map(({ id }) => id).join(','),
      badge: badge && badgeText(badge.design, 'en').name,
      activity: activity.name,
    },
    {
      title:
        due.length === 0
          ? translate('en', 'console.sessions.award-nobody')
          : translate('en', 'console.sessions.award-title', { count: due.length }),
      area,
    },
  )
}

async function award({ request, response, key, actor, home, ports }: Visit) {
  const people = fieldOf(request.body, 'people').split(',').filter(Boolean)
  try {
    const awards = await ports.database.transact((tx) =>
      awardRegister(tx, { key, people, actor }, ports),
    )
    const { provider } = key
    for (const id of new Set(awards.map(({ statusList }) => statusList))) {
      await ports.statusLists.makeReady({ provider, id })
    }
    await printShortLinks(awards, ports)
    const text = translate('en', 'console.sessions.awarded', { count: awards.length })
    await redirectWith(response, `${home}/hand-out`, { text }, ports)
  } catch (error) {
    if (
      !isAppError(error) ||
      !['provider_inactive', 'badge_unknown', 'badge_retired'].includes(error.code)
    ) {
      throw error
    }
    const text = translate('en', 'console.sessions.not-awarded')
    await redirectWith(response, home, { text, kind: 'problem' }, ports)
  }
}

/** Who has not put the badge into a wallet yet, with the code to scan: on the spot or printed. */
async function handOut({ response, key, home, ports }: Visit) {
  const { activity, waiting, claimed } = await readHandOut(key, ports)
  const links = await findShortLinks(
    waiting.map(({ row }) => row),
    ports,
  )
  const cards = waiting.map(({ name, row }, place) => {
    const link = learnerLink(row, ports)
    return { name, link, short: links[place], qr: drawQrCode(link), isMailed: row.sentAt !== null }
  })
  consolePage(
    response,
    'registers/hand-out.njk',
    { home, cards, activity: activity.name, claimed, isShort: !links.includes(undefined) },
    { title: translate('en', 'console.sessions.hand-out'), area },
  )
}

/** Makes the short links that the cards lack. */
async function printHandOut({ response, key, home, ports }: Visit) {
  const { waiting } = await readHandOut(key, ports)
  await printShortLinks(
    waiting.map(({ row }) => row),
    ports,
  )
  response.redirect(303, `${home}/hand-out`)
}

async function readHandOut(key: Visit['key'], { database }: RegisterPorts) {
  const { activity, people } = await getRegister(database.reader, key)
  const given = people.flatMap(({ name, awardId }) => (awardId === null ? [] : { name, awardId }))
  const ids = given.map(({ awardId }) => awardId)
  const awards = await findAwards(database.reader, { provider: key.provider, ids })
  const mails = ({ row }: { row: { sentAt: string | null } }) => Number(row.sentAt !== null)
  const waiting = given
    .flatMap(({ name, awardId }) => {
      const row = awards.get(awardId)
      return row?.status === 'active' && row.claimedAt === null ? [{ name, row }] : []
    })
    // who has no mail to find the link in needs the code now
    .toSorted((one, other) => mails(one) - mails(other))
  return { activity, waiting, claimed: given.length - waiting.length }
}

function hereOn({ attendance }: Register, day: string): Set<string> {
  return new Set(attendance.filter((row) => row.day === day).map(({ personId }) => personId))
}

/** What the page says of itself after each tap. */
function progressOf(register: Register, day: string) {
  const here = hereOn(register, day).size
  const due = dueOf(register).length
  return {
    here,
    hereText: translate('en', 'console.sessions.here', { count: here }),
    due,
    dueText: translate('en', 'console.sessions.give', { count: due }),
  }
}
