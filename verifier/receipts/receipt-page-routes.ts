import type { Express, Response } from 'express'
import { z } from 'zod'
import { readSecured } from '../../shared/credential/secured.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import { readAnything } from '../../shared/given/read-anything.ts'
import { UploadedFile } from '../../shared/server/http/multipart.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { admit } from '../check/admission.ts'
import { deletionText } from '../retention/deletion-text.ts'
import { isDeletion, readDeletion } from '../retention/read-deletion.ts'
import { hashBadge } from './badge-hash.ts'
import { readReceipt } from './read-receipt.ts'
import { receiptText } from './receipt-text.ts'

const path = '/receipts'
const maxBytes = 1_048_576

export const receiptPageDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET', 'POST'], errors: 'page', maxBodyBytes: maxBytes, takesFiles: true },
]

export type ReceiptPagePorts = { verification: VerificationPorts; clock: () => Date }

const zForm = z.object({
  receipt: z.string().default(''),
  file: z.instanceof(UploadedFile).optional(),
  badge: z.instanceof(UploadedFile).optional(),
})

/** Anyone checks a receipt, at any later time: the verifier that it names is asked for its keys, nothing is kept. */
export function receiptPage({ verification, clock }: ReceiptPagePorts): {
  /** Refuses before a body is read. */
  guards: (app: Express) => void
  routes: (app: Express) => void
} {
  const limiter = createRateLimiter({ limit: 30, windowSeconds: 60, clock })
  return {
    guards(app) {
      app.post(path, limitRate(limiter), admit({ atOnce: 12, ofOneClient: 4 }))
    },
    routes(app) {
      app.get(path, (_request, response) => show(response))
      app.post(path, async (request, response) => {
        const { receipt, file, badge } = parseBody(zForm, request.body ?? {})
        const text = (file?.bytes.toString('utf8') ?? receipt).trim()
        if (text === '') return show(response, { isEmpty: true })
        if (isDeletion(text)) {
          const deletion = await readDeletion(text, verification)
          const lines = deletionText(deletion, response.locals.lang).split('\n')
          return show(response, { outcome: deletion.outcome, sections: [lines] })
        }
        const reading = await readReceipt(text, verification)
        const named = badge && placeOf(badge.bytes, reading)
        const sections = receiptText(reading, named, response.locals.lang).split('\n\n')
        show(response, {
          outcome: reading.outcome,
          sections: sections.map((section) => section.split('\n')),
        })
      })
    },
  }
}

/** Number of the badge in the receipt, from 1; 0 where it is not in it. */
function placeOf(bytes: Uint8Array, reading: Awaited<ReturnType<typeof readReceipt>>): number {
  const found = readAnything(bytes)
  if (found.kind !== 'badge' || reading.outcome !== 'read') return 0
  try {
    const hash = hashBadge(readSecured(found.text))
    return reading.payload.badges.findIndex((badge) => badge.hash === hash) + 1
  } catch (error) {
    if (isAppError(error)) return 0
    throw error
  }
}

type Answer = { isEmpty: true } | { outcome: string; sections: string[][] }

function show(response: Response, answer?: Answer): void {
  response.set('X-Robots-Tag', answer === undefined ? 'all' : 'noindex')
  const status = answer !== undefined && 'isEmpty' in answer ? 400 : 200
  render(response, 'receipts/receipts.njk', { answer }, { status })
}
