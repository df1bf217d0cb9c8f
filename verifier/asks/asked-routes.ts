import type { Express, Request, Response } from 'express'
import { createNonce } from '../../shared/oid4vc/nonce.ts'
import { nameOwnOrigin, requireSameOrigin } from '../../shared/server/http/cross-origin.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { keepSession } from '../../shared/server/presenting/browser-session.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import { render } from '../../shared/server/render.ts'
import { showAs } from '../organisations/look.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { createRequest, zNewRequest } from '../requests/presentation-request.ts'
import type { AskPorts } from '../vacancies/ask-for-vacancy.ts'
import { needsInWords } from '../vacancies/needs-in-words.ts'
import { type Ask, isOver, makerOf } from './ask.ts'
import { findAskByCode } from './ask-store.ts'

export type AskedPorts = AskPorts & {
  publicUrl: string
  organisations: Pick<OrganisationStore, 'get'>
}

const path = '/asked/:code'

export const askedDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'page' },
  { path: `${path}/start`, methods: ['POST'], errors: 'page', maxBodyBytes: 4_096 },
]

/** Of one client. */
const startsPerMinute = 20

/** Where somebody who was asked in person reads what for, and begins. Looking changes nothing. */
export function askedRoutes(app: Express, ports: AskedPorts): void {
  const { database, organisations, requests, publicUrl, clock, random } = ports
  const perClient = createRateLimiter({ limit: startsPerMinute, windowSeconds: 60, clock })
  const find = async ({ params }: Request): Promise<Ask | undefined> => {
    const ask = await findAskByCode(database.reader, String(params.code))
    return ask === undefined || isOver(ask, clock()) ? undefined : ask
  }
  const showOver = (response: Response) =>
    render(response, 'asks/asked.njk', { ask: undefined }, { status: 410 })

  // its button must say where it comes from
  app.get(path, nameOwnOrigin, async (request, response) => {
    const ask = await find(request)
    response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
    if (ask === undefined) return showOver(response)
    const organisation = await organisations.get(ask.organisation)
    showAs(response, organisation)
    const { title, purpose, needs, retentionDays, code, expiresAt } = ask
    render(response, 'asks/asked.njk', {
      ask: { title, purpose, retentionDays, expiresAt, action: `/asked/${code}/start` },
      needs: needsInWords(needs, response.locals.lang),
      employerName: organisation.name,
    })
  })

  app.post(
    `${path}/start`,
    requireSameOrigin(publicUrl),
    limitRate(perClient),
    async (request, response) => {
      const ask = await find(request)
      if (ask === undefined) return showOver(response)
      const organisation = await organisations.get(ask.organisation)
      const { needs, candidateId, purpose, retentionDays, trustedCities } = ask
      const input = zNewRequest.parse({
        ...{ purpose, retentionDays },
        ...(trustedCities && { trustedCities }),
      })
      const maker = { organisation, apiKeyId: makerOf(ask), vacancy: { needs }, candidateId }
      const made = await createRequest(input, maker, ports)
      const session = createNonce(random)
      const bound = { ...made, sessionHash: hashSecret(session) }
      await database.transact((tx) => requests.insert(tx, bound))
      keepSession(response, session, { path: `/requests/${made.id}`, publicUrl })
      response.redirect(303, `/requests/${made.id}`)
    },
  )
}
