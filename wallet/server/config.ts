export type WalletServerConfig = {
  /** The address that people and protocols see, without a trailing slash. */
  publicUrl: string
  host: string
  port: number
  /** File path or postgres URL. */
  database: string
  demo: boolean
  allowLoopbackHttp: boolean
  tls?: { key: string; cert: string }
  logLevel: string
}

export function readWalletConfig(
  _env: Readonly<Record<string, string | undefined>>,
): WalletServerConfig {
  throw new Error('being written')
}
