import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { benchUrl, openSeededCity } from './bulk-city.ts'
import { fillAwards } from './fill-awards.ts'
import { type Benchmark, type Figure, figureOf, median, timeMs } from './measure.ts'

const awards = Number(process.env.BENCH_AWARDS ?? 1_000_000)
const provider = 'harbour-youth'
const rounds = 4
const timesARound = 5
const atOnce = 4
const owner = 'mair@harbour-youth.example'
const admin = 'carys@city.example'

type Page = { path: string; by: string }

const room = `/console/p/${provider}`
const pages: Readonly<Record<string, Page>> = {
  provider: { path: room, by: owner },
  awards: { path: `${room}/awards`, by: owner },
  'awards in a state': { path: `${room}/awards?state=offered`, by: owner },
  'awards of a badge and day': {
    path: `${room}/awards?badge=first-aid&from=2024-01-05&to=2024-01-05`,
    by: owner,
  },
  search: { path: `${room}/awards?search=p00010000%40learner.example`, by: owner },
  'search of one in ten': { path: `${room}/awards?search=p000`, by: owner },
  'one award': { path: `${room}/awards/00000000-0000-7000-8000-000000010000`, by: owner },
  audit: { path: `${room}/audit`, by: owner },
  city: { path: '/console/city', by: admin },
}

/**
 * Pages of the console in a city of a million awards on SQLite: one after the other, by what they take of the processor,
 * and four at once on one core, by when they are there.
 */
export const consolePagesBenchmark: Benchmark = async (report) => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  const place = { folder, database: join(folder, 'city.sqlite') }
  report(`fills a city with ${awards} awards`)
  const services = await openSeededCity(place)
  await fillAwards(services.database, { provider, awards })
  await services.close()
  const figures: Record<string, Figure> = {}
  const server = await startServer([process.execPath], JSON.stringify(place))
  for (const [name, { path, by }] of Object.entries(pages)) {
    const cookie = await signIn(server.url, by)
    const work = () => get(`${server.url}${path}`, cookie)
    await work()
    const taken: number[] = []
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const before = await server.used()
      for (let page = 0; page < timesARound; page += 1) times.push(await timeMs(work))
      taken.push(((await server.used()) - before) / timesARound)
    }
    const waited = `answered in ${median(times).toFixed(0)} ms, 95 of 100 in ${slowOf(times)}`
    figures[name] = figureOf({ ours: taken, limit: 100, unit: `ms of processor; ${waited}` })
  }
  report(`peak memory ${await server.end()} MB`)
  const one = await startServer(['taskset', '-c', '0', process.execPath], JSON.stringify(place))
  const cookies = new Map<string, string>()
  for (const by of [owner, admin]) cookies.set(by, await signIn(one.url, by))
  const asked = Object.values(pages).flatMap((page) =>
    Array.from({ length: rounds * timesARound }, () => page),
  )
  const first = Math.max(...(await eachOnce(one.url, cookies)))
  const times: number[] = []
  const ask = async () => {
    for (let page = asked.shift(); page !== undefined; page = asked.shift()) {
      const { path, by } = page
      times.push(await timeMs(() => get(`${one.url}${path}`, cookies.get(by) ?? '')))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, ask))
  const unit = `ms within which 95 of 100 pages come, ${atOnce} at once on one core; a first one within ${first.toFixed(0)}`
  figures['one core'] = figureOf({ ours: [slowOf(times)], limit: 200, unit })
  report(`peak memory on one core ${await one.end()} MB`)
  await rm(folder, { recursive: true })
  return figures
}

/** A page's template is compiled when it is first asked for. @returns milliseconds of each */
async function eachOnce(url: string, cookies: ReadonlyMap<string, string>): Promise<number[]> {
  const times: number[] = []
  for (const { path, by } of Object.values(pages)) {
    times.push(await timeMs(() => get(`${url}${path}`, cookies.get(by) ?? '')))
  }
  return times
}

type Server = {
  url: string
  /** Milliseconds of processor until now. */
  used(): Promise<number>
  end(): Promise<string>
}

async function startServer([command = '', ...words]: string[], place: string): Promise<Server> {
  const entry = fileURLToPath(new URL('./pages-process.js', import.meta.url))
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    command,
    [...words, entry, place],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async () => String((await lines.next()).value)
  return {
    url: await read(),
    used() {
      child.stdin.write('\n')
      return read().then(Number)
    },
    end() {
      child.stdin.end()
      return read()
    },
  }
}

async function signIn(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/staff/demonstration`, {
    method: 'POST',
    headers: { Origin: benchUrl },
    body: new URLSearchParams({ email }),
    redirect: 'manual',
  })
  const [cookie] = answer.headers.getSetCookie()
  if (cookie === undefined) throw new Error(`${email} could not sign in: ${answer.status}`)
  return cookie.split(';')[0] ?? ''
}

async function get(url: string, cookie: string): Promise<void> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${new URL(url).pathname} answered ${answer.status}`)
}

function slowOf(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Number((sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN).toFixed(1))
}
