import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { confirmPage, consolePage, formErrors } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { once } from '../../shared/server/idempotency.ts'
import { actorIn } from '../actor.ts'
import { type Badge, badgeText, languagesOf } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import type { DeriveBytes } from '../identity/installation-secret.ts'
import type { Permission } from '../staff/roles.ts'
import { unknownAward } from './award.ts'
import {
  type AwardAct,
  harmfulActs,
  isAwardAct,
  needsReason,
  parseReason,
  performAct,
  possibleActs,
} from './award-acts.ts'
import {
  choiceOf,
  parseAwardForm,
  parseCorrectionForm,
  queryOf,
  readFilters,
} from './award-forms.ts'
import { auditLines } from './award-history.ts'
import { type AwardMailPorts, sendAward } from './award-mail.ts'
import {
  awardHref,
  awardLines,
  awardPage,
  getBadgeOf,
  type HandOverPagePorts,
  handOverOf,
  whoOf,
} from './award-page.ts'
import { type AwardRow, findAward, listAwards } from './award-store.ts'
import { type HandOverPorts, makeReady } from './hand-over.ts'
import { makeAward } from './make-award.ts'
import { correctAward, isHandedOut } from './replace-award.ts'

export type AwardConsolePorts = AwardMailPorts &
  HandOverPorts &
  HandOverPagePorts & { derive: DeriveBytes }

type Route = GuardedRoute<Permission>

const area = 'awards'
const base = '/console/p/:provider/awards'
const one = `${base}/:award`
const rowsAPage = 50
const cardsAPage = 24

/** Awards at the console: made, found, handed over, changed. */
export function awardConsoleRoutes(ports: AwardConsolePorts): Route[] {
  const page = { scope: inProvider, errors: 'page' } as const
  return [
    { method: 'GET', path: base, permission: 'read', ...page, handler: listPage(ports) },
    {
      method: 'GET',
      path: `${base}/new`,
      permission: 'award.make',
      ...page,
      handler: async (request, response) => newPage(request, response, ports),
    },
    {
      method: 'POST',
      path: `${base}/new`,
      permission: 'award.make',
      ...page,
      handler: (request, response, access) => makeOne(request, response, access, ports),
    },
    {
      method: 'GET',
      path: `${base}/cards`,
      permission: 'award.make',
      ...page,
      handler: (request, response) => cardsPage(request, response, ports),
    },
    {
      method: 'GET',
      path: one,
      permission: 'read',
      ...page,
      handler: (request, response, access) => showOne(request, response, access, ports),
    },
    {
      method: 'GET',
      path: `${one}/hand-over`,
      permission: 'award.make',
      ...page,
      handler: (request, response) => handOverPage(request, response, ports),
    },
    {
      method: 'GET',
      path: `${one}/correct`,
      permission: 'award.change',
      ...page,
      handler: (request, response) => correctPage(request, response, ports),
    },
    {
      method: 'POST',
      path: `${one}/correct`,
      permission: 'award.change',
      ...page,
      handler: (request, response, access) => correctOne(request, response, access, ports),
    },
    {
      method: 'GET',
      path: `${one}/:act`,
      permission: 'award.change',
      ...page,
      handler: (request, response) => askAct(request, response, ports),
    },
    {
      method: 'POST',
      path: `${one}/:act`,
      permission: 'award.change',
      ...page,
      handler: (request, response, access) => doAct(request, response, access, ports),
    },
  ]
}

function codecOf({ derive }: { derive: DeriveBytes }) {
  return createCursorCodec({
    key: derive('cursor'),
    list: 'console-awards',
    position: z.object({ awardedAt: z.string(), provider: z.string(), id: z.string() }),
  })
}

async function readPage(request: Request, limit: number, ports: AwardConsolePorts) {
  const filters = readFilters(request.query)
  const codec = codecOf(ports)
  const { cursor, ...others } = filters
  const rows = await listAwards(ports.database.reader, {
    ...choiceOf(filters),
    provider: inProvider(request),
    after: cursor === undefined ? undefined : codec.decode(cursor),
    limit: limit + 1,
  })
  const { items, nextCursor } = pageOf(rows, {
    limit,
    codec,
    positionOf: ({ awardedAt, provider, id }) => ({ awardedAt, provider, id }),
  })
  const next = nextCursor === undefined ? undefined : queryOf({ ...others, cursor: nextCursor })
  return { filters, items, next }
}

function listPage(ports: AwardConsolePorts): Route['handler'] {
  return async (request, response, access) => {
    const { reader } = ports.database
    const provider = inProvider(request)
    const [{ filters, items, next }, badges] = await Promise.all([
      readPage(request, rowsAPage, ports),
      badgesOf(provider, ports),
    ])
    const { cursor, ...asked } = filters
    consolePage(
      response,
      'awards/award-list.njk',
      {
        base: `/console/p/${provider}`,
        awards: await awardLines(reader, items),
        filters,
        isFiltered: Object.values(asked).some((value) => value !== undefined),
        isFirst: cursor === undefined,
        badges: choicesOf(badges),
        next,
        query: queryOf(asked),
        canMake: access.can('award.make', provider),
      },
      { title: translate('en', 'console.awards.title'), area },
    )
  }
}

/** So many badges a provider has at most in its lists of choices. */
const maxChoices = 500

async function badgesOf(provider: string, { database }: AwardConsolePorts): Promise<Badge[]> {
  return listBadges(database.reader, { provider, limit: maxChoices })
}

function choicesOf(badges: readonly Badge[]) {
  return badges.map(({ slug, design }) => ({ value: slug, text: badgeText(design, 'en').name }))
}

async function newPage(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
  refused: { values?: Record<string, string>; errors?: Record<string, string> } = {},
): Promise<void> {
  const provider = inProvider(request)
  const badges = await badgesOf(provider, ports)
  const { values = firstValues(request, ports), errors } = refused
  consolePage(
    response,
    'awards/award-new.njk',
    {
      base: `/console/p/${provider}`,
      badges: choicesOf(badges),
      hasWelsh: badges.some(({ design }) => languagesOf(design).includes('cy')),
      sendsMail: ports.enqueueMail !== undefined,
      values,
      errors: errors ?? {},
      hasErrors: errors !== undefined,
    },
    {
      title: translate('en', 'console.awards.new.title'),
      area,
      ...(errors !== undefined && { status: 400 }),
    },
  )
}

function firstValues(request: Request, ports: AwardConsolePorts): Record<string, string> {
  const { badge = '' } = request.query
  return {
    badge: String(badge),
    once: randomUUID(),
    ...(ports.enqueueMail !== undefined && { notify: 'on' }),
  }
}

async function makeOne(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const provider = inProvider(request)
  const { database } = ports
  const refuse = (error: unknown) => {
    const errors = errorsOf(error)
    if (errors === undefined) throw error
    return newPage(request, response, ports, { values: { ...request.body }, errors })
  }
  try {
    const { request: asked, once: key } = parseAwardForm(provider, request.body)
    const actor = actorIn(access, provider)
    // a form that is sent twice awards once
    const kept = { scope: access.actorId, key, fingerprint: JSON.stringify(asked) }
    const { body } = await once(ports, kept, async (tx) => {
      const award = await makeAward(tx, { request: asked, actor }, ports)
      if (asked.notify) await sendAward(tx, award, { actor, ports })
      return { status: 201, body: award.id }
    })
    const award = await findAward(database.reader, { provider, id: String(body) })
    if (award === undefined) throw unknownAward()
    await makeReady(award, ports)
    response.redirect(303, `${awardHref(award)}/hand-over?made`)
  } catch (error) {
    await refuse(error)
  }
}

/** By field, in words that stand under it; undefined where the failure is another. */
function errorsOf(error: unknown): Record<string, string> | undefined {
  if (!isAppError(error)) return undefined
  if (error.code === 'provider_inactive') {
    return { form: translate('en', 'console.awards.error.inactive') }
  }
  const errors = formErrors(error)
  if (errors === undefined) return undefined
  if (Object.keys(errors).length > 0) return errors
  return { language: translate('en', 'console.awards.error.language') }
}

async function getAward(request: Request, { database }: AwardConsolePorts): Promise<AwardRow> {
  const { award: id } = request.params
  const key = { provider: inProvider(request), id: String(id) }
  const award = await findAward(database.reader, key)
  if (award === undefined) throw unknownAward()
  return award
}

async function showOne(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const { reader } = ports.database
  const award = await getAward(request, ports)
  const page = await awardPage(reader, award)
  const { provider } = award
  const canChange = access.can('award.change', provider)
  const acts = canChange
    ? possibleActs(award, { ...page, sendsMail: ports.enqueueMail !== undefined })
    : []
  consolePage(
    response,
    'awards/award.njk',
    {
      ...page,
      back: `/console/p/${provider}/awards`,
      acts: acts.map((act) => ({
        href: `${awardHref(award)}/${act}`,
        text: translate('en', `console.awards.act.${act}`),
        isHarmful: harmfulActs.has(act),
      })),
      canCorrect: canChange && acts.length > 0 && award.replacedBy === null,
      canHandOver:
        access.can('award.make', provider) && (page.state === 'offered' || page.state === 'issued'),
      history: await auditLines(reader, award),
    },
    { title: page.who ?? '', area },
  )
}

async function handOverPage(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
): Promise<void> {
  const award = await getAward(request, ports)
  if (award.status === 'revoked' || (isHandedOut(award) && award.delivery === 'claim')) {
    return response.redirect(303, awardHref(award))
  }
  const { reader } = ports.database
  consolePage(
    response,
    'awards/hand-over.njk',
    {
      ...(await handOverOf(reader, award, ports)),
      href: awardHref(award),
      base: `/console/p/${award.provider}`,
      wasMade: request.query.made !== undefined,
      email: award.recipientEmail,
      isSent: award.sentAt !== null,
      again: `/console/p/${award.provider}/awards/new?badge=${award.badge}`,
    },
    { title: translate('en', 'console.awards.hand-over.title', { who: whoOf(award) }), area },
  )
}

/** One card, or all that the filters find: those that nobody has taken yet. */
async function cardsPage(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
): Promise<void> {
  const { reader } = ports.database
  const provider = inProvider(request)
  const { award: asked } = request.query
  const found =
    typeof asked === 'string'
      ? await findAward(reader, { provider, id: asked }).then((award) => ({
          items: award === undefined ? [] : [award],
          next: undefined,
        }))
      : await readPage(request, cardsAPage, ports)
  const open = found.items.filter(
    (award) => award.status !== 'revoked' && (award.delivery === 'download' || !isHandedOut(award)),
  )
  const cards = []
  for (const award of open) cards.push(await handOverOf(reader, award, ports))
  consolePage(
    response,
    'awards/cards.njk',
    { cards, next: found.next, back: `/console/p/${provider}/awards` },
    { title: translate('en', 'console.awards.cards.title'), area },
  )
}

async function correctPage(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
  refused?: { values: Record<string, string>; errors: Record<string, string> },
): Promise<void> {
  const award = await getAward(request, ports)
  consolePage(
    response,
    'awards/correct.njk',
    {
      back: awardHref(award),
      values: refused?.values ?? valuesOf(award),
      errors: refused?.errors ?? {},
      hasErrors: refused !== undefined,
      isHandedOut: isHandedOut(award),
      sendsMail: ports.enqueueMail !== undefined,
    },
    {
      title: translate('en', 'console.awards.correct.title'),
      area,
      ...(refused !== undefined && { status: 400 }),
    },
  )
}

function valuesOf({ recipientEmail, recipientName, evidence }: AwardRow): Record<string, string> {
  // the column is written from evidenceOf alone
  const [first] = JSON.parse(evidence ?? '[]') as { id?: string; narrative?: string }[]
  return {
    email: recipientEmail,
    name: recipientName ?? '',
    evidence: first?.narrative ?? '',
    evidenceUrl: first?.id ?? '',
  }
}

async function correctOne(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const award = await getAward(request, ports)
  const { provider, id } = award
  const actor = actorIn(access, provider)
  try {
    const correction = parseCorrectionForm(request.body)
    const result = await ports.database.transact(async (tx) => {
      const corrected = await correctAward(tx, { key: { provider, id }, actor, correction }, ports)
      const isOther = corrected.id !== id || corrected.claimHash !== award.claimHash
      return isOther ? sendAward(tx, corrected, { actor, ports }) : corrected
    })
    await settle(award, result, ports)
    const key = result.id === id ? 'done.corrected' : 'done.replaced'
    await redirectWith(
      response,
      awardHref(result),
      { text: translate('en', `console.awards.${key}`) },
      ports,
    )
  } catch (error) {
    const errors = errorsOf(error)
    if (errors === undefined) return tellConflict(error, award, response, ports)
    await correctPage(request, response, ports, { values: { ...request.body }, errors })
  }
}

/** Status lists are signed and new badges are out before anybody is told. */
async function settle(before: AwardRow, after: AwardRow, ports: AwardConsolePorts): Promise<void> {
  if (after.id !== before.id) await makeReady(after, ports)
  await ports.statusLists.publishChange({ provider: before.provider, id: before.statusList })
}

async function askAct(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
  refused?: { values: Record<string, string>; errors: Record<string, string> },
): Promise<void> {
  const award = await getAward(request, ports)
  const act = await possibleAct(request, award, ports)
  if (act === undefined) {
    return tellConflict(new AppError('conflict', 'no longer possible'), award, response, ports)
  }
  const badge = badgeText((await getBadgeOf(ports.database.reader, award)).design, 'en').name
  confirmPage(response, {
    title: translate('en', `console.awards.ask.${act}`, { badge, who: whoOf(award) }),
    text: translate('en', `console.awards.means.${act}`),
    action: `${awardHref(award)}/${act}`,
    button: translate('en', `console.awards.act.${act}`),
    back: awardHref(award),
    isHarmful: harmfulActs.has(act),
    area,
    inputs: needsReason(act)
      ? [
          {
            name: 'reason',
            label: translate('en', 'console.awards.reason'),
            hint: translate('en', 'console.awards.reason-hint'),
            value: refused?.values.reason ?? '',
            error: refused?.errors.reason,
          },
        ]
      : [],
  })
}

async function possibleAct(
  request: Request,
  award: AwardRow,
  ports: AwardConsolePorts,
): Promise<AwardAct | undefined> {
  const { act } = request.params
  if (!isAwardAct(act)) throw unknownAward()
  const badge = await getBadgeOf(ports.database.reader, award)
  const isSuspendable = badge.design.statusPurpose === 'suspension'
  const sendsMail = ports.enqueueMail !== undefined
  return possibleActs(award, { isSuspendable, sendsMail }).find((one) => one === act)
}

async function doAct(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const award = await getAward(request, ports)
  const { act } = request.params
  if (!isAwardAct(act)) throw unknownAward()
  const actor = actorIn(access, award.provider)
  try {
    const reason = parseReason(act, request.body)
    const result = await ports.database.transact((tx) =>
      performAct(tx, { act, award, reason, actor }, ports),
    )
    await settle(award, result, ports)
    await redirectWith(response, nextHref(act, result), flashOf(act, result), ports)
  } catch (error) {
    const errors = errorsOf(error)
    if (errors === undefined) return tellConflict(error, award, response, ports)
    await askAct(request, response, ports, { values: { ...request.body }, errors })
  }
}

function nextHref(act: AwardAct, award: AwardRow): string {
  const isOffered = act === 'new-link' || act === 'claim-again'
  return `${awardHref(award)}${isOffered ? '/hand-over' : ''}`
}

function flashOf(act: AwardAct, award: AwardRow) {
  const text = translate('en', `console.awards.done.${act}`)
  if (act !== 'suspend') return { text }
  const undo = translate('en', 'console.awards.undo')
  return { text, undo: { action: `${awardHref(award)}/reinstate`, text: undo } }
}

/** What somebody else did meanwhile may have made it impossible. @throws whatever is another failure */
async function tellConflict(
  error: unknown,
  award: AwardRow,
  response: Response,
  ports: AwardConsolePorts,
): Promise<void> {
  if (!isAppError(error) || ![409, 410, 403].includes(error.status)) throw error
  const text = translate('en', 'console.awards.error.conflict')
  await redirectWith(response, awardHref(award), { text, kind: 'problem' }, ports)
}
