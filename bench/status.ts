import { randomUUID } from 'node:crypto'
import {
  allocateStatus,
  changeStatusBit,
  listStatusListsDue,
  readStatusList,
  statusListEntity,
} from '../issuer/status/status-store.ts'
import type { Database } from '../shared/node/database/database.ts'
import { createBitstring, setBit } from '../shared/status/bitstring.ts'
import { encodeBitstring } from '../shared/status/bitstring-encoding.ts'
import { onEachDatabase } from './bench-database.ts'
import { type Benchmark, type Figure, figureOf, timeMs } from './measure.ts'

const provider = 'bench'
const purpose = 'revocation'
const at = '2026-11-22T10:00:00.000Z'
const allocations = 500

/** The status lists of a provider that has awarded a million badges. */
export const statusBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}
  await onEachDatabase(async (database, kind) => {
    const early = await measureAllocation(database)
    report(`${kind}: a million awards`)
    await fillLists(database)
    const late = await measureAllocation(database)
    const lists = await database.reader.find(statusListEntity)
    report(`${kind}: ${lists.length} lists`)
    const unit = 'ms for the place of one award after a million; peer: in an empty city'
    figures[`allocate.${kind}`] = figureOf({ ours: late, peer: early, unit })
    figures[`due.${kind}`] = figureOf({
      ours: await measureDue(database),
      unit: 'ms to find the lists that are due',
    })
    const [list] = lists
    if (list) {
      figures[`build.${kind}`] = figureOf({
        ours: await measureBuild(database, list.id),
        unit: 'ms to read a full list with 1,000 set bits and encode it',
      })
    }
  })
  return figures
}

async function measureAllocation(database: Database): Promise<number[]> {
  const times: number[] = []
  for (let made = 0; made < allocations; made += 1) {
    const awardId = randomUUID()
    times.push(
      await timeMs(() =>
        database.transact((tx) => allocateStatus(tx, { provider, purpose, at }, [awardId])),
      ),
    )
  }
  return times
}

/** Lists as they are when they close, about 60 % full, and one that is half full. */
async function fillLists(database: Database): Promise<void> {
  const perList = 80_000
  const closed = 12
  for (let list = 0; list < closed; list += 1) {
    await database.transact(async (tx) => {
      const id = `full-${String(list).padStart(2, '0')}`
      await tx.insert(statusListEntity, {
        provider,
        id,
        purpose,
        isOpen: false,
        version: 1,
        publishedVersion: 1,
        renewAt: '2999',
        createdAt: at,
      })
      for (let first = 0; first < perList; first += 8_000) {
        const rows = Array.from({ length: 8_000 }, (_, place) => {
          // spreads over the whole list: 7 and the length have no common divisor
          const index = ((first + place) * 7) % 131_072
          return `('${provider}','${id}',${index},'${id}-${index}',${falseIn(database)})`
        })
        await tx.query(`INSERT INTO status_entry VALUES ${rows.join(',')}`)
      }
    })
  }
  if (database.kind === 'postgres') await database.transact((tx) => tx.query('ANALYZE'))
}

const falseIn = ({ kind }: Database) => (kind === 'sqlite' ? '0' : 'false')

async function measureDue(database: Database): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < 50; round += 1) {
    times.push(await timeMs(() => listStatusListsDue(database.reader, '2026-11-22T11:00:00.000Z')))
  }
  return times
}

async function measureBuild(database: Database, id: string): Promise<number[]> {
  const entries = Array.from({ length: 1_000 }, (_, place) => ({
    list: id,
    index: (place * 7) % 131_072,
  }))
  await database.transact(async (tx) => {
    for (const place of entries) await changeStatusBit(tx, { provider, ...place, isSet: true })
  })
  const times: number[] = []
  for (let round = 0; round < 20; round += 1) {
    times.push(
      await timeMs(async () => {
        const found = await database.transact((tx) => readStatusList(tx, { provider, id }))
        const bits = createBitstring()
        for (const index of found?.setIndices ?? []) setBit(bits, index, true)
        await encodeBitstring(bits)
      }),
    )
  }
  return times
}
