import { awardEntity, listAwards } from '../issuer/awards/award-store.ts'
import type { Database } from '../shared/node/database/database.ts'
import { onEachDatabase } from './bench-database.ts'
import { compare } from './compare.ts'
import { type Benchmark, type Figure, median, timeMs } from './measure.ts'

const awards = Number(process.env.BENCH_AWARDS ?? 1_000_000)
const page = 100
const provider = 'bench'

/** A page of 100 awards at half the depth of a million, against OFFSET, and against the first page: flat in depth. */
export const deepPagesBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}
  await onEachDatabase(async (database, kind) => {
    report(`${kind}: fills a table with ${awards} awards`)
    await fill(database)
    const depth = awards / 2
    const at = positionOf(awards - depth)
    const ask = (after?: { awardedAt: string; id: string }) =>
      listAwards(database.reader, {
        provider,
        limit: page,
        ...(after && { after: { provider, ...after } }),
      })
    const askByOffset = () =>
      database.reader.find(awardEntity, {
        where: { provider },
        order: { awardedAt: 'DESC', id: 'DESC' },
        skip: depth,
        take: page,
      })
    figures[kind] = await compare(
      {
        name: kind,
        unit: `ms for ${page} at depth ${depth} of ${awards}; peer: OFFSET; limit: the first page`,
        ours: () => often(() => ask(at)),
        peer: () => often(askByOffset),
        limit: () => often(() => ask()),
      },
      report,
    )
  })
  return figures
}

/** The usual time of several. */
async function often(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let asked = 0; asked < 15; asked += 1) times.push(await timeMs(work))
  return median(times)
}

const start = Date.UTC(2024, 0, 1)

function positionOf(index: number): { awardedAt: string; id: string } {
  return {
    awardedAt: new Date(start + index * 1_000).toISOString(),
    id: String(index).padStart(8, '0'),
  }
}

async function fill(database: Database): Promise<void> {
  const columns =
    'provider, id, badge, badge_version, language, credential_id, recipient_email, recipient_name, ' +
    'earner, recipient_salt, awarded_at, status_list, status_index, status, needs_tx_code, ' +
    'offer_generation, claim_hash, wrong_tx_codes, delivery'
  const no = database.kind === 'sqlite' ? '0' : 'false'
  const atATime = 10_000
  for (let first = 0; first < awards; first += atATime) {
    const rows = Array.from({ length: Math.min(atATime, awards - first) }, (_, place) => {
      const { awardedAt, id } = positionOf(first + place)
      return (
        `('${provider}','${id}','first-aid',1,'en','urn:${id}','p${id}@learner.example','Person','person',` +
        `'salt','${awardedAt}','list',${first + place},'active',${no},1,'${id}',0,'claim')`
      )
    })
    await database.transact((tx) =>
      tx.query(`INSERT INTO award (${columns}) VALUES ${rows.join(',')}`),
    )
  }
  if (database.kind === 'postgres') await database.transact((tx) => tx.query('ANALYZE'))
}
