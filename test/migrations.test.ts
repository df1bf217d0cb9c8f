import { describe, expect, test } from 'vitest'
import { issuerSchema } from '../issuer/schema.ts'
import type { MigrationClass } from '../shared/node/database/database.ts'
import { verifierSchema } from '../verifier/schema.ts'
import { walletSchema } from '../wallet/node/wallet-schema.ts'
import { walletServerSchema } from '../wallet/server/wallet-server-schema.ts'

/** TypeORM runs migrations in the order of the timestamps at the end of their names. */
function timestampOf(migration: MigrationClass): string {
  return migration.name.slice(-13)
}

describe.each([
  ['issuer', issuerSchema],
  ['verifier', verifierSchema],
  ['wallet server', walletServerSchema],
  ['wallet on Node', walletSchema],
])('the migrations of the %s', (_, { migrations }) => {
  test('have timestamps that all differ, so that their order is one', () => {
    const timestamps = migrations.map(timestampOf)
    expect(timestamps.filter((one) => !/^1\d{12}$/.test(one))).toEqual([])
    expect(timestamps.filter((one, index) => timestamps.indexOf(one) !== index)).toEqual([])
  })
})
