import { writeFileSync } from 'node:fs'
import { AppError } from '../../shared/errors/app-error.ts'

/**
 * An export never writes over a file, and only its owner can read it.
 * @throws AppError conflict, also where nothing can be written
 */
export function writeNewFile(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    throw new AppError(
      'conflict',
      isThere
        ? 'There is a file of that name already: choose another'
        : 'The file cannot be written: check the folder and its permissions',
      { cause },
    )
  }
}
