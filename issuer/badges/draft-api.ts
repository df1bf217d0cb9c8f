import { z } from 'zod'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import {
  commentOnBadge,
  reviewDraft,
  submitDraft,
  takeBackDraft,
} from '../quality/quality-check.ts'
import { qualityPoints } from '../quality/quality-rule.ts'
import type { Permission } from '../staff/roles.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { zLeadsTo } from './badge.ts'
import { actingIn, keyOf } from './badge-console.ts'
import { type BadgeDraft, draftStates, finishDesign, zDraftDesign } from './badge-draft.ts'
import { beginDraft, beginVersion, changeDraft, discardDraft } from './badge-drafts.ts'
import { listBadgeEvents } from './badge-event-store.ts'
import { listVersions } from './badge-store.ts'
import { badgeJson } from './badge-view.ts'
import { getDraft, listDrafts } from './draft-store.ts'
import { keepPicture } from './picture-store.ts'
import { type PublishBadgePorts, publishBadge } from './publish-badge.ts'
import { retireBadge } from './retire-badge.ts'
import { maxPictureBytes } from './uploaded-picture.ts'

type Route = GuardedRoute<Permission>

const drafts = '/api/v1/providers/:provider/badge-drafts'
const draft = `${drafts}/:badge`
const badges = '/api/v1/providers/:provider/badges/:badge'

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
const zWords = z.strictObject({ words: z.string().trim().min(1).max(2_000) })
const zRetire = z.strictObject({ reason: z.string().trim().max(500).default('') })

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
const zDone = z.object({ done: z.literal(true) })
const zBadgeAnswer = z.looseObject({ badge: z.string(), version: z.int() })

/** Everything that the designer does, for other systems. */
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
    description: { summary, tag, answer: zDraftAnswer, ...(body && { body }) },
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
    {
      ...inRoom,
      method: 'GET',
      path: badges,
      permission: 'read',
      description: {
        summary: 'Read a badge: its versions, and what was said and done',
        tag,
        answer: z.object({
          versions: z.array(zBadgeAnswer),
          events: z.array(
            z.looseObject({
              version: z.int(),
              kind: z.string(),
              words: z.string(),
              at: z.string(),
            }),
          ),
        }),
      },
      async handler(request, response) {
        const key = keyOf(request)
        const [versions, events] = await Promise.all([
          listVersions(reader, key),
          listBadgeEvents(reader, key),
        ])
        response.json({
          versions: versions.map((badge) => badgeJson(badge, publicUrl)),
          events: events.map(({ version, kind, actor, words, points, at }) => ({
            version,
            kind,
            actor,
            words,
            points,
            at,
          })),
        })
      },
    },
    {
      ...inRoom,
      method: 'POST',
      path: `${badges}/comments`,
      permission: 'badge.write',
      description: { summary: 'Comment on a badge', tag, body: zWords, answer: zDone, status: 201 },
      async handler(request, response, access) {
        const { words } = parseBody(zWords, request.body)
        const input = { ...keyOf(request), ...actingIn(request, access, clock), words }
        await database.transact((tx) => commentOnBadge(tx, input))
        response.status(201).json({ done: true })
      },
    },
    {
      ...inRoom,
      method: 'POST',
      path: `${badges}/retire`,
      permission: 'badge.publish',
      description: { summary: 'Retire a badge', tag, body: zRetire, answer: zBadgeAnswer },
      async handler(request, response, access) {
        const { reason } = parseBody(zRetire, request.body ?? {})
        const input = { ...keyOf(request), ...actingIn(request, access, clock), reason }
        const badge = await database.transact((tx) => retireBadge(tx, input))
        response.json(badgeJson(badge, publicUrl))
      },
    },
    {
      ...inRoom,
      method: 'POST',
      path: '/api/v1/providers/:provider/badge-pictures',
      permission: 'badge.write',
      takesBytes: true,
      maxBodyBytes: maxPictureBytes,
      description: {
        summary: 'Send the picture of a badge: PNG, JPEG or SVG as application/octet-stream',
        tag,
        answer: z.object({ picture: z.string() }),
        status: 201,
      },
      async handler(request, response) {
        const bytes: unknown = request.body
        const sent = Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
        const picture = await keepPicture({ provider: inProvider(request), bytes: sent }, ports)
        response.status(201).json({ picture })
      },
    },
  ]
}

type Acting = ReturnType<typeof keyOf> & ReturnType<typeof actingIn>
