import { z } from 'zod'
import { type Did, isDid } from '../shared/did/did.ts'
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

/** `publicUrl` is scheme, host and port only, since the verifier's did:web is made of it. */
export type VerifierConfig = AgentApplicationConfig & {
  /** Who asks, in words: shown by wallets beside the host that proved itself, until another name is set. */
  employerName: string
  /** Cities whose accreditation is required where neither the request nor its organisation names any. */
  trustedCities?: readonly Did[]
  /** Cities that are asked where none is trusted: what they say stands in the report and decides nothing. */
  reportedCities?: readonly Did[]
  /** How long a request waits for its answer. */
  requestTtlSeconds: number
  /** How many answers one client may send, and how many it may save up. Default 30. */
  answersPerMinute?: number
  /** How many checks one client may make on the public page, and how many it may save up. Default 30. */
  checksPerMinute?: number
  /** How many reverse proxies stand in front: so many addresses of X-Forwarded-For are believed. Default 0. */
  trustedProxies?: number
  /** The mail server; without one, links are handed over by who makes them. */
  mail?: { smtpUrl: string; from: string }
  /** Another's sign-in that counts for the staff. */
  singleSignOn?: SingleSignOnConfig
  /** The password of the made-up people of a demonstration. */
  demonstrationPassword?: string
  /** Who reads /metrics shows this; without it there are none. */
  metricsToken?: string
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
  VERIFIER_REPORTED_CITIES: zDids.optional(),
  VERIFIER_API_KEY: zApiKey.optional(),
  VERIFIER_REQUEST_TTL_SECONDS: z.coerce.number().int().min(60).max(7_776_000).default(3600),
  VERIFIER_ANSWERS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).default(30),
  VERIFIER_CHECKS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).default(30),
  VERIFIER_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  VERIFIER_SSO_ISSUER: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  VERIFIER_SSO_CLIENT_ID: z.string().min(1).max(500).optional(),
  VERIFIER_SSO_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  VERIFIER_SSO_NAME: z.string().min(1).max(60).default('single sign-on'),
  VERIFIER_METRICS_TOKEN: zApiKey.optional(),
  VERIFIER_SMTP_URL: zSmtpUrl.optional(),
  VERIFIER_MAIL_FROM: zMailAddress.optional(),
  VERIFIER_LOG_LEVEL: zLogLevel.default('info'),
  ...keyEncryptionSettings,
  ...installationSettings,
})

const whatToDo = {
  VERIFIER_PUBLIC_URL:
    'the address under which wallets reach the verifier, as in https://hire.example',
  VERIFIER_WALLET_URL: 'the address of the web wallet that request links open',
  VERIFIER_SMTP_URL: 'the mail server, as in smtp://user:password@mail.example:587',
  VERIFIER_MAIL_FROM: 'the address that mails come from, as in jobs@hire.example',
  VERIFIER_METRICS_TOKEN: 'at least 32 random characters',
  VERIFIER_API_KEY: 'at least 32 random characters, as in openssl rand -base64 32',
}

/** @throws AppError config_invalid, key_encryption_key_missing */
export function readVerifierConfig(env: Environment): VerifierConfig {
  const settings = readSettings(zSettings, env, whatToDo)
  const allowLoopbackHttp = settings.WAYMARK_ALLOW_LOOPBACK_HTTP || settings.VERIFIER_DEMO
  const tls = readTlsFiles(
    { variable: 'VERIFIER_TLS_KEY_FILE', file: settings.VERIFIER_TLS_KEY_FILE },
    { variable: 'VERIFIER_TLS_CERT_FILE', file: settings.VERIFIER_TLS_CERT_FILE },
  )
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
    walletUrl: requireSecureUrl(settings.VERIFIER_WALLET_URL, {
      variable: 'VERIFIER_WALLET_URL',
      allowLoopbackHttp,
    }),
    employerName: settings.VERIFIER_EMPLOYER_NAME,
    demo: settings.VERIFIER_DEMO,
    allowLoopbackHttp,
    isCanonicalizationCompiled: settings.WAYMARK_COMPILED_CANONICALIZATION,
    ...(tls && { tls }),
    ...(settings.VERIFIER_TRUSTED_CITIES !== undefined && {
      trustedCities: settings.VERIFIER_TRUSTED_CITIES,
    }),
    ...(settings.VERIFIER_REPORTED_CITIES !== undefined && {
      reportedCities: settings.VERIFIER_REPORTED_CITIES,
    }),
    ...(settings.VERIFIER_API_KEY !== undefined && { bootstrapApiKey: settings.VERIFIER_API_KEY }),
    requestTtlSeconds: settings.VERIFIER_REQUEST_TTL_SECONDS,
    answersPerMinute: settings.VERIFIER_ANSWERS_PER_MINUTE,
    checksPerMinute: settings.VERIFIER_CHECKS_PER_MINUTE,
    trustedProxies: settings.VERIFIER_TRUSTED_PROXIES,
    ...readSingleSignOn('VERIFIER', {
      issuer: settings.VERIFIER_SSO_ISSUER,
      clientId: settings.VERIFIER_SSO_CLIENT_ID,
      clientSecret: settings.VERIFIER_SSO_CLIENT_SECRET,
      name: settings.VERIFIER_SSO_NAME,
    }),
    ...readMailServer('VERIFIER', {
      smtpUrl: settings.VERIFIER_SMTP_URL,
      from: settings.VERIFIER_MAIL_FROM,
    }),
    ...(settings.VERIFIER_METRICS_TOKEN !== undefined && {
      metricsToken: settings.VERIFIER_METRICS_TOKEN,
    }),
    logLevel: settings.VERIFIER_LOG_LEVEL,
  })
}

/** What no single setting shows. @throws AppError config_invalid */
export function checkVerifierConfig(config: VerifierConfig): VerifierConfig {
  const { allowLoopbackHttp } = config
  const publicUrl = originOf(config.publicUrl, {
    variable: 'VERIFIER_PUBLIC_URL',
    allowLoopbackHttp,
  })
  return Object.freeze({ ...config, publicUrl })
}
