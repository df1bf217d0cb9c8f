import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { createLogger } from '../../shared/node/logger.ts'
import { createLoopbackCertificate } from '../../shared/node/loopback-certificate.ts'
import { closeAll } from '../../shared/node/running-application.ts'
import { listen, type RunningServer } from '../../shared/server/http/listen.ts'
import { canonicalizeForSuites, createConformanceApp } from './conformance-app.ts'
import { createThrowAwayIssuers, type ThrowAwayIssuer } from './throw-away-issuers.ts'

export type Conformance = {
  issuers: readonly ThrowAwayIssuer[]
  httpUrl: string
  httpsUrl: string
  /** PEM of the authority that signed the certificate of `httpsUrl`. */
  authority: string
  close(): Promise<void>
}

/**
 * What test suites are pointed at, on this machine alone: over http, and over https under a throw-away authority. Its
 * keys are made now and end with it; no setting of a city is read, no database opened, nothing written.
 */
export async function startConformance({
  ports,
  clock,
}: {
  ports: { http: number; https: number }
  clock: () => Date
}): Promise<Conformance> {
  const issuers = createThrowAwayIssuers({ canonicalize: canonicalizeForSuites, clock })
  const tls = await createLoopbackCertificate(clock())
  const world = {
    issuers,
    clock,
    fetch: createGuardedFetch({ allowLoopbackHttp: true, extraCa: tls.authority }),
    logger: createLogger({ name: 'conformance', level: 'warn' }),
  }
  const servers: RunningServer[] = []
  const start = async (scheme: 'http' | 'https') => {
    const port = ports[scheme]
    const url = `${scheme}://localhost:${port}`
    const app = await createConformanceApp(url, world)
    const secure = { key: tls.privateKey, cert: tls.certificate }
    const host = 'localhost'
    servers.push(await listen(app, { host, port, ...(scheme === 'https' && { tls: secure }) }))
    return url
  }
  try {
    const [httpUrl, httpsUrl] = [await start('http'), await start('https')]
    const { authority } = tls
    return { issuers, httpUrl, httpsUrl, authority, close: () => closeAll(servers) }
  } catch (error) {
    await closeAll(servers)
    throw error
  }
}
