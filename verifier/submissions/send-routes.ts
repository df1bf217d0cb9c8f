import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import { rememberingForm } from '../../shared/server/documents/remembered-forms.ts'
import { nameOwnOrigin, requireSameOrigin } from '../../shared/server/http/cross-origin.ts'
import { zUploadedFiles } from '../../shared/server/http/multipart.ts'
import { createRateLimiter, limitRate, requireTry } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import { render } from '../../shared/server/render.ts'
import { type Asked, getAsked, hasSent } from '../candidates/asked-vacancy.ts'
import { receiveEvidence } from '../candidates/receive-evidence.ts'
import { visitorSession } from '../candidates/visitor-session.ts'
import { admit } from '../check/admission.ts'
import { policyFor } from '../organisations/policy-for.ts'
import type { Full } from '../quota/quota.ts'
import { findFullForCandidates, noteUse } from '../quota/quota-store.ts'
import { type Given, type IntakePorts, maxGivenFiles, takeIn } from './intake.ts'
import { outcomesOf } from './outcomes.ts'
import { keepOutcome } from './sent-outcome.ts'
import { type SentPorts, sentDeclarations, sentRoutes } from './sent-routes.ts'

const path = '/v/:code/send'
export const maxFormBytes = 25_165_824

export const sendDeclarations: readonly RouteDeclaration[] = [
  {
    path,
    methods: ['GET', 'POST'],
    errors: 'page',
    maxBodyBytes: maxFormBytes,
    takesFiles: true,
  },
  ...sentDeclarations,
]

export type SendPorts = SentPorts &
  IntakePorts & {
    /** Of one client; usually 10. */
    sendsPerMinute?: number
    /** In a day, usually 500: nobody fills alone what an organisation takes. */
    filesOfOneClient?: number
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
  const { clock, publicUrl, sendsPerMinute = 10, filesOfOneClient = 500 } = ports
  const limiter = createRateLimiter({ limit: sendsPerMinute, windowSeconds: 60, clock })
  const day = { windowSeconds: 86_400, clock }
  const files = createRateLimiter({ limit: filesOfOneClient, ...day })
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
      const take = async (request: Request, response: Response) => {
        requireTry(files, request.ip ?? '', response)
        const count = await send(request, response, ports)
        files.take(request.ip ?? '', count)
      }
      app.post(path, nameOwnOrigin, isOurs, rememberingForm(ports, take))
      sentRoutes(app, ports)
    },
  }
}

/** Answers how many files came. */
async function send(request: Request, response: Response, ports: SendPorts): Promise<number> {
  const asked = await getAsked(request, response, ports)
  const form = zSending.safeParse(request.body ?? {})
  if (!form.success) throw new AppError('request_malformed', 'The form is not the one of this page')
  if (!asked.isOpen) {
    showForm(response, { ...asked, hasSent: await hasSent(request, asked, ports) })
    return 0
  }
  const { link, name, contact, 'files[]': files } = form.data
  const given = givenIn(link, files)
  if (given.length === 0) {
    const shown = { ...asked, hasSent: await hasSent(request, asked, ports) }
    showForm(response, shown, { isEmpty: true, name, contact })
    return 0
  }
  const { vacancy, organisation } = asked
  const full = await findFullForCandidates(organisation.slug, ports)
  if (full !== undefined) {
    const shown = { ...asked, hasSent: await hasSent(request, asked, ports) }
    showForm(response, shown, { full, name, contact })
    return 0
  }
  const statedName = name
  const policy = policyFor({ organisation, vacancy, expected: { name: statedName } }, ports)
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
  const sessionHash = sending.sessionHash
  const id = await ports.database.transact(async (tx) => {
    await noteUse(tx, { organisation: organisation.slug, at }, { files: items.length })
    const received =
      evidence.length === 0 ? undefined : await receiveEvidence(tx, sending, evidence, ports)
    const outcome = {
      ...outcomesOf([...items, ...left], received),
      ...(received && { candidateId: received.candidateId }),
    }
    return keepOutcome(tx, { sessionHash, outcome, at }, ports.keyEncryptionKey)
  })
  response.redirect(303, `/v/${code}/sent/${id}`)
  return items.length
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

type SentForm = {
  isEmpty?: boolean
  /** Nothing more is taken, today or until something is deleted. */
  full?: Full
  name?: string | undefined
  contact?: string | undefined
}

function showForm(
  response: Response,
  { vacancy, organisation, isOpen, hasSent }: Asked & { hasSent: boolean },
  form: SentForm = {},
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
  const status = isOpen ? (form.full ? 429 : form.isEmpty ? 422 : 200) : 410
  response.set('X-Robots-Tag', 'noindex')
  render(response, 'submissions/send.njk', view, { status })
}
