import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'

/** What one organisation may take of the place that it shares with others. A day is one of UTC. */
export const zQuota = z.strictObject({
  /** Files and links that candidates and staff send in. What a wallet answers is always taken. */
  filesPerDay: z.number().int().min(0).max(1_000_000),
  /** Of batches. */
  rowsPerDay: z.number().int().min(0).max(10_000_000),
  /** Of all that candidates sent, batches brought and reports were made of, as it is kept. */
  storageMegabytes: z.number().int().min(0).max(10_000_000),
})

export type Quota = z.infer<typeof zQuota>

export const usualQuota: Quota = {
  filesPerDay: 2_000,
  rowsPerDay: 100_000,
  storageMegabytes: 4_096,
}

export const zUsage = z.object({ files: z.number(), rows: z.number(), bytes: z.number() })

/** Of today, and in all. */
export type Usage = z.infer<typeof zUsage>

const bytesOfMegabyte = 1_048_576

/** What candidates may fill of it: the rest is for staff and systems, whom no stranger can shut out. */
export function quotaOfCandidates(quota: Quota): Quota {
  const shareOf = (most: number) => Math.ceil(most * 0.75)
  return {
    ...quota,
    filesPerDay: shareOf(quota.filesPerDay),
    storageMegabytes: shareOf(quota.storageMegabytes),
  }
}

/** What there is no more room for. */
export type Full = 'files' | 'rows' | 'storage'

/** Whether anything more of a kind may come. What comes at the same moment may go a little beyond. */
export function findFull(quota: Quota, usage: Usage, kind: 'files' | 'rows'): Full | undefined {
  if (leftOf(quota, usage).bytes <= 0) return 'storage'
  return leftOf(quota, usage)[kind] <= 0 ? kind : undefined
}

export function leftOf(quota: Quota, { files, rows, bytes }: Usage): Usage {
  return {
    files: quota.filesPerDay - files,
    rows: quota.rowsPerDay - rows,
    bytes: quota.storageMegabytes * bytesOfMegabyte - bytes,
  }
}

const sentences: Readonly<Record<Full, string>> = {
  files: 'No more files can be taken today. Try again tomorrow, or ask the host for more',
  rows: 'No more rows can be checked today. Try again tomorrow, or ask the host for more',
  storage: 'There is no room to keep more. Delete what is not needed, or ask the host for more',
}

export function quotaReached(full: Full): AppError {
  return new AppError('quota_reached', `${sentences[full]}. Nothing was kept`)
}
