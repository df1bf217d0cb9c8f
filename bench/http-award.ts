import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { startIssuer } from '../issuer/start.ts'
import { keyEncryptionKeyFrom } from '../shared/node/kms/key-encryption.ts'
import { compare } from './compare.ts'
import { type Benchmark, figureOf } from './measure.ts'

const perRound = Number(process.env.BENCH_REQUESTS ?? 2_000)
/** What a fresh process has not compiled yet is nobody's speed; the thread that awards at busy moments is one. */
const roundsBefore = 3
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
  const asking = startAsking()
  const ours = { slowest: [] as number[], processor: [] as number[] }
  const peer = { slowest: [] as number[], processor: [] as number[] }
  const ask = async (url: string, noted: typeof ours) => {
    const before = process.cpuUsage()
    const { rate, p99 } = await asking.ask(`${url}/api/v1/awards`)
    const { user, system } = process.cpuUsage(before)
    noted.slowest.push(p99)
    noted.processor.push((perRound / (user + system)) * 1_000_000)
    return rate
  }
  for (let round = 0; round < roundsBefore; round += 1) {
    for (const { url } of [issuer, bare]) await ask(url, { slowest: [], processor: [] })
  }
  const figure = await compare(
    {
      unit: `awards/s over 64 connections; peer: bare Express, the same body`,
      ours: () => ask(issuer.url, ours),
      peer: () => ask(bare.url, peer),
    },
    report,
  )
  asking.end()
  bare.server.close()
  await issuer.close()
  await rm(folder, { recursive: true })
  return {
    '': figure,
    p99: figureOf({
      ours: ours.slowest,
      peer: peer.slowest,
      limit: 50,
      unit: 'ms within which 99 of 100 are answered',
    }),
    processor: figureOf({
      ours: ours.processor,
      peer: peer.processor,
      unit: "awards in a second of the server's processor time, all its threads; peer: likewise",
    }),
  }
}

function startAsking() {
  const entry = fileURLToPath(new URL('./asking-process.js', import.meta.url))
  const child = spawn(process.execPath, [entry, String(perRound), apiKey], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask(url: string): Promise<{ rate: number; p99: number }> {
      child.stdin.write(`${url}\n`)
      const [rate = Number.NaN, p99 = Number.NaN] = String((await lines.next()).value)
        .split(' ')
        .map(Number)
      return { rate, p99 }
    },
    end: () => child.stdin.end(),
  }
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
