import { z } from 'zod'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
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

/** How a badge is written, checked and published, for other systems. */
export function draftApiRoutes(ports: PublishBadgePorts): readonly Route[] {
  const { database, clock, publicUrl } = ports
  const { reader } = database
  const inRoom = { scope: inProvider, errors: 'problem' } as const
  const tag = 'badges'

  async function draftJson(one: BadgeDraft): Promise<z.input<typeof zDraftAnswer>> {
    const { provider, slug: badge, state, revision, author, updatedAt, design } = one
    const finished = finishDesign(design, await listBadgeStandards(reader))
    const missing = 'faults' in finished ? finished.faults : []
    return { badge, provider, state, revision, author, updatedAt, missing, design }
  }

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
      response.status(status).json(await draftJson(await getDraft(reader, input)))
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
      async handler(request, response) {
        const all = await listDrafts(reader, inProvider(request))
        response.json({ drafts: await Promise.all(all.map(draftJson)) })
      },
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
      async handler(request, response, access) {
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
        const kept = await getDraft(reader, { provider, slug: String(body) })
        response.status(status).json(await draftJson(kept))
      },
    },
    {
      ...inRoom,
      method: 'GET',
      path: draft,
      permission: 'read',
      description: { summary: 'Read a draft', tag, answer: zDraftAnswer },
      async handler(request, response) {
        response.json(await draftJson(await getDraft(reader, keyOf(request))))
      },
    },
    {
      ...inRoom,
      method: 'PUT',
      path: draft,
      permission: 'badge.write',
      description: { summary: 'Change a draft', tag, body: zChange, answer: zDraftAnswer },
      async handler(request, response, access) {
        const { design, revision } = parseBody(zChange, request.body)
        const change = {
          ...keyOf(request),
          ...actingIn(request, access, clock),
          design,
          revision,
        }
        const saved = await database.transact((tx) => changeDraft(tx, change))
        response.json(await draftJson(saved))
      },
    },
    {
      ...inRoom,
      method: 'DELETE',
      path: draft,
      permission: 'badge.write',
      description: { summary: 'Throw a draft away', tag, answer: zDone },
      async handler(request, response) {
        await database.transact((tx) => discardDraft(tx, keyOf(request)))
        response.json({ done: true })
      },
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
      async handler(request, response, access) {
        const { actor } = actingIn(request, access, clock)
        const badge = await publishBadge({ ...keyOf(request), actor }, ports)
        response.json(badgeJson(badge, publicUrl))
      },
    },
  ]
}

type Acting = ReturnType<typeof keyOf> & ReturnType<typeof actingIn>
