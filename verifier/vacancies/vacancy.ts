import { z } from 'zod'
import { encodeBase58 } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import { languages } from '../../shared/i18n/messages.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { type Need, zNeeds } from '../../shared/skills/need.ts'
import { zDid } from '../../shared/trust/trust-values.ts'
import { longestRetentionDays, type Organisation } from '../organisations/organisation.ts'

export const vacancyKinds = ['vacancy', 'step-up'] as const
export type VacancyKind = (typeof vacancyKinds)[number]

export const vacancyStates = ['draft', 'open', 'closed', 'archived'] as const
export type VacancyState = (typeof vacancyStates)[number]

const zTime = z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString())

/** What somebody may say of a vacancy, or of a step up for people who work there already. */
export const zVacancyContent = z.strictObject({
  kind: z.enum(vacancyKinds).default('vacancy'),
  title: z.string().trim().min(1).max(150),
  description: z.string().trim().max(5_000).default(''),
  /** What the badges are asked for: people read it in their wallet. */
  purpose: z.string().trim().min(1).max(300),
  /** In which the words above are written. */
  language: z.enum(languages).default('en'),
  needs: zNeeds.default([]),
  /** Default: those of the organisation. */
  trustedCities: z.array(zDid).min(1).max(50).exactOptional(),
  retentionDays: z.int().min(1).max(longestRetentionDays).exactOptional(),
  opensAt: zTime.exactOptional(),
  closesAt: zTime.exactOptional(),
  /** Told to whoever reads the public list of open vacancies. */
  isListed: z.boolean().default(true),
})

export type VacancyContent = z.infer<typeof zVacancyContent>

/** What an organisation asks people for, and where that stands. */
export type Vacancy = {
  organisation: string
  id: string
  /** In the address of its advert; says nothing. */
  code: string
  kind: VacancyKind
  title: string
  description: string
  purpose: string
  language: VacancyContent['language']
  needs: readonly Need[]
  trustedCities?: readonly Did[]
  retentionDays: number
  isListed: boolean
  state: VacancyState
  opensAt?: string
  closesAt?: string
  createdAt: string
  /** When it was opened first: from then on what it asks for stays as it is. */
  publishedAt?: string
}

export function makeVacancy(
  content: VacancyContent,
  organisation: Pick<Organisation, 'slug' | 'retentionDays'>,
  { random, clock }: { random: RandomBytes; clock: () => Date },
): Vacancy {
  return {
    ...content,
    organisation: organisation.slug,
    id: encodeBase58(random(12)),
    code: encodeBase58(random(9)),
    retentionDays: content.retentionDays ?? organisation.retentionDays,
    state: 'draft',
    createdAt: clock().toISOString(),
  }
}

export type VacancyPhase = VacancyState | 'not-yet'

/** How it stands at a time: an open one may not have begun, or be over, by its own dates. */
export function phaseOf(
  { state, opensAt, closesAt }: Pick<Vacancy, 'state' | 'opensAt' | 'closesAt'>,
  now: Date,
): VacancyPhase {
  if (state !== 'open') return state
  const at = now.toISOString()
  if (closesAt !== undefined && closesAt <= at) return 'closed'
  return opensAt !== undefined && opensAt > at ? 'not-yet' : 'open'
}
