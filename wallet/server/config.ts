import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import {
  type Environment,
  readSettings,
  zFlag,
  zLogLevel,
  zPort,
  zPublicUrl,
} from '../../shared/node/config-reading.ts'
import type { LogLevel } from '../../shared/node/logger.ts'

export type WalletServerConfig = {
  /** The address that people and protocols see, without a trailing slash. */
  publicUrl: string
  host: string
  port: number
  /** A file path, or a postgres:// address. */
  database: string
  demo: boolean
  allowLoopbackHttp: boolean
  /** PEM texts. */
  tls?: { key: string; cert: string }
  logLevel: LogLevel
}

const zSettings = z.object({
  WALLET_PUBLIC_URL: zPublicUrl,
  WALLET_HOST: z.string().default('127.0.0.1'),
  WALLET_PORT: zPort.default(3002),
  WALLET_DATABASE: z.string().default('.waymark/wallet/wallet-server.sqlite'),
  WALLET_DEMO: zFlag.default(false),
  WALLET_TLS_KEY_FILE: z.string().optional(),
  WALLET_TLS_CERT_FILE: z.string().optional(),
  WALLET_LOG_LEVEL: zLogLevel.default('info'),
  WAYMARK_ALLOW_LOOPBACK_HTTP: zFlag.default(false),
})

/** @throws AppError config_invalid naming the variables at fault */
export function readWalletConfig(env: Environment): WalletServerConfig {
  const settings = readSettings(zSettings, env, {
    WALLET_PUBLIC_URL: 'the https address under which learners open the wallet',
  })
  const allowLoopbackHttp = settings.WAYMARK_ALLOW_LOOPBACK_HTTP || settings.WALLET_DEMO
  if (!allowLoopbackHttp && !settings.WALLET_PUBLIC_URL.startsWith('https://')) {
    throw new AppError('config_invalid', 'WALLET_PUBLIC_URL must be https outside demo mode')
  }
  const tls = readTls(settings.WALLET_TLS_KEY_FILE, settings.WALLET_TLS_CERT_FILE)
  return Object.freeze({
    publicUrl: settings.WALLET_PUBLIC_URL,
    host: settings.WALLET_HOST,
    port: settings.WALLET_PORT,
    database: settings.WALLET_DATABASE,
    demo: settings.WALLET_DEMO,
    allowLoopbackHttp,
    ...(tls && { tls }),
    logLevel: settings.WALLET_LOG_LEVEL,
  })
}

function readTls(
  keyFile: string | undefined,
  certFile: string | undefined,
): { key: string; cert: string } | undefined {
  if (keyFile === undefined && certFile === undefined) return undefined
  if (keyFile === undefined || certFile === undefined) {
    throw new AppError(
      'config_invalid',
      'WALLET_TLS_KEY_FILE and WALLET_TLS_CERT_FILE go together: set both or none',
    )
  }
  return {
    key: readPem(keyFile, 'WALLET_TLS_KEY_FILE'),
    cert: readPem(certFile, 'WALLET_TLS_CERT_FILE'),
  }
}

function readPem(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new AppError('config_invalid', `${variable}: the file cannot be read`, { cause })
  }
}
