import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { AppError } from '../../errors/app-error.ts'

export type ZipEntry = {
  name: string
  /** @throws AppError zip_refused: damaged, sealed with a password, or larger than it may be */
  read(): Promise<Buffer>
}

export type ZipLimits = {
  maxEntries: number
  /** Of one file, unpacked. */
  maxEntryBytes: number
  /** Of all files that are read, unpacked. */
  maxBytes: number
}

/** On a thread of its own: whoever asks for something else meanwhile is not held up. */
const inflate = promisify(inflateRaw)

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const endBytes = 22
const maxCommentBytes = 65_535

/**
 * The files of an archive in the order of its directory, each unpacked when it is read: what a small archive may
 * grow to is bounded before it grows. Folders are left out.
 * @throws AppError zip_refused
 * @see APPNOTE.TXT 6.3.10 sections 4.3.7, 4.3.12 and 4.3.16
 */
export function* readZip(bytes: Buffer, limits: ZipLimits): Generator<ZipEntry> {
  const { count, start } = readEnd(bytes)
  if (count > limits.maxEntries) {
    throw refused(`The archive has more than ${limits.maxEntries} files`)
  }
  let left = limits.maxBytes
  let at = start
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature) throw damaged()
    const entry = readEntry(bytes, at)
    at += 46 + entry.nameBytes + entry.restBytes
    if (entry.name.endsWith('/')) continue
    yield {
      name: entry.name,
      async read() {
        const unpacked = await unpack(bytes, entry, Math.min(limits.maxEntryBytes, left))
        left -= unpacked.length
        return unpacked
      },
    }
  }
}

/** It stands before a comment of any length, so it is looked for from behind. */
function readEnd(bytes: Buffer): { count: number; start: number } {
  const first = Math.max(0, bytes.length - endBytes - maxCommentBytes)
  for (let at = bytes.length - endBytes; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) !== endSignature) continue
    const count = bytes.readUInt16LE(at + 10)
    const start = bytes.readUInt32LE(at + 16)
    if (count === 0xffff || start === 0xffffffff)
      throw refused('An archive of this size is not read')
    if (start <= at) return { count, start }
  }
  throw damaged()
}

type Entry = {
  name: string
  isSealed: boolean
  method: number
  packedBytes: number
  local: number
  nameBytes: number
  restBytes: number
}

function readEntry(bytes: Buffer, at: number): Entry {
  const flags = bytes.readUInt16LE(at + 8)
  const nameBytes = bytes.readUInt16LE(at + 28)
  return {
    name: bytes.subarray(at + 46, at + 46 + nameBytes).toString('utf8'),
    isSealed: (flags & 1) === 1,
    method: bytes.readUInt16LE(at + 10),
    packedBytes: bytes.readUInt32LE(at + 20),
    local: bytes.readUInt32LE(at + 42),
    nameBytes,
    restBytes: bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  }
}

async function unpack(bytes: Buffer, entry: Entry, maxOutputLength: number): Promise<Buffer> {
  const { local, packedBytes, method, isSealed } = entry
  if (isSealed) throw refused('A file of the archive is sealed with a password')
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== localSignature) throw damaged()
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const packed = bytes.subarray(start, start + packedBytes)
  if (packed.length !== packedBytes) throw damaged()
  if (method === 0 && packed.length <= maxOutputLength) return packed
  if (method === 0) throw tooLarge()
  if (method !== 8) throw refused('A file of the archive is packed in a way that is not read')
  if (maxOutputLength < 1) throw tooLarge()
  try {
    return await inflate(packed, { maxOutputLength })
  } catch (cause) {
    const isLarge = cause instanceof RangeError
    throw isLarge ? tooLarge() : damaged(cause)
  }
}

function tooLarge(): AppError {
  return refused('A file of the archive is larger than any that is read')
}

function damaged(cause?: unknown): AppError {
  return refused('The archive is damaged, or it is none', cause)
}

function refused(message: string, cause?: unknown): AppError {
  return new AppError('zip_refused', message, { cause })
}
