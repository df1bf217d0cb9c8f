import { z } from 'zod'
import { applicantKinds, applicationStates } from './application.ts'
import type { ApplicationRow } from './application-store.ts'

/** An application as the API tells it. */
export const zApplicationJson = z.object({
  applicationId: z.string(),
  state: z.enum(applicationStates).exclude(['unconfirmed']),
  name: z.string(),
  kind: z.enum(applicantKinds),
  description: z.string(),
  website: z.string().optional(),
  contact: z.string(),
  email: z.string(),
  badges: z.string(),
  language: z.enum(['en', 'cy']),
  createdAt: z.string(),
  confirmedAt: z.string().optional(),
  decidedAt: z.string().optional(),
  /** What the city asked, or why it declined. */
  reason: z.string().optional(),
  /** The provider that it became. */
  provider: z.string().optional(),
})

export function applicationJson(row: ApplicationRow): z.infer<typeof zApplicationJson> {
  const { id, website, confirmedAt, decidedAt, reason, provider, ...rest } = row
  return zApplicationJson.parse({
    applicationId: id,
    ...rest,
    ...(website !== null && { website }),
    ...(confirmedAt !== null && { confirmedAt }),
    ...(decidedAt !== null && { decidedAt }),
    ...(reason !== null && { reason }),
    ...(provider !== null && { provider }),
  })
}
