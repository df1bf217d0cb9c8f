import { z } from 'zod'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { everywhere } from '../../shared/server/access.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actorIn } from '../actor.ts'
import { withoutEmpty } from '../awards/award-acts.ts'
import { listBadges } from '../badges/badge-store.ts'
import type { Permission } from '../staff/roles.ts'
import { accredit, endAccreditation } from '../trust/accredit.ts'
import { listAccreditations, scopeOf } from '../trust/accreditation-store.ts'
import { narrowAccreditation } from '../trust/narrow-accreditation.ts'
import { publishTrustList } from '../trust/publish-trust-list.ts'
import {
  area,
  base,
  errorsOf,
  one,
  type ProviderConsolePorts,
  pageRoute,
  providerIn,
  type Refused,
  type Route,
  say,
} from './provider-page.ts'
import { roomPage } from './provider-room-console.ts'
import { choicesWithin, isSameScope, namesOf, scopeIn } from './scope-form.ts'

const zAccreditation = z.object({ until: z.iso.date(say('day')).optional() })

type Visit = RouteVisit<Permission, ProviderConsolePorts>

/** For which badges a provider stands, given and ended. */
export function accreditationRoutes(ports: ProviderConsolePorts): Route[] {
  const bound = bindHandlers(ports)

  return [
    pageRoute('POST', `${one}/accreditations`, 'city.manage', bound(giveAccreditation)),
    pageRoute('GET', `${one}/accreditations/:id/end`, 'city.manage', bound(askEnd)),
    pageRoute('POST', `${one}/accreditations/:id/end`, 'city.manage', bound(end)),
    pageRoute('POST', `${one}/accreditations/:id/again`, 'city.manage', bound(giveAgain)),
    pageRoute('GET', `${one}/accreditations/:id/narrow`, 'city.manage', bound(narrowPage)),
    pageRoute('POST', `${one}/accreditations/:id/narrow`, 'city.manage', bound(narrow)),
  ]
}

async function giveAccreditation({ request, response, access, ports }: Visit) {
  const showOne = roomPage(ports)
  const { slug } = await providerIn(request, ports)
  const fields = withoutEmpty(request.body)
  const scope = scopeIn(fields)
  const refuse = (errors: Record<string, string>) =>
    showOne(request, response, access, { values: fields, errors })
  if (scope === undefined) {
    return refuse({ scope: translate('en', 'console.providers.error.scope') })
  }
  try {
    const { until: day } = parseBody(zAccreditation, fields)
    const until = day && `${day}T23:59:59.999Z`
    const actor = actorIn(access, everywhere)
    await ports.database.transact((tx) =>
      accredit(tx, { provider: slug, scope, until, actor, at: now(ports) }),
    )
  } catch (error) {
    const errors = errorsOf(error)
    if (errors === undefined) throw error
    return refuse(
      Object.keys(errors).length > 0
        ? errors
        : { until: translate('en', 'console.providers.error.day') },
    )
  }
  await publishTrustList(ports)
  const text = translate('en', 'console.providers.accredited')
  await redirectWith(response, `${base}/${slug}`, { text }, ports)
}

function now(ports: ProviderConsolePorts) {
  return ports.clock().toISOString()
}

async function askEnd(visit: Visit) {
  const { request, response, ports } = visit
  const provider = await providerIn(request, ports)
  await getAccreditation(visit, provider.slug)
  confirmPage(response, {
    title: translate('en', 'console.providers.end.title', { name: provider.name.en }),
    text: translate('en', 'console.providers.end.text'),
    action: request.path,
    button: translate('en', 'console.providers.end'),
    back: `${base}/${provider.slug}`,
    area,
  })
}

async function getAccreditation({ request, ports }: Visit, slug: string) {
  const rows = await listAccreditations(ports.database.reader, slug)
  const row = rows.find(({ id }) => id === request.params.id)
  if (row === undefined) throw new AppError('not_found', 'There is no such accreditation')
  return row
}

async function end(visit: Visit) {
  const { request, response, access, ports } = visit
  const provider = await providerIn(request, ports)
  const key = await getAccreditation(visit, provider.slug)
  const actor = actorIn(access, everywhere)
  await ports.database.transact((tx) => endAccreditation(tx, { key, actor, at: now(ports) }))
  await publishTrustList(ports)
  const text = translate('en', 'console.providers.ended')
  const undo = {
    action: `${base}/${provider.slug}/accreditations/${key.id}/again`,
    text: translate('en', 'console.providers.end.undo'),
  }
  await redirectWith(response, `${base}/${provider.slug}`, { text, undo }, ports)
}

async function giveAgain(visit: Visit) {
  const { request, response, access, ports } = visit
  const { slug } = await providerIn(request, ports)
  const row = await getAccreditation(visit, slug)
  const at = now(ports)
  const until = row.untilAt !== null && row.untilAt > at ? row.untilAt : undefined
  const given = {
    provider: slug,
    scope: scopeOf(row),
    until,
    actor: actorIn(access, everywhere),
    at,
  }
  await ports.database.transact((tx) => accredit(tx, given))
  await publishTrustList(ports)
  const text = translate('en', 'console.providers.accredited')
  await redirectWith(response, `${base}/${slug}`, { text }, ports)
}

async function narrowPage(visit: Visit, refused?: Refused) {
  const { request, response, ports } = visit
  const provider = await providerIn(request, ports)
  const row = await getAccreditation(visit, provider.slug)
  const badges = await listBadges(ports.database.reader, { provider: provider.slug, limit: 500 })
  const untilOn = row.untilAt?.slice(0, 10)
  const ticked = Object.fromEntries(namesOf(scopeOf(row)).map((name) => [name, 'on']))
  const values = refused?.values ?? { ...ticked, ...(untilOn && { until: untilOn }) }
  consolePage(
    response,
    'providers/accreditation-narrow.njk',
    {
      action: request.path,
      back: `${base}/${provider.slug}`,
      ...choicesWithin(scopeOf(row), badges),
      values,
      errors: refused?.errors ?? {},
      hasErrors: refused !== undefined,
    },
    {
      title: translate('en', 'console.providers.narrow.title', { name: provider.name.en }),
      area,
      ...(refused && { status: 400 }),
    },
  )
}

async function narrow(visit: Visit) {
  const { request, response, access, ports } = visit
  const { slug } = await providerIn(request, ports)
  const key = await getAccreditation(visit, slug)
  const fields = withoutEmpty(request.body)
  const refuse = (errors: Record<string, string>) => narrowPage(visit, { values: fields, errors })
  const scope = scopeIn(fields)
  if (scope === undefined) {
    return refuse({ scope: translate('en', 'console.providers.error.scope') })
  }
  const isSame = isSameScope(scope, scopeOf(key))
  try {
    const { until: day } = parseBody(zAccreditation, fields)
    const isSameDay = day === key.untilAt?.slice(0, 10)
    const until = isSameDay ? undefined : day && `${day}T23:59:59.999Z`
    const asked = { ...(!isSame && { scope }), ...(until !== undefined && { until }) }
    const by = { actor: actorIn(access, everywhere), at: now(ports) }
    await ports.database.transact((tx) => narrowAccreditation(tx, { key, ...asked, ...by }))
  } catch (error) {
    if (!isAppError(error) || !['request_malformed', 'conflict'].includes(error.code)) throw error
    const field = error.message.startsWith('scope') ? 'scope' : 'until'
    const sentence = error.code === 'conflict' ? 'state-changed' : (`narrow-${field}` as const)
    return refuse({ [field]: translate('en', `console.providers.error.${sentence}`) })
  }
  await publishTrustList(ports)
  const text = translate('en', 'console.providers.narrowed')
  await redirectWith(response, `${base}/${slug}`, { text }, ports)
}
