import { expect, it } from 'vitest'
import { issuerSchema } from '../../../../issuer/schema.ts'
import {
  openDerivation,
  sealedSecretEntity,
} from '../../../../shared/node/kms/installation-secret.ts'
import { generateKeyEncryptionKey } from '../../../../shared/node/kms/key-encryption.ts'
import { createTestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

forEachDatabase('openDerivation', (bench) => {
  const clock = createTestClock()
  const keyEncryptionKey = generateKeyEncryptionKey()

  it('derives the same bytes after a restart and on every node, also when all start at once', async () => {
    const database = await bench.open(issuerSchema)
    const nodes = await Promise.all(
      Array.from({ length: 5 }, () => openDerivation({ database, keyEncryptionKey, clock })),
    )
    const derived = nodes.map((derive) => derive('claim', 'harbour-youth', 1).toString('hex'))
    expect(new Set(derived).size).toBe(1)
    expect(derived[0]).toMatch(/^[\da-f]{64}$/)
    expect(await database.reader.count(sealedSecretEntity)).toBe(1)
  })

  it('derives others for other words, however they are cut', async () => {
    const database = await bench.open(issuerSchema)
    const derive = await openDerivation({ database, keyEncryptionKey, clock })
    const texts = [
      derive('claim', 'a', 'bc'),
      derive('claim', 'ab', 'c'),
      derive('claim', 'abc'),
      derive('code', 'a', 'bc'),
      derive('claim', 'a', 'bc', 1),
    ].map((bytes) => bytes.toString('hex'))
    expect(new Set(texts).size).toBe(5)
  })

  it('refuses to start with another key-encryption key', async () => {
    const database = await bench.open(issuerSchema)
    await openDerivation({ database, keyEncryptionKey, clock })
    const other = { database, keyEncryptionKey: generateKeyEncryptionKey(), clock }
    await expect(openDerivation(other)).rejects.toMatchObject({ code: 'key_unreadable' })
  })
})
