import { expect, test } from 'vitest'
import type { Schema } from '../../../shared/node/database/database.ts'
import { keySchema } from '../../../verifier/identity/key-schema.ts'
import { listKeys } from '../../../verifier/identity/key-store.ts'
import { forEachDatabase } from '../../support/postgres.ts'

const [first] = keySchema.migrations
if (first === undefined) throw new Error('there is a first migration')
/** As it was before keys had a history. */
const before: Schema = { entities: [], migrations: [first] }

forEachDatabase('KeepVerifierKeys', (bench) => {
  test('begins the history with the keys that were there', async () => {
    const location = bench.freshLocation()
    const old = await bench.open(before, {}, location)
    const [did, at] = ['did:web:hire.example', '2026-01-01T00:00:00.000Z']
    // public keys of RFC 6979 (compressed) and RFC 8032
    const p256 = '0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6'
    const ed25519 = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
    await old.transact((tx) =>
      tx
        .createQueryBuilder()
        .insert()
        .into('verifier_identity', ['did', 'p256_key_id', 'ed25519_key_id', 'created_at'])
        .values({ did, p256_key_id: p256, ed25519_key_id: ed25519, created_at: at })
        .execute(),
    )
    const database = await bench.open(keySchema, {}, location)
    const kept = { did, createdAt: at, retiredAt: null, compromisedAt: null }
    expect(await listKeys(database.reader, did)).toEqual([
      {
        ...kept,
        ...{ keyId: p256, publicKeyHex: p256, keyType: 'Secp256r1' },
        thumbprint: expect.stringMatching(/^[\w-]{43}$/),
      },
      {
        ...kept,
        ...{ keyId: ed25519, publicKeyHex: ed25519, keyType: 'Ed25519' },
        // RFC 8037, appendix A.3
        thumbprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      },
    ])
  })
})
