import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import { nameOwnOrigin, requireSameOrigin } from '../../shared/server/cross-origin.ts'
import { zUploadedFiles } from '../../shared/server/multipart.ts'
import { readSession } from '../../shared/server/presenting/browser-session.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import { createRateLimiter, limitRate } from '../../shared/server/rate-limiter.ts'
import { render } from '../../shared/server/render.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { recordAudit } from '../audit/audit.ts'
import { admit } from '../check/admission.ts'
import { showAs } from '../organisations/look.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { deleteKept } from '../retention/delete-kept.ts'
import { type FinishPorts, finishDeletions } from '../retention/finish-deletions.ts'
import { phaseOf, type Vacancy } from '../vacancies/vacancy.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { candidateEntity } from './candidate-schema.ts'
import { type Given, type IntakePorts, maxGivenFiles, policyFor, takeIn } from './intake.ts'
import { outcomesOf } from './outcomes.ts'
import { receiveEvidence } from './receive-evidence.ts'
import type { VisitorPorts } from './visitor-routes.ts'
import { visitorSession } from './visitor-session.ts'

const path = '/v/:code/send'
const withdrawPath = '/v/:code/withdraw'
export const maxFormBytes = 25_165_824

export const sendDeclarations: readonly RouteDeclaration[] = [
  {
    path,
    methods: ['GET', 'POST'],
    errors: 'page',
    maxBodyBytes: maxFormBytes,
    takesFiles: true,
  },
  { path: withdrawPath, methods: ['POST'], errors: 'page' },
]

export type SendPorts = VisitorPorts &
  IntakePorts &
  FinishPorts & {
    vacancies: Pick<VacancyStore, 'findByCode'>
    /** Of one client; default 10. */
    sendsPerMinute?: number
  }

const zText = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .transform((text) => displayText(text, most))

export const zSending = z.object({
  link: z.string().trim().max(2_048).default(''),
  name: zText(120),
  contact: zText(200),
  'files[]': zUploadedFiles.default([]),
})

/** Where somebody without the protocol sends what they have for a vacancy. */
export function sendPage(ports: SendPorts): {
  /** Refuses before a body is read. */
  guards: (app: Express) => void
  routes: (app: Express) => void
} {
  const { clock, publicUrl, sendsPerMinute = 10 } = ports
  const limiter = createRateLimiter({ limit: sendsPerMinute, windowSeconds: 60, clock })
  const isOurs = requireSameOrigin(publicUrl)
  return {
    guards(app) {
      app.post(path, limitRate(limiter), admit({ atOnce: 6, ofOneClient: 2 }))
    },
    routes(app) {
      app.get(path, nameOwnOrigin, async (request, response) => {
        const asked = await getAsked(request, response, ports)
        showForm(response, { ...asked, hasSent: await hasSent(request, asked, ports) })
      })
      app.post(path, nameOwnOrigin, isOurs, async (request, response) => {
        await send(request, response, ports)
      })
      app.post(withdrawPath, isOurs, async (request, response) => {
        await takeBackAll(request, response, ports)
      })
    },
  }
}

type Asked = { vacancy: Vacancy; organisation: Organisation; isOpen: boolean }

async function send(request: Request, response: Response, ports: SendPorts): Promise<void> {
  const asked = await getAsked(request, response, ports)
  const form = zSending.safeParse(request.body ?? {})
  if (!form.success) throw new AppError('request_malformed', 'The form is not the one of this page')
  if (!asked.isOpen) {
    return showForm(response, { ...asked, hasSent: await hasSent(request, asked, ports) })
  }
  const { link, name, contact, 'files[]': files } = form.data
  const given = givenIn(link, files)
  if (given.length === 0) {
    const shown = { ...asked, hasSent: await hasSent(request, asked, ports) }
    return showForm(response, shown, { isEmpty: true, name, contact })
  }
  const { vacancy, organisation } = asked
  const statedName = name
  const policy = policyFor({ organisation, vacancy, statedName }, ports)
  const items = await takeIn(given.slice(0, maxGivenFiles + 1), policy, ports)
  const left = given.slice(maxGivenFiles + 1).map(tooMany)
  const evidence = items.flatMap((item) => ('evidence' in item ? [item.evidence] : []))
  const { code, id: vacancyId, retentionDays } = vacancy
  const at = ports.clock()
  const session = visitorSession(request, response, { ...ports, code })
  const sending = {
    ...{ organisation: organisation.slug, vacancyId, retentionDays, at },
    sessionHash: hashSecret(session),
    ...(name !== undefined && { statedName: name }),
    ...(contact !== undefined && { contact }),
  }
  const received =
    evidence.length === 0
      ? undefined
      : await ports.database.transact((tx) => receiveEvidence(tx, sending, evidence, ports))
  const candidate =
    received && (await ports.candidates.find(organisation.slug, received.candidateId))
  const outcomes = outcomesOf([...items, ...left], received)
  response.set('Cache-Control', 'no-store')
  render(
    response,
    'candidates/sent.njk',
    { ...outcomes, candidate, employerName: organisation.name, code },
    { status: received === undefined ? 422 : 200 },
  )
}

export function givenIn(link: string, files: z.infer<typeof zUploadedFiles>): Given[] {
  return [
    ...(link === '' ? [] : [{ link }]),
    ...files.map(({ fileName, bytes }) => ({ fileName, bytes })),
  ]
}

function tooMany(given: Given) {
  const fileName = 'fileName' in given ? displayText(given.fileName, 80) : undefined
  return { ...(fileName !== undefined && { fileName }), refusal: 'too-many' as const }
}

/** All that this browser sent for the vacancy and that is its alone. */
async function takeBackAll(request: Request, response: Response, ports: SendPorts): Promise<void> {
  const { vacancy, organisation } = await getAsked(request, response, ports)
  const { database, clock } = ports
  const theirs = sentBy(request, vacancy)
  if (theirs === undefined) throw new AppError('forbidden', 'This was sent by another browser')
  await database.transact(async (tx) => {
    const found = await tx.findBy(candidateEntity, theirs)
    const ids = found.map(({ id }) => id)
    const cause = { why: 'asked', by: 'candidate' } as const
    const deleting = { organisation: organisation.slug, cause, at: clock() }
    await deleteKept(tx, { candidates: ids }, deleting)
    for (const id of ids) {
      await recordAudit(tx, {
        organisation: organisation.slug,
        actor: `candidate:${id}`,
        action: 'candidate.withdrawn',
        subject: id,
        at: clock().toISOString(),
      })
    }
  })
  await finishDeletions(ports)
  render(response, 'candidates/taken-back.njk', { again: `/v/${vacancy.code}/send` })
}

/** Candidates that this browser made for the vacancy; undefined for a browser that never sent anything. */
function sentBy(request: Request, { organisation, id: vacancyId }: Vacancy) {
  const session = readSession(request)
  if (session === undefined) return undefined
  return { organisation, vacancyId, sessionHash: hashSecret(session) }
}

/** The way to take it back stays open to who leaves the page that offered it, or changes its language. */
async function hasSent(
  request: Request,
  { vacancy }: Asked,
  { database }: Pick<SendPorts, 'database'>,
): Promise<boolean> {
  const theirs = sentBy(request, vacancy)
  return theirs !== undefined && (await database.reader.exists(candidateEntity, { where: theirs }))
}

async function getAsked(
  request: Request,
  response: Response,
  { vacancies, organisations, clock }: SendPorts,
): Promise<Asked> {
  const vacancy = await vacancies.findByCode(String(request.params.code))
  if (vacancy?.publishedAt === undefined) {
    throw new AppError('not_found', 'There is nothing at this address')
  }
  const organisation = await organisations.get(vacancy.organisation)
  showAs(response, organisation)
  return { vacancy, organisation, isOpen: phaseOf(vacancy, clock()) === 'open' }
}

function showForm(
  response: Response,
  { vacancy, organisation, isOpen, hasSent }: Asked & { hasSent: boolean },
  form: { isEmpty?: boolean; name?: string | undefined; contact?: string | undefined } = {},
): void {
  const { code, title, retentionDays, language } = vacancy
  const megabytes = Math.floor(maxFormBytes / 1_048_576)
  const view = {
    ...{ title, titleLanguage: language, retentionDays, isOpen, megabytes },
    ...{ code, hasSent },
    employerName: organisation.name,
    maxFiles: maxGivenFiles,
    form,
  }
  const status = isOpen ? (form.isEmpty ? 422 : 200) : 410
  response.set('X-Robots-Tag', 'noindex')
  render(response, 'candidates/send.njk', view, { status })
}
