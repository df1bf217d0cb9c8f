import { z } from 'zod'
import {
  type ApplicationConfig,
  installationSettings,
  requireSecureUrl,
} from '../../shared/node/application-config.ts'
import {
  type Environment,
  readSettings,
  zFlag,
  zLogLevel,
  zPort,
  zPublicUrl,
} from '../../shared/node/config-reading.ts'
import { readTlsFiles } from '../../shared/node/tls-files.ts'

export type WalletServerConfig = ApplicationConfig & {
  /** How many reverse proxies stand in front: so many addresses of X-Forwarded-For are believed. Default 0. */
  trustedProxies?: number
  /** Room for sealed copies and shares together. Default 20,480. */
  storageMegabytes?: number
  /** How much one address may send to be kept in a day. Default 1,024. */
  addressMegabytesPerDay?: number
  /** PEM of certificate authorities trusted beside the usual ones, for hosts under a throw-away one. */
  extraCa?: string
}

const zMegabytes = z.coerce.number().int().min(1).max(100_000_000)

const zSettings = z.object({
  WALLET_PUBLIC_URL: zPublicUrl,
  WALLET_HOST: z.string().default('127.0.0.1'),
  WALLET_PORT: zPort.default(3002),
  WALLET_DATABASE: z.string().default('.waymark/wallet/wallet-server.sqlite'),
  WALLET_DEMO: zFlag.default(false),
  WALLET_TLS_KEY_FILE: z.string().optional(),
  WALLET_TLS_CERT_FILE: z.string().optional(),
  WALLET_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  WALLET_STORAGE_MB: zMegabytes.default(20_480),
  WALLET_ADDRESS_MB_PER_DAY: zMegabytes.default(1_024),
  WALLET_LOG_LEVEL: zLogLevel.default('info'),
  ...installationSettings,
})

/** @throws AppError config_invalid naming the variables at fault */
export function readWalletConfig(env: Environment): WalletServerConfig {
  const settings = readSettings(zSettings, env, {
    WALLET_PUBLIC_URL: 'the https address under which learners open the wallet',
  })
  const allowLoopbackHttp = settings.WAYMARK_ALLOW_LOOPBACK_HTTP || settings.WALLET_DEMO
  const tls = readTlsFiles(
    { variable: 'WALLET_TLS_KEY_FILE', file: settings.WALLET_TLS_KEY_FILE },
    { variable: 'WALLET_TLS_CERT_FILE', file: settings.WALLET_TLS_CERT_FILE },
  )
  return Object.freeze({
    publicUrl: requireSecureUrl(settings.WALLET_PUBLIC_URL, {
      variable: 'WALLET_PUBLIC_URL',
      allowLoopbackHttp,
    }),
    host: settings.WALLET_HOST,
    port: settings.WALLET_PORT,
    database: settings.WALLET_DATABASE,
    demo: settings.WALLET_DEMO,
    allowLoopbackHttp,
    ...(tls && { tls }),
    trustedProxies: settings.WALLET_TRUSTED_PROXIES,
    storageMegabytes: settings.WALLET_STORAGE_MB,
    addressMegabytesPerDay: settings.WALLET_ADDRESS_MB_PER_DAY,
    logLevel: settings.WALLET_LOG_LEVEL,
  })
}
