import { isAppError } from '../../shared/errors/app-error.ts'
import { knownFileKind } from '../../shared/given/file-kind.ts'
import { isBesideFiles, lastPartOf } from '../../shared/node/zip/entry-name.ts'
import { readZip, type ZipEntry } from '../../shared/node/zip/read-zip.ts'
import type { UploadedFile } from '../../shared/server/http/multipart.ts'
import { maxInputBytes } from '../check/fetch-given.ts'
import { type Brought, mostRows, type RowProblem } from './batch-input.ts'

export const archiveLimits = {
  /** In one batch. An archive in an archive is not opened. */
  archives: 20,
  /** Of all archives of a batch, unpacked. */
  bytes: 268_435_456,
}

/** One row for each file, and for each file of an archive, called by its name. */
export async function* readFiles(
  files: readonly UploadedFile[],
  limits: typeof archiveLimits = archiveLimits,
): AsyncGenerator<Brought> {
  const used = new Map<string, number>()
  for await (const { ownId, input } of rowsOf(files, { ...limits })) {
    // two files may have one name: they are two CVs, and not one that stands twice
    const count = (used.get(ownId) ?? 0) + 1
    used.set(ownId, count)
    yield { ownId: count === 1 ? ownId : `${ownId} (${count})`, input }
  }
}

/** What may still be unpacked. */
type Left = { archives: number; bytes: number }

async function* rowsOf(files: readonly UploadedFile[], left: Left): AsyncGenerator<Brought> {
  for (const file of files) {
    if (knownFileKind(file.bytes) !== 'zip') yield rowOf(file.fileName, file.bytes)
    else if (left.archives === 0) yield noRow(file.fileName, 'too-much')
    else {
      left.archives -= 1
      yield* readArchive(file, left)
    }
  }
}

async function* readArchive(
  { fileName, bytes }: UploadedFile,
  left: Left,
): AsyncGenerator<Brought> {
  const limits = { maxEntries: mostRows, maxEntryBytes: maxInputBytes, maxBytes: left.bytes }
  try {
    for (const entry of readZip(bytes, limits)) {
      if (!isBesideFiles(entry.name)) yield await readEntry(entry, left)
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    yield noRow(fileName, 'row-malformed')
  }
}

async function readEntry(entry: ZipEntry, left: Left): Promise<Brought> {
  if (left.bytes <= 0) return noRow(entry.name, 'too-much')
  try {
    const bytes = await entry.read()
    left.bytes -= bytes.length
    return rowOf(entry.name, bytes)
  } catch (error) {
    if (!isAppError(error)) throw error
    // nobody knows how much of it was unpacked before it was refused
    left.bytes -= maxInputBytes
    return noRow(entry.name, left.bytes <= 0 ? 'too-much' : 'row-malformed')
  }
}

function rowOf(name: string, bytes: Buffer): Brought {
  return { ownId: plainName(name), input: { base64: bytes.toString('base64') } }
}

function noRow(name: string, problem: RowProblem): Brought {
  return { ownId: plainName(name), input: { problem } }
}

/** The last part of a name, in one line. */
function plainName(fileName: string): string {
  return (
    lastPartOf(fileName)
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
      .slice(0, 100) || 'file'
  )
}
