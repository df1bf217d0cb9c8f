import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { addLogLeaves } from '../../issuer/log/award-log.ts'
import { createSealer } from '../../issuer/log/sealer.ts'
import { issuerSchema } from '../../issuer/schema.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'

// Logs awards and seals until it is killed, and prints each award once it is acknowledged, and `sealed` whenever it
// has signed a state. Arguments: the location as JSON, the hour of a day in which all this happens.
const [location = '', hour = '0'] = process.argv.slice(2)
const database = await openDatabase(JSON.parse(location), issuerSchema)
const clock = () => new Date(Date.UTC(2026, 10, 22, Number(hour)))
const sealer = createSealer({
  database,
  node: randomUUID(),
  clock,
  signLogState: async ({ size, root }) => ({
    statement: `signed ${size} ${root}`,
    keyThumbprint: 'key',
  }),
})

async function award(): Promise<void> {
  for (;;) {
    const credentialId = `urn:uuid:${randomUUID()}`
    await database.transact((tx) =>
      addLogLeaves(tx, {
        provider: 'p',
        awardId: credentialId,
        credentialId,
        achievementIds: ['https://city.example/badge', 'https://city.example/badge/cy'],
        at: clock().toISOString(),
      }),
    )
    writeSync(1, `${credentialId}\n`)
  }
}

async function seal(): Promise<void> {
  for (;;) if ((await sealer.sealNow()) === 'sealed') writeSync(1, 'sealed\n')
}

await Promise.all([award(), award(), award(), seal()])
