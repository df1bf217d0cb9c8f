import type { Request, Response } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { everywhere } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { slugOf } from '../../shared/server/slug.ts'
import { faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { actorIn } from '../actor.ts'
import { findProvider, listProviders } from '../providers/provider-store.ts'
import { readAcceptance } from './accept-form.ts'
import { nameKeyOf } from './application.ts'
import {
  type ApplicationConsolePorts,
  area,
  base,
  type Handler,
  type Route,
  applicationRoute as route,
} from './application-list-console.ts'
import { type ApplicationRow, countOthersNamed, getApplication } from './application-store.ts'
import { acceptApplication, askApplicant, declineApplication } from './decide.ts'

/** One who asks to award badges: read, accepted, asked, declined. For the city alone. */
export function applicationConsoleRoutes(ports: ApplicationConsolePorts): Route[] {
  const { database, clock } = ports
  const { reader } = database
  const now = () => clock().toISOString()

  type Given = { values?: Record<string, string>; faults?: { field: string; text: string }[] }

  const showOne = async (response: Response, row: ApplicationRow, given: Given = {}) => {
    const others = await countOthersNamed(reader, row)
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
        others: others + (await countProvidersNamed(row)),
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

  const countProvidersNamed = async ({ name, provider }: ApplicationRow) => {
    const all = await listProviders(reader, { limit: 1_000 })
    const key = nameKeyOf(name)
    return all.filter((one) => one.slug !== provider && nameKeyOf(one.name.en) === key).length
  }

  const rowOf = (request: Request) => getApplication(reader, String(request.params.id))

  const accept: Handler = async (request, response, access) => {
    const row = await rowOf(request)
    const { acceptance, faults, values } = readAcceptance(request.body)
    if (acceptance === undefined) return showOne(response, row, { values, faults })
    const actor = actorIn(access, everywhere)
    try {
      const decision = { id: row.id, acceptance, actor, at: now() }
      const { link } = await acceptApplication(decision, ports)
      const title = translate('en', 'console.applications.accepted', { name: row.name })
      if (link !== undefined) {
        const model = { path: base, email: row.email, link }
        return consolePage(response, 'staff/invited.njk', model, { title, area })
      }
      const text = translate('en', 'console.applications.accepted-mailed', {
        name: row.name,
        email: row.email,
      })
      await redirectWith(response, `/console/city/providers/${acceptance.slug}`, { text }, ports)
    } catch (error) {
      if (!isAppError(error) || error.code !== 'conflict') throw error
      const isTaken = (await findProvider(reader, acceptance.slug)) !== undefined
      const current = await rowOf(request)
      if (!isTaken || current.decidedAt !== null) return tellDecided(response, current)
      const text = translate('en', 'console.providers.error.taken')
      await showOne(response, current, { values, faults: [{ field: 'slug', text }] })
    }
  }

  const tellDecided = (response: Response, { id }: ApplicationRow) => {
    const text = translate('en', 'console.applications.decided-already')
    return redirectWith(response, `${base}/${id}`, { text, kind: 'problem' }, ports)
  }

  /** What goes to the applicant in the city's own words. */
  const answer =
    (act: 'ask' | 'decline'): Handler =>
    async (request, response, access) => {
      const row = await rowOf(request)
      const field = act === 'ask' ? 'question' : 'reason'
      const words = fieldOf(request.body, field).trim()
      if (words === '' || words.length > 2_000) {
        const text = translate('en', `console.applications.wrong-${field}`)
        const values = { [field]: words.slice(0, 4_000) }
        return showOne(response, row, { values, faults: [{ field, text }] })
      }
      const decision = { id: row.id, actor: actorIn(access, everywhere), at: now() }
      try {
        const link = await database.transact((tx) =>
          act === 'ask'
            ? askApplicant(tx, { ...decision, question: words }, ports)
            : declineApplication(tx, { ...decision, reason: words }, ports).then(() => undefined),
        )
        if (link !== undefined) {
          const title = translate('en', 'console.applications.asked', { name: row.name })
          const model = { path: base, email: row.email, link }
          return consolePage(response, 'staff/invited.njk', model, { title, area })
        }
        const text = translate(
          'en',
          act === 'ask' ? 'console.applications.asked' : 'console.applications.declined',
          { name: row.name },
        )
        await redirectWith(response, base, { text }, ports)
      } catch (error) {
        if (!isAppError(error) || error.code !== 'conflict') throw error
        await tellDecided(response, row)
      }
    }

  return [
    route('GET', '/:id', async (request, response) => showOne(response, await rowOf(request))),
    route('POST', '/:id/accept', accept),
    route('POST', '/:id/ask', answer('ask')),
    route('POST', '/:id/decline', answer('decline')),
  ]
}
