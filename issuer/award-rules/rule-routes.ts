import type { Express, Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { createNonce } from '../../shared/oid4vc/nonce.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { keepSession, readSession } from '../../shared/server/presenting/browser-session.ts'
import { render } from '../../shared/server/render.ts'
import { openByCode } from '../../shared/server/staff/open-by-code.ts'
import { ofAddress, takeTries } from '../../shared/server/staff/throttle.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import { readCode } from '../wall-codes/wall-code.ts'
import { type AwardRule, unknownRule } from './award-rule.ts'
import { rulePage, visitPage } from './rule-page.ts'
import type { RulePorts } from './rule-ports.ts'
import { ruleVisitEntity } from './rule-schema.ts'
import { findRuleByCode, getRule } from './rule-store.ts'
import { beginVisit, findVisit, type RuleVisit } from './rule-visit.ts'

const paths = {
  rule: '/r/:code',
  visit: '/r/:code/v/:visit',
  back: '/r/:code/v/:visit/return',
} as const

export const ruleDeclarations: readonly RouteDeclaration[] = [
  { path: paths.rule, methods: ['GET', 'POST'], errors: 'page' },
  { path: paths.visit, methods: ['GET'], errors: 'page' },
  { path: paths.back, methods: ['GET'], errors: 'page' },
]

/** More than a class behind one address needs in a quarter of an hour. */
const visitsPerAddress = 200

/**
 * The page of a rule, for learners. Looking at it changes nothing; its button begins a visit, which is this browser's
 * alone. Stands behind requireSameOrigin.
 */
export function ruleRoutes(app: Express, ports: RulePorts): void {
  const { database, random, publicUrl } = ports

  app.get(paths.rule, async (request, response) => {
    const rule = await findRule(request, response)
    await showRule(rule, response)
  })

  app.post(paths.rule, async (request, response) => {
    const rule = await findRule(request, response)
    const tries = { ...ofAddress(request, `rule ${rule.id}`), limit: visitsPerAddress }
    await takeTries(response, [tries], ports)
    const page = await rulePage(rule, response.locals.lang, ports)
    if (page.state !== 'open') return showRule(rule, response)
    const session = createNonce(random)
    const { lang: language } = response.locals
    const id = await database.transact((tx) => beginVisit(tx, { rule, language, session }, ports))
    const path = `/r/${ports.ruleCodeOf(rule)}/v/${id}`
    keepSession(response, session, { path, publicUrl })
    response.redirect(303, path)
  })

  app.get(paths.visit, async (request, response) => {
    const visit = await findOwnVisit(request)
    const rule = await getRule(database.reader, { provider: visit.provider, id: visit.ruleId })
    keepPrivate(response)
    const page = await visitPage({ visit, rule }, response.locals.lang, ports)
    render(response, 'award-rules/visit.njk', page)
  })

  // a wallet sends the browser here; the code works once, in the browser that began
  app.get(paths.back, async (request, response) => {
    const visit = await findOwnVisit(request)
    const { response_code: code } = request.query
    if (typeof code !== 'string') throw elsewhere(response)
    const { affected } = await database.transact((tx) =>
      tx.update(
        ruleVisitEntity,
        {
          exchangeHash: visit.exchangeHash,
          responseCodeHash: hashSecret(code),
          hasReturned: false,
        },
        { hasReturned: true },
      ),
    )
    if (affected !== 1) throw elsewhere(response)
    keepPrivate(response)
    response.redirect(303, request.path.replace(/\/return$/, ''))
  })

  async function showRule(rule: AwardRule, response: Response) {
    const page = await rulePage(rule, response.locals.lang, ports)
    render(response, 'award-rules/rule.njk', page, { status: page.state === 'open' ? 200 : 409 })
  }

  async function findRule(request: Request, response: Response): Promise<AwardRule> {
    const read = readCode(String(request.params.code))
    if (read === undefined) throw unknownRule()
    const { code } = read
    const find = () => findRuleByCode(database.reader, hashSecret(code))
    const rule = await openByCode({ request, response }, { what: 'rule', code }, find, ports)
    if (rule === undefined) throw unknownRule()
    return rule
  }

  /** @throws AppError forbidden for every browser but the one that began */
  async function findOwnVisit(request: Request): Promise<RuleVisit> {
    const session = readSession(request)
    const id = String(request.params.visit)
    const visit = session && (await findVisit(database.reader, { id, session }))
    if (!visit) throw elsewhere(request.res)
    return visit
  }

  /** @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-14.2 */
  function elsewhere(response: Response | undefined): AppError {
    const language = response?.locals.lang ?? 'en'
    return new AppError('forbidden', translate(language, 'issuer.rule.elsewhere'))
  }
}

function keepPrivate(response: Response): void {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
}
