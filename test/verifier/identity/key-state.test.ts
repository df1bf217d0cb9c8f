import { describe, expect, test } from 'vitest'
import type { HistoricKey } from '../../../shared/node/identity/historic-key.ts'
import { findSigningKey, type KeyState, stateOf } from '../../../verifier/identity/key-state.ts'

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`
const now = new Date(at(30))

function key(name: string, change: Partial<HistoricKey> = {}): HistoricKey {
  return {
    ...{ did: 'did:web:hire.example', keyId: name, keyType: 'Secp256r1', publicKeyHex: name },
    ...{ thumbprint: name, createdAt: at(0), retiredAt: null, compromisedAt: null },
    ...change,
  }
}

describe('findSigningKey', () => {
  test.each<[string, HistoricKey[], string | undefined]>([
    ['the only one', [key('a')], 'a'],
    ['the one that retires in a while', [key('b'), key('a', { retiredAt: at(31) })], 'a'],
    ['its successor once it has', [key('b'), key('a', { retiredAt: at(30) })], 'b'],
    [
      'of several that retire the first',
      [key('c'), key('b', { retiredAt: at(40) }), key('a', { retiredAt: at(31) })],
      'a',
    ],
    [
      'its successor at once where it was stolen',
      [key('b'), key('a', { retiredAt: at(31), compromisedAt: at(30) })],
      'b',
    ],
    ['none of another kind', [key('a', { keyType: 'Ed25519' })], undefined],
    ['none that has ended', [key('a', { compromisedAt: at(1) })], undefined],
  ])('takes %s', (_, keys, name) => {
    expect(findSigningKey(keys, 'Secp256r1', now)?.keyId).toBe(name)
  })
})

describe('stateOf', () => {
  test('tells for each key what it does now', () => {
    const keys = [
      key('next'),
      key('old', { retiredAt: at(31) }),
      key('older', { retiredAt: at(20) }),
      key('stolen', { retiredAt: at(10), compromisedAt: at(25) }),
      key('other kind', { keyType: 'Ed25519' }),
    ]
    expect(keys.map((one) => stateOf(one, keys, now))).toEqual([
      'announced',
      'in-use',
      'retired',
      'revoked',
      'in-use',
    ] satisfies KeyState[])
  })
})
