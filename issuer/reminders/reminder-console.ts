import type { Request } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actorIn } from '../actor.ts'
import { choiceOf, queryOf, readFilters } from '../awards/award-forms.ts'
import type { Permission } from '../staff/roles.ts'
import {
  listToRemind,
  mostReminded,
  type ReminderPorts,
  type ReminderProgress,
  readReminder,
  startReminder,
} from './remind.ts'

const path = '/console/p/:provider/reminders'
const area = 'awards'
const entry = { permission: 'award.change', scope: inProvider, errors: 'page' } as const

type Visit = RouteVisit<Permission, ReminderPorts>

/** Sending the links again to all whom a list of awards shows: asked first, done in the background, told. */
export function reminderConsoleRoutes(ports: ReminderPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  return [
    {
      ...entry,
      method: 'GET',
      path: `${path}/new`,
      handler: bound(ask),
    },
    {
      ...entry,
      method: 'POST',
      path,
      handler: bound(start),
    },
    {
      ...entry,
      method: 'GET',
      path: `${path}/:id`,
      handler: bound(show),
    },
    {
      ...entry,
      method: 'GET',
      path: `${path}/:id/progress`,
      errors: 'problem',
      handler: bound(tellProgress),
    },
  ]
}

async function ask({ request, response, ports }: Visit) {
  const { database, clock } = ports
  const provider = inProvider(request)
  const { filters, choice } = chosenIn(request.query)
  const back = `/console/p/${provider}/awards${queryOf({ ...filters, state: 'offered' })}`
  const found = await listToRemind(database.reader, { provider, choice }, clock())
  if (ports.enqueueMail === undefined || found.length === 0) {
    const why = ports.enqueueMail === undefined ? 'no-mail' : 'nobody'
    const text = translate('en', `console.reminders.${why}`)
    return redirectWith(response, back, { text, kind: 'problem' }, ports)
  }
  const count = Math.min(found.length, mostReminded)
  const isAll = count === found.length
  confirmPage(response, {
    title: translate('en', 'console.reminders.ask', { count }),
    text: translate('en', isAll ? 'console.reminders.text' : 'console.reminders.text-many'),
    action: `/console/p/${provider}/reminders`,
    button: translate('en', 'console.reminders.button', { count }),
    back,
    fields: Object.fromEntries(new URLSearchParams(queryOf(filters))),
    isHarmful: false,
    area,
  })
}

async function start({ request, response, access, ports }: Visit) {
  const { database } = ports
  const provider = inProvider(request)
  const { filters, choice } = chosenIn(request.body)
  const asked = { provider, choice, actor: actorIn(access, provider) }
  try {
    const { id } = await database.transact((tx) => startReminder(tx, asked, ports))
    response.redirect(303, `/console/p/${provider}/reminders/${id}`)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    const back = `/console/p/${provider}/awards${queryOf({ ...filters, state: 'offered' })}`
    const text = translate('en', 'console.reminders.nobody')
    await redirectWith(response, back, { text, kind: 'problem' }, ports)
  }
}

async function show({ request, response, ports }: Visit) {
  const { database } = ports
  const model = progressModel(await readReminder(database.reader, keyOf(request)))
  const provider = inProvider(request)
  const href = `/console/p/${provider}/reminders/${request.params.id}`
  const back = `/console/p/${provider}/awards?state=offered`
  const title = translate('en', 'console.reminders.title')
  consolePage(response, 'reminders/reminder.njk', { ...model, href, back }, { title, area })
}

async function tellProgress({ request, response, ports }: Visit) {
  const { database } = ports
  response.json(progressModel(await readReminder(database.reader, keyOf(request))))
}

/** What the list was filtered by; the state is what it is about. */
function chosenIn(fields: unknown) {
  const { cursor: _, state: __, ...filters } = readFilters(fields)
  return { filters, choice: choiceOf(filters) }
}

function keyOf(request: Request) {
  return { provider: inProvider(request), id: String(request.params.id) }
}

/** In the shape that the script of a progress bar reads. */
function progressModel({ state, people, sent, leftOut }: ReminderProgress) {
  const shown = state === 'running' || state === 'done' ? state : 'stopped'
  return {
    state,
    done: sent + leftOut,
    people,
    stateText: translate('en', `console.reminders.state.${shown}`),
    countText: translate('en', 'console.reminders.count', { sent, people }),
    text: translate('en', `console.reminders.${shown}`),
    leftOutText:
      leftOut === 0 ? '' : translate('en', 'console.reminders.left-out', { count: leftOut }),
  }
}
