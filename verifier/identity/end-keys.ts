import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { HistoricKey } from '../../shared/node/identity/historic-key.ts'
import { announcedForSeconds } from './key-state.ts'
import { addKeys, changeKey, goesOn, listKeys } from './key-store.ts'

/** `retired`: another signs soon; `revoked`: it is in someone else's hands, and another signs at once. */
export type KeyEnd = 'retired' | 'revoked'

/** The kinds of keys that the verifier always has: ES256 is what most wallets accept, EdDSA what others want. */
export const keyTypes = ['Secp256r1', 'Ed25519'] as const satisfies HistoricKey['keyType'][]

/**
 * Ends the key that is named, or else every key that goes on; where none of its kind is left, one of
 * `successors` takes its place.
 * @throws AppError not_found | conflict
 */
export async function endKeys(
  tx: Transaction,
  input: {
    did: Did
    thumbprint?: string | undefined
    end: KeyEnd
    /** One of each kind; what is not needed is nobody's. */
    successors: readonly HistoricKey[]
    at: Date
  },
): Promise<void> {
  const { did, thumbprint, end, successors, at } = input
  const keys = await listKeys(tx, did)
  const ending = thumbprint === undefined ? keysToEnd(keys, end, at) : [keyIn(keys, thumbprint)]
  for (const key of ending) {
    if (key.compromisedAt !== null || (end === 'retired' && key.retiredAt !== null)) {
      throw new AppError('conflict', 'This key has ended before')
    }
    await changeKey(tx, key, changeOf(end, at))
  }
  const left = keys.filter((key) => goesOn(key) && !ending.includes(key))
  const missing = keyTypes.filter((type) => !left.some(({ keyType }) => keyType === type))
  const needed = successors.filter(({ keyType }) => missing.includes(keyType))
  if (needed.length < missing.length) {
    throw new AppError('conflict', 'The keys were changed meanwhile. Nothing was done; try again')
  }
  await addKeys(tx, needed)
}

/** A thief of the machine has those that were to retire in a while, too. */
function keysToEnd(keys: readonly HistoricKey[], end: KeyEnd, at: Date): HistoricKey[] {
  if (end === 'retired') return keys.filter(goesOn)
  return keys.filter(
    ({ retiredAt, compromisedAt }) =>
      compromisedAt === null && (retiredAt === null || at.toISOString() < retiredAt),
  )
}

function keyIn(keys: readonly HistoricKey[], thumbprint: string): HistoricKey {
  const key = keys.find((one) => one.thumbprint === thumbprint)
  if (key === undefined) throw new AppError('not_found', 'The verifier never had such a key')
  return key
}

function changeOf(end: KeyEnd, at: Date) {
  if (end === 'revoked') return { compromisedAt: at.toISOString() }
  return { retiredAt: new Date(at.getTime() + announcedForSeconds * 1000).toISOString() }
}
