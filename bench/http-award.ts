import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { startIssuer } from '../issuer/start.ts'
import { keyEncryptionKeyFrom } from '../shared/node/kms/key-encryption.ts'
import { compare } from './compare.ts'
import { type Benchmark, figureOf, median } from './measure.ts'

const connections = 64
const perRound = Number(process.env.BENCH_REQUESTS ?? 1_000)
const apiKey = `waymark_${'b'.repeat(43)}`

/** One award as the whole request, over 64 connections, against Express that parses the same body and answers. */
export const httpAwardBenchmark: Benchmark = async (report) => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  const issuer = await startIssuer({
    publicUrl: 'http://localhost:1',
    ...{ host: '127.0.0.1', port: 0, database: join(folder, 'city.sqlite') },
    agentDatabase: join(folder, 'agent.sqlite'),
    keyEncryptionKey: keyEncryptionKeyFrom(new Uint8Array(32).fill(7)),
    walletUrl: 'https://wallet.example',
    cityName: { en: 'City', cy: 'Dinas' },
    ...{ demo: true, allowLoopbackHttp: true, statusTtlSeconds: 300, logLevel: 'silent' },
    bootstrapApiKey: apiKey,
  })
  const bare = await startBareExpress()
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const slowest: number[] = []
  const ask = (url: string) => (times?: number[]) =>
    loadWith(`${url}/api/v1/awards`, agent, times ?? [])
  await ask(issuer.url)()
  const figure = await compare(
    {
      unit: `awards/s over ${connections} connections; peer: bare Express, the same body`,
      async ours() {
        const times: number[] = []
        const rate = await ask(issuer.url)(times)
        slowest.push(times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN)
        return rate
      },
      peer: () => ask(bare.url)(),
    },
    report,
  )
  report(`p99 ${median(slowest).toFixed(1)} ms`)
  agent.destroy()
  bare.server.close()
  await issuer.close()
  await rm(folder, { recursive: true })
  const unit = 'ms within which 99 of 100 are answered'
  return { '': figure, p99: figureOf({ ours: slowest, limit: 50, unit }) }
}

async function startBareExpress(): Promise<{ url: string; server: Server }> {
  const app = express()
  app.use(express.json())
  app.post('/api/v1/awards', (asked, response) => {
    response.status(201).json({ id: 1, ...asked.body })
  })
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  // sound: it listens on a port
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

/** @returns requests a second */
async function loadWith(url: string, agent: Agent, times: number[]): Promise<number> {
  let left = perRound
  const start = performance.now()
  const askOn = async () => {
    while (left > 0) {
      left -= 1
      const asked = performance.now()
      await post(url, agent, {
        badge: 'harbour-youth/first-aid',
        recipient: { email: `p${left}@learner.example`, name: 'Sam Jones' },
        notify: false,
      })
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: connections }, askOn))
  return (perRound / (performance.now() - start)) * 1_000
}

function post(url: string, agent: Agent, body: object): Promise<void> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
          Authorization: `Bearer ${apiKey}`,
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => {
          if (response.statusCode === 201) resolve()
          else reject(new Error(`answered ${response.statusCode}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}
