import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { everywhere } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { slugOf } from '../../shared/server/slug.ts'
import { faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actorIn } from '../actor.ts'
import { findProvider, listProviders } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { readAcceptance } from './accept-form.ts'
import { nameKeyOf } from './application.ts'
import {
  type ApplicationConsolePorts,
  area,
  base,
  type Route,
  applicationRoute as route,
} from './application-list-console.ts'
import { type ApplicationRow, countOthersNamed, getApplication } from './application-store.ts'
import { acceptApplication, askApplicant, declineApplication } from './decide.ts'

type Visit = RouteVisit<Permission, ApplicationConsolePorts>

/** One who asks to award badges: read, accepted, asked, declined. For the city alone. */
export function applicationConsoleRoutes(ports: ApplicationConsolePorts): Route[] {
  const bound = bindHandlers(ports)

  return [
    route(
      'GET',
      '/:id',
      bound(async (visit) => showOne(visit, await rowOf(visit))),
    ),
    route('POST', '/:id/accept', bound(accept)),
    route(
      'POST',
      '/:id/ask',
      bound((visit) => answer(visit, 'ask')),
    ),
    route(
      'POST',
      '/:id/decline',
      bound((visit) => answer(visit, 'decline')),
    ),
  ]
}

type Given = { values?: Record<string, string>; faults?: { field: string; text: string }[] }

async function showOne({ response, ports }: Visit, row: ApplicationRow, given: Given = {}) {
  const others = await countOthersNamed(ports.database.reader, row)
  const { provider } = row
  const isOpen = row.state === 'applied' || row.state === 'more'
  const { values = {}, faults = [] } = given
  consolePage(
    response,
    'applications/application.njk',
    {
      ...row,
      ...faultsModel(faults),
      kindText: translate('en', `issuer.apply.kind.${row.kind}`),
      stateText: translate('en', `console.applications.state.${row.state}`),
      sentOn: formatDate(row.confirmedAt ?? row.createdAt, 'en'),
      providerHref: provider && !isOpen ? `/console/city/providers/${provider}` : undefined,
      isOpen,
      others: others + (await countProvidersNamed(row, ports)),
      href: `${base}/${row.id}`,
      values: {
        slug: provider ?? slugOf(row.name) ?? '',
        nameEn: row.name,
        descriptionEn: row.description,
        state: 'active',
        ...values,
      },
    },
    { title: row.name, area, ...(faults.length > 0 && { status: 422 }) },
  )
}

async function countProvidersNamed(
  { name, provider }: ApplicationRow,
  ports: ApplicationConsolePorts,
) {
  const all = await listProviders(ports.database.reader, { limit: 1_000 })
  const key = nameKeyOf(name)
  return all.filter((one) => one.slug !== provider && nameKeyOf(one.name.en) === key).length
}

function rowOf({ request, ports }: Visit) {
  return getApplication(ports.database.reader, String(request.params.id))
}

async function accept(visit: Visit) {
  const { request, response, access, ports } = visit
  const row = await rowOf(visit)
  const { acceptance, faults, values } = readAcceptance(request.body)
  if (acceptance === undefined) return showOne(visit, row, { values, faults })
  const actor = actorIn(access, everywhere)
  try {
    const decision = { id: row.id, acceptance, actor, at: now(ports) }
    const { link } = await acceptApplication(decision, ports)
    const title = translate('en', 'console.applications.accepted', { name: row.name })
    if (link !== undefined) {
      const model = { path: base, email: row.email, link }
      return consolePage(response, 'staff/invited.njk', model, { title, area, status: 201 })
    }
    const text = translate('en', 'console.applications.accepted-mailed', {
      name: row.name,
      email: row.email,
    })
    await redirectWith(response, `/console/city/providers/${acceptance.slug}`, { text }, ports)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    const isTaken = (await findProvider(ports.database.reader, acceptance.slug)) !== undefined
    const current = await rowOf(visit)
    if (!isTaken || current.decidedAt !== null) return tellDecided(visit, current)
    const text = translate('en', 'console.providers.error.taken')
    await showOne(visit, current, { values, faults: [{ field: 'slug', text }] })
  }
}

function now(ports: ApplicationConsolePorts) {
  return ports.clock().toISOString()
}

function tellDecided({ response, ports }: Visit, { id }: ApplicationRow) {
  const text = translate('en', 'console.applications.decided-already')
  return redirectWith(response, `${base}/${id}`, { text, kind: 'problem' }, ports)
}

/** What goes to the applicant in the city's own words. */
async function answer(visit: Visit, act: 'ask' | 'decline') {
  const { request, response, access, ports } = visit
  const row = await rowOf(visit)
  const field = act === 'ask' ? 'question' : 'reason'
  const words = fieldOf(request.body, field).trim()
  if (words === '' || words.length > 2_000) {
    const text = translate('en', `console.applications.wrong-${field}`)
    const values = { [field]: words.slice(0, 4_000) }
    return showOne(visit, row, { values, faults: [{ field, text }] })
  }
  const decision = { id: row.id, actor: actorIn(access, everywhere), at: now(ports) }
  try {
    const link = await ports.database.transact((tx) =>
      act === 'ask'
        ? askApplicant(tx, { ...decision, question: words }, ports)
        : declineApplication(tx, { ...decision, reason: words }, ports).then(() => undefined),
    )
    if (link !== undefined) {
      const title = translate('en', 'console.applications.asked', { name: row.name })
      const model = { path: base, email: row.email, link }
      return consolePage(response, 'staff/invited.njk', model, { title, area, status: 201 })
    }
    const text = translate(
      'en',
      act === 'ask' ? 'console.applications.asked' : 'console.applications.declined',
      { name: row.name },
    )
    await redirectWith(response, base, { text }, ports)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    await tellDecided(visit, row)
  }
}
