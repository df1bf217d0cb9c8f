import { z } from 'zod'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { everywhere } from '../../shared/server/access.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import type { CityReader } from '../../shared/trust/city-reader.ts'
import { actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import { lookAtCity } from './look-at-city.ts'
import { publishTrustList, type TrustListPorts } from './publish-trust-list.ts'
import { endRecognition, recogniseCity, unknownRecognition } from './recognise.ts'
import {
  achievementsOf,
  findRecognition,
  listRecognitions,
  type RecognitionRow,
} from './recognition-store.ts'

type Route = GuardedRoute<Permission>
type Handler = (visit: Visit) => Promise<void> | void

const base = '/console/city/recognitions'
const area = 'recognitions'
const fields = ['city', 'name', 'until', 'achievements'] as const
type Field = (typeof fields)[number]

const zForm = z.object({
  /** By its address, or its lasting id. */
  city: z
    .string()
    .trim()
    .max(2048)
    .regex(/^(did:web:|https?:\/\/)/),
  name: z.string().trim().min(1).max(300),
  until: z.union([z.literal(''), z.iso.date()]),
  achievements: z
    .string()
    .transform((text) => text.split(/\s+/).filter((line) => line !== ''))
    .pipe(z.array(z.url({ protocol: /^https$/ }).max(2048)).max(10_000)),
})

export type RecognitionPorts = TrustListPorts & { readCity: CityReader }

type Visit = RouteVisit<Permission, RecognitionPorts>

/** Other cities whose word counts here. For the city alone. */
export function recognitionConsoleRoutes(ports: RecognitionPorts): Route[] {
  const bound = bindHandlers(ports)

  const route = (method: 'GET' | 'POST', below: string, handler: Handler): Route => ({
    method,
    path: `${base}${below}`,
    permission: 'city.manage',
    scope: 'everywhere',
    errors: 'page',
    handler: bound(handler),
  })

  return [
    route('GET', '', page),
    route('POST', '', ask),
    route('POST', '/add', give),
    route('GET', '/:id/end', askEnd),
    route('POST', '/:id/end', end),
    route('POST', '/:id/again', giveAgain),
  ]
}

async function page(
  { response, ports }: Visit,
  given: {
    values?: Partial<Record<Field, string>>
    wrong?: readonly Field[]
    isUnread?: boolean
  } = {},
) {
  const { values = {}, wrong = [], isUnread = false } = given
  const unread = translate('en', 'console.recognitions.unread')
  const faults = [
    ...wrong.map((field) => ({
      field,
      text: translate('en', `console.recognitions.wrong-${field}`),
    })),
    ...(isUnread ? [{ field: 'city', text: unread }] : []),
  ]
  const rows = await listRecognitions(ports.database.reader)
  consolePage(
    response,
    'trust/recognitions.njk',
    { ...faultsModel(faults), values, recognitions: rows.map((row) => lineOf(row, now(ports))) },
    {
      title: translate('en', 'console.recognitions.title'),
      area,
      ...(faults.length > 0 && { status: 422 }),
    },
  )
}

function now(ports: RecognitionPorts) {
  return ports.clock().toISOString()
}

async function ask(visit: Visit) {
  const { response } = visit
  const read = await readAsked(visit)
  if (read === undefined) return
  const { asked, values, found } = read
  confirmPage(response, {
    title: translate('en', 'console.recognitions.sure-title', { name: asked.name }),
    text: [
      translate('en', 'console.recognitions.sure-text', {
        name: found.name,
        count: found.providers,
        id: found.city,
      }),
      ...(found.isDisguised ? [translate('en', 'report.disguised')] : []),
    ].join(' '),
    action: `${base}/add`,
    button: translate('en', 'console.recognitions.give'),
    back: base,
    fields: values,
    isHarmful: false,
    area,
  })
}

/** What the form asks for, and whether that city can be read; undefined where the page said what is wrong. */
async function readAsked(visit: Visit) {
  const { request, ports } = visit
  const { cityDid: ownDid } = ports
  const values = Object.fromEntries(fields.map((field) => [field, fieldOf(request.body, field)]))
  const refuse = async (given: { wrong?: readonly Field[]; isUnread?: boolean }) => {
    await page(visit, { values, ...given })
    return undefined
  }
  const read = zForm.safeParse(values)
  if (!read.success) {
    const wrong = new Set(read.error.issues.map(({ path }) => path[0]))
    return refuse({ wrong: fields.filter((field) => wrong.has(field)) })
  }
  const { name, until, achievements } = read.data
  const asked = {
    name,
    ...(until !== '' && { until: `${until}T23:59:59.999Z` }),
    ...(achievements.length > 0 && { achievements }),
  }
  try {
    const own = { ownDid, at: now(ports) }
    const found = await lookAtCity({ ...asked, ...own, city: didOf(read.data.city) }, ports)
    return { asked: { ...asked, city: found.city }, values, found }
  } catch (error) {
    if (!isAppError(error) || !refusals.has(error.code)) throw error
    if (error.code === 'city_unreadable') return refuse({ isUnread: true })
    return refuse({ wrong: [error.message.startsWith('until') ? 'until' : 'city'] })
  }
}

async function give(visit: Visit) {
  const { response, access, ports } = visit
  const { cityDid: ownDid, database } = ports
  const read = await readAsked(visit)
  if (read === undefined) return
  const by = { ownDid, actor: actorIn(access, everywhere), at: now(ports) }
  await database.transact((tx) => recogniseCity(tx, { ...read.asked, ...by }))
  await publishTrustList(ports)
  const text = translate('en', 'console.recognitions.given', { name: read.asked.name })
  await redirectWith(response, base, { text }, ports)
}

async function askEnd({ request, response, ports }: Visit) {
  const { id, name } = await getOne(request.params.id, ports)
  confirmPage(response, {
    title: translate('en', 'console.recognitions.end-title', { name }),
    text: translate('en', 'console.recognitions.end-text'),
    action: `${base}/${id}/end`,
    button: translate('en', 'console.recognitions.end'),
    back: base,
    area,
  })
}

async function getOne(id: unknown, ports: RecognitionPorts): Promise<RecognitionRow> {
  const row = await findRecognition(ports.database.reader, String(id))
  if (row === undefined) throw unknownRecognition()
  return row
}

async function end({ request, response, access, ports }: Visit) {
  const { id, name } = await getOne(request.params.id, ports)
  const actor = actorIn(access, everywhere)
  await ports.database.transact((tx) => endRecognition(tx, { id, actor, at: now(ports) }))
  await publishTrustList(ports)
  const text = translate('en', 'console.recognitions.ended', { name })
  const undo = {
    action: `${base}/${id}/again`,
    text: translate('en', 'console.recognitions.undo', { name }),
  }
  await redirectWith(response, base, { text, undo }, ports)
}

/** As it was, from now on. */
async function giveAgain({ request, response, access, ports }: Visit) {
  const { cityDid: ownDid, database } = ports
  const row = await getOne(request.params.id, ports)
  if (row.untilAt === null || row.untilAt > now(ports)) {
    throw new AppError('conflict', 'This recognition has not ended')
  }
  const { city, name } = row
  const achievements = achievementsOf(row)
  const by = { ownDid, actor: actorIn(access, everywhere), at: now(ports) }
  await database.transact((tx) => recogniseCity(tx, { city, name, achievements, ...by }))
  await publishTrustList(ports)
  const text = translate('en', 'console.recognitions.given', { name })
  await redirectWith(response, base, { text }, ports)
}

/** What says that a field does not fit. */
const refusals: ReadonlySet<string> = new Set([
  'city_unreadable',
  'did_malformed',
  'did_method_unsupported',
  'did_key_unsupported',
  'request_malformed',
])

/** A city is named by its address or its lasting id. */
function didOf(text: string): string {
  return /^https?:/.test(text) ? didWebFromUrl(text) : text
}

function lineOf(row: RecognitionRow, now: string) {
  const { id, city, name, fromAt, untilAt } = row
  return {
    name,
    city,
    badges: achievementsOf(row)?.length,
    from: formatDate(fromAt, 'en'),
    ...(untilAt !== null && { until: formatDate(untilAt, 'en') }),
    hasEnded: untilAt !== null && untilAt <= now,
    endHref: `${base}/${id}/end`,
  }
}
