import { once } from 'node:events'
import type { Response } from 'express'
import type { Database } from '../../shared/node/database/database.ts'
import { readResults } from './batch-results.ts'
import type { BatchRow } from './batch-schema.ts'

/** Answers with a line for each row, as soon as it is ready, and in the end with how far the batch is. */
export async function streamResults(
  batch: BatchRow,
  from: number,
  response: Response,
  ports: { database: Database },
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  response.set({ 'Content-Type': 'application/x-ndjson', 'X-Accel-Buffering': 'no' })
  response.flushHeaders()
  const results = readResults(batch, { from, signal: gone.signal }, ports)
  const write = async (value: unknown) => {
    if (response.write(`${JSON.stringify(value)}\n`) || gone.signal.aborted) return
    // who reads slowly is waited for, and so no more than a few lines are in memory
    await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
  }
  for (;;) {
    const { done, value } = await results.next()
    if (gone.signal.aborted) return
    await write(done ? { batch: value } : value)
    if (done) return void response.end()
  }
}
