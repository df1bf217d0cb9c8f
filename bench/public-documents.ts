import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import express from 'express'
import { fastify } from 'fastify'
import { createIssuerApp } from '../issuer/app.ts'
import { awardRoster, openSeededCity } from './bulk-city.ts'
import { compare } from './compare.ts'
import type { Benchmark, Figure } from './measure.ts'

const perRound = Number(process.env.BENCH_REQUESTS ?? 4_000)

type Document = { path: string; body: string; contentType: string; etag: string }

/**
 * What anybody may ask of a city, by the whole application, beside an Express and a Fastify that know nothing but these
 * documents and node:http that looks them up. The requests come from another process: counted is the processor time of this one.
 */
export const publicDocumentsBenchmark: Benchmark = async (report) => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  const services = await openSeededCity({ folder, database: join(folder, 'city.sqlite') })
  await awardRoster(services, 100)
  const ours = await listen(createIssuerApp(services).handle)
  const [{ path: listPath } = { path: '' }]: { path: string }[] =
    await services.database.reader.query(
      "SELECT path FROM published_document WHERE content_type = 'application/vc'",
    )
  const documents = {
    did: await read(ours.url, '/providers/harbour-youth/did.json'),
    list: await read(ours.url, listPath),
    badge: await read(ours.url, '/providers/harbour-youth/badges/first-aid/v/1'),
  }
  const bare = await listen(expressOf(Object.values(documents)))
  const other = await listen(await fastifyOf(Object.values(documents)))
  const plain = await listen(plainOf(Object.values(documents)))
  const figures: Record<string, Figure> = {}
  const asked = [
    ['did', documents.did, false],
    ['list', documents.list, false],
    ['badge', documents.badge, false],
    ['unchanged', documents.did, true],
  ] as const
  for (const [name, document, isKnown] of asked) {
    const rateOf = (server: { url: string }) => () => loadOn(server.url, document, isKnown)
    figures[name] = await compare(
      {
        name,
        ours: rateOf(ours),
        peer: rateOf(bare),
        limit: rateOf(plain),
        unit: `${unitOf(document, isKnown)}; peer: bare Express; limit: node:http`,
      },
      report,
    )
    figures[`${name}.fastify`] = await compare(
      {
        name: `${name}.fastify`,
        ours: rateOf(ours),
        peer: rateOf(other),
        unit: `${unitOf(document, isKnown)}; peer: Fastify`,
      },
      report,
    )
  }
  for (const { server } of [ours, bare, other, plain]) server.close()
  await services.close()
  await rm(folder, { recursive: true })
  return figures
}

function unitOf({ body }: Document, isKnown: boolean): string {
  return `answers in a second of processor time, ${body.length} bytes${isKnown ? ', 304' : ''}`
}

async function read(url: string, path: string): Promise<Document> {
  const response = await fetch(url + path, { headers: { 'Accept-Encoding': 'identity' } })
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}`)
  const { headers } = response
  return {
    path,
    body: await response.text(),
    contentType: headers.get('content-type') ?? '',
    etag: headers.get('etag') ?? '',
  }
}

function expressOf(documents: readonly Document[]): RequestListener {
  const app = express()
  for (const { path, body, contentType, etag } of documents) {
    app.get(path, (_request, response) => {
      response.set({ 'Content-Type': contentType, ETag: etag }).send(body)
    })
  }
  return app
}

async function fastifyOf(documents: readonly Document[]): Promise<RequestListener> {
  const app = fastify()
  for (const { path, body, contentType, etag } of documents) {
    app.get(path, (request, reply) => {
      reply.headers({ 'content-type': contentType, etag })
      const isKnown = request.headers['if-none-match'] === etag
      return isKnown ? reply.code(304).send() : reply.send(body)
    })
  }
  await app.ready()
  return (request, response) => app.routing(request, response)
}

function plainOf(documents: readonly Document[]): RequestListener {
  const byPath = new Map(documents.map((document) => [document.path, document]))
  return (request, response) => {
    const document = byPath.get(request.url ?? '')
    if (document === undefined) throw new Error('nobody asks for anything else')
    const { body, contentType, etag } = document
    const isKnown = request.headers['if-none-match'] === etag
    const length = { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) }
    response.writeHead(isKnown ? 304 : 200, { ETag: etag, ...(!isKnown && length) })
    response.end(isKnown ? undefined : body)
  }
}

async function listen(handle: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // sound: it listens on a port
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

async function loadOn(url: string, { path, etag }: Document, isKnown: boolean): Promise<number> {
  const entry = new URL('./request-process.js', import.meta.url).pathname
  const asked = { url: url + path, count: perRound, ...(isKnown && { etag }) }
  const child = spawn(process.execPath, [entry, JSON.stringify(asked)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // it says that it is ready, then waits to be told: its beginning is not what is measured
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const before = process.cpuUsage()
  child.stdin.end('go')
  const told = await text(child.stdout)
  const { user, system } = process.cpuUsage(before)
  if (told !== 'done') throw new Error(`the requests ended with ${told}`)
  return (perRound / (user + system)) * 1_000_000
}
