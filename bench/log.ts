import { createHash, randomUUID } from 'node:crypto'
import { transactOnLog } from '../issuer/log/append-pending.ts'
import { audit } from '../issuer/log/audit.ts'
import { addLogLeaves } from '../issuer/log/award-log.ts'
import { checkpointEntity, type SignLogState } from '../issuer/log/checkpoints.ts'
import { findInclusionProof } from '../issuer/log/log-documents.ts'
import { changeHead, readHead, readTiles, saveTiles } from '../issuer/log/log-store.ts'
import { createSealer } from '../issuer/log/sealer.ts'
import { decodeBase64url } from '../shared/did/base-encoding.ts'
import type { Database, Transaction } from '../shared/node/database/database.ts'
import { appendLeaves, openTiles } from '../shared/trust/log-tiles.ts'
import { onEachDatabase } from './bench-database.ts'
import { type Benchmark, type Figure, figureOf, median, timeMs } from './measure.ts'

const awardRounds = 12
const sealingRounds = 15
const leavesSealed = 10_000
const leavesProven = Number(process.env.BENCH_LEAVES ?? 10_000_000)
const clock = () => new Date()

/** Sealing, proving and awarding: the numbers that the award log promises. */
export const logBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}
  await onEachDatabase(async (database, kind) => {
    report(`${kind}: sealing ${leavesSealed} leaves`)
    Object.assign(figures, await measureSealing(database, kind))
    report(`${kind}: awarding with and without the sealer`)
    figures[`award.${kind}`] = await measureAwards(database)
    if (kind === 'postgres' && process.env.BENCH_LEAVES === undefined) return
    report(`${kind}: a log of ${leavesProven} leaves`)
    Object.assign(figures, await measureProofs(database, kind))
  })
  return figures
}

const signState: SignLogState = async ({ size, root }) => ({
  statement: `${size} ${root}`.padEnd(420, '.'),
  keyThumbprint: 'bench',
})

function sealerPorts(database: Database) {
  return { database, node: 'bench', clock, signLogState: signState }
}

/** What an award writes for the log: two leaves and a line of the audit. */
async function addAward(tx: Transaction): Promise<void> {
  const id = randomUUID()
  const at = clock().toISOString()
  await addLogLeaves(tx, {
    provider: 'bench',
    awardId: id,
    credentialId: `urn:uuid:${id}`,
    achievementIds: ['https://city.example/badge/v/1', 'https://city.example/badge/v/1/cy'],
    at,
  })
  await audit(tx, { provider: 'bench', actor: 'bench', action: 'award.made', subject: id, at })
}

/** Many in a unit: what is measured is their sealing. */
async function awardTogether(database: Database, count: number): Promise<void> {
  const size = 500
  for (let made = 0; made < count; made += size) {
    await database.transact(async (tx) => {
      for (let award = 0; award < size; award += 1) await addAward(tx)
    })
  }
}

/** Until the checkpoint is there, and until the audit is chained too. */
async function measureSealing(
  database: Database,
  kind: Database['kind'],
): Promise<Record<string, Figure>> {
  let signedAt = 0
  const sealer = createSealer({
    ...sealerPorts(database),
    signLogState: async (state) => {
      signedAt = performance.now()
      return signState(state)
    },
  })
  await sealer.sealNow()
  const leaves: number[] = []
  const all: number[] = []
  for (let round = 0; round < sealingRounds; round += 1) {
    await awardTogether(database, leavesSealed / 2)
    const start = performance.now()
    await sealer.sealNow()
    leaves.push(signedAt - start)
    all.push(performance.now() - start)
  }
  return {
    [`seal.${kind}`]: figureOf({ ours: leaves, limit: 200, unit: 'ms until 10,000 leaves are in' }),
    [`sealAll.${kind}`]: figureOf({ ours: all, unit: 'ms until 5,000 audit rows are chained too' }),
  }
}

/** Turn by turn, since the machine's load changes: each round is compared with its neighbour. */
async function measureAwards(database: Database): Promise<Figure> {
  const sealer = createSealer(sealerPorts(database))
  const sealed: number[] = []
  const unsealed: number[] = []
  for (let round = 0; round < awardRounds; round += 1) {
    unsealed.push(await awardsPerSecond(database))
    await sealer.sealNow()
    const timer = setInterval(() => void sealer.sealNow(), 1_000)
    sealed.push(await awardsPerSecond(database))
    clearInterval(timer)
    await sealer.sealNow()
  }
  const unit = 'awards/s with the sealer each second; peer: without; ratio: of neighbours'
  const ratios = sealed.map((rate, round) => rate / (unsealed[round] ?? Number.NaN))
  const figure = figureOf({ ours: sealed, peer: unsealed, unit })
  return { ...figure, ratioToPeer: Number(median(ratios).toPrecision(4)) }
}

/** By 64 who ask at a time, for three seconds. */
async function awardsPerSecond(database: Database): Promise<number> {
  const start = performance.now()
  let made = 0
  const askOn = async () => {
    while (performance.now() - start < 3_000) {
      await database.transact(addAward)
      made += 1
    }
  }
  await Promise.all(Array.from({ length: 64 }, askOn))
  return (made / (performance.now() - start)) * 1_000
}

const batch = 25_600

async function measureProofs(
  database: Database,
  kind: Database['kind'],
): Promise<Record<string, Figure>> {
  await fillLog(database)
  const times: number[] = []
  const bytes: number[] = []
  for (let asked = 0; asked < 500; asked += 1) {
    const index = Math.floor(Math.random() * leavesProven)
    let proof: Awaited<ReturnType<typeof findInclusionProof>>
    times.push(
      await timeMs(async () => {
        proof = await findInclusionProof(database.reader, decodeBase64url(leafText(index)))
      }),
    )
    const { checkpoint: _, ...rest } = proof ?? { checkpoint: '' }
    bytes.push(JSON.stringify(rest).length)
  }
  const name = `one of ${leavesProven} leaves`
  return {
    [`proof.${kind}`]: figureOf({ ours: times, limit: 5, unit: `ms for the proof of ${name}` }),
    [`proofBytes.${kind}`]: figureOf({
      ours: bytes,
      limit: 1_200,
      unit: 'bytes without the checkpoint',
    }),
  }
}

/** As if the whole log had been sealed: rows with places, tiles, and one checkpoint at the end. */
async function fillLog(database: Database): Promise<void> {
  await database.transact(async (tx) => {
    for (const table of ['log_leaf', 'log_tile', 'log_checkpoint'])
      await tx.query(`DELETE FROM ${table}`)
  })
  for (let size = 0; size < leavesProven; size += batch) {
    const count = Math.min(batch, leavesProven - size)
    const texts = Array.from({ length: count }, (_, at) => leafText(size + at))
    await transactOnLog(database, async (tx) => {
      for (let from = 0; from < count; from += 6_400) {
        const rows = texts
          .slice(from, from + 6_400)
          .map((text, at) => `('${text}','bench','${size + from + at}','2026',${size + from + at})`)
        await tx.query(`INSERT INTO log_leaf VALUES ${rows.join(',')}`)
      }
      const open = await readTiles(tx, openTiles(size))
      await saveTiles(tx, appendLeaves(size, open, texts.map(decodeBase64url)))
    })
  }
  await transactOnLog(database, async (tx) => {
    await changeHead(tx, await readHead(tx), { size: leavesProven })
    await tx.insert(checkpointEntity, {
      size: leavesProven,
      root: '',
      statement: '.'.repeat(420),
      keyThumbprint: 'bench',
      isGood: true,
      signedAt: '2026',
    })
  })
  if (database.kind === 'postgres') await database.transact((tx) => tx.query('ANALYZE'))
}

function leafText(index: number): string {
  return createHash('sha256').update(String(index)).digest('base64url')
}
