import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../shared/errors/app-error.ts'
import {
  generateKeyEncryptionKey,
  keyEncryptionKeyFrom,
} from '../../../../shared/node/kms/key-encryption.ts'
import {
  makeOwnKey,
  openJson,
  openOwnKey,
  sealJson,
} from '../../../../shared/node/kms/sealed-json.ts'

const key = generateKeyEncryptionKey()
const place = { owner: 'mail', keyId: 'mail-1' }
const unreadable = expect.objectContaining({ code: 'key_unreadable' })

describe('sealJson', () => {
  it('opens to what was sealed, and shows nothing of it', () => {
    const value = { link: 'https://city.example/claim', names: ['Zażółć', 'ŵŷ'], none: null }
    const sealed = sealJson(value, key, place)
    expect(openJson(sealed, key, place)).toEqual(value)
    expect(sealed).toMatch(/^[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
    expect(sealJson(value, key, place)).not.toBe(sealed)
  })

  const sealed = sealJson({ a: 1 }, key, place)
  it.each([
    ['under another key', sealed, generateKeyEncryptionKey(), place],
    ['moved to another owner', sealed, key, { ...place, owner: 'batch' }],
    ['moved to another row', sealed, key, { ...place, keyId: 'mail-2' }],
    ['without its tag', sealed.replace(/\.[^.]+$/, ''), key, place],
    ['with a short tag', sealed.slice(0, -6), key, place],
    ['empty', '', key, place],
    ['as JSON', '{"iv":"","ciphertext":"","tag":""}', key, place],
  ])('does not open %s', (_, text, by, at) => {
    expect(() => openJson(text, by, at)).toThrow(AppError)
    expect(() => openJson(text, by, at)).toThrow(unreadable)
  })
})

describe('makeOwnKey', () => {
  it('seals 32 random bytes, which open in their own place alone', () => {
    const random = (byteCount: number) => new Uint8Array(byteCount).fill(7)
    const sealed = makeOwnKey({ keyEncryptionKey: key, random }, place)
    expect(openOwnKey(sealed, key, place)).toEqual(keyEncryptionKeyFrom(new Uint8Array(32).fill(7)))
    expect(() => openOwnKey(sealed, key, { ...place, keyId: 'mail-2' })).toThrow(unreadable)
  })
})
