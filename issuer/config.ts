import { z } from 'zod'
import {
  type AgentApplicationConfig,
  installationSettings,
  keyEncryptionSettings,
  originOf,
  requireSecureUrl,
  zApiKey,
} from '../shared/node/application-config.ts'
import {
  type Environment,
  readSettings,
  zFlag,
  zLogLevel,
  zMailAddress,
  zPort,
  zPublicUrl,
  zSmtpUrl,
} from '../shared/node/config-reading.ts'
import { readKeyEncryptionKey } from '../shared/node/kms/key-encryption.ts'
import { readTlsFiles } from '../shared/node/tls-files.ts'
import type { SingleSignOnConfig } from '../shared/server/staff/single-sign-on.ts'
import { readMailServer, readSingleSignOn } from '../shared/server/staff-settings.ts'

/** `publicUrl` is scheme, host and port only, since the city's did:web and its badges are made of it. */
export type IssuerConfig = AgentApplicationConfig & {
  cityName: { en: string; cy: string }
  /** Fills an empty city with the demonstration one. */
  demo: boolean
  /** How long a verifier may use its copy of a status list. */
  statusTtlSeconds: number
  /** Another's sign-in that counts for the staff. */
  singleSignOn?: SingleSignOnConfig
  /** The password of the made-up people of a demonstration. */
  demonstrationPassword?: string
  /** How many requests one client may send to each of token, nonce and credential endpoint. Default 300. */
  claimRequestsPerMinute?: number
  /** How many threads sign in batches. Default: all cores but one. */
  workerThreads?: number
  /** The page where anyone checks a badge; public pages link to it. */
  checkUrl?: string
  /** How many reverse proxies stand in front: so many addresses of X-Forwarded-For are believed. Default 0. */
  trustedProxies?: number
  /** The mail server; without one, mails wait until there is one. */
  mail?: { smtpUrl: string; from: string }
  /** Who reads /metrics shows this; without it there are none. */
  metricsToken?: string
}

const zSettings = z.object({
  ISSUER_PUBLIC_URL: zPublicUrl,
  ISSUER_HOST: z.string().default('127.0.0.1'),
  ISSUER_PORT: zPort.default(3001),
  ISSUER_DATABASE: z.string().default('.waymark/issuer/issuer.sqlite'),
  ISSUER_AGENT_DATABASE: z.string().default('.waymark/issuer/agent.sqlite'),
  ISSUER_WALLET_URL: zPublicUrl,
  ISSUER_CHECK_URL: zPublicUrl.optional(),
  ISSUER_CITY_NAME: z.string().min(1).max(200).optional(),
  ISSUER_CITY_NAME_CY: z.string().min(1).max(200).optional(),
  ISSUER_DEMO: zFlag.default(false),
  ISSUER_TLS_KEY_FILE: z.string().optional(),
  ISSUER_TLS_CERT_FILE: z.string().optional(),
  ISSUER_API_KEY: zApiKey.optional(),
  ISSUER_STATUS_TTL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  ISSUER_CLAIM_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(300),
  ISSUER_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  ISSUER_SSO_ISSUER: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  ISSUER_SSO_CLIENT_ID: z.string().min(1).max(500).optional(),
  ISSUER_SSO_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  ISSUER_SSO_NAME: z.string().min(1).max(60).default('single sign-on'),
  ISSUER_METRICS_TOKEN: zApiKey.optional(),
  ISSUER_SMTP_URL: zSmtpUrl.optional(),
  ISSUER_MAIL_FROM: zMailAddress.optional(),
  ISSUER_LOG_LEVEL: zLogLevel.default('info'),
  ...keyEncryptionSettings,
  ...installationSettings,
})

const whatToDo = {
  ISSUER_PUBLIC_URL: 'the address under which people reach the city, as in https://city.example',
  ISSUER_WALLET_URL: 'the address of the wallet that claim links open',
  ISSUER_CHECK_URL: 'the page where anyone checks a badge, as in https://hire.example/check',
  ISSUER_SMTP_URL: 'the mail server, as in smtp://user:password@mail.example:587',
  ISSUER_MAIL_FROM: 'the address that mails come from, as in badges@city.example',
  ISSUER_METRICS_TOKEN: 'at least 32 random characters',
  ISSUER_API_KEY: 'at least 32 random characters, as in openssl rand -base64 32',
}

/** @throws AppError config_invalid, key_encryption_key_missing */
export function readIssuerConfig(env: Environment): IssuerConfig {
  const settings = readSettings(zSettings, env, whatToDo)
  const allowLoopbackHttp = settings.WAYMARK_ALLOW_LOOPBACK_HTTP || settings.ISSUER_DEMO
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
    walletUrl: requireSecureUrl(settings.ISSUER_WALLET_URL, {
      variable: 'ISSUER_WALLET_URL',
      allowLoopbackHttp,
    }),
    ...(settings.ISSUER_CHECK_URL !== undefined && { checkUrl: settings.ISSUER_CHECK_URL }),
    cityName: {
      en: name ?? 'City of Learning',
      cy: nameInWelsh ?? name ?? 'Dinas Dysg',
    },
    demo: settings.ISSUER_DEMO,
    allowLoopbackHttp,
    isCanonicalizationCompiled: settings.WAYMARK_COMPILED_CANONICALIZATION,
    ...(tls && { tls }),
    ...(settings.ISSUER_API_KEY !== undefined && { bootstrapApiKey: settings.ISSUER_API_KEY }),
    statusTtlSeconds: settings.ISSUER_STATUS_TTL_SECONDS,
    claimRequestsPerMinute: settings.ISSUER_CLAIM_REQUESTS_PER_MINUTE,
    trustedProxies: settings.ISSUER_TRUSTED_PROXIES,
    ...readSingleSignOn('ISSUER', {
      issuer: settings.ISSUER_SSO_ISSUER,
      clientId: settings.ISSUER_SSO_CLIENT_ID,
      clientSecret: settings.ISSUER_SSO_CLIENT_SECRET,
      name: settings.ISSUER_SSO_NAME,
    }),
    ...readMailServer('ISSUER', {
      smtpUrl: settings.ISSUER_SMTP_URL,
      from: settings.ISSUER_MAIL_FROM,
    }),
    ...(settings.ISSUER_METRICS_TOKEN !== undefined && {
      metricsToken: settings.ISSUER_METRICS_TOKEN,
    }),
    logLevel: settings.ISSUER_LOG_LEVEL,
  })
}

/** What no single setting shows. @throws AppError config_invalid */
export function checkIssuerConfig(config: IssuerConfig): IssuerConfig {
  const { allowLoopbackHttp } = config
  const publicUrl = originOf(config.publicUrl, { variable: 'ISSUER_PUBLIC_URL', allowLoopbackHttp })
  return Object.freeze({ ...config, publicUrl })
}
