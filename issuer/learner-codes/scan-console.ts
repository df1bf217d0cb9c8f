import type { Request } from 'express'
import { z } from 'zod'
import { type AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { fieldOf } from '../../shared/server/staff/staff-page.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
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

type Visit = RouteVisit<Permission, SessionPorts>

/** Badges on the spot: choose one, then scan one learner's code after the other. */
export function scanConsoleRoutes(ports: SessionPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = { permission: 'award.make', scope: inProvider, errors: 'page' } as const
  const one = `${path}/:badge`
  return [
    { ...common, method: 'GET', path, handler: bound(choose) },
    {
      ...common,
      method: 'GET',
      path: one,
      handler: bound(async (visit) => show(visit, await badgeOf(visit))),
    },
    { ...common, ...codeForm, method: 'POST', path: one, handler: bound(scan) },
    {
      ...common,
      method: 'POST',
      path: `${one}/quick`,
      errors: 'problem',
      handler: bound(scanQuick),
    },
  ]
}

async function choose({ request, response, ports }: Visit) {
  const provider = inProvider(request)
  const badges = await listBadges(ports.database.reader, { provider, limit: maxBadges })
  const living = badges.filter(({ retiredAt }) => retiredAt === undefined)
  const model = {
    badges: living.map((badge) => ({
      name: badgeText(badge.design, 'en').name,
      stone: stoneOf(badge, 'en'),
      href: `/console/p/${provider}/scan/${badge.slug}`,
    })),
    designHref: `/console/p/${provider}/badges`,
  }
  const title = translate('en', 'console.scan.title')
  consolePage(response, 'learner-codes/choose.njk', model, { title, area })
}

function show({ request, response, ports }: Visit, badge: Badge, fault?: string): void {
  const home = `/console/p/${inProvider(request)}/scan`
  const { name } = badgeText(badge.design, 'en')
  const page = {
    title: translate('en', 'console.scan.give', { badge: name }),
    area,
    intro: translate('en', 'console.scan.intro'),
    action: `${home}/${badge.slug}`,
    back: { href: home, text: translate('en', 'console.scan.other-badge') },
    ...(fault !== undefined && { faults: [{ field: 'code', text: fault }] }),
  }
  scanPage(response, page, ports)
}

async function scan(visit: Visit) {
  const { request, response, ports } = visit
  const badge = await badgeOf(visit)
  try {
    const text = await givenCode(request.body)
    if (text === undefined) throw refusedCode(isPicture(request) ? 'no-code' : 'nothing')
    const done = await award(visit, badge, text)
    await redirectWith(response, request.path, { text: done }, ports)
  } catch (error) {
    show(visit, badge, toldRefusal(error).message)
  }
}

/** One code, as the script sends it. */
async function scanQuick(visit: Visit) {
  const { request, response } = visit
  const { code } = parseBody(zQuick, request.body)
  const badge = await badgeOf(visit)
  try {
    response.json({ state: 'done', text: await award(visit, badge, code) })
  } catch (error) {
    response.json({ state: 'refused', text: toldRefusal(error).message })
  }
}

/** @throws AppError badge_unknown */
async function badgeOf({ request, ports }: Visit): Promise<Badge> {
  const slug = String(request.params.badge)
  const badge = await findBadge(ports.database.reader, { provider: inProvider(request), slug })
  if (badge === undefined) throw unknownBadge()
  return badge
}

/** @returns what happened, in a sentence */
async function award({ access, ports }: Visit, badge: Badge, text: string): Promise<string> {
  const { provider, slug } = badge
  const code = await checkCode(text, ports)
  const actor = actorIn(access, provider)
  const { award, isNew } = await ports.database.transact((tx) =>
    awardByCode(tx, { provider, badge: slug, code, actor }, ports),
  )
  await ports.statusLists.makeReady({ provider, id: award.statusList })
  return translate('en', isNew ? 'console.scan.given' : 'console.scan.given-before')
}

function isPicture({ body }: Request): boolean {
  return Object(body).picture !== undefined && fieldOf(body, 'code') === ''
}
