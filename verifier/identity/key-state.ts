import type { HistoricKey } from '../../shared/node/identity/historic-key.ts'

export const keyStates = ['announced', 'in-use', 'retired', 'revoked'] as const

/**
 * `announced`: stands in the document and does not sign yet; `retired`: signs no more, what it signed stays good;
 * `revoked`: in someone else's hands.
 */
export type KeyState = (typeof keyStates)[number]

/**
 * For so long a successor stands in the document before it signs, so that nobody meets it who keeps an older
 * copy: five minutes in caches on the way, as many in a wallet, and some to spare.
 */
export const announcedForSeconds = 900

export function stateOf(key: HistoricKey, keys: readonly HistoricKey[], now: Date): KeyState {
  if (key.compromisedAt !== null) return 'revoked'
  if (!maySign(key, now)) return 'retired'
  return findSigningKey(keys, key.keyType, now) === key ? 'in-use' : 'announced'
}

/** Of the keys that may sign the one that retires first: its successors wait until it has, or was revoked. */
export function findSigningKey(
  keys: readonly HistoricKey[],
  keyType: HistoricKey['keyType'],
  now: Date,
): HistoricKey | undefined {
  return keys
    .filter((key) => key.keyType === keyType && maySign(key, now))
    .toSorted((a, b) => (turnOf(a) < turnOf(b) ? -1 : 1))[0]
}

/** Texts that sort: a key without an end comes after every key with one. */
function turnOf({ retiredAt, createdAt, keyId }: HistoricKey): string {
  return [retiredAt ?? '~', createdAt, keyId].join()
}

function maySign({ retiredAt, compromisedAt }: HistoricKey, now: Date): boolean {
  return compromisedAt === null && (retiredAt === null || now.toISOString() < retiredAt)
}
