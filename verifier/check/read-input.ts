import { readFile, stat } from 'node:fs/promises'
import { AppError } from '../../shared/errors/app-error.ts'
import { readAnything } from '../../shared/given/read-anything.ts'
import { type CommandIo, readStdinBytes } from '../../shared/node/command-line.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { fetchGiven, maxInputBytes } from './fetch-given.ts'

/**
 * The text to verify: from standard input (`-`), an address, or a file. Of a picture that carries a badge, that badge.
 * @throws AppError badge_file_malformed | badge_file_compressed | input_unreadable | body_too_large | address_forbidden | not_found |
 * fetch_failed
 */
export async function readInput(
  source: string,
  io: Pick<CommandIo, 'stdin'>,
  fetch: GuardedFetch,
): Promise<string> {
  const bytes = await readBytes(source, io, fetch)
  const found = readAnything(bytes)
  if (found.kind === 'badge' || found.kind === 'presentation') return found.text
  if (found.kind === 'nothing' && found.cause !== undefined) throw found.cause
  return new TextDecoder().decode(bytes)
}

function readBytes(
  source: string,
  io: Pick<CommandIo, 'stdin'>,
  fetch: GuardedFetch,
): Promise<Uint8Array> {
  if (source === '-') return readStdinBytes(io)
  if (/^https?:\/\//i.test(source)) return fetchGiven(source, fetch)
  return readLocalFile(source)
}

async function readLocalFile(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size <= maxInputBytes) return await readFile(file)
  } catch (cause) {
    throw new AppError(
      'input_unreadable',
      'The file cannot be read: check its name and whether you may read it',
      { cause },
    )
  }
  throw new AppError('body_too_large', `A file of more than ${maxInputBytes} bytes is not verified`)
}
