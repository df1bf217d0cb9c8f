import { EntitySchema } from 'typeorm'
import { publicKeyOfIdentifierKey } from '../../shared/agent/identifier-key.ts'
import { jwkThumbprint, type PublicKey, publicKeyToJwk } from '../../shared/did/public-key.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

/** A key that one of the city's identities has or had. The private half is in the agent's key store. */
export type IdentityKeyRow = {
  did: string
  /** How the agent calls it. */
  keyId: string
  keyType: 'Ed25519' | 'Secp256r1'
  publicKeyHex: string
  /** RFC 7638 */
  thumbprint: string
  /** `escrow`: signs the status lists of a provider that closed, and nothing else. */
  purpose: 'signing' | 'escrow'
  createdAt: string
  /** When it ended, and the size of the award log at that moment. */
  retiredAt: string | null
  retiredSize: number | null
  compromisedAt: string | null
  compromisedSize: number | null
}

export const identityKeyEntity = new EntitySchema<IdentityKeyRow>({
  name: 'identity_key',
  columns: {
    did: { type: 'varchar', primary: true },
    keyId: { type: 'varchar', primary: true, name: 'key_id' },
    keyType: { type: 'varchar', name: 'key_type' },
    publicKeyHex: { type: 'varchar', name: 'public_key_hex' },
    thumbprint: { type: 'varchar' },
    purpose: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
    retiredAt: { type: 'varchar', name: 'retired_at', nullable: true },
    retiredSize: { type: 'integer', name: 'retired_size', nullable: true },
    compromisedAt: { type: 'varchar', name: 'compromised_at', nullable: true },
    compromisedSize: { type: 'integer', name: 'compromised_size', nullable: true },
  },
})

export type AgentKey = { kid: string; type: string; publicKeyHex: string }

export function newKeyRow(input: {
  did: string
  key: AgentKey
  purpose: IdentityKeyRow['purpose']
  at: string
}): IdentityKeyRow {
  const { did, key, purpose, at } = input
  return {
    did,
    keyId: key.kid,
    keyType: key.type === 'Secp256r1' ? 'Secp256r1' : 'Ed25519',
    publicKeyHex: key.publicKeyHex,
    thumbprint: jwkThumbprint(publicKeyToJwk(publicKeyOfIdentifierKey(key))),
    purpose,
    createdAt: at,
    retiredAt: null,
    retiredSize: null,
    compromisedAt: null,
    compromisedSize: null,
  }
}

/** All keys that the identity ever had: those in use first, then the newest. */
export async function listKeys(reader: Reader, did: string): Promise<IdentityKeyRow[]> {
  const rows = await reader.findBy(identityKeyEntity, { did })
  return rows.sort((a, b) => rank(b).localeCompare(rank(a)))
}

function rank(key: IdentityKeyRow): string {
  return `${isInUse(key) ? 1 : 0}${key.purpose === 'signing' ? 1 : 0}${key.createdAt}${key.keyId}`
}

export function isInUse({ retiredAt, compromisedAt }: IdentityKeyRow): boolean {
  return retiredAt === null && compromisedAt === null
}

/**
 * The key that the identity signs with today; once its provider has closed, that is the escrow key.
 * @throws Error where it has none: none of ours is ever without
 */
export async function getCurrentKey(reader: Reader, did: string): Promise<IdentityKeyRow> {
  const [key] = (await listKeys(reader, did)).filter(isInUse)
  if (key === undefined) throw new Error('an identity has no key in use')
  return key
}

export async function addKey(tx: Transaction, row: IdentityKeyRow): Promise<void> {
  await tx.insert(identityKeyEntity, row)
}

export async function changeKey(
  tx: Transaction,
  { did, keyId }: Pick<IdentityKeyRow, 'did' | 'keyId'>,
  changes: Partial<IdentityKeyRow>,
): Promise<void> {
  await tx.update(identityKeyEntity, { did, keyId }, changes)
}

export function publicKeyOf({ keyType, publicKeyHex }: IdentityKeyRow): PublicKey {
  return publicKeyOfIdentifierKey({ type: keyType, publicKeyHex })
}
