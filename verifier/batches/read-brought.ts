import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { zUploadedFiles } from '../../shared/server/http/multipart.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { longestRetentionDays } from '../organisations/organisation.ts'
import { type Brought, mostRows, mostStreamBytes, readRow, zBatchRow } from './batch-input.ts'
import { readFiles } from './read-files.ts'
import { readLines } from './read-lines.ts'

export const mostUploadBytes = 67_108_864

const settings = {
  /** For a key that acts for all organisations; default: the host's own. */
  organisation: z.string().exactOptional(),
  /** What people call it. */
  name: z.string().min(1).max(100).default('API'),
  /** Default: the organisation's own. */
  retentionDays: z.coerce.number().int().min(1).max(longestRetentionDays).exactOptional(),
}
const zSettings = z.object(settings)
export const zNewBatch = z.strictObject({
  ...settings,
  rows: z.array(zBatchRow).min(1).max(mostRows),
})
/** Each row is judged by itself, so that one that is wrong holds up no other. */
const zList = z.strictObject({ ...settings, rows: z.array(z.unknown()).min(1).max(mostRows) })
const zForm = z.strictObject({ ...settings, 'files[]': zUploadedFiles.min(1) })

/**
 * The rows of a list, of a stream, or of files, and what is said of all of them.
 * @throws AppError request_malformed | body_too_large
 */
export function readBrought(request: Request): {
  given: z.infer<typeof zSettings>
  rows: AsyncIterable<Brought> | Iterable<Brought>
} {
  if (request.is('application/x-ndjson')) {
    if (Number(request.get('Content-Length') ?? 0) > mostStreamBytes) {
      throw new AppError('body_too_large', `A stream here is at most ${mostStreamBytes} bytes`)
    }
    return { given: parseBody(zSettings, request.query), rows: readLines(hashed(request)) }
  }
  if (request.is('multipart/form-data')) {
    const { 'files[]': files, ...given } = parseBody(zForm, request.body)
    return { given, rows: readFiles(files) }
  }
  const { rows, ...given } = parseBody(zList, request.body)
  return { given, rows: rows.map(readRow) }
}

/** What a stream held stands for it where the same request is known again. */
async function* hashed(request: Request): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    hash.update(chunk)
    yield chunk
  }
  request.body = { sha256: hash.digest('hex'), query: request.query }
}
