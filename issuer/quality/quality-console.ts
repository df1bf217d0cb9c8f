import { z } from 'zod'
import { type AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { assertCan, everywhere } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actorIn } from '../actor.ts'
import { actingIn, badgesPath, keyOf, roomOf } from '../badges/badge-console.ts'
import { draftName } from '../badges/badge-draft.ts'
import { previewModel } from '../badges/designer-view.ts'
import { type DraftKey, getDraft, listDraftsIn } from '../badges/draft-store.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import { readProviderNames } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { commentOnBadge, reviewDraft } from './quality-check.ts'
import { qualityPoints, readQualityRule, saveQualityRule } from './quality-rule.ts'

type Route = GuardedRoute<Permission>

const zWords = z
  .string()
  .default('')
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().max(2_000))
const zComment = z.object({ words: zWords.pipe(z.string().min(1)) })
const zReview = z.looseObject({
  result: z.enum(['approve', 'ask-for-changes']),
  words: zWords,
  revision: z.coerce.number().int().min(1),
})
const zRule = z.object({
  needsCheck: z.string().optional(),
  needsOtherPerson: z.string().optional(),
})

const area = 'quality'
const cityPath = '/console/city/quality'

type Ports = { database: Database; clock: () => Date }
type Visit = RouteVisit<Permission, Ports>

/** The reviewers' room, the check of a draft, and comments on it. */
export function qualityConsoleRoutes(ports: Ports): readonly Route[] {
  const bound = bindHandlers(ports)
  const reviewing = { scope: inProvider, errors: 'page', permission: 'badge.review' } as const
  const reviewPath = `${badgesPath}/:badge/review`

  return [
    {
      method: 'GET',
      path: cityPath,
      scope: 'everywhere',
      errors: 'page',
      permission: 'badge.review',
      handler: bound(list),
    },
    {
      method: 'POST',
      path: `${cityPath}/rule`,
      scope: 'everywhere',
      errors: 'page',
      permission: 'city.manage',
      handler: bound(saveRule),
    },
    {
      ...reviewing,
      method: 'GET',
      path: reviewPath,
      handler: bound((visit) => {
        const { request, access } = visit
        return showReview(visit, keyOf(request), { actor: access.actorId })
      }),
    },
    { ...reviewing, method: 'POST', path: reviewPath, handler: bound(review) },
    {
      method: 'POST',
      path: `${badgesPath}/:badge/comment`,
      scope: inProvider,
      errors: 'page',
      permission: 'read',
      handler: bound(comment),
    },
  ]
}

async function list({ response, access, ports }: Visit) {
  const { reader } = ports.database
  const drafts = await listDraftsIn(reader, 'in-review')
  const providers = await readProviderNames(
    reader,
    drafts.map(({ provider }) => provider),
  )
  const rows = drafts.map((draft) => ({
    href: `${roomOf(draft)}/review`,
    name: draftName(draft.design),
    provider: providers.get(draft.provider)?.en ?? draft.provider,
    at: draft.updatedAt,
  }))
  consolePage(
    response,
    'quality/quality.njk',
    { rows, rule: await readQualityRule(reader), mayChange: access.can('city.manage', everywhere) },
    { title: translate('en', 'console.quality'), area },
  )
}

async function saveRule({ request, response, access, ports }: Visit) {
  const { database, clock } = ports
  const form = parseBody(zRule, request.body)
  const rule = {
    needsCheck: form.needsCheck !== undefined,
    needsOtherPerson: form.needsOtherPerson !== undefined,
  }
  await database.transact(async (tx) => {
    await saveQualityRule(tx, rule)
    await audit(tx, {
      provider: cityItself,
      actor: access.actorId,
      action: 'quality-rule.changed',
      subject: 'city',
      detail: { needsCheck: String(rule.needsCheck), other: String(rule.needsOtherPerson) },
      at: clock().toISOString(),
    })
  })
  const text = translate('en', 'console.quality.rule-saved')
  await redirectWith(response, cityPath, { text }, ports)
}

async function review(visit: Visit) {
  const { request, response, access, ports } = visit
  const { database, clock } = ports
  const key = keyOf(request)
  const { result, words, revision, ...body } = parseBody(zReview, request.body)
  const points = qualityPoints.filter((point) => body[`point-${point}`] !== undefined)
  const review = { result, words, points, revision }
  try {
    await database.transact((tx) =>
      reviewDraft(tx, { ...key, ...actingIn(request, access, clock), review }),
    )
  } catch (error) {
    if (!isAppError(error) || error.code === 'not_found') throw error
    await showReview(visit, key, {
      actor: actorIn(access, everywhere).name,
      error,
      body: { ...body, words },
    })
    return
  }
  const text = translate(
    'en',
    result === 'approve' ? 'console.quality.approved' : 'console.quality.changes-asked',
  )
  await redirectWith(response, roomOf(key), { text }, ports)
}

async function showReview(
  { response, ports }: Visit,
  key: DraftKey,
  given: { actor: string; error?: AppError; body?: Record<string, unknown> },
) {
  const { reader } = ports.database
  const draft = await getDraft(reader, key)
  const [standards, rule] = await Promise.all([listBadgeStandards(reader), readQualityRule(reader)])
  const { provider } = key
  const { error, body = {} } = given
  consolePage(
    response,
    'quality/review.njk',
    {
      preview: previewModel({ provider, design: draft.design, standards, similar: [] }),
      action: `${roomOf(key)}/review`,
      revision: draft.revision,
      isOwn: rule.needsOtherPerson && draft.author === given.actor,
      isWaiting: draft.state === 'in-review',
      words: body.words ?? '',
      points: qualityPoints.map((point) => ({
        name: `point-${point}`,
        value: 'on',
        text: translate('en', `console.quality.point.${point}`),
        checked: body[`point-${point}`] !== undefined,
      })),
      ...(error && { problem: reviewProblem(error), hasErrors: true }),
    },
    {
      title: translate('en', 'console.quality.review-title', { name: draftName(draft.design) }),
      area: 'badges',
      ...(error && { status: error.status }),
    },
  )
}

async function comment({ request, response, access, ports }: Visit) {
  const { database, clock } = ports
  const key = keyOf(request)
  if (!access.can('badge.review', key.provider)) {
    assertCan(access, 'badge.write', key.provider)
  }
  const parsed = zComment.safeParse(request.body)
  if (!parsed.success) return response.redirect(303, roomOf(key))
  const { words } = parsed.data
  await database.transact((tx) =>
    commentOnBadge(tx, { ...key, ...actingIn(request, access, clock), words }),
  )
  const text = translate('en', 'console.badges.commented')
  await redirectWith(response, roomOf(key), { text }, ports)
}

function reviewProblem(error: AppError): string {
  if (error.code === 'conflict') return translate('en', 'console.quality.changed-since')
  if (error.code === 'forbidden') return translate('en', 'console.quality.own')
  const isPoints = error.message.startsWith('points')
  return translate('en', `console.quality.${isPoints ? 'points' : 'words'}-missing`)
}
