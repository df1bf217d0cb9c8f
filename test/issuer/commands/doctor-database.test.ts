import { expect, test } from 'vitest'
import { lookIntoDatabase } from '../../../issuer/commands/doctor-database.ts'
import { readIssuerConfig } from '../../../issuer/config.ts'
import { audit } from '../../../issuer/log/audit.ts'
import { cityItself } from '../../../issuer/log/audit-entry.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import {
  encodeKeyEncryptionKey,
  generateKeyEncryptionKey,
} from '../../../shared/node/kms/key-encryption.ts'
import { mailEntity } from '../../../shared/server/mail/outbox-schema.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { startTestCity } from '../test-city.ts'

const keyEncryptionKey = generateKeyEncryptionKey()

function textOf(location: DatabaseLocation): string {
  if (location.kind === 'sqlite') return location.file
  return `${location.url}?schema=${location.schema}`
}

/** As an issuer leaves it that was killed: an entry without its place, a mail that nobody tries again. */
async function leaveUndone(location: DatabaseLocation, now: Date) {
  const database = await openDatabase(location, issuerSchema)
  const at = now.toISOString()
  await database.transact(async (tx) => {
    await audit(tx, {
      provider: cityItself,
      actor: 'city',
      action: 'skills.imported',
      subject: 'skills',
      at,
    })
    await tx.insert(mailEntity, {
      id: 'a-mail',
      recipient: 'sam@learner.example',
      template: 'claim',
      language: 'en',
      content: null,
      about: null,
      state: 'failed',
      attempts: 9,
      failure: null,
      createdAt: at,
      dueAt: at,
      giveUpAt: at,
      lease: null,
      sentAt: null,
    })
  })
  await database.close()
}

forEachDatabase('lookIntoDatabase', (bench) => {
  test('finds a city well, and says what is wrong with key, clock and log', async () => {
    const [location, agent] = [bench.freshLocation(), bench.freshLocation()]
    const places = { database: textOf(location), agentDatabase: textOf(agent) }
    const look = async (at: Date, key = keyEncryptionKey) => {
      const config = readIssuerConfig({
        ISSUER_PUBLIC_URL: 'https://cardiff.example',
        ISSUER_WALLET_URL: 'https://wallet.example',
        ISSUER_DATABASE: places.database,
        ISSUER_AGENT_DATABASE: places.agentDatabase,
        WAYMARK_KEY_ENCRYPTION_KEY: encodeKeyEncryptionKey(key),
      })
      const found = await lookIntoDatabase({ config, location, clock: () => at })
      return Object.fromEntries(found.map(({ name, outcome, text }) => [name, [outcome, text]]))
    }
    const city = await startTestCity({ config: { keyEncryptionKey, ...places } })
    await city.award()
    const now = city.clock()
    await city.close()

    const well = await look(now)
    expect(well.database).toEqual(['ok', 'of this version, and the key-encryption key opens it'])
    expect(well['award log']).toEqual(['ok', 'every entry has its place'])
    expect(well.clock?.[0]).toBe('ok')
    expect(well.mails).toEqual(['ok', 'none is stuck'])

    await leaveUndone(location, now)
    const muchLater = await look(new Date(now.getTime() + 7_200_000))
    expect(muchLater['award log']).toEqual(['fail', expect.stringContaining('is the issuer runn')])
    expect(muchLater.mails).toEqual([
      'warn',
      expect.stringMatching(/^1 were given up: see Mail at/),
    ])
    const earlier = await look(new Date(now.getTime() - 7_200_000))
    expect(earlier.clock).toEqual(['fail', expect.stringContaining('still to come: set this mach')])
    const wrongKey = await look(now, generateKeyEncryptionKey())
    expect(wrongKey.database).toEqual(['fail', expect.stringMatching(/^key_unreadable: /)])

    if (location.kind === 'sqlite') return
    // the server's clock is the machine's, the city's is the test's
    expect(well['database server']).toEqual(['fail', expect.stringContaining('set both by NTP')])
    expect((await look(new Date()))['database server']).toEqual([
      'ok',
      expect.stringMatching(/^PostgreSQL \d+, UTF8, and it keeps what it confirms$/),
    ])
  })
})
