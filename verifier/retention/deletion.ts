import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Signer } from '../../shared/credential/signer.ts'
import type { Did } from '../../shared/did/did.ts'
import { signStatement } from '../../shared/trust/signed-statement.ts'
import { zDid, zMoment, zUnixTime } from '../../shared/trust/trust-values.ts'

/** The kinds of things that end, in the order in which they are told. */
export const deletedKinds = ['candidates', 'evidence', 'reports', 'batches'] as const

export type DeletedKind = (typeof deletedKinds)[number]

const mostHashes = 100_000
const zHashes = z.array(z.string().regex(/^[A-Za-z0-9_-]{43}$/)).max(mostHashes)
const zCount = z.int().min(0)

/** By whom: what they are, and the pseudonym of who works here. Of a candidate no more than that it was one. */
const zBy = z.string().regex(/^[a-z-]{1,20}(:[\w-]{1,64})?$/)

/**
 * An organisation's word that it deleted something: how much, when and why. The hashes are of random ids: whoever was
 * told an id can see that it is among them, and nobody else can make anything of them.
 */
export const zDeletion = z.object({
  iss: zDid,
  iat: zUnixTime,
  jti: z.uuid(),
  deletedAt: zMoment,
  why: z.enum(['clock', 'asked']),
  by: zBy.exactOptional(),
  counts: z.object({ candidates: zCount, evidence: zCount, reports: zCount, batches: zCount }),
  /** SHA-256 of the ids, base64url, sorted. */
  hashes: z.object({
    candidates: zHashes,
    evidence: zHashes,
    reports: zHashes,
    batches: zHashes,
  }),
})

export type Deletion = z.output<typeof zDeletion>

/** Because its time is over, or because somebody wanted it. */
export type DeletionCause = { why: 'clock' } | { why: 'asked'; by: string }

export type DeletedIds = Partial<Record<DeletedKind, readonly string[]>>

export const deletionType = 'waymark-deletion+jwt'

/** @returns a compact JWT of type `waymark-deletion+jwt` */
export function signDeletion(
  deletion: Omit<Deletion, 'iss' | 'iat'>,
  { did, signer, at }: { did: Did; signer: Signer; at: Date },
): Promise<string> {
  const payload: Deletion = { iss: did, iat: Math.floor(at.getTime() / 1000), ...deletion }
  return signStatement({ type: deletionType, payload, signer })
}

export function contentOf(ids: DeletedIds): Pick<Deletion, 'counts' | 'hashes'> {
  const each = <Value>(make: (ids: readonly string[]) => Value) => ({
    candidates: make(ids.candidates ?? []),
    evidence: make(ids.evidence ?? []),
    reports: make(ids.reports ?? []),
    batches: make(ids.batches ?? []),
  })
  return { counts: each(({ length }) => length), hashes: each((some) => some.map(hashId).sort()) }
}

/** As it stands in a statement. */
export function hashId(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}

/** Who acted, as a statement may name them. */
export function pseudonymOf(actor: string): string {
  return actor.startsWith('candidate:') ? 'candidate' : actor
}
