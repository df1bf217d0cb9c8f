import { request as httpRequest } from 'node:http'
import { expect, it } from 'vitest'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { forEachDatabase } from '../support/postgres.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'
import { takeBadge } from './hand-made-wallet.ts'
import { cityUrl, startTestCity, type TestCity } from './test-city.ts'

const learner = ed25519TestKey('learner')
const count = 24

function textOf(location: DatabaseLocation): string {
  if (location.kind === 'sqlite') return location.file
  return `${location.url}?schema=${location.schema}`
}

/** One request over a connection of its own. */
function send(origin: string, request: Request, body: Buffer): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${origin}${pathname}${search}`, {
      agent: false,
      method: request.method,
      headers: Object.fromEntries(request.headers),
    })
    sent.on('error', reject)
    sent.on('response', (message) => {
      const chunks: Buffer[] = []
      message.on('data', (chunk: Buffer) => chunks.push(chunk))
      message.on('error', reject)
      message.on('end', () => {
        const headers = Object.entries(message.headers).map(([name, value]) => [
          name,
          String(value),
        ])
        const { statusCode = 0 } = message
        resolve(
          new Response(Buffer.concat(chunks), {
            status: statusCode,
            headers: Object.fromEntries(headers),
          }),
        )
      })
    })
    sent.end(body)
  })
}

/** The city behind a proxy that asks the next node where one refuses the connection, and repeats nothing else. */
function behindProxy(node: TestCity, origins: () => string[]): TestCity {
  let turn = 0
  const fetch: TestCity['fetch'] = async (input, init) => {
    const request = new Request(input, init)
    const body = Buffer.from(await request.arrayBuffer())
    const [first = '', second = first] = (turn++ % 2 === 0 ? origins() : origins().reverse()).slice(
      0,
      2,
    )
    try {
      return await send(first, request, body)
    } catch (error) {
      const isRefused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
      if (!isRefused) throw error
      return send(second, request, body)
    }
  }
  const ask: TestCity['ask'] = async (path, init) => {
    const response = await fetch(`${cityUrl}${path}`, init)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    }
  }
  return { ...node, fetch, ask }
}

forEachDatabase('a city of two nodes of which one is restarted', (bench) => {
  it('answers every claim and hands out each badge once', async () => {
    const config = {
      database: textOf(bench.freshLocation()),
      agentDatabase: textOf(bench.freshLocation()),
    }
    const nodes = [await startTestCity({ config }), await startTestCity({ config })]
    const [one] = nodes
    if (one === undefined) throw new Error('two nodes were started')
    const awards = await Promise.all(Array.from({ length: count }, () => one.award()))
    const city = behindProxy(one, () => nodes.map(({ listensAt }) => listensAt))

    const claims = awards.map((award) => takeBadge(city, award, learner))
    await one.close()
    nodes[0] = await startTestCity({ config })
    const answers = await Promise.all(claims)
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: count }, () => 200))
    const last = nodes[0] ?? one
    await last.seal()
    const { body } = await last.api('GET', '/awards?limit=100')
    expect(JSON.stringify(body).match(/"state":"claimed"/g)).toHaveLength(count)
    await Promise.all(nodes.map((node) => node.close()))
  }, 120_000)
})
