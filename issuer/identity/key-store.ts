import { EntitySchema } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import {
  type AgentKey,
  type HistoricKey,
  historicKeyColumns,
  newHistoricKey,
} from '../../shared/node/identity/historic-key.ts'

/** A key that one of the city's identities has or had. */
export type IdentityKeyRow = HistoricKey & {
  /** `escrow`: signs the status lists of a provider that closed, and nothing else. */
  purpose: 'signing' | 'escrow'
  /** Of the award log, when the key ended. */
  retiredSize: number | null
  compromisedSize: number | null
}

export const identityKeyEntity = new EntitySchema<IdentityKeyRow>({
  name: 'identity_key',
  columns: {
    ...historicKeyColumns,
    purpose: { type: 'varchar' },
    retiredSize: { type: 'integer', name: 'retired_size', nullable: true },
    compromisedSize: { type: 'integer', name: 'compromised_size', nullable: true },
  },
})

export function newKeyRow(input: {
  did: string
  key: AgentKey
  purpose: IdentityKeyRow['purpose']
  at: string
}): IdentityKeyRow {
  const { purpose } = input
  return { ...newHistoricKey(input), purpose, retiredSize: null, compromisedSize: null }
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
