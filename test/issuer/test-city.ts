import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { z } from 'zod'
import type { IssuerConfig } from '../../issuer/config.ts'
import { issuerSchema } from '../../issuer/schema.ts'
import { type IssuerPorts, startIssuer } from '../../issuer/start.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createApiKeyStore } from '../../shared/server/api/api-keys.ts'
import { createTestClock, type TestClock } from '../support/clock.ts'
import { keepTemplate } from '../support/kept-template.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { expectAsDescribed } from './described-routes.ts'

export const cityUrl = 'https://cardiff.example'
export const walletUrl = 'https://wallet.example'
export const cityApiKey = 'key-of-the-city-0123456789-abcdefghij'

export type Answer = { status: number; headers: Headers; body: unknown }

/** A demonstration city on a free port. Its public address is another: what it is asked there reaches it. */
export type TestCity = {
  clock: TestClock
  /** Where it listens. */
  listensAt: string
  /** As the standard fetch, with the city behind its public address and `documents` behind theirs. */
  fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** What other hosts serve, by URL. */
  documents: Map<string, object>
  /** What listens at other addresses, by URL. */
  listeners: Map<string, (request: Request) => Response | Promise<Response>>
  /** Asks a path of the city and reads its JSON. */
  ask(path: string, init?: RequestInit): Promise<Answer>
  /** Asks the API with the city's key. */
  api(method: 'GET' | 'POST', path: string, options?: ApiOptions): Promise<Answer>
  award(request?: object): Promise<Awarded>
  /** Seals the award log at once. */
  seal(): Promise<void>
  /** Does at once what the city does by itself every few seconds. */
  maintain(): Promise<void>
  /** Does at once the jobs that are due. */
  work(): Promise<void>
  /** Sends the mails that are due, and answers how many went. */
  sendMail(): Promise<number>
  /** Tells webhook endpoints what is due, and answers how much was taken. */
  sendWebhooks(): Promise<number>
  close(): Promise<void>
}

export type ApiOptions = { body?: object; headers?: Record<string, string>; key?: string }

const zAwarded = z.looseObject({
  awardId: z.string(),
  offerUri: z.string(),
  claimLink: z.string(),
  txCode: z.string().optional(),
})

export type Awarded = z.infer<typeof zAwarded>

export type TestCityOptions = {
  /** Where its databases are; unless given, a folder that is gone when the test is. */
  folder?: string
  config?: Partial<IssuerConfig>
  clock?: TestClock
  logger?: IssuerPorts['logger']
}

const keyEncryptionKey = generateKeyEncryptionKey()

/** Databases of a city that was started and closed: its tables, keys and people. */
const startedCity = keepTemplate(async (folder) => (await startCity({ folder })).close())

/** Its tables, with nothing in them. */
const tables = keepTemplate(async (folder) => {
  const file = join(folder, 'city.sqlite')
  await (await openDatabase({ kind: 'sqlite', file }, issuerSchema)).close()
})

export async function startTestCity(options: TestCityOptions = {}): Promise<TestCity> {
  const folder = options.folder ?? temporaryFolder()
  const isAsOthers = options.config === undefined && options.clock === undefined
  if (readdirSync(folder).length === 0) {
    await (isAsOthers ? startedCity : tables).copyTo(folder)
  }
  return startCity({ ...options, folder })
}

/** One city for all tests of a describe that leave it as it is. */
export function useTestCity(): () => TestCity {
  let city: TestCity | undefined
  beforeAll(async () => {
    city = await startTestCity({ folder: temporaryFolder(afterAll) })
  })
  afterAll(() => city?.close())
  return () => {
    if (city === undefined) throw new Error('the city is there inside tests only')
    return city
  }
}

async function startCity(options: TestCityOptions & { folder: string }): Promise<TestCity> {
  const { folder } = options
  const clock = options.clock ?? createTestClock()
  const documents = new Map<string, object>()
  const listeners: TestCity['listeners'] = new Map()
  const publicUrl = options.config?.publicUrl ?? cityUrl
  let listensAt = ''

  const fetch: TestCity['fetch'] = async (input, init) => {
    const request = new Request(input, init)
    const { origin, href } = new URL(request.url)
    const document = documents.get(href)
    if (document !== undefined) {
      return new Response(JSON.stringify(document), {
        headers: { 'Content-Type': 'application/did+json' },
      })
    }
    const listener = listeners.get(href)
    if (listener !== undefined) return listener(request)
    if (origin !== publicUrl) throw new TypeError(`nothing of this test is at ${origin}`)
    const body = request.body === null ? {} : { body: await request.arrayBuffer() }
    const { method, headers } = request
    return globalThis.fetch(listensAt + href.slice(publicUrl.length), {
      method,
      headers,
      redirect: 'manual',
      ...body,
    })
  }

  const application = await startIssuer(
    {
      publicUrl,
      host: '127.0.0.1',
      port: 0,
      database: join(folder, 'city.sqlite'),
      agentDatabase: join(folder, 'agent.sqlite'),
      keyEncryptionKey,
      walletUrl,
      cityName: { en: 'Cardiff', cy: 'Caerdydd' },
      demo: true,
      allowLoopbackHttp: false,
      bootstrapApiKey: cityApiKey,
      statusTtlSeconds: 300,
      logLevel: 'silent',
      ...options.config,
    },
    { clock, fetch, ...(options.logger && { logger: options.logger }) },
  )
  listensAt = application.url

  async function ask(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(`${publicUrl}${path}`, init)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
    const body: unknown = isJson ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, body }
  }

  const api: TestCity['api'] = async (method, path, { body, headers, key = cityApiKey } = {}) => {
    const answer = await ask(`/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    await expectAsDescribed(method, `/api/v1${path}`, answer)
    return answer
  }

  return {
    clock,
    listensAt,
    fetch,
    documents,
    listeners,
    ask,
    api,
    award: async (request) => {
      const answer = await api('POST', '/awards', {
        body: {
          badge: 'harbour-youth/first-aid',
          recipient: { email: 'sam@learner.example', name: 'Sam Jones' },
          ...request,
        },
      })
      return zAwarded.parse(answer.body)
    },
    seal: async () => {
      await application.sealNow()
    },
    maintain: () => application.maintainNow(),
    work: () => application.runJobsNow(),
    sendMail: () => application.sendMailNow(),
    sendWebhooks: () => application.sendWebhooksNow(),
    close: () => application.close(),
  }
}

/** A key to the API that acts for one provider of the city in that folder. */
export async function addProviderKey(
  folder: string,
  { provider, text }: { provider: string; text: string },
): Promise<void> {
  const database = await openDatabase(
    { kind: 'sqlite', file: join(folder, 'city.sqlite') },
    issuerSchema,
  )
  const clock = createTestClock()
  await createApiKeyStore({ database, clock }).add({ id: provider, name: provider, provider, text })
  await database.close()
}
