import { z } from 'zod'
import type { Reader } from '../../shared/node/database/database.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { compareMigrations } from '../../shared/node/database/pending-migrations.ts'
import { openSnapshot } from '../../shared/node/database/snapshot.ts'
import { assertKeyOpens } from '../../shared/node/kms/installation-secret.ts'
import { mailEntity } from '../../shared/server/mail/outbox-schema.ts'
import type { IssuerConfig } from '../config.ts'
import { auditEntity } from '../log/audit-entry.ts'
import { isLogBehind } from '../operation/health.ts'
import { issuerSchema } from '../schema.ts'
import { type Finding, failure, lookAt, mostSkewMs } from './doctor-finding.ts'
import { assertThere } from './transfer-command.ts'

type Ports = { config: IssuerConfig; location: DatabaseLocation; clock: () => Date }

/** Whatever the database of the city shows by itself. */
export async function lookIntoDatabase(ports: Ports): Promise<Finding[]> {
  const { config, location, clock } = ports
  try {
    await assertThere(location)
    const { pending, unknown } = await compareMigrations(location, issuerSchema)
    if (unknown.length > 0) {
      const text = 'a newer version of Waymark has changed it: run that version'
      return [{ name: 'database', outcome: 'fail', text }]
    }
    if (pending.length > 0) {
      const text = 'it is of an older version: make a backup, then waymark migrate'
      return [{ name: 'database', outcome: 'warn', text }]
    }
    const { reader, close } = await openSnapshot(location, issuerSchema)
    try {
      const { keyEncryptionKey } = config
      return [
        await lookAt('database', () => lookAtKey({ reader, keyEncryptionKey })),
        ...(location.kind === 'postgres'
          ? [await lookAt('database server', () => lookAtServer(reader, clock))]
          : []),
        await lookAt('award log', () => lookAtLog(reader, clock)),
        await lookAt('clock', () => lookAtClock(reader, clock)),
        await lookAt('mails', () => lookAtMails(reader, clock)),
      ]
    } finally {
      await close()
    }
  } catch (error) {
    return [failure('database', error)]
  }
}

async function lookAtKey(
  ports: Pick<IssuerConfig, 'keyEncryptionKey'> & { reader: Reader },
): Promise<Omit<Finding, 'name'>> {
  if (await assertKeyOpens(ports)) {
    return { outcome: 'ok', text: 'of this version, and the key-encryption key opens it' }
  }
  return { outcome: 'warn', text: 'no city has been started on it yet: waymark start' }
}

const zServer = z.tuple([
  z.object({
    version: z.coerce.number(),
    encoding: z.string(),
    commits: z.string(),
    now: z.coerce.date(),
  }),
])

const oldestVersion = 140_000

async function lookAtServer(reader: Reader, clock: () => Date): Promise<Omit<Finding, 'name'>> {
  const rows: unknown = await reader.query(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding,
      current_setting('synchronous_commit') AS commits, clock_timestamp() AS now`,
  )
  const [{ version, encoding, commits, now }] = zServer.parse(rows)
  if (encoding !== 'UTF8') {
    return { outcome: 'fail', text: `its encoding is ${encoding}: make a database with UTF8` }
  }
  if (commits === 'off') {
    return { outcome: 'fail', text: 'it forgets writes at a power cut: synchronous_commit = on' }
  }
  if (Math.abs(now.getTime() - clock().getTime()) > mostSkewMs) {
    return { outcome: 'fail', text: 'its clock and that of this machine differ: set both by NTP' }
  }
  const major = Math.floor(version / 10_000)
  if (version < oldestVersion) {
    return { outcome: 'warn', text: `PostgreSQL ${major} is older than those we test: upgrade it` }
  }
  return { outcome: 'ok', text: `PostgreSQL ${major}, UTF8, and it keeps what it confirms` }
}

async function lookAtLog(reader: Reader, clock: () => Date): Promise<Omit<Finding, 'name'>> {
  if (await isLogBehind({ reader, clock })) {
    const text =
      'entries wait for a minute or more: is the issuer running? Start it, and look into its log'
    return { outcome: 'fail', text }
  }
  return { outcome: 'ok', text: 'every entry has its place' }
}

/** Nothing that was written can be from later than now. */
async function lookAtClock(reader: Reader, clock: () => Date): Promise<Omit<Finding, 'name'>> {
  const [newest] = await reader.find(auditEntity, { order: { at: 'DESC' }, take: 1 })
  if (newest === undefined || Date.parse(newest.at) <= clock().getTime() + mostSkewMs) {
    return { outcome: 'ok', text: 'not behind what the city wrote' }
  }
  const text = `the city wrote at ${newest.at}, which is still to come: set this machine's clock by NTP`
  return { outcome: 'fail', text }
}

const longestWaitMs = 3_600_000

async function lookAtMails(reader: Reader, clock: () => Date): Promise<Omit<Finding, 'name'>> {
  const failed = await reader.count(mailEntity, { where: { state: 'failed' } })
  const [oldest] = await reader.find(mailEntity, {
    where: { state: 'waiting' },
    order: { createdAt: 'ASC' },
    take: 1,
  })
  const waits = oldest && Date.parse(oldest.createdAt) < clock().getTime() - longestWaitMs
  if (failed === 0 && !waits) return { outcome: 'ok', text: 'none is stuck' }
  const what = failed > 0 ? `${failed} were given up` : 'some wait for an hour or more'
  return { outcome: 'warn', text: `${what}: see Mail at the console, where to try again` }
}
