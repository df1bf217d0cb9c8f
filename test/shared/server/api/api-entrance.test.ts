import { connect } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../../../shared/errors/app-error.ts'
import { accessOf } from '../../../../shared/server/access.ts'
import {
  type ApiKeyStore,
  createKeyGuard,
  handlerOf,
  hashApiKey,
  makeApiKey,
} from '../../../../shared/server/api/api-keys.ts'
import {
  createEntrances,
  declarationsOf,
  type GuardedRoute,
} from '../../../../shared/server/guarded-routes.ts'
import { createHttpApp } from '../../../../shared/server/http/http-app.ts'
import { listen } from '../../../../shared/server/http/listen.ts'
import { parseBody } from '../../../../shared/server/http/parse-body.ts'
import { createTestClock } from '../../../support/clock.ts'
import { demoViews } from '../demo/demo-app.ts'
import { createMemoryLogger } from '../demo/memory-logger.ts'

const key = makeApiKey()
const clock = createTestClock()
const store = {
  findByHash: async (hash) =>
    hash === hashApiKey(key) ? { id: 'key-1', name: 'LMS', hash } : undefined,
} satisfies ApiKeyStore

const asProblem = { scope: 'anywhere', errors: 'problem', permission: 'read' } as const
const zThing = z.strictObject({ name: z.string().max(5) })

const routes: GuardedRoute<'read' | 'write'>[] = [
  {
    ...asProblem,
    method: 'GET',
    path: '/api/v1/things/:id',
    handler: ({ params, query, path, ip, originalUrl, baseUrl }, response) => {
      const address = originalUrl.toLowerCase()
      response.set('ETag', '"one"')
      response.json({ params, query, path: path.toLowerCase(), ip, address, baseUrl })
    },
  },
  {
    ...asProblem,
    method: 'POST',
    path: '/api/v1/things',
    maxBodyBytes: 100,
    handler(request, response) {
      const thing = parseBody(zThing, request.body)
      if (thing.name === 'bug') throw new Error('a secret')
      if (thing.name === 'late') response.status(201)
      if (thing.name === 'typed') response.type('application/ld+json')
      response.set('Location', '/x').json({ ...thing, by: response.locals.apiKey?.id })
    },
  },
  {
    ...asProblem,
    method: 'DELETE',
    path: '/api/v1/things/:id',
    handler: (_request, response) => void response.status(204).end(),
  },
  {
    ...asProblem,
    method: 'POST',
    path: '/api/v1/forbidden',
    permission: 'write',
    handler: () => {
      throw new AppError('conflict', 'nobody comes here')
    },
  },
]

const memory = createMemoryLogger()
let url = ''

beforeAll(async () => {
  const requireKey = createKeyGuard(store, { clock })
  const findAccess = () => accessOf('key', [{ scope: 'here', role: 'key' }], { key: ['read'] })
  const app = createHttpApp({
    name: 'demo',
    publicUrl: 'https://city.example',
    logger: memory.logger,
    views: demoViews,
    clock,
    declarations: declarationsOf(routes),
    api: { find: createEntrances(routes, findAccess), requireKey },
    guards: (express) => void express.use('/api/v1', handlerOf(requireKey)),
    routes: () => undefined,
  })
  const server = await listen(app, { port: 0, host: '127.0.0.1' })
  url = server.url
  return server.close
})

type Asked = [
  method: string,
  path: string,
  body?: string | undefined,
  headers?: Readonly<Record<string, string | undefined>>,
]

/** Whole, but for what is new each time. */
async function answerTo([method, path, body, more]: Asked, base: string) {
  const length = body === undefined ? undefined : String(Buffer.byteLength(body))
  const headers = {
    Host: 'any',
    Connection: 'close',
    Authorization: `Bearer ${key}`,
    ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': length }),
    ...more,
  }
  const lines = Object.entries(headers).filter(([, value]) => value !== undefined)
  memory.lines.length = 0
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(
    `${method} ${base}${path} HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n${body ?? ''}`,
  )
  const answer = await textOf(socket)
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  const stripped = (text: string) =>
    text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…').replace(/(?<=\nDate: ).*/g, '…')
  // their order is nobody's business
  const sent = stripped(head).split('\r\n').sort()
  return {
    sent,
    rest: stripped(rest.join('')),
    log: stripped(JSON.stringify(memory.lines)).replace(/"time":"[^"]*"|"frames":\[[^\]]*\]/g, ''),
  }
}

const thing = (name: string) => JSON.stringify({ name })

describe('createApiEntrance', () => {
  test.each<[string, Asked]>([
    ['a GET', ['GET', '/things/1']],
    ['a GET with a query', ['GET', '/things/a%20b?x=1&y=2&x=3']],
    ['a slash at the end', ['GET', '/things/1/']],
    ['an address with a fragment, which no client sends', ['GET', '/things/1#x?y']],
    ['a doubled slash', ['GET', '//things/1']],
    ['a HEAD', ['HEAD', '/things/1']],
    ['what the client has already', ['GET', '/things/1', undefined, { 'If-None-Match': '"one"' }]],
    ['a POST', ['POST', '/things', thing('a')]],
    ['a POST that answers another status', ['POST', '/things', thing('late')]],
    ['a POST that answers another type', ['POST', '/things', thing('typed')]],
    ['an answer without a body', ['DELETE', '/things/1']],
    ['no key', ['GET', '/things/1', undefined, { Authorization: undefined }]],
    ['a wrong key', ['POST', '/things', thing('a'), { Authorization: 'Bearer wrong' }]],
    ['a body that does not fit', ['POST', '/things', thing('too long')]],
    ['no JSON', ['POST', '/things', '{']],
    ['another type', ['POST', '/things', 'a', { 'Content-Type': 'text/csv' }]],
    ['a body that is too large', ['POST', '/things', thing('x'.repeat(200))]],
    ['no body', ['POST', '/things']],
    ['a bug', ['POST', '/things', thing('bug')]],
    ['what is not allowed', ['POST', '/forbidden', '{}']],
    ['another method', ['PUT', '/things', '{}']],
    ['a page that is not there', ['GET', '/nothing']],
    ['an address that is not well encoded', ['GET', '/things/%E0%A4%A']],
    ['a language', ['GET', '/things/1', undefined, { 'Accept-Language': 'cy' }]],
    ['a browser', ['GET', '/things/1', undefined, { Accept: 'text/html', Authorization: 'x' }]],
  ])('answers and logs %s as Express does', async (_name, asked) => {
    // in other letters, an address is left to Express
    const [ours, theirs] = [await answerTo(asked, '/api/v1'), await answerTo(asked, '/Api/v1')]
    expect(ours).toEqual(theirs)
    expect(ours.sent.at(0)).not.toBe('')
  })

  test('leaves an absolute address to Express, which answers the same', async () => {
    const asked: Asked = ['POST', '/things', thing('a')]
    expect(await answerTo(asked, 'http://any/api/v1')).toEqual(await answerTo(asked, '/api/v1'))
  })
})
