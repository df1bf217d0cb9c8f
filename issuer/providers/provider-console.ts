import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Access } from '../../shared/server/access.ts'
import { everywhere } from '../../shared/server/access.ts'
import { confirmPage, consolePage, formErrors } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import { type Actor, actorIn } from '../actor.ts'
import { withoutEmpty } from '../awards/award-acts.ts'
import { badgeText } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import { type KeyApiPorts, publishKeys } from '../identity/key-api.ts'
import type { Permission } from '../staff/roles.ts'
import { accredit, endAccreditation } from '../trust/accredit.ts'
import { type AccreditationRow, listAccreditations, scopeOf } from '../trust/accreditation-store.ts'
import { publishTrustList } from '../trust/publish-trust-list.ts'
import { publishEscrow } from './lifecycle-api.ts'
import { checkOwnDomain, findOwnDomain, type OwnDomainPorts } from './own-domain.ts'
import { type Provider, slugPattern } from './provider.ts'
import { closeProvider, resumeProvider, suspendProvider } from './provider-lifecycle.ts'
import { findProvider, getProvider, listProviders } from './provider-store.ts'
import { addProvider } from './publish-provider.ts'

export type ProviderConsolePorts = KeyApiPorts & OwnDomainPorts

type Route = GuardedRoute<Permission>
type Handler = (
  request: Request,
  response: Response,
  access: Access<Permission>,
) => Promise<void> | void

const area = 'providers'
const base = '/console/city/providers'
const one = `${base}/:slug`

const acts = { suspend: suspendProvider, resume: resumeProvider, close: closeProvider } as const

type Act = keyof typeof acts

const say = (key: 'slug' | 'name' | 'description' | 'domain' | 'day') => ({
  error: () => translate('en', `console.providers.error.${key}`),
})

const zText = (key: 'name' | 'description', most: number) => z.string(say(key)).max(most, say(key))

const zNewProvider = z.strictObject({
  slug: z.string(say('slug')).regex(slugPattern, say('slug')),
  nameEn: zText('name', 200),
  nameCy: zText('name', 200).optional(),
  descriptionEn: zText('description', 500),
  descriptionCy: zText('description', 500).optional(),
  domain: z.url({ protocol: /^https$/, ...say('domain') }).optional(),
})

const zAccreditation = z.object({ until: z.iso.date(say('day')).optional() })

/** Who is a provider of the city, and for which badges it stands. For the city alone. */
export function providerConsoleRoutes(ports: ProviderConsolePorts): Route[] {
  const route = (
    method: 'GET' | 'POST',
    path: string,
    permission: Permission,
    handler: Handler,
  ): Route => ({ method, path, permission, scope: 'everywhere', errors: 'page', handler })
  const { database, clock } = ports
  const { reader } = database
  const getOne = (request: Request) => getProvider(reader, String(request.params.slug))
  const now = () => clock().toISOString()

  const listPage: Handler = async (request, response, access) => {
    const after = z.string().regex(slugPattern).optional().catch(undefined)
    const rows = await listProviders(reader, { after: after.parse(request.query.after), limit: 51 })
    const providers = rows.slice(0, 50)
    consolePage(
      response,
      'providers/provider-list.njk',
      {
        providers: providers.map(lineOf),
        next: rows.length > 50 ? providers.at(-1)?.slug : undefined,
        canManage: access.can('city.manage', everywhere),
      },
      { title: translate('en', 'console.providers.title'), area },
    )
  }

  const newPage = (response: Response, refused?: Refused) =>
    consolePage(
      response,
      'providers/provider-new.njk',
      { values: {}, errors: {}, hasErrors: refused !== undefined, ...refused },
      {
        title: translate('en', 'console.providers.new.title'),
        area,
        ...(refused && { status: 400 }),
      },
    )

  const add: Handler = async (request, response) => {
    try {
      const form = parseBody(zNewProvider, withoutEmpty(request.body))
      const { slug, nameEn, nameCy = nameEn, descriptionEn, descriptionCy = descriptionEn } = form
      if ((await findProvider(reader, slug)) !== undefined) {
        const errors = { slug: translate('en', 'console.providers.error.taken') }
        return newPage(response, { values: request.body, errors })
      }
      const provider = {
        slug,
        name: { en: nameEn, cy: nameCy },
        description: { en: descriptionEn, cy: descriptionCy },
        ...(form.domain !== undefined && { ownDomain: form.domain }),
      }
      await addProvider(provider, [], ports)
      const text = translate('en', 'console.providers.added', { name: nameEn })
      await redirectWith(response, `${base}/${slug}`, { text }, ports)
    } catch (error) {
      const errors = errorsOf(error)
      if (errors === undefined) throw error
      newPage(response, { values: request.body, errors })
    }
  }

  const showOne = async (
    request: Request,
    response: Response,
    access: Access<Permission>,
    refused?: Refused,
  ) => {
    const provider = await getOne(request)
    const { slug } = provider
    const own = await findOwnDomain(provider, ports)
    const [rows, badges] = await Promise.all([
      listAccreditations(reader, slug),
      listBadges(reader, { provider: slug, limit: 500 }),
    ])
    const names = new Map(badges.map((badge) => [badge.slug, badgeText(badge.design, 'en').name]))
    const layers = [...new Set(badges.map(({ design }) => design.layer))].sort()
    const canManage = access.can('city.manage', everywhere)
    consolePage(
      response,
      'providers/provider-room.njk',
      {
        ...lineOf(provider),
        description: provider.description.en,
        did: provider.did,
        publicHref: `/providers/${slug}`,
        own: own && { url: own.url, document: JSON.stringify(own.document, null, 2) },
        accreditations: rows.map((row) => accreditationLine(row, names, now())),
        badges: badges.map((badge) => ({ value: badge.slug, text: names.get(badge.slug) })),
        layers,
        canManage,
        acts: canManage ? actsOf(provider) : [],
        ...(refused ?? { values: {}, errors: {} }),
        hasErrors: refused !== undefined,
      },
      { title: provider.name.en, area, ...(refused && { status: 400 }) },
    )
  }

  const checkDomain: Handler = async (request, response) => {
    const provider = await getOne(request)
    const own = await findOwnDomain(provider, ports)
    if (own === undefined) throw new AppError('not_found', 'This provider has no domain of its own')
    const state = await checkOwnDomain(provider, own, ports)
    const text = translate('en', `console.providers.domain.${state}`)
    const kind = state === 'same' ? 'done' : 'problem'
    await redirectWith(response, `${base}/${provider.slug}`, { text, kind }, ports)
  }

  const giveAccreditation: Handler = async (request, response, access) => {
    const { slug } = await getOne(request)
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
    const provider = await getOne(request)
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
    const provider = await getOne(request)
    const key = await getAccreditation(request, provider)
    const actor = actorIn(access, everywhere)
    await database.transact((tx) => endAccreditation(tx, { key, actor, at: now() }))
    await publishTrustList(ports)
    const text = translate('en', 'console.providers.ended')
    await redirectWith(response, `${base}/${provider.slug}`, { text }, ports)
  }

  const askAct =
    (act: Act): Handler =>
    async (request, response) => {
      const { slug, name } = await getOne(request)
      confirmPage(response, {
        title: translate('en', `console.providers.ask.${act}`, { name: name.en }),
        text: translate('en', `console.providers.means.${act}`),
        action: `${base}/${slug}/${act}`,
        button: translate('en', `console.providers.act.${act}`, { name: name.en }),
        back: `${base}/${slug}`,
        isHarmful: act !== 'resume',
        area,
      })
    }

  const doAct =
    (act: Act): Handler =>
    async (request, response, access) => {
      const provider = await getOne(request)
      const { slug, did } = provider
      // before it closes, its own document names the key that stands in for it afterwards
      if (act === 'close') await publishEscrow(provider, ports)
      const change: { slug: string; actor: Actor; at: string } = {
        slug,
        actor: actorIn(access, everywhere),
        at: now(),
      }
      const isDone = await database
        .transact((tx: Transaction) => acts[act](tx, change))
        .then(() => true)
        .catch((error: unknown) => {
          if (isAppError(error) && error.code === 'provider_inactive') return false
          throw error
        })
      if (isDone) await publishKeys({ did, provider: slug }, ports)
      const text = translate(
        'en',
        isDone ? `console.providers.done.${act}` : 'console.providers.error.closed',
      )
      const undo =
        act === 'suspend' && isDone
          ? {
              undo: {
                action: `${base}/${slug}/resume`,
                text: translate('en', 'console.providers.undo'),
              },
            }
          : {}
      const kind = isDone ? 'done' : 'problem'
      await redirectWith(response, `${base}/${slug}`, { text, kind, ...undo }, ports)
    }

  // sound: the keys of the table above
  const actNames = Object.keys(acts) as Act[]
  return [
    route('GET', base, 'read', listPage),
    route('GET', `${base}/new`, 'city.manage', (_request, response) => newPage(response)),
    route('POST', `${base}/new`, 'city.manage', add),
    route('GET', one, 'read', (request, response, access) => showOne(request, response, access)),
    route('POST', `${one}/check-domain`, 'city.manage', checkDomain),
    route('POST', `${one}/accreditations`, 'city.manage', giveAccreditation),
    route('GET', `${one}/accreditations/:id/end`, 'city.manage', askEnd),
    route('POST', `${one}/accreditations/:id/end`, 'city.manage', end),
    ...actNames.flatMap((act) => [
      route('GET', `${one}/${act}`, 'city.manage', askAct(act)),
      route('POST', `${one}/${act}`, 'city.manage', doAct(act)),
    ]),
  ]
}

type Refused = { values: Record<string, string>; errors: Record<string, string> }

function errorsOf(error: unknown): Record<string, string> | undefined {
  if (!isAppError(error)) return undefined
  if (error.code === 'provider_inactive') {
    return { scope: translate('en', 'console.providers.error.closed') }
  }
  if (error.code === 'did_malformed') {
    return { domain: translate('en', 'console.providers.error.domain') }
  }
  return formErrors(error)
}

function lineOf({ slug, name, state }: Provider) {
  return {
    href: `${base}/${slug}`,
    name: name.en,
    state,
    stateText: translate('en', `console.providers.state.${state}`),
  }
}

function actsOf({ slug, state, name }: Provider) {
  const possible: Act[] =
    state === 'closed' ? [] : state === 'active' ? ['suspend', 'close'] : ['resume', 'close']
  return possible.map((act) => ({
    href: `${base}/${slug}/${act}`,
    text: translate('en', `console.providers.act.${act}`, { name: name.en }),
    isHarmful: act !== 'resume',
  }))
}

function accreditationLine(row: AccreditationRow, names: ReadonlyMap<string, string>, now: string) {
  const { badges = [], layers = [], skills = [] } = scopeOf(row)
  const hasEnded = row.untilAt !== null && row.untilAt <= now
  return {
    what: [...badges.map((slug) => names.get(slug) ?? slug), ...layers, ...skills].join(', '),
    from: formatDate(row.fromAt, 'en'),
    ...(row.untilAt !== null && { until: formatDate(row.untilAt, 'en') }),
    hasEnded,
    endHref: `${base}/${row.provider}/accreditations/${row.id}/end`,
  }
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
