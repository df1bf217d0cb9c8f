import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import nodemailer from 'nodemailer'
import { isAppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import {
  type DatabaseLocation,
  parseDatabaseLocation,
} from '../../shared/node/database/location.ts'
import { compareMigrations } from '../../shared/node/database/pending-migrations.ts'
import { openSnapshot } from '../../shared/node/database/snapshot.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { assertKeyOpens } from '../../shared/node/kms/installation-secret.ts'
import { type IssuerConfig, readIssuerConfig } from '../config.ts'
import { issuerSchema } from '../schema.ts'
import { assertThere } from './transfer-command.ts'

/** `warn`: it works, and somebody should look. */
type Finding = { name: string; outcome: 'ok' | 'warn' | 'fail'; text: string }

export type DoctorPorts = { fetch?: GuardedFetch }

/** `waymark doctor`: looks at a city from its own machine. Exit code 1 where something fails. */
export async function doctorCommand(
  io: CommandIo,
  options: { json?: boolean },
  ports: DoctorPorts = {},
): Promise<void> {
  const findings = await examine(io, ports)
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.map(
    ({ name, outcome, text }) => `${outcome.padEnd(5)} ${name.padEnd(width)}  ${text}`,
  )
  print(io, { json: findings, human: lines.join('\n') }, options.json)
  if (findings.some(({ outcome }) => outcome === 'fail')) io.exitCode = 1
}

async function examine(io: CommandIo, ports: DoctorPorts): Promise<Finding[]> {
  let config: IssuerConfig
  try {
    config = readIssuerConfig(io.env)
  } catch (error) {
    return [failure('settings', error)]
  }
  const settings: Finding = { name: 'settings', outcome: 'ok', text: 'all there' }
  const location = parseDatabaseLocation(config.database)
  const others = await Promise.all([
    examineOne('database', () => lookAtDatabase(location, config)),
    examineOne('room', () => lookAtRoom(location)),
    examineOne('mail server', () => lookAtMail(config)),
    examineOne('public address', () => lookAtAddress(io, config, ports)),
  ])
  return [settings, ...others]
}

async function examineOne(
  name: string,
  look: () => Promise<Omit<Finding, 'name'>>,
): Promise<Finding> {
  try {
    return { name, ...(await look()) }
  } catch (error) {
    return failure(name, error)
  }
}

function failure(name: string, error: unknown): Finding {
  const text = isAppError(error) ? `${error.code}: ${error.message}` : 'it could not be looked at'
  return { name, outcome: 'fail', text }
}

async function lookAtDatabase(
  location: DatabaseLocation,
  { keyEncryptionKey }: IssuerConfig,
): Promise<Omit<Finding, 'name'>> {
  await assertThere(location)
  const { pending, unknown } = await compareMigrations(location, issuerSchema)
  if (unknown.length > 0) {
    return { outcome: 'fail', text: 'a newer version of Waymark has changed it' }
  }
  if (pending.length > 0) return { outcome: 'warn', text: 'waymark migrate has something to do' }
  const snapshot = await openSnapshot(location, issuerSchema)
  try {
    const isThere = await assertKeyOpens({ reader: snapshot.reader, keyEncryptionKey })
    if (!isThere) return { outcome: 'warn', text: 'no city has been started on it yet' }
    return { outcome: 'ok', text: 'of this version, and the key-encryption key opens it' }
  } finally {
    await snapshot.close()
  }
}

const leastFreeBytes = 1_000_000_000

async function lookAtRoom(location: DatabaseLocation): Promise<Omit<Finding, 'name'>> {
  if (location.kind !== 'sqlite') return { outcome: 'ok', text: 'kept by the database server' }
  const { bavail, bsize } = await statfs(dirname(location.file))
  const { mode } = await stat(location.file)
  if ((mode & 0o077) !== 0) {
    return { outcome: 'fail', text: 'others on this machine can read the database: chmod 600' }
  }
  const free = bavail * bsize
  const text = `${(free / 1e9).toFixed(1)} GB free`
  return { outcome: free < leastFreeBytes ? 'warn' : 'ok', text }
}

async function lookAtMail({ mail, demo }: IssuerConfig): Promise<Omit<Finding, 'name'>> {
  if (demo) return { outcome: 'ok', text: 'a demonstration sends none' }
  if (mail === undefined) {
    return { outcome: 'warn', text: 'none is set: links are handed over by hand' }
  }
  const transport = nodemailer.createTransport({ url: mail.smtpUrl, connectionTimeout: 10_000 })
  try {
    await transport.verify()
    return { outcome: 'ok', text: 'it answers, and lets us in' }
  } catch {
    return { outcome: 'fail', text: 'it does not answer, or does not take our password' }
  } finally {
    transport.close()
  }
}

/** Signed times and those of other hosts may differ by a minute at most. */
const mostSkewMs = 60_000

async function lookAtAddress(
  io: CommandIo,
  config: IssuerConfig,
  ports: DoctorPorts,
): Promise<Omit<Finding, 'name'>> {
  const { publicUrl, allowLoopbackHttp } = config
  const fetch = ports.fetch ?? createGuardedFetch({ allowLoopbackHttp })
  const answer = await fetch(`${publicUrl}/.well-known/did.json`).catch(() => undefined)
  if (answer === undefined || !answer.ok) {
    return { outcome: 'fail', text: `${publicUrl}/.well-known/did.json cannot be read from here` }
  }
  const date = Date.parse(answer.headers.get('Date') ?? '')
  const skew = Math.abs(date - io.clock().getTime())
  if (skew > mostSkewMs) {
    return { outcome: 'fail', text: 'the clocks of this machine and of the proxy differ' }
  }
  return { outcome: 'ok', text: `${publicUrl} answers` }
}
