import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { didWebDocumentUrl } from '../../shared/did/did-web.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'
import type { VerifierConfig } from '../../verifier/config.ts'
import { verifierSchema } from '../../verifier/schema.ts'
import { startVerifier } from '../../verifier/start.ts'
import {
  type Actor,
  createIssuer,
  createWorld,
  publishList,
  type World,
} from '../shared/verify/world.ts'
import { freePort } from '../support/free-ports.ts'
import { keepTemplate } from '../support/kept-template.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { expectAsDescribed } from './described-routes.ts'

/** A city as the verifier sees it over the network: DID documents and status lists, no server behind them. */
export type City = {
  world: World
  issuer: Actor
  /** JSON or text at other addresses. */
  pages: Map<string, unknown>
  fetch: GuardedFetch
  /** Every address that was fetched since the last call. */
  fetched(): string[]
}

export async function createCity(): Promise<City> {
  const world = createWorld()
  const issuer = createIssuer(world)
  await publishList(world, issuer)
  const urls: string[] = []
  const pages: City['pages'] = new Map()
  const fetch = worldFetch(world, urls, pages)
  return { world, issuer, pages, fetch, fetched: () => urls.splice(0) }
}

/** Answers for every did:web and status list of the world; any other host is down. */
function worldFetch(world: World, urls: string[], pages: City['pages']): GuardedFetch {
  return async (input) => {
    const url = String(input instanceof Request ? input.url : input)
    urls.push(url)
    const list = world.lists.get(url)
    if (list?.outcome === 'fetched') return new Response(list.body)
    const page = pages.get(url)
    if (page !== undefined)
      return typeof page === 'string' ? new Response(page) : Response.json(page)
    for (const [did, resolution] of world.dids) {
      const isIts = didWebDocumentUrl(did).href === url
      if (isIts && resolution.outcome === 'resolved') return Response.json(resolution.document)
    }
    throw new AppError('fetch_failed', 'This host is down')
  }
}

export const apiKey = 'test-key-of-an-employer-with-enough-characters'

export type TestVerifier = {
  config: VerifierConfig
  url: string
  /** Lines of the log, as they were written. */
  log: string[]
  /** Calls the API with the key. */
  api(path: string, init?: RequestInit & { json?: unknown }): Promise<Response>
  close(): Promise<void>
}

export type BenchOptions = {
  city: City
  database?: string
  agentDatabase?: string
  change?: Partial<VerifierConfig>
  /** When the verifier is closed and its folder deleted. Default: when the test ends. */
  whenDone?: (close: () => Promise<void> | void) => void
}

/** One city and one verifier for all tests of a file. */
export function useVerifier(change: Partial<VerifierConfig> = {}): () => {
  city: City
  verifier: TestVerifier
} {
  let bench: { city: City; verifier: TestVerifier } | undefined
  const done: (() => Promise<void> | void)[] = []
  beforeAll(async () => {
    const city = await createCity()
    const verifier = await startTestVerifier({
      city,
      change,
      whenDone: (close) => done.push(close),
    })
    bench = { city, verifier }
  })
  afterAll(async () => {
    for (const close of done.reverse()) await close()
  })
  return () => {
    if (bench === undefined) throw new Error('the verifier is there inside tests only')
    return bench
  }
}

/** Its tables, with nothing in them. */
const tables = keepTemplate(async (folder) => {
  const file = join(folder, 'verifier.sqlite')
  await (await openDatabase({ kind: 'sqlite', file }, verifierSchema)).close()
})

/** A verifier that listens on this machine until the test ends; two on one database are two processes to it. */
export async function startTestVerifier(options: BenchOptions): Promise<TestVerifier> {
  const { city, change = {}, whenDone = onTestFinished } = options
  const folder = temporaryFolder(whenDone)
  const port = change.port ?? (await freePort())
  const log: string[] = []
  if (options.database === undefined) await tables.copyTo(folder)
  const config: VerifierConfig = {
    publicUrl: `http://localhost:${port}`,
    host: '127.0.0.1',
    database: options.database ?? join(folder, 'verifier.sqlite'),
    agentDatabase: options.agentDatabase ?? join(folder, 'agent.sqlite'),
    keyEncryptionKey: generateKeyEncryptionKey(),
    walletUrl: 'https://wallet.example',
    employerName: 'Harbour Bakery',
    demo: false,
    allowLoopbackHttp: true,
    bootstrapApiKey: apiKey,
    requestTtlSeconds: 3600,
    answersPerMinute: 10_000,
    checksPerMinute: 10_000,
    logLevel: 'info',
    ...change,
    port,
  }
  const running = await startVerifier(config, {
    clock: city.world.clock,
    fetch: city.fetch,
    logger: createLogger({
      name: 'verifier',
      level: 'info',
      destination: { write: (line) => void log.push(line) },
    }),
  })
  let isOpen = true
  const close = async () => {
    if (isOpen) await running.close()
    isOpen = false
  }
  whenDone(close)
  const url = `http://127.0.0.1:${port}`
  return {
    config,
    url,
    log,
    close,
    async api(path, { json, headers, ...init } = {}) {
      const response = await fetch(`${url}${path}`, {
        ...(json !== undefined && { method: 'POST', body: JSON.stringify(json) }),
        ...init,
        headers: {
          Authorization: `Bearer ${apiKey}`,
          ...(json !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
      })
      if (!/^application\/json/.test(response.headers.get('Content-Type') ?? '')) return response
      const method = init.method ?? (json === undefined ? 'GET' : 'POST')
      const { status } = response
      await expectAsDescribed(method, path, { status, body: await response.clone().json() })
      return response
    },
  }
}
