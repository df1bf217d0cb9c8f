import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Did, isDid } from '../shared/did/did.ts'
import { AppError } from '../shared/errors/app-error.ts'
import {
  type Environment,
  readSettings,
  zFlag,
  zLogLevel,
  zPort,
  zPublicUrl,
} from '../shared/node/config-reading.ts'
import { type KeyEncryptionKey, readKeyEncryptionKey } from '../shared/node/kms/key-encryption.ts'
import type { LogLevel } from '../shared/node/logger.ts'

export type VerifierConfig = {
  /** Where everybody reaches the verifier: scheme, host and port only, since its did:web is made of it. */
  publicUrl: string
  host: string
  /** 0 takes a free one. */
  port: number
  /** A path, or postgres://… */
  database: string
  /** Where Veramo keeps its identifiers: a file or a PostgreSQL schema of its own. */
  agentDatabase: string
  keyEncryptionKey: KeyEncryptionKey
  /** The web wallet that request links open. */
  walletUrl: string
  /** Who asks, in words: shown by wallets beside the host that proved itself. */
  employerName: string
  demo: boolean
  allowLoopbackHttp: boolean
  /** PEM texts. */
  tls?: { key: string; cert: string }
  /** PEM of certificate authorities trusted beside the usual ones, for issuers under a throw-away one. */
  extraCa?: string
  /** A key to the API; only its hash is kept. */
  bootstrapApiKey?: string
  /** Cities whose accreditation is required where a request names none itself. */
  trustedCities?: readonly Did[]
  /** How long a request waits for its answer. */
  requestTtlSeconds: number
  logLevel: LogLevel
}

/** DIDs, separated by commas or spaces. */
const zDids = z.string().transform((text, context): Did[] => {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const dids = words.filter(isDid)
  if (dids.length === words.length) return dids
  context.addIssue({ code: 'custom', message: 'must be DIDs, separated by commas' })
  return z.NEVER
})

const zSettings = z.object({
  VERIFIER_PUBLIC_URL: zPublicUrl,
  VERIFIER_HOST: z.string().default('127.0.0.1'),
  VERIFIER_PORT: zPort.default(3003),
  VERIFIER_DATABASE: z.string().default('.waymark/verifier/verifier.sqlite'),
  VERIFIER_AGENT_DATABASE: z.string().default('.waymark/verifier/agent.sqlite'),
  VERIFIER_WALLET_URL: zPublicUrl,
  VERIFIER_EMPLOYER_NAME: z.string().min(1).max(200).default('An employer'),
  VERIFIER_DEMO: zFlag.default(false),
  VERIFIER_TLS_KEY_FILE: z.string().optional(),
  VERIFIER_TLS_CERT_FILE: z.string().optional(),
  VERIFIER_TRUSTED_CITIES: zDids.optional(),
  VERIFIER_API_KEY: z.string().min(32).max(200).optional(),
  VERIFIER_REQUEST_TTL_SECONDS: z.coerce.number().int().min(60).max(7_776_000).default(3600),
  VERIFIER_LOG_LEVEL: zLogLevel.default('info'),
  WAYMARK_KEY_ENCRYPTION_KEY: z.string().optional(),
  WAYMARK_KEY_ENCRYPTION_KEY_FILE: z.string().optional(),
  WAYMARK_ALLOW_LOOPBACK_HTTP: zFlag.default(false),
})

const whatToDo = {
  VERIFIER_PUBLIC_URL:
    'the address under which wallets reach the verifier, as in https://hire.example',
  VERIFIER_WALLET_URL: 'the address of the web wallet that request links open',
  VERIFIER_API_KEY: 'at least 32 random characters, as in openssl rand -base64 32',
}

/** @throws AppError config_invalid, key_encryption_key_missing */
export function readVerifierConfig(env: Environment): VerifierConfig {
  const settings = readSettings(zSettings, env, whatToDo)
  const tls = readTls(settings.VERIFIER_TLS_KEY_FILE, settings.VERIFIER_TLS_CERT_FILE)
  return checkVerifierConfig({
    publicUrl: settings.VERIFIER_PUBLIC_URL,
    host: settings.VERIFIER_HOST,
    port: settings.VERIFIER_PORT,
    database: settings.VERIFIER_DATABASE,
    agentDatabase: settings.VERIFIER_AGENT_DATABASE,
    keyEncryptionKey: readKeyEncryptionKey({
      value: settings.WAYMARK_KEY_ENCRYPTION_KEY,
      file: settings.WAYMARK_KEY_ENCRYPTION_KEY_FILE,
    }),
    walletUrl: settings.VERIFIER_WALLET_URL,
    employerName: settings.VERIFIER_EMPLOYER_NAME,
    demo: settings.VERIFIER_DEMO,
    allowLoopbackHttp: settings.WAYMARK_ALLOW_LOOPBACK_HTTP || settings.VERIFIER_DEMO,
    ...(tls && { tls }),
    ...(settings.VERIFIER_TRUSTED_CITIES !== undefined && {
      trustedCities: settings.VERIFIER_TRUSTED_CITIES,
    }),
    ...(settings.VERIFIER_API_KEY !== undefined && { bootstrapApiKey: settings.VERIFIER_API_KEY }),
    requestTtlSeconds: settings.VERIFIER_REQUEST_TTL_SECONDS,
    logLevel: settings.VERIFIER_LOG_LEVEL,
  })
}

/** What no single setting shows. @throws AppError config_invalid */
export function checkVerifierConfig(config: VerifierConfig): VerifierConfig {
  const url = new URL(config.publicUrl)
  if (url.pathname !== '/') {
    throw new AppError(
      'config_invalid',
      'VERIFIER_PUBLIC_URL must be a host without a path: the verifier’s identity is made of it',
    )
  }
  if (url.protocol === 'http:' && !(config.allowLoopbackHttp && url.hostname === 'localhost')) {
    throw new AppError(
      'config_invalid',
      'VERIFIER_PUBLIC_URL must be https; http://localhost needs WAYMARK_ALLOW_LOOPBACK_HTTP=true',
    )
  }
  return Object.freeze({ ...config, publicUrl: url.origin })
}

function readTls(
  keyFile: string | undefined,
  certFile: string | undefined,
): { key: string; cert: string } | undefined {
  if (keyFile === undefined && certFile === undefined) return undefined
  if (keyFile === undefined || certFile === undefined) {
    throw new AppError(
      'config_invalid',
      'VERIFIER_TLS_KEY_FILE and VERIFIER_TLS_CERT_FILE go together: set both or none',
    )
  }
  return {
    key: readPem(keyFile, 'VERIFIER_TLS_KEY_FILE'),
    cert: readPem(certFile, 'VERIFIER_TLS_CERT_FILE'),
  }
}

function readPem(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new AppError('config_invalid', `${variable}: the file cannot be read`, { cause })
  }
}
