import type { Request } from 'express'
import { z } from 'zod'
import { type AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { UploadedFile } from '../../shared/server/http/multipart.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { badgeText } from '../badges/badge.ts'
import { actingIn } from '../badges/badge-console.ts'
import { listBadges } from '../badges/badge-store.ts'
import { getProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import {
  type EndorsePorts,
  endorseByCity,
  keepEndorsement,
  withdrawEndorsement,
} from './endorse.ts'
import { type EndorsementRow, listEndorsements } from './endorsement-store.ts'

type Route = GuardedRoute<Permission>

const path = '/console/p/:provider/endorsements'
const area = 'endorsements'

const zAbout = z.union([z.literal(''), z.string().regex(/^[a-z0-9-]{1,64}$/)]).default('')
const zByCity = z.object({ badge: zAbout, words: z.string().trim().max(2_000).default('') })
const zOutside = z.object({
  badge: zAbout,
  credential: z.string().max(60_000).default(''),
  file: z.instanceof(UploadedFile).optional(),
})

type Visit = RouteVisit<Permission, EndorsePorts>

type DoneWords = `console.endorsements.${'done' | 'added' | 'ended'}`

/** Who stands behind a provider and its badges. */
export function endorsementConsoleRoutes(ports: EndorsePorts): readonly Route[] {
  const bound = bindHandlers(ports)
  const inRoom = { scope: inProvider, errors: 'page' } as const
  const form = { ...inRoom, method: 'POST' } as const
  return [
    { ...inRoom, method: 'GET', path, permission: 'read', handler: bound((visit) => show(visit)) },
    {
      ...form,
      path: `${path}/city`,
      permission: 'badge.endorse',
      handler: bound(saying(endorseForCity)),
    },
    {
      ...form,
      path: `${path}/outside`,
      permission: 'badge.publish',
      takesFiles: true,
      maxBodyBytes: 200_000,
      handler: bound(saying(keepFromOutside)),
    },
    {
      ...form,
      path: `${path}/:endorsement/end`,
      permission: 'badge.publish',
      handler: bound(saying(end)),
    },
  ]
}

async function show({ request, response, access, ports }: Visit, error?: AppError) {
  const { reader } = ports.database
  const provider = inProvider(request)
  const [{ name }, badges, rows] = await Promise.all([
    getProvider(reader, provider),
    listBadges(reader, { provider, limit: 300 }),
    listEndorsements(reader, provider),
  ])
  const titles = new Map(badges.map((badge) => [badge.slug, badgeText(badge.design, 'en').name]))
  // the body is a form's here, or nothing
  const form: Record<string, unknown> = request.body ?? {}
  const model = {
    action: roomOf(request),
    rows: withoutTwins(rows).map((row) => ({
      ...row,
      about: row.badge === null ? name.en : (titles.get(row.badge) ?? row.badge),
      isOfCity: row.endorser === ports.cityDid,
    })),
    choices: [
      { value: '', text: translate('en', 'console.endorsements.provider', { name: name.en }) },
      ...[...titles].map(([value, text]) => ({ value, text, selected: form.badge === value })),
    ],
    form,
    may: {
      endorse: access.can('badge.endorse', provider),
      add: access.can('badge.publish', provider),
    },
    ...(error && problemOf(error)),
  }
  consolePage(response, 'endorsements/endorsements.njk', model, {
    title: translate('en', 'console.endorsements'),
    area,
    ...(error && { status: error.status }),
  })
}

function problemOf({ code, message }: AppError) {
  const problem =
    code === 'conflict' ? 'console.endorsements.again' : 'console.endorsements.refused'
  return {
    problem: translate('en', problem),
    reason: message.replace(/^credential: /, ''),
    hasErrors: true,
  }
}

/** Leads back to the room with the words of what was done; what is wrong with the form is told beside it. */
function saying(work: (visit: Visit) => Promise<DoneWords>): (visit: Visit) => Promise<void> {
  return async (visit) => {
    const { request, response, ports } = visit
    try {
      const text = translate('en', await work(visit))
      await redirectWith(response, roomOf(request), { text }, ports)
    } catch (error) {
      if (!isAppError(error) || (error.status >= 404 && error.code !== 'conflict')) throw error
      await show(visit, error)
    }
  }
}

async function endorseForCity({ request, access, ports }: Visit): Promise<DoneWords> {
  const { badge, words } = parseBody(zByCity, request.body)
  const { actor } = actingIn(request, access, ports.clock)
  const provider = inProvider(request)
  await endorseByCity({ provider, ...(badge && { badge }), words, actor }, ports)
  return 'console.endorsements.done'
}

async function keepFromOutside({ request, access, ports }: Visit): Promise<DoneWords> {
  const { badge, credential, file } = parseBody(zOutside, request.body)
  const { actor } = actingIn(request, access, ports.clock)
  const provider = inProvider(request)
  const text = file === undefined ? credential : file.bytes.toString('utf8')
  await keepEndorsement({ provider, ...(badge && { badge }), credential: text, actor }, ports)
  return 'console.endorsements.added'
}

async function end({ request, access, ports }: Visit): Promise<DoneWords> {
  const key = { provider: inProvider(request), id: String(request.params.endorsement) }
  const acting = actingIn(request, access, ports.clock)
  await ports.database.transact((tx) => withdrawEndorsement(tx, { ...key, ...acting }))
  return 'console.endorsements.ended'
}

function roomOf(request: Request): string {
  return `/console/p/${inProvider(request)}/endorsements`
}

/** A badge in two languages is endorsed twice, and shown once. */
function withoutTwins(rows: readonly EndorsementRow[]): EndorsementRow[] {
  const distinct = new Map(
    rows.map((row) => [`${row.endorser} ${row.badge} ${row.version} ${row.createdAt}`, row]),
  )
  return [...distinct.values()]
}
