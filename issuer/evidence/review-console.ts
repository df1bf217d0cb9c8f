import type { Request, Response } from 'express'
import { z } from 'zod'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { type FormFault, faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { type Actor, actorIn } from '../actor.ts'
import { readBadgeNames } from '../badges/badge-names.ts'
import type { Permission } from '../staff/roles.ts'
import { acceptEvidence, askForMore, declineEvidence } from './assess.ts'
import { type EvidenceKey, evidenceStates, unknownEvidence, zReason } from './evidence.ts'
import type { EvidenceRoutePorts } from './evidence-ports.ts'
import { findEvidenceFile, getEvidence, listEvidence } from './evidence-store.ts'

const area = 'reviews'
const pageSize = 50

type Visit = {
  request: Request
  response: Response
  provider: string
  base: string
  key: EvidenceKey
  home: string
  actor: Actor
  ports: EvidenceRoutePorts
}

type Act = {
  below: 'accept' | 'more' | 'decline'
  done: 'accepted' | 'asked' | 'declined'
  work: (
    tx: Transaction,
    input: { key: EvidenceKey; reason: string; actor: Actor },
    ports: EvidenceRoutePorts,
  ) => Promise<unknown>
}

const acts: readonly Act[] = [
  { below: 'accept', done: 'accepted', work: acceptEvidence },
  { below: 'more', done: 'asked', work: askForMore },
  { below: 'decline', done: 'declined', work: declineEvidence },
]

/** The assessor's queue: what learners sent in, and what becomes of it. */
export function reviewConsoleRoutes(ports: EvidenceRoutePorts): GuardedRoute<Permission>[] {
  const route = (
    method: 'GET' | 'POST',
    below: string,
    handler: (visit: Visit) => Promise<void>,
  ): GuardedRoute<Permission> => ({
    method,
    path: `/console/p/:provider/reviews${below}`,
    permission: 'evidence.assess',
    scope: inProvider,
    errors: 'page',
    handler(request, response, access) {
      const provider = inProvider(request)
      const base = `/console/p/${provider}/reviews`
      const id = String(request.params.evidence ?? '')
      const actor = actorIn(access, provider)
      const key = { provider, id }
      const home = `${base}/${id}`
      return handler({ request, response, provider, base, key, home, actor, ports })
    },
  })

  return [
    route('GET', '', list),
    route('GET', '/:evidence', show),
    route('GET', '/:evidence/file', sendFile),
    ...acts.map((each) => route('POST', `/:evidence/${each.below}`, (visit) => act(visit, each))),
  ]
}

async function list({ request, response, provider, base, ports }: Visit) {
  const codec = cursorCodec(ports)
  const { cursor } = request.query
  const state = evidenceStates.find((one) => one === request.query.state) ?? 'waiting'
  const after = typeof cursor === 'string' ? codec.decode(cursor) : undefined
  const { reader } = ports.database
  const rows = await listEvidence(reader, {
    provider,
    state,
    after,
    limit: pageSize + 1,
  })
  const { items, nextCursor } = pageOf(rows, {
    limit: pageSize,
    codec,
    positionOf: ({ sentAt, id }) => ({ sentAt, id }),
  })
  const nameOf = await readBadgeNames(reader, { provider, slugs: items.map(({ badge }) => badge) })
  consolePage(
    response,
    'evidence/reviews.njk',
    {
      state,
      states: evidenceStates.map((one) => ({
        href: `${base}?state=${one}`,
        text: translate('en', `console.reviews.state-${one}`),
        isCurrent: one === state,
      })),
      rows: items.map(({ id, name, sentAt, badge }) => ({
        href: `${base}/${id}`,
        name,
        sentAt,
        badge: nameOf(badge),
      })),
      ...(nextCursor !== undefined && { next: `${base}?state=${state}&cursor=${nextCursor}` }),
    },
    { title: translate('en', 'console.reviews.title'), area },
  )
}

async function show(
  { response, key, base, home, ports }: Visit,
  faults: readonly FormFault[] = [],
) {
  const { reader } = ports.database
  const { learnerHash: _, witnessHash: __, ...row } = await getEvidence(reader, key)
  const nameOf = await readBadgeNames(reader, { provider: row.provider, slugs: [row.badge] })
  consolePage(
    response,
    'evidence/review.njk',
    {
      ...faultsModel(faults),
      ...row,
      base,
      home,
      badgeName: nameOf(row.badge),
    },
    { title: row.name, area, status: faults.length > 0 ? 422 : 200 },
  )
}

/** What somebody sent is never shown as a page of ours: it is saved, and opens in nothing of ours. */
async function sendFile({ response, key, ports }: Visit) {
  const file = await findEvidenceFile(ports.database.reader, key)
  if (file === undefined) throw unknownEvidence()
  response
    .set({
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
    .type(file.type)
    .send(file.bytes)
}

async function act(visit: Visit, { below, done, work }: Act) {
  const { request, response, key, base, home, actor, ports } = visit
  const reason = zReason.safeParse(fieldOf(request.body, 'reason').replaceAll(/\s+/g, ' '))
  if (below !== 'accept' && !reason.success) {
    const text = translate('en', 'console.reviews.reason-missing')
    return show(visit, [{ field: `reason-${below}`, text }])
  }
  try {
    const input = { key, reason: reason.data ?? '', actor }
    await ports.database.transact((tx) => work(tx, input, ports))
    const text = translate('en', `console.reviews.${done}`)
    await redirectWith(response, base, { text }, ports)
  } catch (error) {
    const known = ['conflict', 'provider_inactive', 'badge_retired', 'badge_unknown']
    if (!isAppError(error) || !known.includes(error.code)) throw error
    const text = translate(
      'en',
      error.code === 'conflict' ? 'console.reviews.was-decided' : 'console.reviews.not-awarded',
    )
    await redirectWith(response, home, { text, kind: 'problem' }, ports)
  }
}

function cursorCodec(ports: EvidenceRoutePorts) {
  return createCursorCodec({
    key: ports.derive('cursor'),
    list: 'evidence',
    position: z.object({ sentAt: z.string(), id: z.string() }),
  })
}
