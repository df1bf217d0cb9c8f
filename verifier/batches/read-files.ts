import { isAppError } from '../../shared/errors/app-error.ts'
import { knownFileKind } from '../../shared/given/file-kind.ts'
import { readZip } from '../../shared/node/zip/read-zip.ts'
import type { UploadedFile } from '../../shared/server/multipart.ts'
import { maxInputBytes } from '../check/fetch-given.ts'
import { type Brought, mostRows } from './batch-input.ts'

/** Of all files of an archive that are unpacked. */
const mostUnpackedBytes = 268_435_456

/** One row for each file, and for each file of an archive, called by its name. */
export function* readFiles(files: readonly UploadedFile[]): Generator<Brought> {
  const used = new Map<string, number>()
  for (const file of files) {
    const isArchive = knownFileKind(file.bytes) === 'zip'
    const rows = isArchive ? readArchive(file) : [rowOf(file.fileName, file.bytes)]
    for (const { ownId, input } of rows) {
      // two files may have one name: they are two CVs, and not one that stands twice
      const count = (used.get(ownId) ?? 0) + 1
      used.set(ownId, count)
      yield { ownId: count === 1 ? ownId : `${ownId} (${count})`, input }
    }
  }
}

function* readArchive({ fileName, bytes }: UploadedFile): Generator<Brought> {
  const limits = { maxEntries: mostRows, maxEntryBytes: maxInputBytes, maxBytes: mostUnpackedBytes }
  try {
    for (const entry of readZip(bytes, limits)) {
      if (isLeftover(entry.name)) continue
      yield readEntry(entry)
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    yield { ownId: plainName(fileName), input: { problem: 'row-malformed' } }
  }
}

function readEntry(entry: { name: string; read(): Buffer }): Brought {
  try {
    return rowOf(entry.name, entry.read())
  } catch (error) {
    if (!isAppError(error)) throw error
    return { ownId: plainName(entry.name), input: { problem: 'row-malformed' } }
  }
}

function rowOf(name: string, bytes: Buffer): Brought {
  return { ownId: plainName(name), input: { base64: bytes.toString('base64') } }
}

/** What file managers put beside the files of people. */
function isLeftover(name: string): boolean {
  return /^__MACOSX\/|(?:^|\/)(?:\.|Thumbs\.db$)/.test(name)
}

/** The last part of a name, in one line. */
function plainName(fileName: string): string {
  const name = fileName.split(/[\\/]/).at(-1) ?? ''
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, 100) || 'file'
}
