import { z } from 'zod'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { reviewDraft, submitDraft, takeBackDraft } from '../quality/quality-check.ts'
import { qualityPoints } from '../quality/quality-rule.ts'
import type { Permission } from '../staff/roles.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { zLeadsTo } from './badge.ts'
import { actingIn, keyOf } from './badge-console.ts'
import { type BadgeDraft, draftStates, finishDesign, zDraftDesign } from './badge-draft.ts'
import { beginDraft, beginVersion, changeDraft, discardDraft } from './badge-drafts.ts'
import { zBadgeAnswer, zDone } from './badge-room-api.ts'
import { badgeJson } from './badge-view.ts'
import { getDraft, listDrafts } from './draft-store.ts'
import { type PublishBadgePorts, publishBadge } from './publish-badge.ts'

type Route = GuardedRoute<Permission>

const drafts = '/api/v1/providers/:provider/badge-drafts'
const draft = `${drafts}/:badge`

const zBegin = z.strictObject({
  design: zDraftDesign.prefault({}),
  copy: zLeadsTo.optional(),
  /** A published badge of this provider: its next version is begun. */
  versionOf: z.string().min(1).max(64).optional(),
})
const zChange = z.strictObject({ design: zDraftDesign, revision: z.int().min(1) })
const zReview = z.strictObject({
  result: z.enum(['approve', 'ask-for-changes']),
  words: z.string().trim().max(2_000).default(''),
  points: z.array(z.enum(qualityPoints)).max(qualityPoints.length).default([]),
  revision: z.int().min(1),
})

const zDraftAnswer = z.object({
  badge: z.string(),
  provider: z.string(),
  state: z.enum(draftStates),
  revision: z.int(),
  author: z.string(),
  updatedAt: z.string(),
  missing: z.array(z.string()),
  design: zDraftDesign,
})

type Visit = RouteVisit<Permission, PublishBadgePorts>

/** How a badge is written, checked and published, for other systems. */
export function draftApiRoutes(ports: PublishBadgePorts): readonly Route[] {
  const bound = bindHandlers(ports)
  const { database, clock } = ports
  const { reader } = database
  const inRoom = { scope: inProvider, errors: 'problem' } as const
  const tag = 'badges'

  const move = (
    path: string,
    permission: Permission,
    summary: string,
    body: z.ZodType | undefined,
    work: (
      tx: Parameters<Parameters<typeof database.transact>[0]>[0],
      input: Acting,
      body: unknown,
    ) => Promise<BadgeDraft>,
  ): Route => ({
    ...inRoom,
    method: 'POST',
    path: `${draft}/${path}`,
    permission,
    description: {
      ...{ summary, tag, answer: zDraftAnswer, takesIdempotencyKey: true },
      ...(body && { body }),
    },
    async handler(request, response, access) {
      const input = { ...keyOf(request), ...actingIn(request, access, clock) }
      const { status } = await runOnce(ports, request, response, async (tx) => {
        await work(tx, input, request.body)
        return { status: 200, body: null }
      })
      response.status(status).json(await draftJson(await getDraft(reader, input), ports))
    },
  })

  return [
    {
      ...inRoom,
      method: 'GET',
      path: drafts,
      permission: 'read',
      description: {
        summary: 'List drafts of badges',
        tag,
        answer: z.object({ drafts: z.array(zDraftAnswer) }),
      },
      handler: bound(list),
    },
    {
      ...inRoom,
      method: 'POST',
      path: drafts,
      permission: 'badge.write',
      description: {
        summary: 'Begin a badge',
        tag,
        body: zBegin,
        answer: zDraftAnswer,
        status: 201,
        takesIdempotencyKey: true,
      },
      handler: bound(begin),
    },
    {
      ...inRoom,
      method: 'GET',
      path: draft,
      permission: 'read',
      description: { summary: 'Read a draft', tag, answer: zDraftAnswer },
      handler: bound(read),
    },
    {
      ...inRoom,
      method: 'PUT',
      path: draft,
      permission: 'badge.write',
      description: { summary: 'Change a draft', tag, body: zChange, answer: zDraftAnswer },
      handler: bound(change),
    },
    {
      ...inRoom,
      method: 'DELETE',
      path: draft,
      permission: 'badge.write',
      description: { summary: 'Throw a draft away', tag, answer: zDone },
      handler: bound(discard),
    },
    move('submit', 'badge.write', 'Send a draft for a check', undefined, submitDraft),
    move('take-back', 'badge.write', 'Take a draft back', undefined, takeBackDraft),
    move('review', 'badge.review', 'Check a draft', zReview, (tx, input, body) =>
      reviewDraft(tx, { ...input, review: parseBody(zReview, body) }),
    ),
    {
      ...inRoom,
      method: 'POST',
      path: `${draft}/publish`,
      permission: 'badge.publish',
      description: { summary: 'Publish a draft', tag, answer: zBadgeAnswer },
      handler: bound(publish),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const { reader } = ports.database
  const all = await listDrafts(reader, inProvider(request))
  const standards = await listBadgeStandards(reader)
  response.json({ drafts: all.map((one) => draftView(one, standards)) })
}

async function draftJson(one: BadgeDraft, { database }: PublishBadgePorts) {
  return draftView(one, await listBadgeStandards(database.reader))
}

function draftView(
  one: BadgeDraft,
  standards: Awaited<ReturnType<typeof listBadgeStandards>>,
): z.input<typeof zDraftAnswer> {
  const { provider, slug: badge, state, revision, author, updatedAt, design } = one
  const finished = finishDesign(design, standards)
  const missing = 'faults' in finished ? finished.faults : []
  return { badge, provider, state, revision, author, updatedAt, missing, design }
}

async function begin({ request, response, access, ports }: Visit) {
  const { clock } = ports
  const { design, copy, versionOf } = parseBody(zBegin, request.body)
  const provider = inProvider(request)
  const [of, slug] = copy?.split('/') ?? []
  const acting = actingIn(request, access, clock)
  const { status, body } = await runOnce(ports, request, response, async (tx) => {
    const begun =
      versionOf === undefined
        ? await beginDraft(tx, {
            provider,
            design,
            ...(of && slug && { copy: { provider: of, slug } }),
            ...acting,
          })
        : await beginVersion(tx, { provider, slug: versionOf, ...acting })
    return { status: 201, body: begun.slug }
  })
  const kept = await getDraft(ports.database.reader, { provider, slug: String(body) })
  response.status(status).json(await draftJson(kept, ports))
}

async function read({ request, response, ports }: Visit) {
  response.json(await draftJson(await getDraft(ports.database.reader, keyOf(request)), ports))
}

async function change({ request, response, access, ports }: Visit) {
  const { clock, database } = ports
  const { design, revision } = parseBody(zChange, request.body)
  const change = {
    ...keyOf(request),
    ...actingIn(request, access, clock),
    design,
    revision,
  }
  const saved = await database.transact((tx) => changeDraft(tx, change))
  response.json(await draftJson(saved, ports))
}

async function discard({ request, response, ports }: Visit) {
  await ports.database.transact((tx) => discardDraft(tx, keyOf(request)))
  response.json({ done: true })
}

async function publish({ request, response, access, ports }: Visit) {
  const { clock, publicUrl } = ports
  const { actor } = actingIn(request, access, clock)
  const badge = await publishBadge({ ...keyOf(request), actor }, ports)
  response.json(badgeJson(badge, publicUrl))
}

type Acting = ReturnType<typeof keyOf> & ReturnType<typeof actingIn>
