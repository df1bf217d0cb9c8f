import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { HttpApp } from './http-app.ts'

export type ListenOptions = {
  /** 0 takes a free one. */
  port: number
  host: string
  /** PEM texts; with them the server speaks https only. */
  tls?: { key: string; cert: string }
}

export type RunningServer = {
  /** Where it listens, for logs and tests; what others are told is the configured public address. */
  url: string
  port: number
  /** Stops accepting, lets running requests finish, then ends idle connections. */
  close(): Promise<void>
}

export async function listen(app: HttpApp, options: ListenOptions): Promise<RunningServer> {
  const server = createServerFor(app, options)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  // a server that listens on TCP has an AddressInfo, never a pipe's name or null
  const { port } = server.address() as AddressInfo
  const scheme = options.tls === undefined ? 'http' : 'https'
  return {
    url: `${scheme}://${hostInUrl(options.host)}:${port}`,
    port,
    close: () => closeGracefully(server, app.limits.closeTimeoutMs),
  }
}

function createServerFor(app: HttpApp, { tls }: ListenOptions): Server {
  const { limits, handle } = app
  const settings = {
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs),
  }
  if (tls === undefined) return createServer(settings, handle)
  return createTlsServer({ ...settings, ...tls, minVersion: 'TLSv1.2' }, handle)
}

function closeGracefully(server: Server, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs)
    // what is running now answers with `Connection: close`, so that its connection ends with it
    server.prependListener('request', (_request, response) => (response.shouldKeepAlive = false))
    server.close((error) => {
      clearTimeout(deadline)
      if (error) reject(error)
      else resolve()
    })
    server.closeIdleConnections()
  })
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
