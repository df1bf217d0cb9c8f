import { z } from 'zod'

/** What somebody is who applies. */
export const applicantKinds = [
  'college',
  'school',
  'charity',
  'club',
  'employer',
  'public-body',
  'other',
] as const

export type ApplicantKind = (typeof applicantKinds)[number]

/**
 * `unconfirmed`: nobody has opened the link in the mail yet, and the city sees nothing of it; `applied`: waits for
 * the city; `more`: waits for the applicant.
 */
export const applicationStates = ['unconfirmed', 'applied', 'more', 'accepted', 'declined'] as const

export type ApplicationState = (typeof applicationStates)[number]

const noControl = /^[^\p{Cc}]*$/u
const line = (most: number) => z.string().trim().min(1).max(most).regex(noControl)
const paragraph = (most: number) => z.string().trim().min(1).max(most)

/** One plain address, as the outbox takes it. */
const zApplicantEmail = z
  .email()
  .max(254)
  .regex(/^[^\s<>(),;:"\p{Cc}]+$/u)

/** What the form asks of whoever wants to award badges here. */
export const zApplication = z.object({
  name: line(200),
  kind: z.enum(applicantKinds),
  description: paragraph(500),
  website: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)])
    .default('')
    .transform((text) => (text === '' ? undefined : text)),
  contact: line(100),
  email: z.string().trim().pipe(zApplicantEmail),
  badges: paragraph(2_000),
})

export type Application = z.infer<typeof zApplication>

/** Two ways to write one name are one name. */
export function nameKeyOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
