import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import {
  encodeKeyEncryptionKey,
  generateKeyEncryptionKey,
  keyEncryptionKeyFrom,
  openBytes,
  readKeyEncryptionKey,
  sealBytes,
} from '../../../../shared/node/kms/key-encryption.ts'
import { temporaryFolder } from '../../../support/temp-folder.ts'

const context = { owner: 'issuer', keyId: 'key-1' }
const plaintext = Buffer.from('thirty-two bytes that are secret')

function codeOf(act: () => unknown): string {
  try {
    act()
    return 'none'
  } catch (error) {
    return isAppError(error) ? error.code : String(error)
  }
}

describe('sealBytes', () => {
  it('is opened by the same key in the same context', () => {
    const key = generateKeyEncryptionKey()
    const sealed = sealBytes(plaintext, key, context)
    expect(Buffer.from(openBytes(sealed, key, context))).toEqual(plaintext)
  })

  it('never gives the same bytes twice', () => {
    const key = generateKeyEncryptionKey()
    const seals = Array.from({ length: 50 }, () => sealBytes(plaintext, key, context))
    const texts = seals.map(({ iv, ciphertext }) => Buffer.concat([iv, ciphertext]).toString('hex'))
    expect(new Set(texts).size).toBe(50)
  })

  it.each([
    { owner: 'a\nb', keyId: 'c' },
    { owner: 'a', keyId: 'b\nc' },
  ])('refuses a context whose parts could be read in two ways: %j', (ambiguous) => {
    expect(codeOf(() => sealBytes(plaintext, generateKeyEncryptionKey(), ambiguous))).toBe(
      'key_malformed',
    )
  })
})

describe('openBytes', () => {
  const key = generateKeyEncryptionKey()
  const sealed = sealBytes(plaintext, key, context)
  const flip = (bytes: Uint8Array) => bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte))
  it.each([
    ['another key', sealed, generateKeyEncryptionKey(), context],
    ['another owner', sealed, key, { ...context, owner: 'verifier' }],
    ['another key id', sealed, key, { ...context, keyId: 'key-2' }],
    ['a changed iv', { ...sealed, iv: flip(sealed.iv) }, key, context],
    ['a changed ciphertext', { ...sealed, ciphertext: flip(sealed.ciphertext) }, key, context],
    ['a changed tag', { ...sealed, tag: flip(sealed.tag) }, key, context],
    ['a short tag', { ...sealed, tag: sealed.tag.subarray(0, 4) }, key, context],
    ['no tag', { ...sealed, tag: new Uint8Array() }, key, context],
    ['a short iv', { ...sealed, iv: sealed.iv.subarray(0, 8) }, key, context],
    ['a cut ciphertext', { ...sealed, ciphertext: sealed.ciphertext.subarray(1) }, key, context],
  ])('fails loudly with %s', (_name, bytes, withKey, inContext) => {
    expect(codeOf(() => openBytes(bytes, withKey, inContext))).toBe('key_unreadable')
  })
})

describe('readKeyEncryptionKey', () => {
  const bytes = randomBytes(32)
  it.each([
    ['hex', bytes.toString('hex')],
    ['upper-case hex', bytes.toString('hex').toUpperCase()],
    ['base64', bytes.toString('base64')],
    ['base64 without padding', bytes.toString('base64').replace('=', '')],
    ['base64url', bytes.toString('base64url')],
    ['base64 with a line break', `${bytes.toString('base64')}\n`],
  ])('reads %s from a value and from a file', (_name, text) => {
    const file = join(temporaryFolder(), 'key')
    writeFileSync(file, text, { mode: 0o600 })
    expect(Buffer.from(readKeyEncryptionKey({ value: text }))).toEqual(bytes)
    expect(Buffer.from(readKeyEncryptionKey({ file }))).toEqual(bytes)
  })

  it('prefers the value', () => {
    expect(
      Buffer.from(readKeyEncryptionKey({ value: bytes.toString('hex'), file: '/none' })),
    ).toEqual(bytes)
  })

  it.each([
    ['nothing', {}],
    ['an empty value', { value: '' }],
    ['blanks', { value: '   ' }],
    ['31 bytes', { value: randomBytes(31).toString('base64') }],
    ['33 bytes', { value: randomBytes(33).toString('base64') }],
    ['63 hex digits', { value: 'a'.repeat(63) }],
    ['a passphrase', { value: 'correct horse battery staple' }],
    ['a file that is not there', { file: '/nowhere/key' }],
  ])('refuses %s', (_name, source) => {
    expect(codeOf(() => readKeyEncryptionKey(source))).toBe('key_encryption_key_missing')
  })

  it('does not repeat what it was given', () => {
    const value = 'a-mistyped-secret'
    expect(() => readKeyEncryptionKey({ value })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(value) }),
    )
  })

  it('reads what encodeKeyEncryptionKey wrote', () => {
    const key = keyEncryptionKeyFrom(bytes)
    expect(readKeyEncryptionKey({ value: encodeKeyEncryptionKey(key) })).toEqual(key)
  })
})
