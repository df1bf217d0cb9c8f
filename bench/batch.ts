import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { z } from 'zod'
import { didWebDocumentUrl } from '../shared/did/did-web.ts'
import {
  type Actor,
  badge,
  createHolder,
  createIssuer,
  createWorld,
  present,
  publishList,
  secure,
  statusAt,
  type World,
} from '../test/shared/verify/world.ts'
import { temporaryFolder } from '../test/support/temp-folder.ts'
import type { Benchmark, Figure } from './measure.ts'
import { figureOf } from './measure.ts'

const many = 1_000
const few = 200
const badgesOfCv = 10
const rounds = 3

const zTold = z.object({
  valid: z.number(),
  rows: z.number(),
  looks: z.number(),
  asked: z.number(),
  broughtSeconds: z.number(),
  checkedSeconds: z.number(),
  peakMegabytes: z.number(),
})

/**
 * A batch of 1,000 CVs of ten badges by ten issuers, every second one as JWTs: how many badges a second, with progress
 * looked at four times a second, and the peak memory beside that of 200 CVs.
 */
export const batchBenchmark: Benchmark = async (report) => {
  spawnSync(process.execPath, ['bin/build.js'], { stdio: 'inherit' })
  const folders = { many: await makeRows(many), few: await makeRows(few) }
  const rates: number[] = []
  const peaks = { many: [] as number[], few: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    for (const size of ['few', 'many'] as const) {
      const told = await checkIn(folders[size])
      if (told.valid !== told.rows) throw new Error(`${told.rows - told.valid} CVs are not valid`)
      peaks[size].push(told.peakMegabytes)
      if (size === 'many') rates.push((told.rows * badgesOfCv) / told.checkedSeconds)
      report(`${size}: ${JSON.stringify(told)}`)
    }
  }
  const memory: Figure = figureOf({
    ours: peaks.many,
    peer: peaks.few,
    limit: 400,
    unit: `MB at most for ${many} CVs; peer: for ${few} CVs`,
  })
  return {
    '': figureOf({ ours: rates, unit: `badges/s of ${many} CVs × ${badgesOfCv}` }),
    memory,
  }
}

async function makeRows(count: number): Promise<string> {
  const folder = temporaryFolder((remove) => process.once('exit', remove))
  const world = createWorld()
  const issuers = Array.from({ length: badgesOfCv }, (_, index) =>
    createIssuer(world, `did:web:city.example:providers:p${index}`),
  )
  for (const [index, issuer] of issuers.entries()) {
    await publishList(world, issuer, { url: listOf(index) })
  }
  await writeFile(join(folder, 'world.json'), JSON.stringify(answersOf(world)))
  const file = createWriteStream(join(folder, 'rows.ndjson'))
  for (let row = 0; row < count; row += 1) file.write(`${await makeRow(row, issuers)}\n`)
  file.end()
  await finished(file)
  return folder
}

async function makeRow(row: number, issuers: readonly Actor[]): Promise<string> {
  const format = row % 2 === 0 ? 'jwt' : 'data-integrity'
  const holder = createHolder()
  const credentials = await Promise.all(
    issuers.map((issuer, index) => {
      const status = { ...statusAt(row), ...{ statusListCredential: listOf(index) } }
      const more = {
        id: `urn:uuid:${crypto.randomUUID()}`,
        status: { ...status, id: `${listOf(index)}#${row}` },
      }
      return secure(badge(issuer, { id: holder.did }, more), issuer.signer, format)
    }),
  )
  return JSON.stringify({
    id: `cv-${row}`,
    presentation: await present(credentials, holder, { format }),
  })
}

function listOf(index: number): string {
  return `https://city.example/providers/p${index}/status/1`
}

function answersOf({ dids, lists }: World): Record<string, string> {
  const documents = [...dids].map(([did, resolution]) => [
    didWebDocumentUrl(did).href,
    resolution.outcome === 'resolved' ? JSON.stringify(resolution.document) : '',
  ])
  const bodies = [...lists].map(([url, list]) => [url, list.outcome === 'fetched' ? list.body : ''])
  return Object.fromEntries([...documents, ...bodies])
}

async function checkIn(folder: string): Promise<z.infer<typeof zTold>> {
  const now = createWorld().clock().toISOString()
  const child = spawn(process.execPath, ['bench/batch-process.js', folder, now], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => void child.kill('SIGKILL')
  // before the folder it works in is deleted
  process.prependOnceListener('exit', stop)
  const told = await text(child.stdout)
  process.off('exit', stop)
  return zTold.parse(JSON.parse(told))
}
