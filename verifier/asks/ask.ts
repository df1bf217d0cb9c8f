import { encodeBase58 } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import type { Need } from '../../shared/skills/need.ts'

/** One more thing that somebody who sent something is asked for, by a link of their own. */
export type Ask = {
  organisation: string
  id: string
  candidateId: string
  /** In its link: whoever has it can answer. */
  code: string
  /** What it is about: the name of a step up, or of a badge. */
  title: string
  purpose: string
  needs: readonly Need[]
  /** Default: those of the organisation. */
  trustedCities?: readonly Did[]
  /** What comes is kept for so long. */
  retentionDays: number
  createdAt: string
  expiresAt: string
}

export type NewAsk = Omit<Ask, 'id' | 'code' | 'createdAt' | 'expiresAt'>

/** So long its link is good. */
export const daysToAnswer = 14

const dayInMilliseconds = 86_400_000

export function makeAsk(
  asked: NewAsk,
  { random, clock }: { random: RandomBytes; clock: () => Date },
): Ask {
  const now = clock()
  return {
    ...asked,
    id: encodeBase58(random(12)),
    code: encodeBase58(random(24)),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + daysToAnswer * dayInMilliseconds).toISOString(),
  }
}

export function isOver({ expiresAt }: Pick<Ask, 'expiresAt'>, now: Date): boolean {
  return expiresAt <= now.toISOString()
}

/** Under which requests that it made are found again, as the API key is under which programs made theirs. */
export function makerOf({ id }: Pick<Ask, 'id'>): string {
  return `ask:${id}`
}

/** Of the ask that made a request; undefined for a request that was made otherwise. */
export function askIdIn(apiKeyId: string): string | undefined {
  return /^ask:(.+)$/.exec(apiKeyId)?.[1]
}

export function askUrl({ code }: Pick<Ask, 'code'>, publicUrl: string): string {
  return `${publicUrl}/asked/${code}`
}
