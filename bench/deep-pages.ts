import { awardEntity } from '../issuer/awards/award-store.ts'
import { listAwards } from '../issuer/awards/list-awards.ts'
import { onEachDatabase } from './bench-database.ts'
import { compare } from './compare.ts'
import { fillAwards, positionOf } from './fill-awards.ts'
import { type Benchmark, type Figure, median, timeMs } from './measure.ts'

const awards = Number(process.env.BENCH_AWARDS ?? 1_000_000)
const page = 100
const provider = 'bench'

/** A page of 100 awards at half the depth of a million, against OFFSET, and against the first page: flat in depth. */
export const deepPagesBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}
  await onEachDatabase(async (database, kind) => {
    report(`${kind}: fills a table with ${awards} awards`)
    await fillAwards(database, { provider, awards })
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
