import nodemailer from 'nodemailer'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { parseDatabaseLocation } from '../../shared/node/database/location.ts'
import { createGuardedFetch, type GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { type IssuerConfig, readIssuerConfig } from '../config.ts'
import { lookAtAddresses } from './doctor-address.ts'
import { lookIntoDatabase } from './doctor-database.ts'
import { lookAtFiles } from './doctor-files.ts'
import { type Finding, failure, type Look, lookAt } from './doctor-finding.ts'

export type DoctorOptions = { json?: boolean; backups?: string }

export type DoctorPorts = { fetch?: GuardedFetch; fetchHere?: GuardedFetch }

/** `waymark doctor`: looks at a city from its own machine. Exit code 1 where something fails. */
export async function doctorCommand(
  io: CommandIo,
  options: DoctorOptions,
  ports: DoctorPorts = {},
): Promise<void> {
  const findings = await examine(io, options, ports)
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.map(
    ({ name, outcome, text }) => `${outcome.padEnd(5)} ${name.padEnd(width)}  ${text}`,
  )
  print(io, { json: findings, human: lines.join('\n') }, options.json)
  if (findings.some(({ outcome }) => outcome === 'fail')) io.exitCode = 1
}

async function examine(
  { env, clock }: CommandIo,
  { backups }: DoctorOptions,
  ports: DoctorPorts,
): Promise<Finding[]> {
  let config: IssuerConfig
  try {
    config = readIssuerConfig(env)
  } catch (error) {
    return [failure('settings', error)]
  }
  const settings: Finding = { name: 'settings', outcome: 'ok', text: 'all there' }
  const [location, agent] = [config.database, config.agentDatabase].map(parseDatabaseLocation)
  if (location === undefined || agent === undefined) return [settings]
  const { allowLoopbackHttp } = config
  const fetch = ports.fetch ?? createGuardedFetch({ allowLoopbackHttp, timeoutMs: 10_000 })
  const found = await Promise.all([
    lookIntoDatabase({ config, location, clock }),
    lookAtFiles({ env, locations: [location, agent], backups, clock }),
    lookAt('mail server', () => lookAtMail(config)),
    lookAtAddresses({ ...ports, config, clock, fetch }),
  ])
  return [settings, ...found.flat()]
}

async function lookAtMail({ mail, demo }: IssuerConfig): ReturnType<Look> {
  if (demo) return { outcome: 'ok', text: 'a demonstration sends none' }
  if (mail === undefined) {
    return {
      outcome: 'warn',
      text: 'none is set: links are handed over by hand. Set ISSUER_SMTP_URL and ISSUER_MAIL_FROM',
    }
  }
  const transport = nodemailer.createTransport({ url: mail.smtpUrl, connectionTimeout: 10_000 })
  try {
    await transport.verify()
    return { outcome: 'ok', text: 'it answers, and lets us in' }
  } catch {
    const text =
      'it does not answer, or does not take our password: look at ISSUER_SMTP_URL. Mails wait for a day meanwhile'
    return { outcome: 'fail', text }
  } finally {
    transport.close()
  }
}
