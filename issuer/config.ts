import { z } from 'zod'
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
import { readTlsFiles } from '../shared/node/tls-files.ts'

export type IssuerConfig = {
  /** Where everybody reaches the city: scheme, host and port only, since its did:web and its badges are made of it. */
  publicUrl: string
  host: string
  /** 0 takes a free one. */
  port: number
  /** A path, or postgres://… */
  database: string
  /** Where Veramo keeps its identifiers: a file or a PostgreSQL schema of its own. */
  agentDatabase: string
  keyEncryptionKey: KeyEncryptionKey
  /** The wallet that claim links open. */
  walletUrl: string
  cityName: { en: string; cy: string }
  /** Fills an empty city with the demonstration one. */
  demo: boolean
  allowLoopbackHttp: boolean
  /** PEM texts. */
  tls?: { key: string; cert: string }
  /** PEM of certificate authorities trusted beside the usual ones, for a wallet server under a throw-away one. */
  extraCa?: string
  /** A key to the API with the city's rights; only its hash is kept. */
  bootstrapApiKey?: string
  /** How long a verifier may use its copy of a status list. */
  statusTtlSeconds: number
  logLevel: LogLevel
}

const zSettings = z.object({
  ISSUER_PUBLIC_URL: zPublicUrl,
  ISSUER_HOST: z.string().default('127.0.0.1'),
  ISSUER_PORT: zPort.default(3001),
  ISSUER_DATABASE: z.string().default('.waymark/issuer/issuer.sqlite'),
  ISSUER_AGENT_DATABASE: z.string().default('.waymark/issuer/agent.sqlite'),
  ISSUER_WALLET_URL: zPublicUrl,
  ISSUER_CITY_NAME: z.string().min(1).max(200).optional(),
  ISSUER_CITY_NAME_CY: z.string().min(1).max(200).optional(),
  ISSUER_DEMO: zFlag.default(false),
  ISSUER_TLS_KEY_FILE: z.string().optional(),
  ISSUER_TLS_CERT_FILE: z.string().optional(),
  ISSUER_API_KEY: z.string().min(32).max(200).optional(),
  ISSUER_STATUS_TTL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  ISSUER_LOG_LEVEL: zLogLevel.default('info'),
  WAYMARK_KEY_ENCRYPTION_KEY: z.string().optional(),
  WAYMARK_KEY_ENCRYPTION_KEY_FILE: z.string().optional(),
  WAYMARK_ALLOW_LOOPBACK_HTTP: zFlag.default(false),
})

const whatToDo = {
  ISSUER_PUBLIC_URL: 'the address under which people reach the city, as in https://city.example',
  ISSUER_WALLET_URL: 'the address of the wallet that claim links open',
  ISSUER_API_KEY: 'at least 32 random characters, as in openssl rand -base64 32',
}

/** @throws AppError config_invalid, key_encryption_key_missing */
export function readIssuerConfig(env: Environment): IssuerConfig {
  const settings = readSettings(zSettings, env, whatToDo)
  const { ISSUER_CITY_NAME: name, ISSUER_CITY_NAME_CY: nameInWelsh } = settings
  const tls = readTlsFiles(
    { variable: 'ISSUER_TLS_KEY_FILE', file: settings.ISSUER_TLS_KEY_FILE },
    { variable: 'ISSUER_TLS_CERT_FILE', file: settings.ISSUER_TLS_CERT_FILE },
  )
  return checkIssuerConfig({
    publicUrl: settings.ISSUER_PUBLIC_URL,
    host: settings.ISSUER_HOST,
    port: settings.ISSUER_PORT,
    database: settings.ISSUER_DATABASE,
    agentDatabase: settings.ISSUER_AGENT_DATABASE,
    keyEncryptionKey: readKeyEncryptionKey({
      value: settings.WAYMARK_KEY_ENCRYPTION_KEY,
      file: settings.WAYMARK_KEY_ENCRYPTION_KEY_FILE,
    }),
    walletUrl: settings.ISSUER_WALLET_URL,
    cityName: {
      en: name ?? 'City of Learning',
      cy: nameInWelsh ?? name ?? 'Dinas Dysg',
    },
    demo: settings.ISSUER_DEMO,
    allowLoopbackHttp: settings.WAYMARK_ALLOW_LOOPBACK_HTTP || settings.ISSUER_DEMO,
    ...(tls && { tls }),
    ...(settings.ISSUER_API_KEY !== undefined && { bootstrapApiKey: settings.ISSUER_API_KEY }),
    statusTtlSeconds: settings.ISSUER_STATUS_TTL_SECONDS,
    logLevel: settings.ISSUER_LOG_LEVEL,
  })
}

/** What no single setting shows. @throws AppError config_invalid */
export function checkIssuerConfig(config: IssuerConfig): IssuerConfig {
  const url = new URL(config.publicUrl)
  if (url.pathname !== '/') {
    throw new AppError(
      'config_invalid',
      'ISSUER_PUBLIC_URL must be a host without a path: identities and badges are made of it',
    )
  }
  if (url.protocol === 'http:' && !(config.allowLoopbackHttp && url.hostname === 'localhost')) {
    throw new AppError(
      'config_invalid',
      'ISSUER_PUBLIC_URL must be https; http://localhost needs WAYMARK_ALLOW_LOOPBACK_HTTP=true',
    )
  }
  return Object.freeze({ ...config, publicUrl: url.origin })
}
