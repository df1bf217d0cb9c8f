import type { Express, Response } from 'express'
import { z } from 'zod'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import { render } from '../../shared/server/render.ts'
import { faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { ofAddress, takeTries } from '../../shared/server/staff/throttle.ts'
import { bindOpenHandlers, type OpenVisit } from '../../shared/server/visit.ts'
import { awardIdOf, parseAwardId } from '../awards/award.ts'
import type { AwardRow } from '../awards/award-store.ts'
import { learnerLink } from '../awards/award-view.ts'
import { type HandOverPorts, makeReady } from '../awards/hand-over.ts'
import type { MakeAwardPorts } from '../awards/make-award.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadgeVersions } from '../badges/badge-store.ts'
import { stoneOf } from '../badges/badge-view.ts'
import { createLostLinks } from './lost-link.ts'
import { listTaken, takeAgain } from './take-again.ts'

const paths = { form: '/lost-badge', link: '/lost-badge/:token' } as const

export const lostDeclarations: readonly RouteDeclaration[] = Object.values(paths).map((path) => ({
  path,
  methods: ['GET', 'POST'],
  errors: 'page',
}))

export type LostPorts = HandOverPorts &
  MakeAwardPorts & {
    walletUrl: string
    derive: DeriveBytes
    serviceName: (language: Language) => string
    enqueueMail?: EnqueueMail
  }

type Visit = OpenVisit<LostPorts>

const hourMs = 3_600_000
const quarterOfAnHour = 900
const mostShown = 50

/**
 * Whoever lost the wallet that a badge is in takes it again with another, by a link to the address that it was awarded
 * to. The page says the same to everybody, so that nobody learns who has badges. Stands behind requireSameOrigin.
 */
export function lostRoutes(app: Express, ports: LostPorts): void {
  const bound = bindOpenHandlers(ports)
  app.get(paths.form, bound(ask))
  app.post(paths.form, bound(sendLink))
  app.get(paths.link, bound(showTaken))
  app.post(paths.link, bound(take))
}

/** @throws AppError not_found where nobody gets mail: then whoever awarded the badge helps */
function enqueueWith({ enqueueMail }: LostPorts): EnqueueMail {
  if (enqueueMail === undefined) throw new AppError('not_found', 'This city sends no mail')
  return enqueueMail
}

function ask({ response, ports }: Visit): void {
  enqueueWith(ports)
  showForm(response)
}

async function sendLink({ request, response, ports }: Visit) {
  const { database, clock, publicUrl, serviceName } = ports
  const enqueueMail = enqueueWith(ports)
  const email = fieldOf(request.body, 'email').trim()
  if (!z.email().max(254).safeParse(email).success) return showForm(response, email, true)
  const key = `lost-badge ${email.toLowerCase()}`
  const limits = [
    { ...ofAddress(request, 'lost-badge'), limit: 20 },
    { key, limit: 3, windowSeconds: quarterOfAnHour },
  ]
  await takeTries(response, limits, ports)
  const { lang: language } = response.locals
  await database.transact(async (tx) => {
    const [first] = await listTaken(tx, email)
    if (first === undefined) return
    const links = createLostLinks(ports.derive)
    const token = links.seal({ email, until: clock().getTime() + hourMs })
    const params = { service: serviceName(language), link: `${publicUrl}/lost-badge/${token}` }
    // to the address as it stands at the award: what was typed may only look like it
    await enqueueMail(tx, { to: first.recipientEmail, template: 'lost-badge', params, language })
  })
  render(response, 'lost-badges/mailed.njk', { email })
}

async function showTaken(visit: Visit) {
  const email = await openLink(visit)
  await showTakenOf(email, visit)
}

async function take(visit: Visit) {
  const { request, response, ports } = visit
  const email = await openLink(visit)
  const key = parseAwardId(fieldOf(request.body, 'award'))
  try {
    const taken = await ports.database.transact((tx) => takeAgain(tx, { email, key }, ports))
    if (taken === undefined) return showTakenOf(email, visit, { isRefused: true })
    const { before, after } = taken
    await makeReady(after, ports)
    await ports.statusLists.publishChange({ provider: before.provider, id: before.statusList })
    response.redirect(303, learnerLink(after, ports))
  } catch (error) {
    if (!isAppError(error) || error.code !== 'provider_inactive') throw error
    await showTakenOf(email, visit, { isRefused: true })
  }
}

/** Guesses are counted, since what the links open is somebody's. @returns the address that the link was sent to */
async function openLink({ request, response, ports }: Visit): Promise<string> {
  try {
    return createLostLinks(ports.derive).open(String(request.params.token), ports.clock())
  } catch (error) {
    await takeTries(response, [ofAddress(request, 'lost-badge-link')], ports)
    throw error
  }
}

async function showTakenOf(
  email: string,
  { response, ports }: Visit,
  { isRefused = false }: { isRefused?: boolean } = {},
) {
  const { reader } = ports.database
  const awards = (await listTaken(reader, email)).slice(-mostShown).reverse()
  const badges = await rowsOf(awards, { reader, lang: response.locals.lang })
  render(
    response,
    'lost-badges/taken.njk',
    { badges, isRefused },
    { status: isRefused ? 409 : 200 },
  )
}

async function rowsOf(
  awards: readonly AwardRow[],
  { reader, lang }: { reader: Reader; lang: Language },
) {
  const badges = await findBadgeVersions(
    reader,
    awards.map(({ provider, badge: slug, badgeVersion: version }) => ({ provider, slug, version })),
  )
  return awards.map((award) => {
    const badge = badges.find(
      ({ provider, slug, version }) =>
        provider === award.provider && slug === award.badge && version === award.badgeVersion,
    )
    if (badge === undefined) throw new AppError('badge_unknown', 'The badge is not there')
    const { name } = badgeText(badge.design, award.language)
    const { awardedAt: at, language } = award
    return { award: awardIdOf(award), name, language, at, stone: stoneOf(badge, lang) }
  })
}

function showForm(response: Response, email = '', isWrong = false): void {
  const text = translate(response.locals.lang, 'issuer.lost.wrong-email')
  const faults = isWrong ? [{ field: 'email', text }] : []
  const model = { ...faultsModel(faults), email }
  render(response, 'lost-badges/lost.njk', model, { status: isWrong ? 422 : 200 })
}
