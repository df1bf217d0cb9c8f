import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import type { Database } from '../../../../shared/node/database/database.ts'
import {
  generateKeyEncryptionKey,
  type KeyEncryptionKey,
} from '../../../../shared/node/kms/key-encryption.ts'
import { verifySignature } from '../../../../shared/node/kms/node-crypto.ts'
import { NodeKms } from '../../../../shared/node/kms/node-kms.ts'
import { generatePrivateKey, privateKeyBytes } from '../../../../shared/node/kms/private-key.ts'
import {
  createSealedKeyStore,
  sealedKeySchema,
} from '../../../../shared/node/kms/sealed-key-store.ts'
import { createTestClock, testTime } from '../../../support/clock.ts'
import { type DatabaseBench, forEachDatabase } from '../../../support/postgres.ts'

const keyEncryptionKey = generateKeyEncryptionKey()
const data = Buffer.from('what is to be signed')

/** RFC 8032, section 7.1, test 2. */
const seed = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'
const seedPublic = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'
const seedSignature =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'

const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'

/** RFC 7515, appendix A.3. */
const scalar = Buffer.from('jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI', 'base64url').toString(
  'hex',
)
const scalarPublicX = Buffer.from('f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', 'base64url')

function createKms(
  database: Database,
  options: { key?: KeyEncryptionKey; maxOpenKeys?: number; owner?: string } = {},
): NodeKms {
  return new NodeKms({
    store: createSealedKeyStore(database),
    keyEncryptionKey: options.key ?? keyEncryptionKey,
    owner: options.owner ?? 'issuer',
    clock: createTestClock(),
    maxOpenKeys: options.maxOpenKeys ?? 256,
  })
}

async function open(bench: DatabaseBench) {
  const database = await bench.open(sealedKeySchema)
  return { database, kms: createKms(database) }
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )
}

forEachDatabase('NodeKms', (bench) => {
  it.each([
    { type: 'Ed25519', curve: 'Ed25519', algorithms: ['EdDSA', 'Ed25519'], size: 32 },
    { type: 'Secp256r1', curve: 'P-256', algorithms: ['ES256'], size: 33 },
  ] as const)(
    'creates a $type key and signs with it',
    async ({ type, curve, algorithms, size }) => {
      const { kms } = await open(bench)
      const key = await kms.createKey({ type })
      expect(key).toEqual({
        kid: key.publicKeyHex,
        kms: 'local',
        type,
        publicKeyHex: expect.stringMatching(new RegExp(`^[0-9a-f]{${size * 2}}$`)),
        meta: { algorithms, owner: 'issuer' },
      })
      const bytes = Buffer.from(key.publicKeyHex, 'hex')
      for (const algorithm of [undefined, ...algorithms]) {
        const signature = await kms.sign({ keyRef: key, data, ...(algorithm && { algorithm }) })
        expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/)
        expect(verifySignature({ curve, bytes }, data, Buffer.from(signature, 'base64url'))).toBe(
          true,
        )
      }
    },
  )

  it('takes in a key and signs as the RFC says', async () => {
    const { kms } = await open(bench)
    const key = await kms.importKey({ type: 'Ed25519', privateKeyHex: seed, kid: 'mine' })
    expect(key).toEqual({
      kid: 'mine',
      kms: 'local',
      type: 'Ed25519',
      publicKeyHex: seedPublic,
      meta: { algorithms: ['EdDSA', 'Ed25519'], owner: 'issuer' },
    })
    const signature = await kms.sign({ keyRef: key, data: Uint8Array.of(0x72) })
    expect(Buffer.from(signature, 'base64url').toString('hex')).toBe(seedSignature)
  })

  it('takes in a P-256 key', async () => {
    const { kms } = await open(bench)
    const key = await kms.importKey({ type: 'Secp256r1', privateKeyHex: scalar })
    expect(Buffer.from(key.publicKeyHex, 'hex').subarray(1)).toEqual(scalarPublicX)
    expect(key.kid).toBe(key.publicKeyHex)
  })

  it('takes the 64 bytes in which Veramo writes an Ed25519 key', async () => {
    const { kms } = await open(bench)
    const key = await kms.importKey({ type: 'Ed25519', privateKeyHex: seed + seedPublic })
    expect(key.publicKeyHex).toBe(seedPublic)
  })

  it('takes the same key a second time, and no other under its id', async () => {
    const { kms } = await open(bench)
    const first = await kms.importKey({ type: 'Ed25519', privateKeyHex: seed, kid: 'mine' })
    expect(await kms.importKey({ type: 'Ed25519', privateKeyHex: seed, kid: 'mine' })).toEqual(
      first,
    )
    expect(
      await codeOf(kms.importKey({ type: 'Secp256r1', privateKeyHex: scalar, kid: 'mine' })),
    ).toBe('conflict')
    expect(
      await codeOf(
        kms.importKey({ type: 'Ed25519', privateKeyHex: seed, kid: 'mine', meta: { owner: 'x' } }),
      ),
    ).toBe('conflict')
    expect(await kms.listKeys()).toEqual([first])
  })

  it.each([
    ['a type it does not know', { type: 'Secp256k1', privateKeyHex: seed }],
    ['too few digits', { type: 'Ed25519', privateKeyHex: seed.slice(2) }],
    ['too many digits', { type: 'Ed25519', privateKeyHex: `${seed}00` }],
    ['what is not hex', { type: 'Ed25519', privateKeyHex: 'z'.repeat(64) }],
    ['64 bytes for P-256', { type: 'Secp256r1', privateKeyHex: scalar + scalar }],
    ['a public part of another key', { type: 'Ed25519', privateKeyHex: seed + '00'.repeat(32) }],
    ['the scalar 0', { type: 'Secp256r1', privateKeyHex: '0'.repeat(64) }],
    ['a scalar beyond the order', { type: 'Secp256r1', privateKeyHex: 'f'.repeat(64) }],
    ['the order itself', { type: 'Secp256r1', privateKeyHex: order }],
  ] as const)('refuses to take in %s', async (_name, key) => {
    const { kms } = await open(bench)
    expect(await codeOf(kms.importKey(key))).toBe('key_malformed')
    expect(await kms.listKeys()).toEqual([])
  })

  it('keeps its keys over a restart, whoever opened them before', async () => {
    const { database, kms } = await open(bench)
    const key = await kms.createKey({ type: 'Ed25519', meta: { owner: 'did:web:college.example' } })
    const restarted = createKms(database)
    expect(await restarted.listKeys()).toEqual([key])
    expect(key.meta).toEqual({
      algorithms: ['EdDSA', 'Ed25519'],
      owner: 'did:web:college.example',
    })
    expect(await restarted.sign({ keyRef: key, data })).toBe(await kms.sign({ keyRef: key, data }))
  })

  it('notes when a key was made', async () => {
    const { database, kms } = await open(bench)
    const { kid } = await kms.createKey({ type: 'Ed25519' })
    const sealed = await createSealedKeyStore(database).find(kid)
    expect(sealed?.createdAt).toBe(new Date(testTime).toISOString())
  })

  it('deletes a key for good', async () => {
    const { kms } = await open(bench)
    const key = await kms.createKey({ type: 'Ed25519' })
    expect(await kms.deleteKey(key)).toBe(true)
    expect(await kms.deleteKey(key)).toBe(false)
    expect(await codeOf(kms.sign({ keyRef: key, data }))).toBe('not_found')
    expect(await kms.listKeys()).toEqual([])
  })

  it.each([
    ['Ed25519', 'ES256'],
    ['Ed25519', 'none'],
    ['Ed25519', 'HS256'],
    ['Secp256r1', 'EdDSA'],
    ['Secp256r1', 'ES256K'],
    ['Secp256r1', 'eth_signMessage'],
  ] as const)('refuses to sign with %s as %s', async (type, algorithm) => {
    const { kms } = await open(bench)
    const key = await kms.createKey({ type })
    expect(await codeOf(kms.sign({ keyRef: key, data, algorithm }))).toBe('key_malformed')
  })

  it('refuses to make secrets with others', async () => {
    const { kms } = await open(bench)
    expect(await codeOf(kms.sharedSecret())).toBe('key_malformed')
  })

  it('fails loudly under another key-encryption key', async () => {
    const { database, kms } = await open(bench)
    const key = await kms.createKey({ type: 'Ed25519' })
    const other = createKms(database, { key: generateKeyEncryptionKey() })
    expect(await codeOf(other.sign({ keyRef: key, data }))).toBe('key_unreadable')
  })

  it('fails loudly when a thief swaps the seals of two rows', async () => {
    const { database, kms } = await open(bench)
    const [a, b] = [
      await kms.createKey({ type: 'Ed25519' }),
      await kms.createKey({ type: 'Ed25519' }),
    ]
    await database.transact(async (tx) => {
      const rows: Record<string, string>[] = await tx.query('SELECT * FROM sealed_key')
      const [first, second] = rows
      await tx.query(update(first?.key_id, second))
      await tx.query(update(second?.key_id, first))
    })
    const restarted = createKms(database)
    expect(await codeOf(restarted.sign({ keyRef: a, data }))).toBe('key_unreadable')
    expect(await codeOf(restarted.sign({ keyRef: b, data }))).toBe('key_unreadable')
  })

  it.each([
    ['owner', `UPDATE sealed_key SET owner = 'another'`],
    ['public key', `UPDATE sealed_key SET public_key_hex = '${seedPublic}'`],
    ['curve', `UPDATE sealed_key SET curve = 'P-256'`],
  ])('fails loudly when the %s of a row was changed', async (_name, sql) => {
    const { database, kms } = await open(bench)
    const key = await kms.createKey({ type: 'Ed25519' })
    await database.transact((tx) => tx.query(sql))
    expect(await codeOf(createKms(database).sign({ keyRef: key, data }))).toBe('key_unreadable')
  })

  it('refuses a reference that names another owner, opened before or not', async () => {
    const { database, kms } = await open(bench)
    const key = await kms.createKey({ type: 'Ed25519', meta: { owner: 'a' } })
    const keyRef = { kid: key.kid, meta: { owner: 'b' } }
    expect(await codeOf(kms.sign({ keyRef, data }))).toBe('key_unreadable')
    expect(await codeOf(createKms(database).sign({ keyRef, data }))).toBe('key_unreadable')
  })

  it('opens no more keys than it may remember, the longest unused first forgotten', async () => {
    const { database, kms } = await open(bench)
    const [a, b, c] = [
      await kms.createKey({ type: 'Ed25519' }),
      await kms.createKey({ type: 'Ed25519' }),
      await kms.createKey({ type: 'Ed25519' }),
    ]
    const opened: string[] = []
    const store = createSealedKeyStore(database)
    const counting = new NodeKms({
      store: {
        ...store,
        find(keyId) {
          opened.push(keyId)
          return store.find(keyId)
        },
      },
      keyEncryptionKey,
      owner: 'issuer',
      clock: createTestClock(),
      maxOpenKeys: 2,
    })
    for (const keyRef of [a, b, a, c, a, b]) await counting.sign({ keyRef, data })
    expect(opened).toEqual([a.kid, b.kid, c.kid, b.kid])
  })
})

function update(keyId: string | undefined, row: Record<string, string> | undefined): string {
  return `UPDATE sealed_key SET iv = '${row?.iv}', ciphertext = '${row?.ciphertext}', tag = '${row?.tag}', public_key_hex = '${row?.public_key_hex}' WHERE key_id = '${keyId}'`
}

forEachDatabase('a private key at rest', (bench) => {
  it('is nowhere in the clear, in any spelling', async () => {
    const location = bench.freshLocation()
    const database = await bench.open(sealedKeySchema, {}, location)
    const kms = createKms(database)
    const secrets = (['Ed25519', 'P-256'] as const).map((curve) => ({
      type: curve === 'P-256' ? ('Secp256r1' as const) : curve,
      bytes: Buffer.from(privateKeyBytes(generatePrivateKey(curve))),
    }))
    for (const { type, bytes } of secrets) {
      await kms.importKey({ type, privateKeyHex: bytes.toString('hex') })
    }
    const stored =
      location.kind === 'sqlite'
        ? readdirSync(dirname(location.file)).map((name) =>
            readFileSync(`${dirname(location.file)}/${name}`),
          )
        : [Buffer.from(JSON.stringify(await database.reader.query('SELECT * FROM sealed_key')))]
    // the log holds what was written, so that finding nothing says something
    const [{ kid = '' } = {}] = await kms.listKeys()
    expect(stored.some((bytes) => bytes.includes(kid))).toBe(true)
    for (const { bytes } of secrets) {
      const spellings = [
        bytes,
        ...(['hex', 'base64', 'base64url', 'latin1'] as const).map((encoding) =>
          Buffer.from(bytes.toString(encoding).replace(/=+$/, '')),
        ),
        Buffer.from(bytes.toString('hex').toUpperCase()),
      ]
      expect(stored.some((file) => spellings.some((text) => file.includes(text)))).toBe(false)
    }
  })
})
