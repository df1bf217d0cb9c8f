import { readFile, stat } from 'node:fs/promises'
import { unbake } from '../../shared/credential/baking/unbake.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, readStdinBytes } from '../../shared/node/command-line.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'

const maxBytes = 8_388_608
const accept =
  'application/vc, application/vp, application/vc+jwt, application/vp+jwt, application/json, image/png;q=0.8, image/svg+xml;q=0.8, text/plain;q=0.5'

/**
 * The text to verify: from standard input (`-`), an address, or a file. Of a picture that carries a badge, that badge.
 * @throws AppError badge_file_malformed | input_unreadable | body_too_large | address_forbidden | fetch_failed
 */
export async function readInput(
  source: string,
  io: Pick<CommandIo, 'stdin'>,
  fetch: GuardedFetch,
): Promise<string> {
  const bytes = await readBytes(source, io, fetch)
  return unbake(bytes)?.text ?? new TextDecoder().decode(bytes)
}

function readBytes(
  source: string,
  io: Pick<CommandIo, 'stdin'>,
  fetch: GuardedFetch,
): Promise<Uint8Array> {
  if (source === '-') return readStdinBytes(io)
  if (/^https?:\/\//i.test(source)) return readUrl(source, fetch)
  return readLocalFile(source)
}

async function readUrl(url: string, fetch: GuardedFetch): Promise<Uint8Array> {
  const response = await fetch(url, { headers: { Accept: accept }, maxBytes })
  if (response.ok) return new Uint8Array(await response.arrayBuffer())
  throw new AppError('fetch_failed', `There is nothing to verify: status ${response.status}`)
}

async function readLocalFile(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size <= maxBytes) return await readFile(file)
  } catch (cause) {
    throw new AppError(
      'input_unreadable',
      'The file cannot be read: check its name and whether you may read it',
      { cause },
    )
  }
  throw new AppError('body_too_large', `A file of more than ${maxBytes} bytes is not verified`)
}
