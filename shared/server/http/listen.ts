import { createServer, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { AppError } from '../../errors/app-error.ts'
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
  const traffic = watchTraffic(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(whyNotListening(cause, options.port)))
    server.listen(options.port, options.host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
  // a server that listens on TCP has an AddressInfo, never a pipe's name or null
  const { port } = server.address() as AddressInfo
  const scheme = options.tls === undefined ? 'http' : 'https'
  return {
    url: `${scheme}://${hostInUrl(options.host)}:${port}`,
    port,
    close: () => closeGracefully(server, traffic, app.limits.closeTimeoutMs),
  }
}

function whyNotListening(cause: NodeJS.ErrnoException, port: number): Error {
  if (cause.code === 'EADDRINUSE') {
    const message = `Something else listens on port ${port}: end it, or choose another port`
    return new AppError('port_taken', message, { cause })
  }
  if (cause.code === 'EACCES') {
    const message = `This user may not listen on port ${port}: choose one above 1023`
    return new AppError('port_taken', message, { cause })
  }
  return cause
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

type Traffic = {
  /** Requests that have come in and not been answered yet. */
  running: Set<ServerResponse>
  /** Connections that have not asked for anything yet; Node does not count them as idle. */
  silent: Map<string, Socket>
}

function watchTraffic(server: Server): Traffic {
  const running: Traffic['running'] = new Set()
  const silent: Traffic['silent'] = new Map()
  server.on('connection', (socket: Socket) => {
    const name = nameOf(socket)
    silent.set(name, socket)
    socket.once('close', () => silent.delete(name))
  })
  server.prependListener('request', (request, response) => {
    if (silent.size > 0) silent.delete(nameOf(request.socket))
    running.add(response)
    response.once('close', () => running.delete(response))
  })
  return { running, silent }
}

/** The same for a TCP connection and for the TLS one on it. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

function closeGracefully(
  server: Server,
  { running, silent }: Traffic,
  timeoutMs: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs)
    // idle connections end now; one that is answering, or brings one more request, ends with its answer
    server.close((error) => {
      clearTimeout(deadline)
      if (error) reject(error)
      else resolve()
    })
    for (const socket of silent.values()) socket.destroy()
    for (const response of running) endWithAnswer(server, response)
    server.prependListener('request', (_request, response) => endWithAnswer(server, response))
  })
}

function endWithAnswer(server: Server, response: ServerResponse): void {
  response.shouldKeepAlive = false
  response.once('close', () => setImmediate(() => server.closeIdleConnections()))
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
