import type { Request } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { everywhere } from '../../shared/server/access.ts'
import { confirmPage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import { slugPattern } from '../../shared/server/slug.ts'
import { actorIn } from '../actor.ts'
import { withoutEmpty } from '../awards/award-acts.ts'
import { accredit, endAccreditation } from '../trust/accredit.ts'
import { listAccreditations } from '../trust/accreditation-store.ts'
import { publishTrustList } from '../trust/publish-trust-list.ts'
import type { Provider } from './provider.ts'
import {
  area,
  base,
  errorsOf,
  type Handler,
  one,
  type ProviderConsolePorts,
  pageRoute,
  providerIn,
  type Route,
  say,
} from './provider-page.ts'
import { roomPage } from './provider-room-console.ts'

const zAccreditation = z.object({ until: z.iso.date(say('day')).optional() })

/** For which badges a provider stands, given and ended. */
export function accreditationRoutes(ports: ProviderConsolePorts): Route[] {
  const { database, clock } = ports
  const { reader } = database
  const showOne = roomPage(ports)
  const now = () => clock().toISOString()

  const giveAccreditation: Handler = async (request, response, access) => {
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
      await database.transact((tx) =>
        accredit(tx, { provider: slug, scope, until, actor, at: now() }),
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

  const getAccreditation = async (request: Request, { slug }: Provider) => {
    const rows = await listAccreditations(reader, slug)
    const row = rows.find(({ id }) => id === request.params.id)
    if (row === undefined) throw new AppError('not_found', 'There is no such accreditation')
    return row
  }

  const askEnd: Handler = async (request, response) => {
    const provider = await providerIn(request, ports)
    await getAccreditation(request, provider)
    confirmPage(response, {
      title: translate('en', 'console.providers.end.title', { name: provider.name.en }),
      text: translate('en', 'console.providers.end.text'),
      action: request.path,
      button: translate('en', 'console.providers.end'),
      back: `${base}/${provider.slug}`,
      area,
    })
  }

  const end: Handler = async (request, response, access) => {
    const provider = await providerIn(request, ports)
    const key = await getAccreditation(request, provider)
    const actor = actorIn(access, everywhere)
    await database.transact((tx) => endAccreditation(tx, { key, actor, at: now() }))
    await publishTrustList(ports)
    const text = translate('en', 'console.providers.ended')
    await redirectWith(response, `${base}/${provider.slug}`, { text }, ports)
  }

  return [
    pageRoute('POST', `${one}/accreditations`, 'city.manage', giveAccreditation),
    pageRoute('GET', `${one}/accreditations/:id/end`, 'city.manage', askEnd),
    pageRoute('POST', `${one}/accreditations/:id/end`, 'city.manage', end),
  ]
}

/** What is ticked: `badge-first-aid`, `layer-lead`. */
function scopeIn(fields: Readonly<Record<string, string>>) {
  const named = (prefix: string) =>
    Object.keys(fields)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter((slug) => slugPattern.test(slug))
  const [badges, layers] = [named('badge-'), named('layer-')]
  if (badges.length + layers.length === 0) return undefined
  return { ...(badges.length > 0 && { badges }), ...(layers.length > 0 && { layers }) }
}
