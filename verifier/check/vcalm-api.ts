import { z } from 'zod'
import {
  answerVerifyCredential,
  answerVerifyPresentation,
  maxCredentialRequestBytes,
  maxPresentationRequestBytes,
} from '../../shared/server/api/vcalm-routes.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { zVerifyCredential, zVerifyPresentation } from '../../shared/vcalm/verify-options.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import type { Permission } from '../staff/roles.ts'

const zAnswer = z.object({
  verified: z.boolean(),
  checks: z.array(z.string()),
  problemDetails: z.array(z.object({ type: z.string(), title: z.string(), detail: z.string() })),
  verifiableCredential: z.unknown().optional(),
  verifiablePresentation: z.unknown().optional(),
})

/** For systems that have a verifier checked by its API, in the shape of VCALM. Nothing of it is kept. */
export function vcalmApiRoutes({
  publicVerification,
}: {
  publicVerification: VerificationPorts
}): GuardedRoute<Permission>[] {
  // each request has its own bound on how many places it makes us ask
  const ports = () => ({ ports: withinReach(publicVerification) })
  const common = {
    method: 'POST',
    scope: 'anywhere',
    errors: 'problem',
    permission: 'report.make',
  } as const
  return [
    {
      ...common,
      path: '/api/v1/credentials/verify',
      maxBodyBytes: maxCredentialRequestBytes,
      description: {
        tag: 'checks',
        summary: 'Verify a credential',
        body: zVerifyCredential,
        answer: zAnswer,
      },
      handler: (request, response) => answerVerifyCredential(ports())(request, response),
    },
    {
      ...common,
      path: '/api/v1/presentations/verify',
      maxBodyBytes: maxPresentationRequestBytes,
      description: {
        tag: 'checks',
        summary: 'Verify a presentation',
        body: zVerifyPresentation,
        answer: zAnswer,
      },
      handler: (request, response) => answerVerifyPresentation(ports())(request, response),
    },
  ]
}
