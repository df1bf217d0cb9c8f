import { z } from 'zod'
import { type Did, isDid } from '../../../shared/did/did.ts'
import type { Holder } from '../wallet-ports.ts'
import type { RowValue, SealedRows } from './sealed-rows.ts'

const zDid = z.custom<Did>((value) => typeof value === 'string' && isDid(value))
const zCurve = z.enum(['Ed25519', 'P-256'])

/** A key that this wallet holds: its public half, and which row its sealed private half is. */
const zStoredKey = z.object({
  kid: z.string().min(1).max(256),
  curve: zCurve,
  publicKeyHex: z.string().regex(/^(?:[0-9a-f]{2}){32,33}$/),
  row: z.string().min(1).max(64),
})

export type StoredKey = z.infer<typeof zStoredKey>

/** A DID and the key that it was made for. */
const zStoredIdentifier = z.object({
  did: zDid,
  provider: z.enum(['did:key', 'did:jwk', 'did:web']),
  kid: z.string().min(1).max(256),
})

export type StoredIdentifier = z.infer<typeof zStoredIdentifier>

const zHolder = z.object({
  did: zDid,
  curve: zCurve,
  name: z.string().max(200).exactOptional(),
  isDefault: z.boolean(),
  createdAt: z.string().max(40),
})

/** Who the learner is in this wallet. One row, because its parts belong together and are few. */
export const zIdentity = z.object({
  keys: z.array(zStoredKey).max(1_000),
  identifiers: z.array(zStoredIdentifier).max(1_000),
  holders: z.array(zHolder).max(1_000),
})

export type Identity = z.infer<typeof zIdentity>

export const keyStore = 'key'
const place = { store: 'identity', id: 'all' }

export async function readIdentity(rows: Pick<SealedRows, 'read'>): Promise<Identity> {
  const value = await rows.read(place.store, place.id)
  // written by identityRow and nobody else
  return (value as Identity | undefined) ?? { keys: [], identifiers: [], holders: [] }
}

export function identityRow(identity: Identity): RowValue {
  return { ...place, value: identity }
}

/** The default one first, then in the order in which they were made. */
export function holdersInOrder({ holders }: Identity): Holder[] {
  const byAge = [...holders].sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
  return [...byAge.filter(({ isDefault }) => isDefault), ...byAge.filter((item) => !item.isDefault)]
}
