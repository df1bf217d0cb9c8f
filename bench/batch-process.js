// Checks one batch on compiled code, in a process of its own, and tells how that went as JSON. Arguments: a folder with
// rows.ndjson and world.json (what the network answers, by address), and the time at which that holds.
import { randomBytes } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDatabaseLocation } from '../dist/shared/node/database/location.js'
import { openDatabase } from '../dist/shared/node/database/open-database.js'
import { createJobs } from '../dist/shared/node/jobs/jobs.js'
import { generateKeyEncryptionKey } from '../dist/shared/node/kms/key-encryption.js'
import { bringRows, readProgress, startBatch } from '../dist/verifier/batches/batch.js'
import { batchJob, createBatchJob } from '../dist/verifier/batches/batch-job.js'
import { readLines } from '../dist/verifier/batches/read-lines.js'
import { verifierSchema } from '../dist/verifier/schema.js'
import { createVerificationPorts } from '../dist/verifier/verification-ports.js'

const [folder = '', now = ''] = process.argv.slice(2)
const world = new Map(Object.entries(JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'))))
let asked = 0
const fetch = async (url) => {
  asked += 1
  const body = world.get(String(url))
  // as cities answer: a DID document of another type is refused
  const headers = { 'content-type': 'application/json' }
  return new Response(body ?? null, { status: body === undefined ? 404 : 200, headers })
}
const clock = () => new Date(now)
const location = parseDatabaseLocation(join(folder, `batch-${process.pid}.sqlite`))
const database = await openDatabase(location, verifierSchema)
const ports = {
  ...{ database, clock, fetch },
  keyEncryptionKey: generateKeyEncryptionKey(),
  random: (byteCount) => new Uint8Array(randomBytes(byteCount)),
}
const { verification } = createVerificationPorts({ fetch, clock, allowLoopbackHttp: false })
const kinds = { [batchJob]: createBatchJob({ ...ports, verification }) }
const ignore = () => undefined
const write = (text, { error }) => process.stderr.write(`${text}: ${error}\n`)
const logger = { debug: ignore, info: ignore, warn: ignore, error: write }
const jobs = createJobs({ database, clock, logger, kinds })

const start = performance.now()
const organisation = { slug: 'bench', trustedCities: [], retentionDays: 1 }
const rows = readLines(createReadStream(join(folder, 'rows.ndjson')))
const batch = await bringRows(organisation, { name: 'bench', actor: 'bench' }, rows, ports)
await database.transact((tx) => startBatch(tx, batch, ports))
const brought = performance.now()
let looks = 0
const timer = setInterval(() => {
  looks += 1
  readProgress(database.reader, batch).catch(() => undefined)
}, 250)
await jobs.runDue()
clearInterval(timer)
const end = performance.now()
const progress = await readProgress(database.reader, batch)
await jobs.close()
await database.close()
process.stdout.write(
  JSON.stringify({
    ...progress,
    looks,
    asked,
    broughtSeconds: (brought - start) / 1_000,
    checkedSeconds: (end - brought) / 1_000,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1_024),
  }),
)
