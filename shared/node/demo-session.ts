import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { makeFolder } from './make-folder.ts'

/** Where a demonstration city answers and with which keys, for the commands that talk to it. */
const zDemoSession = z.object({
  issuer: z.object({ url: z.url(), apiKey: z.string().min(1) }),
  wallet: z.object({ url: z.url() }),
  verifier: z.object({ url: z.url(), apiKey: z.string().min(1) }),
  allowLoopbackHttp: z.literal(true),
  /** PEM of the throw-away certificate authority, when the servers speak TLS. */
  extraCa: z.string().optional(),
})

export type DemoSession = z.infer<typeof zDemoSession>

/** @param home the state folder */
export function demoSessionFile(home: string): string {
  return join(home, 'demo', 'session.json')
}

/** Writes the file whole or not at all, readable by its owner alone: it holds API keys. */
export async function writeDemoSession(home: string, session: DemoSession): Promise<void> {
  const file = demoSessionFile(home)
  const draft = `${file}.${randomUUID()}`
  makeFolder(dirname(file))
  await writeFile(draft, `${JSON.stringify(session, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(draft, file)
}

/**
 * @returns undefined when no demonstration city has been started here
 * @throws AppError config_invalid when the file is not what `waymark start --demo` writes
 */
export async function readDemoSession(home: string): Promise<DemoSession | undefined> {
  const text = await readIfThere(demoSessionFile(home))
  if (text === undefined) return undefined
  try {
    return zDemoSession.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError(
      'config_invalid',
      'The demo session file cannot be read; start the demonstration city again (waymark start --demo)',
      { cause },
    )
  }
}

export async function deleteDemoSession(home: string): Promise<void> {
  await rm(demoSessionFile(home), { force: true })
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new AppError('config_invalid', 'The demo session file cannot be opened', { cause: error })
  }
}
