import type { Request } from 'express'
import { z } from 'zod'
import { type AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage, formErrors } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { UploadedFile } from '../../shared/server/http/multipart.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { render } from '../../shared/server/render.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { findSkills } from '../skills/skill-store.ts'
import type { Permission } from '../staff/roles.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { badgeText, zLeadsTo } from './badge.ts'
import { actingIn, area, badgesPath, keyOf, roomOf } from './badge-console.ts'
import { type BadgeDraft, type DraftDesign, zDraftDesign } from './badge-draft.ts'
import { beginDraft, changeDraft } from './badge-drafts.ts'
import { listBadges } from './badge-store.ts'
import { designerError, showDesigner, similarTo } from './designer-page.ts'
import { previewModel } from './designer-view.ts'
import { designOfForm, parseDraftForm, tickedSkills } from './draft-form.ts'
import { getDraft } from './draft-store.ts'
import { keepPicture } from './picture-store.ts'
import type { PublishBadgePorts } from './publish-badge.ts'
import { createFindSimilar, type FindSimilar } from './similar-badges.ts'
import { maxPictureBytes } from './uploaded-picture.ts'

type Route = GuardedRoute<Permission>

const zNewForm = z.object({
  name: z.string().trim().min(1, { error: 'Give it a name' }).max(120),
  copy: z.union([z.literal(''), zLeadsTo]).default(''),
  other: z
    .string()
    .trim()
    .pipe(z.union([z.literal(''), zLeadsTo]))
    .default(''),
})

const zAsked = z.looseObject({
  act: z.enum(['save', 'preview', 'find']).default('save'),
  revision: z.coerce.number().int().min(1),
  search: z.string().max(100).default(''),
})

/** A form with a picture that is too large is read all the same, so that its page can say so and lose nothing. */
const pictureForm = { takesFiles: true, maxBodyBytes: 6 * maxPictureBytes }

type DesignerPorts = PublishBadgePorts & { findSimilar: FindSimilar }
type Visit = RouteVisit<Permission, DesignerPorts>

/** Where badges are begun and written. */
export function designerConsoleRoutes(ports: PublishBadgePorts): readonly Route[] {
  const { clock, database } = ports
  const findSimilar = createFindSimilar({ reader: database.reader, clock })
  const bound = bindHandlers({ ...ports, findSimilar })
  const forAuthors = { scope: inProvider, errors: 'page', permission: 'badge.write' } as const

  return [
    { ...forAuthors, method: 'GET', path: `${badgesPath}/new`, handler: bound(showNew) },
    { ...forAuthors, method: 'POST', path: badgesPath, handler: bound(begin) },
    { ...forAuthors, method: 'GET', path: `${badgesPath}/:badge/edit`, handler: bound(edit) },
    {
      ...forAuthors,
      ...pictureForm,
      method: 'POST',
      path: `${badgesPath}/:badge/edit`,
      handler: bound(save),
    },
    {
      ...forAuthors,
      ...pictureForm,
      method: 'POST',
      path: `${badgesPath}/:badge/preview`,
      handler: bound(preview),
    },
  ]
}

async function showNew({ request, response, ports }: Visit, error?: AppError) {
  const provider = inProvider(request)
  const badges = await listBadges(ports.database.reader, { provider, limit: 300 })
  consolePage(
    response,
    'badges/badge-new.njk',
    {
      action: `/console/p/${provider}/badges`,
      form: request.body ?? {},
      errors: error && (formErrors(error) ?? errorsOfNew(error)),
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

async function begin(visit: Visit) {
  const { request, response, access, ports } = visit
  const { database, clock } = ports
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
    await showNew(visit, error)
  }
}

async function edit({ request, response, ports }: Visit) {
  const pagePorts = pagePortsOf(ports)
  const draft = await getDraft(ports.database.reader, keyOf(request))
  await showDesigner(response, { draft, design: draft.design }, pagePorts)
}

async function save({ request, response, access, ports }: Visit) {
  const { clock, database } = ports
  const { reader } = database
  const pagePorts = pagePortsOf(ports)
  const key = keyOf(request)
  const draft = await getDraft(reader, key)
  const { act, search, revision } = parseBody(zAsked, fieldsOf(request))
  const body = fieldsOf(request)
  try {
    const design = await readDesign(body, draft, ports)
    if (act !== 'save') {
      await showDesigner(
        response,
        {
          draft: { ...draft, revision },
          design,
          search,
          isPreview: true,
        },
        pagePorts,
      )
      return
    }
    const saved = { ...key, ...actingIn(request, access, clock), design, revision }
    await database.transact((tx) => changeDraft(tx, saved))
  } catch (error) {
    if (!isAppError(error)) throw error
    const design = await readWithout(error, body, draft, ports)
    await showDesigner(response, { draft, design, form: body, search, error }, pagePorts)
    return
  }
  const text = translate('en', 'console.badges.saved')
  await redirectWith(response, roomOf(key), { text }, ports)
}

/** The design that the form describes; an uploaded picture is kept. */
async function readDesign(
  body: Record<string, unknown>,
  draft: BadgeDraft,
  ports: PublishBadgePorts,
): Promise<DraftDesign> {
  const { upload, ...fields } = body
  const form = parseDraftForm(fields)
  const codes = tickedSkills(fields)
  const known = new Map(
    [...draft.design.skills, ...(await findSkills(ports.database.reader, codes))].map((one) => [
      one.code,
      one,
    ]),
  )
  const skills = codes.flatMap((code) => known.get(code) ?? [])
  const design = designOfForm(form, skills)
  if (!(upload instanceof UploadedFile)) return design
  const { glyph: _, ...rest } = design
  const { provider } = draft
  return { ...rest, picture: await keepPicture({ provider, bytes: upload.bytes }, ports) }
}

/** Of a form with faults, what is right of it: nothing else that was chosen is lost. */
async function readWithout(
  error: AppError,
  body: Record<string, unknown>,
  draft: BadgeDraft,
  ports: PublishBadgePorts,
) {
  const { errors = {} } = designerError(error)
  const faulty = new Set(Object.keys(errors).map((path) => path.split(/[.[]/)[0]))
  const sound = Object.entries(body).filter(([name]) => !faulty.has(name))
  try {
    return await readDesign(Object.fromEntries(sound), draft, ports)
  } catch (again) {
    if (!isAppError(again)) throw again
    return draft.design
  }
}

async function preview({ request, response, ports }: Visit) {
  const { reader } = ports.database
  const pagePorts = pagePortsOf(ports)
  const draft = await getDraft(reader, keyOf(request))
  const body = fieldsOf(request)
  response.locals.lang = 'en'
  const show = async (design: DraftDesign, error?: AppError) => {
    const standards = await listBadgeStandards(reader)
    const similar = await similarTo(draft, design, pagePorts)
    const preview = previewModel({ provider: draft.provider, design, standards, similar })
    render(response, 'badges/preview-part.njk', {
      preview,
      ...(error && designerError(error)),
    })
  }
  try {
    await show(await readDesign(body, draft, ports))
  } catch (error) {
    if (!isAppError(error)) throw error
    // what was chosen before stays chosen: the preview holds the name of the picture
    await show(await readWithout(error, body, draft, ports), error)
  }
}

function pagePortsOf({ database, findSimilar }: DesignerPorts) {
  return { reader: database.reader, findSimilar }
}

function fieldsOf(request: Request): Record<string, unknown> {
  // sound: the body of a form is an object of its fields
  return typeof request.body === 'object' ? (request.body as Record<string, unknown>) : {}
}

/** What is not there can only be what was to be copied. */
function errorsOfNew({ code, message }: AppError): Record<string, string> {
  return code === 'badge_unknown' ? { other: message } : { name: message }
}
