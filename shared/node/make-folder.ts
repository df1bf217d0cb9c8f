import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../errors/app-error.ts'

/**
 * Makes a folder for its owner alone, and those above it. Node's `recursive` never ends where the system calls the
 * folder above missing although it is there, as /proc does.
 * @throws AppError config_invalid
 */
export function makeFolder(folder: string): void {
  try {
    makeWithThoseAbove(folder)
  } catch (cause) {
    throw new AppError(
      'config_invalid',
      'A folder cannot be made: check WAYMARK_HOME or the folder that was given, and its permissions',
      { cause },
    )
  }
}

function makeWithThoseAbove(folder: string): void {
  try {
    makeOne(folder)
  } catch (error) {
    const above = dirname(folder)
    if (!hasCode(error, 'ENOENT') || above === folder) throw error
    makeWithThoseAbove(above)
    makeOne(folder)
  }
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
