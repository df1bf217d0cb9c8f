import { once } from 'node:events'
import { relative } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { readIssuerConfig } from '../issuer/config.ts'
import { startIssuer } from '../issuer/start.ts'
import { AppError } from '../shared/errors/app-error.ts'
import { type CommandIo, notify, print, stateFolder } from '../shared/node/command-line.ts'
import { closeAll, type RunningApplication } from '../shared/node/running-application.ts'
import { readVerifierConfig } from '../verifier/config.ts'
import { startVerifier } from '../verifier/start.ts'
import { readWalletConfig } from '../wallet/server/config.ts'
import { startWallet } from '../wallet/server/start.ts'
import {
  type ApplicationName,
  applicationNames,
  type Demonstration,
  startDemonstration,
} from './demonstration.ts'

type StartOptions = {
  demo?: boolean
  conformance?: boolean
  port?: number
  tls?: boolean
  only?: ApplicationName
  issuerPort?: number
  walletPort?: number
  verifierPort?: number
  json?: boolean
}

/** `waymark start` */
export function startCommand(program: Command, io: CommandIo): void {
  program
    .command('start')
    .description('run the issuer, the wallet server and the verifier')
    .option('--demo', 'a demonstration city, ready to try, kept in the state folder')
    .option(
      '--tls',
      'with --demo: https under a throw-away authority, for wallets that refuse http',
    )
    .option(
      '--conformance',
      'endpoints for conformance suites, with throw-away keys and nothing kept: see docs/conformance.md',
    )
    .option('--port <port>', 'with --conformance: http there, https on the next', parsePort)
    .addOption(new Option('--only <application>', 'run one of the three').choices(applicationNames))
    .option('--issuer-port <port>', 'with --demo (default: 3001)', parsePort)
    .option('--wallet-port <port>', 'with --demo (default: 3002)', parsePort)
    .option('--verifier-port <port>', 'with --demo (default: 3003)', parsePort)
    .option('--json', 'print the addresses as JSON')
    .addHelpText(
      'after',
      `
Examples:
  waymark start --demo
  waymark start --demo --issuer-port 4001
  waymark start --demo --tls
  waymark start --conformance
  waymark start --only issuer      settings from the environment, see .env.example`,
    )
    .action((options: StartOptions) => start(options, io))
}

async function start(options: StartOptions, io: CommandIo): Promise<void> {
  requireDemo(options)
  requireConformance(options)
  const signalled = firstSignal()
  const only = options.only ? [options.only] : applicationNames
  const running = options.conformance
    ? await startForSuites(options, io)
    : options.demo
      ? await startDemo(options, only, io)
      : await startConfigured(only, options, io)
  await signalled
  notify(io, 'Ending…')
  await running.close()
}

/** What only a demonstration heeds would be passed over in silence, and something else be called missing. */
function requireDemo({ demo, tls, issuerPort, walletPort, verifierPort }: StartOptions): void {
  const ports = [issuerPort, walletPort, verifierPort]
  if (demo || (!tls && ports.every((port) => port === undefined))) return
  throw new AppError(
    'config_invalid',
    '--tls and the ports are for a demonstration: add --demo. A city of your own is set by its environment: see .env.example, and docs/operator.md for https',
  )
}

/** Endpoints without keys to enter by never stand beside a city, whether its own or a demonstration's. */
function requireConformance({ conformance, demo, only, port }: StartOptions): void {
  if (conformance ? !demo && only === undefined : port === undefined) return
  throw new AppError(
    'config_invalid',
    '--conformance stands alone, without --demo and --only; --port is for --conformance',
  )
}

async function startForSuites(
  { port = 4080, json }: StartOptions,
  io: CommandIo,
): Promise<{ close(): Promise<void> }> {
  const { startConformance } = await import('./conformance/conformance.ts')
  const { describeConformance, implementationOf } = await import('./conformance/local-config.ts')
  const ports = { http: port, https: port + 1 }
  const conformance = await startConformance({ ports, clock: io.clock })
  const { httpUrl, httpsUrl, authority } = conformance
  const answer = {
    http: implementationOf(conformance, httpUrl),
    https: implementationOf(conformance, httpsUrl),
    authority,
  }
  print(io, { json: answer, human: describeConformance(conformance) }, json)
  return conformance
}

async function startDemo(
  options: StartOptions,
  only: readonly ApplicationName[],
  io: CommandIo,
): Promise<{ close(): Promise<void> }> {
  const demonstration = await startDemonstration({
    home: stateFolder(io),
    ports: {
      issuer: options.issuerPort ?? 3001,
      wallet: options.walletPort ?? 3002,
      verifier: options.verifierPort ?? 3003,
    },
    only,
    tls: options.tls ?? false,
    logLevel: 'warn',
    now: io.clock(),
  })
  print(io, { json: addressesOf(demonstration), human: invitation(demonstration) }, options.json)
  return demonstration
}

async function startConfigured(
  only: readonly ApplicationName[],
  options: StartOptions,
  io: CommandIo,
): Promise<{ close(): Promise<void> }> {
  const starters: Record<ApplicationName, () => () => Promise<RunningApplication>> = {
    wallet: () => {
      const config = readWalletConfig(io.env)
      return () => startWallet(config)
    },
    issuer: () => {
      const config = readIssuerConfig(io.env)
      return () => startIssuer(config)
    },
    verifier: () => {
      const config = readVerifierConfig(io.env)
      return () => startVerifier(config)
    },
  }
  // every setting is read before anything starts, so that a missing one leaves nothing half running
  const ready = only.map((name) => starters[name]())
  const applications: RunningApplication[] = []
  try {
    for (const startOne of ready) applications.push(await startOne())
  } catch (error) {
    await closeAll(applications)
    throw error
  }
  const addresses = Object.fromEntries(applications.map(({ name, url }) => [name, url]))
  const lines = applications.map(({ name, url }) => `${name.padEnd(10)}${url}`)
  print(io, { json: addresses, human: lines.join('\n') }, options.json)
  return { close: () => closeAll(applications) }
}

function addressesOf({ session, folder, authorityFile }: Demonstration) {
  const { issuer, wallet, verifier } = session
  return { issuer: issuer.url, wallet: wallet.url, verifier: verifier.url, folder, authorityFile }
}

function invitation(demonstration: Demonstration): string {
  const { session, folder, authorityFile, staffPassword } = demonstration
  const { issuer, wallet, verifier } = session
  const trust = authorityFile
    ? `\nTheir certificates are by a throw-away authority: NODE_EXTRA_CA_CERTS=${authorityFile}\n`
    : ''
  const staff = staffPassword
    ? `\nEach of the made-up people there has the password ${staffPassword}\n`
    : ''
  return `
Cardiff City of Learning: a demonstration on this machine

  City       ${issuer.url}
  Wallet     ${wallet.url}
  Employer   ${verifier.url}
  Staff      ${issuer.url}/staff/sign-in
  Recruiters ${verifier.url}/staff/sign-in
${staff}${trust}
Try, in another terminal:

  npx waymark city badges
  npx waymark city award --badge harbour-youth/first-aid --to sam@learner.example
  npx waymark wallet receive 'THE OFFER THAT WAS PRINTED'
  npx waymark employer request
  npx waymark wallet present 'THE REQUEST THAT WAS PRINTED'
  npx waymark employer result REQUEST

Everything is kept in ${relative(process.cwd(), folder)}. Ctrl+C ends it.
`
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 1 to 65535.')
  }
  return port
}

/** Listening starts at once, so that a signal during the start ends it cleanly too. */
function firstSignal(): Promise<unknown> {
  return Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}
