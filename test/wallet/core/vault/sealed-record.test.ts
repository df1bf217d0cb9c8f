import { describe, expect, it } from 'vitest'
import {
  createSealedKey,
  moveSealedKey,
  openSealedKey,
} from '../../../../wallet/core/vault/sealed-key.ts'
import { openRecord, sealRecord } from '../../../../wallet/core/vault/sealed-record.ts'
import { refusalOf } from '../../refusal.ts'
import { testCrypto, testDataKey } from './test-crypto.ts'

const place = { store: 'badge', id: 'a1' }
const plaintext = new TextEncoder().encode('First aid')

describe('openRecord', () => {
  it('gives back what was sealed', async () => {
    const dataKey = await testDataKey()
    const sealed = await sealRecord(plaintext, place, dataKey, testCrypto)
    expect(await openRecord(sealed, place, dataKey, testCrypto)).toEqual(plaintext)
    expect(sealed.length).toBe(plaintext.length + 12 + 16)
  })

  it.each([
    ['another id', { store: 'badge', id: 'a2' }],
    ['another store', { store: 'cv', id: 'a1' }],
    ['a place whose parts run together', { store: 'badg', id: 'ea1' }],
  ])('refuses a record that was moved to %s', async (_, other) => {
    const dataKey = await testDataKey()
    const sealed = await sealRecord(plaintext, place, dataKey, testCrypto)
    expect(await refusalOf(openRecord(sealed, other, dataKey, testCrypto))).toBe('storage_damaged')
  })

  it('refuses a record of another wallet, and one of which any bit was changed', async () => {
    const dataKey = await testDataKey()
    const sealed = await sealRecord(plaintext, place, dataKey, testCrypto)
    const other = await testDataKey()
    expect(await refusalOf(openRecord(sealed, place, other, testCrypto))).toBe('storage_damaged')
    for (const at of sealed.keys()) {
      const changed = Uint8Array.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await refusalOf(openRecord(changed, place, dataKey, testCrypto))).toBe(
        'storage_damaged',
      )
    }
    expect(await refusalOf(openRecord(new Uint8Array(), place, dataKey, testCrypto))).toBe(
      'storage_damaged',
    )
  })
})

describe('openSealedKey', () => {
  it.each(['Ed25519', 'P-256'] as const)(
    'gives a key of %s that signs and cannot be read',
    async (curve) => {
      const dataKey = await testDataKey()
      const { sealed } = await createSealedKey(curve, place, dataKey, testCrypto)
      const key = await openSealedKey(sealed, { curve, place, dataKey }, testCrypto)
      expect({ extractable: key.extractable, usages: key.usages }).toEqual({
        extractable: false,
        usages: ['sign'],
      })
      await expect(testCrypto.subtle.exportKey('pkcs8', key)).rejects.toThrow()
      await expect(testCrypto.subtle.exportKey('jwk', key)).rejects.toThrow()
    },
  )

  it('refuses a key that was swapped with that of another identity', async () => {
    const dataKey = await testDataKey()
    const { sealed } = await createSealedKey('Ed25519', place, dataKey, testCrypto)
    const input = { curve: 'Ed25519', place: { ...place, id: 'a2' }, dataKey } as const
    expect(await refusalOf(openSealedKey(sealed, input, testCrypto))).toBe('storage_damaged')
  })
})

describe('moveSealedKey', () => {
  it('takes a key from one vault into another', async () => {
    const [from, to] = [await testDataKey(), await testDataKey()]
    const { sealed, publicKey } = await createSealedKey('Ed25519', place, from, testCrypto)
    const target = { place: { store: 'key', id: 'b' }, dataKey: to }
    const source = { curve: 'Ed25519', place, dataKey: from } as const
    const moved = await moveSealedKey(sealed, source, target, testCrypto)
    const key = await openSealedKey(moved, { curve: 'Ed25519', ...target }, testCrypto)
    const signature = await testCrypto.subtle.sign('Ed25519', key, plaintext)
    const { subtle } = testCrypto
    const verifier = await subtle.importKey(
      'raw',
      Uint8Array.from(publicKey.bytes),
      'Ed25519',
      true,
      ['verify'],
    )
    expect(await subtle.verify('Ed25519', verifier, signature, plaintext)).toBe(true)
    expect(key.extractable).toBe(false)
  })
})
