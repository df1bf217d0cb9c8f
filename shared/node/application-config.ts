import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { type LogLevel, zFlag } from './config-reading.ts'
import type { KeyEncryptionKey } from './kms/key-encryption.ts'

/** What every application is told. */
export type ApplicationConfig = {
  /** Where everybody reaches it, without a slash at the end. */
  publicUrl: string
  host: string
  /** 0 takes a free one. */
  port: number
  /** A path, or postgres://… */
  database: string
  demo: boolean
  allowLoopbackHttp: boolean
  /** False: every Data Integrity proof goes through the full JSON-LD algorithm. Default true. */
  isCanonicalizationCompiled?: boolean
  /** PEM texts. */
  tls?: { key: string; cert: string }
  logLevel: LogLevel
}

/** What the applications are told that have an agent and an API. */
export type AgentApplicationConfig = ApplicationConfig & {
  /** Where Veramo keeps its identifiers: a file or a PostgreSQL schema of its own. */
  agentDatabase: string
  keyEncryptionKey: KeyEncryptionKey
  /** The web wallet that links open. */
  walletUrl: string
  /** PEM of certificate authorities trusted beside the usual ones, for hosts under a throw-away one. */
  extraCa?: string
  /** A key to the API with all rights; only its hash is kept. */
  bootstrapApiKey?: string
}

/** Settings that all applications of an installation share. */
export const installationSettings = {
  WAYMARK_ALLOW_LOOPBACK_HTTP: zFlag.default(false),
  WAYMARK_COMPILED_CANONICALIZATION: zFlag.default(true),
}

export const keyEncryptionSettings = {
  WAYMARK_KEY_ENCRYPTION_KEY: z.string().optional(),
  WAYMARK_KEY_ENCRYPTION_KEY_FILE: z.string().optional(),
}

export const zApiKey = z.string().min(32).max(200)

type Named = { variable: string; allowLoopbackHttp: boolean }

/**
 * The origin of an application whose did:web is made of its host.
 * @throws AppError config_invalid
 */
export function originOf(publicUrl: string, named: Named): string {
  const url = new URL(requireSecureUrl(publicUrl, named))
  if (url.pathname === '/') return url.origin
  throw new AppError(
    'config_invalid',
    `${named.variable} must be a host without a path: identities are made of it`,
  )
}

/**
 * An address that is shown to people, or that links lead to: https, or http to this machine where that is switched on.
 * @throws AppError config_invalid
 */
export function requireSecureUrl(text: string, { variable, allowLoopbackHttp }: Named): string {
  const { protocol, hostname } = new URL(text)
  if (protocol === 'https:' || (allowLoopbackHttp && hostname === 'localhost')) return text
  throw new AppError(
    'config_invalid',
    `${variable} must be https; http://localhost needs WAYMARK_ALLOW_LOOPBACK_HTTP=true`,
  )
}
