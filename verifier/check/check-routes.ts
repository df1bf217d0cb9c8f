import type { Express, Request, RequestHandler, Response } from 'express'
import type { Did } from '../../shared/did/did.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import {
  createRateLimiter,
  limitRate,
  type RateLimiter,
  takeTry,
} from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import { admit } from './admission.ts'
import { checkGiven } from './check-given.ts'
import { type CheckAnswer, type CheckedItem, checkAnswer } from './check-page.ts'
import { maxInputBytes } from './fetch-given.ts'
import { inTime, tooSlow } from './in-time.ts'
import type { Problem } from './problems.ts'
import { type CheckForm, maxFiles, readCheckForm } from './read-check-form.ts'

const path = '/check'
/** What else a form may hold: the names of its parts, and the person asked about. */
const formBytes = 65_536
const secondsPerCheck = 25
const maxTextShownAgain = 65_536

export const checkDeclarations: readonly RouteDeclaration[] = [
  {
    path,
    methods: ['GET', 'POST'],
    errors: 'page',
    maxBodyBytes: maxInputBytes + formBytes,
    takesFiles: true,
  },
]

export type CheckPagePorts = {
  /** Nothing that comes of it is written anywhere. */
  verification: VerificationPorts
  fetch: GuardedFetch
  clock: () => Date
  reportedCities?: readonly Did[]
  /** Of one client; default 30. A file counts as one. */
  checksPerMinute?: number
}

/** Anyone checks anything: the answer comes at once, and nothing of it is kept. */
export function checkPage(ports: CheckPagePorts): {
  /** Refuses before a body is read. */
  guards: (app: Express) => void
  routes: (app: Express) => void
} {
  const { clock, checksPerMinute = 30 } = ports
  const limiter = createRateLimiter({ limit: checksPerMinute, windowSeconds: 60, clock })
  return {
    guards(app) {
      app.post(path, limitRate(limiter), admit({ atOnce: 12, ofOneClient: 4 }))
    },
    routes(app) {
      app.get(path, permitCamera, (_request, response) => show(response))
      app.post(path, permitCamera, async (request, response) => {
        const form = readCheckForm(request.body)
        countFiles(form, { request, response, limiter })
        const answer = checkAnswer(await checkItems(form, ports), {
          language: response.locals.lang,
          recipient: form.recipient,
        })
        show(response, answer, form)
      })
    },
  }
}

/** Only this page, and only for itself. */
const permitCamera: RequestHandler = (_request, response, next) => {
  response.set('Permissions-Policy', 'camera=(self), microphone=(), geolocation=()')
  next()
}

/** The form itself was counted before. */
function countFiles(
  { items }: CheckForm,
  { request, response, limiter }: { request: Request; response: Response; limiter: RateLimiter },
): void {
  if (items.length > maxFiles) return
  for (const _ of items.slice(1)) takeTry(limiter, request.ip ?? '', response)
}

async function checkItems(
  { items, recipient }: CheckForm,
  { verification, fetch, reportedCities }: CheckPagePorts,
): Promise<CheckedItem[]> {
  if (items.length > maxFiles)
    return [{ checked: { outcome: 'problem', problem: 'too-many-files' } }]
  const ports = { fetch, verification: withinReach(verification) }
  const policy = policyFor(recipient, reportedCities)
  return Promise.all(
    items.map(async ({ given, ...item }) => ({
      ...item,
      checked: await inTime(checkGiven(given, ports, policy), {
        maxMilliseconds: secondsPerCheck * 1_000,
        late: tooSlow,
      }),
    })),
  )
}

/** Nobody is trusted here: what cities say stands in the report and decides nothing. */
function policyFor(
  recipient: CheckForm['recipient'],
  reportedCities: readonly Did[] | undefined,
): VerificationPolicy {
  return {
    ...(reportedCities && { trustedCities: reportedCities }),
    ...(recipient && { recipient }),
    required: recipient ? ['recipient'] : [],
  }
}

function show(response: Response, answer?: CheckAnswer, form?: CheckForm): void {
  const text = answer === undefined || !mayBeShownAgain(answer) ? undefined : form?.text
  response.set('X-Robots-Tag', answer === undefined ? 'all' : 'noindex')
  render(
    response,
    'check/check.njk',
    {
      answer,
      recipient: form?.recipient ?? {},
      form: {
        text: text !== undefined && text.length <= maxTextShownAgain ? text : '',
        maxFiles,
        maxMegabytes: Math.floor(maxInputBytes / 1_048_576),
        maxBytes: maxInputBytes,
        seconds: secondsPerCheck,
      },
    },
    { status: answer?.status ?? 200 },
  )
}

/** To be mended in the form; but what is secret is not given back. */
function mayBeShownAgain({ reports, problems }: CheckAnswer): boolean {
  const secret: readonly Problem[] = ['restore', 'wallet-file', 'sealed-wallet']
  return reports.length === 0 && problems.every(({ problem }) => !secret.includes(problem))
}
