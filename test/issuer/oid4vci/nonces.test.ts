import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createNonces, usedNonceEntity } from '../../../issuer/oid4vci/nonces.ts'
import type { DeriveBytes } from '../../../shared/node/kms/installation-secret.ts'
import { createTestClock } from '../../support/clock.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const deriveWith =
  (secret: string): DeriveBytes =>
  (purpose, ...words) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, ...words]))
      .digest()

describe('createNonces', () => {
  const clock = createTestClock()
  const nonces = createNonces({ derive: deriveWith('one'), clock })

  it('makes a different one each time, which any node with the secret recognises', () => {
    const made = Array.from({ length: 100 }, () => nonces.create('harbour-youth'))
    expect(new Set(made).size).toBe(100)
    const otherNode = createNonces({ derive: deriveWith('one'), clock })
    for (const nonce of made) otherNode.check('harbour-youth', nonce)
  })

  const good = nonces.create('harbour-youth')
  it.each([
    ['empty', ''],
    ['made up', 'x'.repeat(good.length)],
    ['shortened', good.slice(0, -1)],
    ['lengthened', `${good}A`],
    ['padded', `${good}=`],
    [
      'of another installation',
      createNonces({ derive: deriveWith('two'), clock }).create('harbour-youth'),
    ],
    ['of another provider', nonces.create('dock-makers')],
  ])('refuses one that is %s', (_, nonce) => {
    expect(() => nonces.check('harbour-youth', nonce)).toThrow(
      expect.objectContaining({ code: 'invalid_nonce' }),
    )
  })

  it('refuses one with any bit changed', () => {
    const bytes = Buffer.from(good, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => nonces.check('harbour-youth', changed.toString('base64url'))).toThrow()
    }
  })

  it('refuses one after five minutes', () => {
    const own = createTestClock()
    const timed = createNonces({ derive: deriveWith('one'), clock: own })
    const nonce = timed.create('harbour-youth')
    own.advance(299)
    timed.check('harbour-youth', nonce)
    own.advance(1)
    expect(() => timed.check('harbour-youth', nonce)).toThrow()
  })
})

forEachDatabase('using a nonce', (bench) => {
  it('works once, also when ten try at a time', async () => {
    const { database, nonces } = await storeCity(bench)
    const nonce = nonces.create('harbour-youth')
    const uses = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        database.transact((tx) => nonces.use(tx, 'harbour-youth', nonce)),
      ),
    )
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const kept = JSON.stringify(await database.reader.find(usedNonceEntity))
    expect(kept).not.toContain(nonce)
  })
})
