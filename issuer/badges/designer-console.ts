import type { Request, Response } from 'express'
import { z } from 'zod'
import { type AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage, formErrors } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { UploadedFile } from '../../shared/server/multipart.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import { render } from '../../shared/server/render.ts'
import { findSkills, searchSkills } from '../skills/skill-store.ts'
import type { Permission } from '../staff/roles.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { badgeText, zLeadsTo } from './badge.ts'
import { actingIn, area, badgesPath, keyOf, roomOf } from './badge-console.ts'
import { type BadgeDraft, type DraftDesign, draftName, zDraftDesign } from './badge-draft.ts'
import { beginDraft, changeDraft } from './badge-drafts.ts'
import { listBadges } from './badge-store.ts'
import { designerChoices, previewModel } from './designer-view.ts'
import { designOfForm, formOfDesign, parseDraftForm, tickedSkills } from './draft-form.ts'
import { getDraft } from './draft-store.ts'
import { keepPicture } from './picture-store.ts'
import type { PublishBadgePorts } from './publish-badge.ts'
import { createFindSimilar } from './similar-badges.ts'
import { maxPictureBytes } from './uploaded-picture.ts'

type Route = GuardedRoute<Permission>

const zNewForm = z.object({
  name: z.string().trim().min(1, { error: 'Give it a name' }).max(120),
  copy: z.union([z.literal(''), zLeadsTo]).default(''),
  other: z.union([z.literal(''), zLeadsTo]).default(''),
})

const zAsked = z.looseObject({
  act: z.enum(['save', 'preview', 'find']).default('save'),
  revision: z.coerce.number().int().min(1),
  search: z.string().max(100).default(''),
})

const skillsShown = 24
const pictureForm = { takesFiles: true, maxBodyBytes: maxPictureBytes + 100_000 }

/** Where badges are begun and written. */
export function designerConsoleRoutes(ports: PublishBadgePorts): readonly Route[] {
  const { database, clock } = ports
  const { reader } = database
  const findSimilar = createFindSimilar({ reader, clock })
  const forAuthors = { scope: inProvider, errors: 'page', permission: 'badge.write' } as const

  async function showNew(request: Request, response: Response, error?: AppError) {
    const provider = inProvider(request)
    const badges = await listBadges(reader, { provider, limit: 300 })
    consolePage(
      response,
      'badges/badge-new.njk',
      {
        action: `/console/p/${provider}/badges`,
        form: request.body ?? {},
        errors: error && (formErrors(error) ?? { name: error.message }),
        badges: [
          { value: '', text: translate('en', 'console.badges.copy-nothing') },
          ...badges.map((badge) => ({
            value: `${provider}/${badge.slug}`,
            text: badgeText(badge.design, 'en').name,
          })),
        ],
      },
      {
        title: translate('en', 'console.badges.new'),
        area,
        ...(error && { status: error.status }),
      },
    )
  }

  async function showDesigner(
    response: Response,
    page: {
      draft: BadgeDraft
      design: DraftDesign
      form?: Record<string, unknown>
      search?: string
      error?: AppError
      isPreview?: boolean
    },
  ) {
    const { draft, design, search = '', error, isPreview = false } = page
    const { provider, slug } = draft
    const form: Record<string, string> = { ...formOfDesign(design), ...textsIn(page.form) }
    const [standards, found, badges, similar] = await Promise.all([
      listBadgeStandards(reader),
      searchSkills(reader, { text: search, limit: skillsShown }),
      listBadges(reader, { provider, limit: 60 }),
      similarTo(draft, design),
    ])
    const ownBadges = badges
      .filter((badge) => badge.slug !== slug)
      .map((badge) => ({
        reference: `${provider}/${badge.slug}`,
        name: badgeText(badge.design, 'en').name,
      }))
    const name = draftName(draft.design) || translate('en', 'console.badges.no-name')
    consolePage(
      response,
      'badges/designer.njk',
      {
        room: roomOf(draft),
        revision: draft.revision,
        form,
        search,
        isPreview,
        ...(error && designerError(error)),
        choices: designerChoices({ form, design, standards, found, ownBadges }),
        preview: previewModel({ provider, design, standards, similar }),
      },
      {
        title: translate('en', 'console.badges.edit-title', { name }),
        area,
        ...(error && { status: error.status }),
      },
    )
  }

  function similarTo({ provider, slug }: BadgeDraft, { texts }: DraftDesign) {
    return findSimilar({ names: [texts.en.name, texts.cy.name], except: { provider, slug } })
  }

  /** The design that the form describes; an uploaded picture is kept. */
  async function readDesign(
    body: Record<string, unknown>,
    draft: BadgeDraft,
  ): Promise<DraftDesign> {
    const { upload, ...fields } = body
    const form = parseDraftForm(fields)
    const codes = tickedSkills(fields)
    const known = new Map(
      [...draft.design.skills, ...(await findSkills(reader, codes))].map((one) => [one.code, one]),
    )
    const skills = codes.flatMap((code) => known.get(code) ?? [])
    const design = designOfForm(form, skills)
    if (!(upload instanceof UploadedFile)) return design
    const { glyph: _, ...rest } = design
    const { provider } = draft
    return { ...rest, picture: await keepPicture({ provider, bytes: upload.bytes }, ports) }
  }

  /** Of a form with faults, what is right of it: nothing else that was chosen is lost. */
  async function readWithout(error: AppError, body: Record<string, unknown>, draft: BadgeDraft) {
    const { errors = {} } = designerError(error)
    const faulty = new Set(Object.keys(errors).map((path) => path.split(/[.[]/)[0]))
    const sound = Object.entries(body).filter(([name]) => !faulty.has(name))
    try {
      return await readDesign(Object.fromEntries(sound), draft)
    } catch (again) {
      if (!isAppError(again)) throw again
      return draft.design
    }
  }

  return [
    {
      ...forAuthors,
      method: 'GET',
      path: `${badgesPath}/new`,
      handler: (request, response) => showNew(request, response),
    },
    {
      ...forAuthors,
      method: 'POST',
      path: badgesPath,
      async handler(request, response, access) {
        const provider = inProvider(request)
        try {
          const { name, copy, other } = parseBody(zNewForm, request.body)
          const [of, slug] = (other || copy).split('/')
          const design = zDraftDesign.parse({ texts: { en: { name } } })
          const draft = await database.transact((tx) =>
            beginDraft(tx, {
              provider,
              design,
              ...(of && slug && { copy: { provider: of, slug } }),
              ...actingIn(request, access, clock),
            }),
          )
          response.redirect(303, `${roomOf(draft)}/edit`)
        } catch (error) {
          if (!isAppError(error)) throw error
          if (error.code !== 'request_malformed' && error.code !== 'badge_unknown') throw error
          await showNew(request, response, error)
        }
      },
    },
    {
      ...forAuthors,
      method: 'GET',
      path: `${badgesPath}/:badge/edit`,
      async handler(request, response) {
        const draft = await getDraft(reader, keyOf(request))
        await showDesigner(response, { draft, design: draft.design })
      },
    },
    {
      ...forAuthors,
      ...pictureForm,
      method: 'POST',
      path: `${badgesPath}/:badge/edit`,
      async handler(request, response, access) {
        const key = keyOf(request)
        const draft = await getDraft(reader, key)
        const { act, search, revision } = parseBody(zAsked, fieldsOf(request))
        const body = fieldsOf(request)
        try {
          const design = await readDesign(body, draft)
          if (act !== 'save') {
            await showDesigner(response, {
              draft: { ...draft, revision },
              design,
              search,
              isPreview: true,
            })
            return
          }
          const saved = { ...key, ...actingIn(request, access, clock), design, revision }
          await database.transact((tx) => changeDraft(tx, saved))
        } catch (error) {
          if (!isAppError(error)) throw error
          const design = await readWithout(error, body, draft)
          await showDesigner(response, { draft, design, form: body, search, error })
          return
        }
        const text = translate('en', 'console.badges.saved')
        await redirectWith(response, roomOf(key), { text }, ports)
      },
    },
    {
      ...forAuthors,
      ...pictureForm,
      method: 'POST',
      path: `${badgesPath}/:badge/preview`,
      async handler(request, response) {
        const draft = await getDraft(reader, keyOf(request))
        const standards = await listBadgeStandards(reader)
        response.locals.lang = 'en'
        try {
          const design = await readDesign(fieldsOf(request), draft)
          const similar = await similarTo(draft, design)
          const preview = previewModel({ provider: draft.provider, design, standards, similar })
          render(response, 'badges/preview-part.njk', { preview })
        } catch (error) {
          if (!isAppError(error)) throw error
          render(response, 'badges/preview-part.njk', designerError(error))
        }
      },
    },
  ]
}

function fieldsOf(request: Request): Record<string, unknown> {
  // sound: the body of a form is an object of its fields
  return typeof request.body === 'object' ? (request.body as Record<string, unknown>) : {}
}

function textsIn(form: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function designerError(error: AppError): {
  problem: string
  errors?: Record<string, string>
  hasErrors?: boolean
} {
  if (error.code === 'conflict') {
    return { problem: translate('en', 'console.badges.saved-by-other') }
  }
  const errors =
    error.code === 'picture_unsuitable' ? { upload: error.message } : (formErrors(error) ?? {})
  return { problem: translate('en', 'console.badges.not-saved'), errors, hasErrors: true }
}
