import { z } from 'zod'
import { checkNames } from '../../shared/verify/check-names.ts'

/** What the pipeline found, as programs read it. The shapes are those of shared/verify/report.ts, where all of it stands. */

export const zVerdict = z.enum(['valid', 'invalid', 'unknown'])

export const zCheck = z.object({
  name: z.enum(checkNames),
  result: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
  /** Stable: act on this. */
  code: z.string(),
})

const zDetailedCheck = zCheck.extend({
  /** For a developer, in English. */
  detail: z.string(),
})

const zCredentialReport = z.looseObject({
  kind: z.literal('credential'),
  verdict: zVerdict,
  checks: z.array(zDetailedCheck),
  /** What it says of itself: trust it where the verdict is valid. Absent where it could not be read. */
  credential: z
    .looseObject({
      id: z.string().optional(),
      types: z.array(z.string()),
      issuer: z.looseObject({ id: z.string(), name: z.string().optional() }),
      subjectId: z.string().optional(),
      achievement: z.looseObject({ id: z.string(), name: z.string() }).optional(),
      validFrom: z.string().optional(),
      validUntil: z.string().optional(),
    })
    .optional(),
  securedWith: z.string().optional(),
  checkedAt: z.string(),
})

export const zPresentationReport = z.looseObject({
  kind: z.literal('presentation'),
  /** The worst of its own checks and of each credential. */
  verdict: zVerdict,
  checks: z.array(zDetailedCheck),
  holder: z.string().optional(),
  holders: z.array(z.string()).optional(),
  credentials: z.array(zCredentialReport),
  checkedAt: z.string(),
})

export const zVerificationReport = z.union([zPresentationReport, zCredentialReport])
