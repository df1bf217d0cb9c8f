import type { Request, Response } from 'express'
import { z } from 'zod'
import { type AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import { fieldOf } from '../../shared/server/staff/staff-page.ts'
import { actorIn } from '../actor.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { type Badge, badgeText } from '../badges/badge.ts'
import { findBadge, listBadges } from '../badges/badge-store.ts'
import { stoneOf } from '../badges/badge-view.ts'
import type { SessionPorts } from '../session-ports.ts'
import type { Permission } from '../staff/roles.ts'
import { awardByCode } from './award-by-code.ts'
import { checkCode, refusedCode } from './check-code.ts'
import { codeForm, givenCode } from './given-code.ts'
import { scanPage } from './scan-page.ts'

const area = 'scan'
const path = '/console/p/:provider/scan'
const maxBadges = 200

export const zQuick = z.strictObject({ code: z.string().max(4_096) })

/** What refuses a code or an award, as something to be told to who scans. */
const told = ['learner_code_refused', 'provider_inactive', 'badge_retired']

export function toldRefusal(error: unknown): AppError {
  if (isAppError(error) && told.includes(error.code)) return error
  throw error
}

/** Badges on the spot: choose one, then scan one learner's code after the other. */
export function scanConsoleRoutes(ports: SessionPorts): GuardedRoute<Permission>[] {
  const { database } = ports

  async function choose(request: Request, response: Response) {
    const provider = inProvider(request)
    const badges = await listBadges(database.reader, { provider, limit: maxBadges })
    const living = badges.filter(({ retiredAt }) => retiredAt === undefined)
    consolePage(
      response,
      'learner-codes/choose.njk',
      {
        badges: living.map((badge) => ({
          name: badgeText(badge.design, 'en').name,
          stone: stoneOf(badge, 'en'),
          href: `/console/p/${provider}/scan/${badge.slug}`,
        })),
        designHref: `/console/p/${provider}/badges`,
      },
      { title: translate('en', 'console.scan.title'), area },
    )
  }

  function show(request: Request, response: Response, badge: Badge, fault?: string) {
    const home = `/console/p/${inProvider(request)}/scan`
    const { name } = badgeText(badge.design, 'en')
    scanPage(
      response,
      {
        title: translate('en', 'console.scan.give', { badge: name }),
        area,
        intro: translate('en', 'console.scan.intro'),
        action: `${home}/${badge.slug}`,
        back: { href: home, text: translate('en', 'console.scan.other-badge') },
        ...(fault !== undefined && { faults: [{ field: 'code', text: fault }] }),
      },
      ports,
    )
  }

  async function badgeOf(request: Request): Promise<Badge> {
    const slug = String(request.params.badge)
    const badge = await findBadge(database.reader, { provider: inProvider(request), slug })
    if (badge === undefined) throw unknownBadge()
    return badge
  }

  /** @returns what happened, in a sentence */
  async function award(badge: Badge, text: string, access: Access<Permission>): Promise<string> {
    const { provider, slug } = badge
    const code = await checkCode(text, ports)
    const actor = actorIn(access, provider)
    const { award, isNew } = await database.transact((tx) =>
      awardByCode(tx, { provider, badge: slug, code, actor }, ports),
    )
    await ports.statusLists.makeReady({ provider, id: award.statusList })
    return translate('en', isNew ? 'console.scan.given' : 'console.scan.given-before')
  }

  async function scan(request: Request, response: Response, access: Access<Permission>) {
    const badge = await badgeOf(request)
    try {
      const text = await givenCode(request.body)
      if (text === undefined) throw refusedCode(isPicture(request) ? 'no-code' : 'nothing')
      const done = await award(badge, text, access)
      await redirectWith(response, request.path, { text: done }, ports)
    } catch (error) {
      show(request, response, badge, toldRefusal(error).message)
    }
  }

  /** One code, as the script sends it. */
  async function quick(request: Request, response: Response, access: Access<Permission>) {
    const { code } = parseBody(zQuick, request.body)
    const badge = await badgeOf(request)
    try {
      response.json({ state: 'done', text: await award(badge, code, access) })
    } catch (error) {
      response.json({ state: 'refused', text: toldRefusal(error).message })
    }
  }

  const common = { permission: 'award.make', scope: inProvider, errors: 'page' } as const
  return [
    { ...common, method: 'GET', path, handler: choose },
    {
      ...common,
      method: 'GET',
      path: `${path}/:badge`,
      handler: async (request, response) => show(request, response, await badgeOf(request)),
    },
    { ...common, ...codeForm, method: 'POST', path: `${path}/:badge`, handler: scan },
    { ...common, method: 'POST', path: `${path}/:badge/quick`, errors: 'problem', handler: quick },
  ]
}

function isPicture({ body }: Request): boolean {
  return Object(body).picture !== undefined && fieldOf(body, 'code') === ''
}
