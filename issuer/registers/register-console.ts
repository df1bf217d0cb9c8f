import { z } from 'zod'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { type FormFault, faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { badgeText } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import { listGroups } from '../groups/group-store.ts'
import type { Permission } from '../staff/roles.ts'
import { dayOf, readPeopleLines, rhythms, zDay } from './activity.ts'
import {
  type ActivityForm,
  addedText,
  linesFault,
  parseActivityForm,
  readActivityForm,
} from './activity-form.ts'
import { getRegister, listActivities, listActivitiesOn } from './activity-store.ts'
import { type RegisterVisit, registerRoutes } from './console-route.ts'
import {
  addPeople,
  addSession,
  makeActivity,
  removePerson,
  unknownPerson,
} from './keep-register.ts'
import type { RegisterPorts } from './register-ports.ts'
import { activityPage } from './register-view.ts'

const area = 'sessions'
const pageSize = 25
const maxBadges = 200

type Visit = RegisterVisit<RegisterPorts>

/** What people come to: to see, begin, and put people on the register of. */
export function registerConsoleRoutes(ports: RegisterPorts): GuardedRoute<Permission>[] {
  const route = registerRoutes(ports)

  return [
    route('GET', '', list),
    route('GET', '/new', (visit) => form(visit, { form: blank(ports) })),
    route('POST', '/new', make),
    route('GET', '/:activity', show),
    route('POST', '/:activity/people', add),
    route('POST', '/:activity/days', addDay),
    route('GET', '/:activity/people/:person/remove', askToRemove),
    route('POST', '/:activity/people/:person/remove', remove),
  ]
}

async function list({ request, response, provider, base, ports }: Visit) {
  const { clock, database } = ports
  const codec = cursorCodec(ports)
  const { cursor, away } = request.query
  const isArchived = away !== undefined
  const after = typeof cursor === 'string' ? codec.decode(cursor) : undefined
  const today = dayOf(clock())
  const [rows, now] = await Promise.all([
    listActivities(database.reader, { provider, after, limit: pageSize + 1, isArchived }),
    listActivitiesOn(database.reader, { provider, day: today }),
  ])
  const { items, nextCursor } = pageOf(rows, {
    limit: pageSize,
    codec,
    positionOf: ({ createdAt, id }) => ({ createdAt, id }),
  })
  consolePage(
    response,
    'registers/sessions.njk',
    {
      base,
      isArchived,
      today:
        after || isArchived
          ? []
          : now.map(({ id, name }) => ({ name, href: `${base}/${id}/on/${today}` })),
      activities: items.map(({ id, name, createdAt }) => ({
        name,
        createdAt,
        href: `${base}/${id}`,
      })),
      ...(nextCursor !== undefined && {
        next: `${base}?${isArchived ? 'away&' : ''}cursor=${nextCursor}`,
      }),
    },
    { title: translate('en', 'console.sessions.title'), area },
  )
}

function cursorCodec({ derive }: RegisterPorts) {
  return createCursorCodec({
    key: derive('cursor'),
    list: 'activities',
    position: z.object({ createdAt: z.string(), id: z.string() }),
  })
}

async function form(
  { response, provider, base, ports }: Visit,
  given: { form: ActivityForm; faults?: readonly FormFault[] },
) {
  const badges = await listBadges(ports.database.reader, { provider, limit: maxBadges })
  consolePage(
    response,
    'registers/new-activity.njk',
    {
      ...faultsModel(given.faults ?? []),
      base,
      form: given.form,
      badges: badges.map(({ slug, design }) => ({
        value: slug,
        text: badgeText(design, 'en').name,
        selected: slug === given.form.badge,
      })),
      rhythms: rhythms.map((value) => ({
        value,
        text: translate('en', `console.sessions.every-${value}`),
        selected: value === given.form.every,
      })),
    },
    {
      title: translate('en', 'console.sessions.new'),
      area,
      status: given.faults === undefined ? 200 : 422,
    },
  )
}

function blank(ports: RegisterPorts): ActivityForm {
  return {
    name: '',
    badge: '',
    first: dayOf(ports.clock()),
    count: '1',
    every: 'week',
    needed: '',
    people: '',
  }
}

async function make(visit: Visit) {
  const { request, response, provider, base, actor, ports } = visit
  const { clock, database } = ports
  const given = readActivityForm(request.body)
  const parsed = parseActivityForm(given)
  if ('faults' in parsed) return form(visit, { form: given, faults: parsed.faults })
  const { asked } = parsed

  const at = clock().toISOString()
  const { id, name } = await database.transact((tx) =>
    makeActivity(tx, { provider, asked }, { actor, at }),
  )
  const today = dayOf(clock())
  const isToday = asked.sessions.includes(today) && asked.people.length > 0
  const to = isToday ? `${base}/${id}/on/${today}` : `${base}/${id}`
  const text = translate('en', 'console.sessions.made', { name })
  await redirectWith(response, to, { text }, ports)
}

async function show(
  { response, key, home, base, provider, ports }: Visit,
  given: { people?: string; faults?: readonly FormFault[] } = {},
) {
  const { database, clock } = ports
  const register = await getRegister(database.reader, key)
  consolePage(
    response,
    'registers/activity.njk',
    {
      ...faultsModel(given.faults ?? []),
      ...(await activityPage(register, { home, reader: database.reader })),
      base,
      groups: (await listGroups(database.reader, provider)).map(({ id, name }) => ({
        value: id,
        text: name,
      })),
      today: dayOf(clock()),
      typed: given.people,
    },
    { title: register.activity.name, area, status: given.faults === undefined ? 200 : 422 },
  )
}

async function add(visit: Visit) {
  const { request, response, key, actor, home, ports } = visit
  const { clock, database } = ports
  const text = fieldOf(request.body, 'people')
  const { people, faults } = readPeopleLines(text)
  const refuse = (fault: string) =>
    show(visit, { people: text, faults: [{ field: 'people', text: fault }] })
  if (faults.length > 0) return refuse(linesFault(faults))
  if (people.length === 0) return refuse(translate('en', 'console.sessions.people-missing'))
  try {
    const at = clock().toISOString()
    const added = await database.transact((tx) => addPeople(tx, { key, people }, { actor, at }))
    await redirectWith(response, home, { text: addedText(added) }, ports)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    await refuse(translate('en', 'console.sessions.people-too-many'))
  }
}

async function addDay(visit: Visit) {
  const { request, response, key, home, ports } = visit
  const day = zDay.safeParse(fieldOf(request.body, 'day'))
  const fault = (text: string) => show(visit, { faults: [{ field: 'day', text }] })
  if (!day.success) return fault(translate('en', 'console.sessions.day-wrong'))
  try {
    await ports.database.transact((tx) => addSession(tx, { key, day: day.data }))
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    return fault(translate('en', 'console.sessions.day-there'))
  }
  await redirectWith(response, home, { text: translate('en', 'console.sessions.day-added') }, ports)
}

async function askToRemove({ request, response, key, home, ports }: Visit) {
  const { people } = await getRegister(ports.database.reader, key)
  const person = people.find(({ id }) => id === request.params.person)
  if (person === undefined) throw unknownPerson()
  confirmPage(response, {
    title: translate('en', 'console.sessions.remove-title', { name: person.name }),
    text: translate('en', 'console.sessions.remove-text'),
    action: `${home}/people/${person.id}/remove`,
    button: translate('en', 'console.sessions.remove-button'),
    back: home,
    area,
  })
}

async function remove({ request, response, key, home, ports }: Visit) {
  const personId = String(request.params.person)
  await ports.database.transact((tx) => removePerson(tx, { key, personId }))
  await redirectWith(response, home, { text: translate('en', 'console.sessions.removed') }, ports)
}
