import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { argon2id } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { verifySignature } from '../../../../shared/node/kms/node-crypto.ts'
import { createSealedKey } from '../../../../wallet/core/vault/sealed-key.ts'
import {
  openVaultFile,
  parseVaultFile,
  sealVaultFile,
  type VaultFile,
} from '../../../../wallet/core/vault/vault-file.ts'
import {
  addWrap,
  createDataKey,
  openDataKey,
  type Secret,
  type Wrap,
} from '../../../../wallet/core/vault/way-in.ts'
import { refusalOf } from '../../refusal.ts'
import { testCrypto } from './test-crypto.ts'

const addedAt = new Date('2026-11-22T10:00:00Z')
const passphrase: Secret = { kdf: 'argon2id', passphrase: 'three tall harbour cranes' }
const passkey: Secret = {
  kdf: 'passkey-prf',
  credentialId: 'Y3JlZGVudGlhbA',
  prf: new Uint8Array(32).fill(7),
}

async function sealed(secret: Secret = passkey, payload: unknown = { badges: ['ŵ', 1] }) {
  const { dataKey, wrap } = await createDataKey(secret, addedAt, testCrypto)
  const text = await sealVaultFile({ payload, counter: 4, wraps: [wrap], dataKey }, testCrypto)
  return { dataKey, wrap, text, file: parseVaultFile(text) }
}

/** The format by hand, on another implementation: ARCHITECTURE 15, RFC 5869, RFC 9106, NIST SP 800-38D. */
async function openByHand(file: VaultFile, secret: Secret): Promise<unknown> {
  const dataKey = await unwrapByHand(file.wraps[0] as Wrap, secret)
  const aad = `waymark-vault\n1\n${file.counter}`
  const plaintext = open(dataKey, bytes(file.iv), aad, bytes(file.ct))
  return JSON.parse(inflateRawSync(plaintext).toString('utf8'))
}

async function unwrapByHand(wrap: Wrap, secret: Secret): Promise<Buffer> {
  const { iv, key, ...bound } = wrap
  if (bound.kdf === 'passkey-prf' && secret.kdf === 'passkey-prf') {
    const info = 'waymark-wrap\n1\npasskey-prf'
    const wrapping = hkdfSync('sha256', secret.prf, bytes(bound.salt), info, 32)
    const aad = `waymark-wrap\n1\npasskey-prf\n${bound.id}\n${bound.salt}\n${bound.credentialId}`
    return open(Buffer.from(wrapping), bytes(iv), aad, bytes(key))
  }
  if (bound.kdf !== 'argon2id' || secret.kdf !== 'argon2id') throw new Error('not its secret')
  const wrapping = await argon2id({
    password: secret.passphrase,
    salt: bytes(bound.salt),
    memorySize: 65_536,
    iterations: 3,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  })
  const aad = `waymark-wrap\n1\nargon2id\n${bound.id}\n${bound.salt}\n65536\n3\n1`
  return open(wrapping, bytes(iv), aad, bytes(key))
}

function open(key: Uint8Array, iv: Uint8Array, aad: string, sealedBytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(sealedBytes.subarray(-16))
  return Buffer.concat([decipher.update(sealedBytes.subarray(0, -16)), decipher.final()])
}

function seal(key: Uint8Array, iv: Uint8Array, aad: string, plaintext: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 })
  cipher.setAAD(Buffer.from(aad))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([ciphertext, cipher.getAuthTag()]).toString('base64url')
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64url')
}

describe('sealVaultFile', () => {
  it.each([
    ['a passkey', passkey],
    ['a passphrase', passphrase],
  ])('makes for %s what node:crypto opens', async (_, secret) => {
    const { file } = await sealed(secret)
    expect(await openByHand(file, secret)).toEqual({ badges: ['ŵ', 1] })
    expect(file).toMatchObject({ v: 1, counter: 4 })
  })

  it('says nothing of what is inside', async () => {
    const { text } = await sealed(passkey, { badges: ['First aid at the harbour'] })
    expect(text).not.toContain('First aid')
    expect(Object.keys(JSON.parse(text)).sort()).toEqual(['counter', 'ct', 'iv', 'v', 'wraps'])
  })

  it('never uses an IV twice', async () => {
    const { dataKey, wrap } = await sealed()
    const input = { payload: 1, counter: 5, wraps: [wrap], dataKey }
    const texts = await Promise.all([
      sealVaultFile(input, testCrypto),
      sealVaultFile(input, testCrypto),
    ])
    const [one, other] = texts.map((text) => parseVaultFile(text).iv)
    expect(one).not.toBe(other)
  })
})

describe('openVaultFile', () => {
  it('opens what node:crypto sealed', async () => {
    const [dataKeyBytes, iv, wrapIv] = [randomBytes(32), randomBytes(12), randomBytes(12)]
    const bound = { id: 'aWQ', salt: 'c2FsdHNhbHQ', credentialId: 'Y3JlZGVudGlhbA' }
    const info = 'waymark-wrap\n1\npasskey-prf'
    const prf = new Uint8Array(32).fill(7)
    const wrapping = new Uint8Array(hkdfSync('sha256', prf, bytes(bound.salt), info, 32))
    const wrapAad = `waymark-wrap\n1\npasskey-prf\n${bound.id}\n${bound.salt}\n${bound.credentialId}`
    const file = parseVaultFile(
      JSON.stringify({
        v: 1,
        counter: 9,
        wraps: [
          {
            kdf: 'passkey-prf',
            ...bound,
            iv: wrapIv.toString('base64url'),
            key: seal(wrapping, wrapIv, wrapAad, dataKeyBytes),
            addedAt: '2026-11-22T10:00:00Z',
          },
        ],
        iv: iv.toString('base64url'),
        ct: seal(dataKeyBytes, iv, 'waymark-vault\n1\n9', deflateRawSync(Buffer.from('{"a":1}'))),
      }),
    )
    const dataKey = await openDataKey(file.wraps, passkey, testCrypto)
    expect(await openVaultFile(file, dataKey, testCrypto)).toEqual({ a: 1 })
  })

  it.each<[string, (file: VaultFile) => VaultFile]>([
    ['a counter that was raised', (file) => ({ ...file, counter: 5 })],
    ['another IV', (file) => ({ ...file, iv: 'A'.repeat(16) })],
    ['one changed character', (file) => ({ ...file, ct: flip(file.ct) })],
    ['a missing end', (file) => ({ ...file, ct: file.ct.slice(0, -8) })],
  ])('refuses %s', async (_, change) => {
    const { file, dataKey } = await sealed()
    expect(await refusalOf(openVaultFile(change(file), dataKey, testCrypto))).toBe(
      'vault_file_malformed',
    )
  })

  it('refuses a file that unfolds to more than a wallet can hold', async () => {
    const { file, dataKey } = await sealed()
    const additionalData = Buffer.from('waymark-vault\n1\n4')
    const parameters = { name: 'AES-GCM', iv: bytes(file.iv), additionalData }
    const bomb = deflateRawSync(Buffer.alloc(128_000_001))
    const ct = await testCrypto.subtle.encrypt(parameters, dataKey, bomb)
    const changed = { ...file, ct: Buffer.from(ct).toString('base64url') }
    expect(await refusalOf(openVaultFile(changed, dataKey, testCrypto))).toBe(
      'vault_file_malformed',
    )
  })
})

describe('parseVaultFile', () => {
  it.each<[string, (file: VaultFile) => unknown]>([
    ['a later version', (file) => ({ ...file, v: 2 })],
    ['no way in', (file) => ({ ...file, wraps: [] })],
    ['a negative counter', (file) => ({ ...file, counter: -1 })],
    ['a passphrase made cheap to guess', (file) => withCost(file, { memoryKib: 8 })],
    ['a passphrase that takes all memory', (file) => withCost(file, { memoryKib: 4_194_304 })],
    ['a passphrase that takes for ever', (file) => withCost(file, { passes: 1_000 })],
    ['something else', () => 'ab'],
  ])('refuses %s', async (_, change) => {
    const { file } = await sealed(passphrase)
    const text = JSON.stringify(change(file))
    expect(await refusalOf(Promise.resolve().then(() => parseVaultFile(text)))).toBe(
      'vault_file_malformed',
    )
  })

  it('refuses a member that stands twice', async () => {
    const { text } = await sealed()
    const twice = text.replace('{"v":1,', '{"v":1,"counter":99,')
    expect(await refusalOf(Promise.resolve().then(() => parseVaultFile(twice)))).toBe(
      'vault_file_malformed',
    )
  })
})

describe('openDataKey', () => {
  it.each<[string, Secret]>([
    ['another passphrase', { kdf: 'argon2id', passphrase: 'three tall harbour crane' }],
    ['a passkey', passkey],
  ])('does not open for %s', async (_, secret) => {
    const { wrap } = await sealed(passphrase)
    expect(await refusalOf(openDataKey([wrap], secret, testCrypto))).toBe('way_refused')
  })

  it.each<[string, Secret]>([
    ['another secret of the passkey', { ...passkey, prf: new Uint8Array(32).fill(8) }],
    ['another passkey', { ...passkey, credentialId: 'b3RoZXI' }],
  ])('does not open for %s', async (_, secret) => {
    const { wrap } = await sealed(passkey)
    expect(await refusalOf(openDataKey([wrap], secret, testCrypto))).toBe('way_refused')
  })

  it.each<[string, (wrap: Wrap) => Wrap]>([
    ['id', (wrap) => ({ ...wrap, id: 'b3RoZXI' })],
    ['salt', (wrap) => ({ ...wrap, salt: flip(wrap.salt) })],
    ['key', (wrap) => ({ ...wrap, key: flip(wrap.key) })],
  ])('refuses a changed %s', async (_, change) => {
    const { wrap } = await sealed(passkey)
    expect(await refusalOf(openDataKey([change(wrap)], passkey, testCrypto))).toBe('way_refused')
  })

  it('takes one spelling of a passphrase for another', async () => {
    const { wrap } = await sealed({ kdf: 'argon2id', passphrase: 'dŵr a thŷ gwyn' })
    const typed = 'dw\u0302r a thy\u0302 gwyn '
    const dataKey = await openDataKey([wrap], { kdf: 'argon2id', passphrase: typed }, testCrypto)
    expect(dataKey.extractable).toBe(false)
  })

  it('gives a key that cannot be read', async () => {
    const { dataKey } = await sealed()
    await expect(testCrypto.subtle.exportKey('raw', dataKey)).rejects.toThrow()
  })
})

describe('addWrap', () => {
  it('lets a second way open the same vault', async () => {
    const { file, wrap } = await sealed(passkey)
    const input = { wraps: [wrap], opensNow: passkey, added: passphrase, addedAt }
    const second = await addWrap(input, testCrypto)
    const dataKey = await openDataKey([wrap, second], passphrase, testCrypto)
    expect(await openVaultFile(file, dataKey, testCrypto)).toEqual({ badges: ['ŵ', 1] })
  })

  it('asks for a way that opens now', async () => {
    const { wrap } = await sealed(passkey)
    const input = { wraps: [wrap], opensNow: passphrase, added: passphrase, addedAt }
    expect(await refusalOf(addWrap(input, testCrypto))).toBe('way_refused')
  })
})

describe('createSealedKey', () => {
  it.each(['Ed25519', 'P-256'] as const)(
    'seals a PKCS #8 key of %s that node:crypto signs with',
    async (curve) => {
      const { dataKey, wrap } = await sealed()
      const place = { store: 'key', id: 'a' }
      const { publicKey, sealed: row } = await createSealedKey(curve, place, dataKey, testCrypto)
      const raw = await unwrapByHand(wrap, passkey)
      const aad = 'waymark-row\n1\nkey\na'
      const pkcs8 = open(raw, row.subarray(0, 12), aad, Buffer.from(row.subarray(12)))
      const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
      const message = Buffer.from('a message')
      const signature =
        curve === 'Ed25519'
          ? sign(null, message, key)
          : sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })
      expect(await verifySignature(publicKey, message, signature)).toBe(true)
    },
  )
})

function flip(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
}

function withCost(file: VaultFile, cost: object): unknown {
  return { ...file, wraps: file.wraps.map((wrap) => ({ ...wrap, ...cost })) }
}
