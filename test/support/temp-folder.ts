import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

/** A folder that is deleted when the running test ends; in a hook, give `afterAll`. */
export function temporaryFolder(whenDone: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(memoryFolder(), 'waymark-'))
  whenDone(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A folder for all tests of the surrounding describe; call it in the describe's body. */
export function sharedTemporaryFolder(): string {
  return temporaryFolder(afterAll)
}

const sharedMemory = '/dev/shm'
const leastBytesFree = 2 ** 30

/**
 * The temporary folder of this machine, in memory where there is room: a database that waits for the disk at each
 * commit takes up to three times as long. TMPDIR names another.
 */
export function memoryFolder(): string {
  if (process.platform !== 'linux' || process.env.TMPDIR !== undefined) return tmpdir()
  try {
    accessSync(sharedMemory, constants.W_OK)
    const { bavail, bsize } = statfsSync(sharedMemory)
    return bavail * bsize < leastBytesFree ? tmpdir() : sharedMemory
  } catch {
    return tmpdir()
  }
}
