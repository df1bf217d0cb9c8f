import type { Database } from '../../shared/node/database/database.ts'
import { type BatchProgress, readProgress } from './batch.ts'
import type { BatchItemRow, BatchRow } from './batch-schema.ts'
import { getBatch, readItems } from './batch-store.ts'
import type { ItemResult } from './check-item.ts'

export type ResultLine = { row: number; id: string } & ItemResult

const atOnce = 20
const lookEveryMs = 250

/**
 * The results in the order of the rows, each as soon as it and those before it are ready; it ends when nothing more
 * comes for now. Few are in memory.
 * @param from the row to begin with
 */
export async function* readResults(
  batch: BatchRow,
  { from, signal }: { from: number; signal: AbortSignal },
  { database }: { database: Database },
): AsyncGenerator<ResultLine, BatchProgress> {
  let next = from
  for (;;) {
    const progress = await readProgress(database.reader, await getBatch(database.reader, batch))
    const before = next
    for await (const line of readyFrom(batch, next, database)) {
      next = line.row + 1
      yield line
    }
    const isOver = progress.state !== 'running' && next === before
    if (isOver || signal.aborted) return progress
    if (next === before) await wait(lookEveryMs, signal)
  }
}

async function* readyFrom(batch: BatchRow, from: number, { reader }: Database) {
  for (let next = from; ; next += atOnce) {
    const items = await readItems(reader, batch, { from: next, count: atOnce })
    for (const item of items) {
      // of a batch that was stopped, rows may be missing in between
      if (item.outcome === null && batch.cancelledAt === null) return
      if (item.outcome !== null) yield lineOf(item)
    }
    if (items.length < atOnce) return
  }
}

export function lineOf({ number, ownId, result }: BatchItemRow): ResultLine {
  // sound: written by the job of batches alone
  const found = JSON.parse(result ?? '{}') as ItemResult
  return { row: number, id: ownId, ...found }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
