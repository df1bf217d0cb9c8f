import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { startIssuer } from '../issuer/start.ts'
import { didWebFromUrl } from '../shared/did/did-web.ts'
import type { LogLevel } from '../shared/node/config-reading.ts'
import {
  type DemoSession,
  deleteDemoSession,
  writeDemoSession,
} from '../shared/node/demo-session.ts'
import {
  encodeKeyEncryptionKey,
  generateKeyEncryptionKey,
  readKeyEncryptionKey,
} from '../shared/node/kms/key-encryption.ts'
import { createLoopbackCertificate } from '../shared/node/loopback-certificate.ts'
import { makeFolder } from '../shared/node/make-folder.ts'
import { closeAll, type RunningApplication } from '../shared/node/running-application.ts'
import { startVerifier } from '../verifier/start.ts'
import { startWallet } from '../wallet/server/start.ts'

export const applicationNames = ['issuer', 'wallet', 'verifier'] as const
export type ApplicationName = (typeof applicationNames)[number]

export type DemonstrationOptions = {
  /** The state folder. */
  home: string
  ports: Record<ApplicationName, number>
  /** Which applications this process runs; the others are expected at their ports. */
  only: readonly ApplicationName[]
  /** Serves https under a throw-away authority instead of http. */
  tls: boolean
  logLevel: LogLevel
  now: Date
  /** Where the database of a name is: a file or a postgres:// address. Default: a file in the city's folder. */
  locate?: (name: string) => string
}

export type Demonstration = {
  session: DemoSession
  /** Where the city is kept. */
  folder: string
  /** PEM file of the throw-away authority, with TLS. */
  authorityFile?: string
  /** The made-up people of the city sign in with it. */
  staffPassword?: string
  close(): Promise<void>
}

const zSecrets = z.object({
  keyEncryptionKey: z.string(),
  issuerApiKey: z.string(),
  /** A city that an older version made has none: its people come in by their doors alone. */
  staffPassword: z.string().optional(),
  verifierApiKey: z.string(),
  certificate: z
    .object({ authority: z.string(), certificate: z.string(), privateKey: z.string() })
    .optional(),
})

type Secrets = z.infer<typeof zSecrets>

/** A status list may be this old: a revocation shows almost at once, so that it can be watched. */
export const statusTtlSeconds = 1

const certificateDays = 365

/**
 * Starts the demonstration city. Its identities are made of its addresses, so each set of ports has a folder of
 * its own, and starting again with the same ports finds the same city.
 */
export async function startDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const { home, ports, tls } = options
  const order = applicationNames.map((name) => ports[name]).join('-')
  const folder = join(home, 'demo', tls ? `tls-${order}` : order)
  makeFolder(folder)
  const secrets = await readOrMakeSecrets(join(folder, 'secrets.json'), options)
  const session = sessionOf(options, secrets)
  const authorityFile = await writeAuthority(folder, secrets)
  const applications: RunningApplication[] = []
  try {
    for (const name of options.only) {
      applications.push(await starters[name]({ options, folder, secrets, session }))
    }
    await writeDemoSession(home, session)
  } catch (error) {
    await closeAll(applications)
    throw error
  }
  const isWhole = options.only.length === applicationNames.length
  return {
    session,
    folder,
    ...(authorityFile && { authorityFile }),
    ...(secrets.staffPassword && { staffPassword: secrets.staffPassword }),
    async close() {
      if (isWhole) await deleteDemoSession(home)
      await closeAll(applications)
    },
  }
}

type Setting = {
  options: DemonstrationOptions
  folder: string
  secrets: Secrets
  session: DemoSession
}

const starters: Record<ApplicationName, (setting: Setting) => Promise<RunningApplication>> = {
  wallet: (setting) =>
    startWallet({
      ...commonConfig(setting, 'wallet'),
      database: databaseOf(setting, 'wallet'),
    }),
  issuer: (setting) =>
    startIssuer({
      ...commonConfig(setting, 'issuer'),
      ...agentConfig(setting, 'issuer'),
      checkUrl: `${setting.session.verifier.url}/check`,
      cityName: { en: 'Cardiff City of Learning', cy: 'Caerdydd Dinas Dysg' },
      bootstrapApiKey: setting.secrets.issuerApiKey,
      ...(setting.secrets.staffPassword && {
        demonstrationPassword: setting.secrets.staffPassword,
      }),
      statusTtlSeconds,
    }),
  verifier: (setting) =>
    startVerifier({
      ...commonConfig(setting, 'verifier'),
      ...agentConfig(setting, 'verifier'),
      employerName: 'Harbour Lights Café',
      bootstrapApiKey: setting.secrets.verifierApiKey,
      ...(setting.secrets.staffPassword && {
        demonstrationPassword: setting.secrets.staffPassword,
      }),
      reportedCities: [didWebFromUrl(setting.session.issuer.url)],
      requestTtlSeconds: 3600,
    }),
}

function commonConfig({ options, secrets, session }: Setting, name: ApplicationName) {
  const { certificate } = secrets
  return {
    publicUrl: session[name].url,
    host: 'localhost',
    port: options.ports[name],
    demo: true,
    allowLoopbackHttp: true,
    ...(certificate && { tls: { key: certificate.privateKey, cert: certificate.certificate } }),
    ...(certificate && { extraCa: certificate.authority }),
    logLevel: options.logLevel,
  }
}

function databaseOf({ folder, options }: Setting, name: string): string {
  return options.locate?.(name) ?? join(folder, `${name}.sqlite`)
}

function agentConfig(setting: Setting, name: ApplicationName) {
  const { secrets, session } = setting
  return {
    database: databaseOf(setting, name),
    agentDatabase: databaseOf(setting, `${name}-agent`),
    keyEncryptionKey: readKeyEncryptionKey({ value: secrets.keyEncryptionKey }),
    walletUrl: session.wallet.url,
  }
}

function sessionOf({ ports, tls }: DemonstrationOptions, secrets: Secrets): DemoSession {
  const urlOf = (name: ApplicationName) => `${tls ? 'https' : 'http'}://localhost:${ports[name]}`
  return {
    issuer: { url: urlOf('issuer'), apiKey: secrets.issuerApiKey },
    wallet: { url: urlOf('wallet') },
    verifier: { url: urlOf('verifier'), apiKey: secrets.verifierApiKey },
    allowLoopbackHttp: true,
    ...(secrets.certificate && { extraCa: secrets.certificate.authority }),
  }
}

/**
 * Made at the first start and kept in a file that only its owner can read, since the city outlives a start.
 * Applications started apart at the same moment find the file that was first.
 */
async function readOrMakeSecrets(
  file: string,
  { tls, now }: DemonstrationOptions,
): Promise<Secrets> {
  const made = JSON.stringify(await makeSecrets(tls, now))
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  return zSecrets.parse(JSON.parse(await readFile(file, 'utf8')))
}

/** @returns the file, for clients that must be told whom to trust */
async function writeAuthority(folder: string, { certificate }: Secrets) {
  if (certificate === undefined) return undefined
  const file = join(folder, 'authority.pem')
  await writeFile(file, certificate.authority)
  return file
}

async function makeSecrets(tls: boolean, now: Date): Promise<Secrets> {
  return {
    keyEncryptionKey: encodeKeyEncryptionKey(generateKeyEncryptionKey()),
    issuerApiKey: randomBytes(32).toString('base64url'),
    verifierApiKey: randomBytes(32).toString('base64url'),
    staffPassword: randomBytes(9).toString('base64url'),
    ...(tls && { certificate: await createLoopbackCertificate(now, certificateDays) }),
  }
}
