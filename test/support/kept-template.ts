import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { keptFolder } from './run-folder.ts'

/** What takes longer to make than most tests take: made once in a test worker, and copied for each test. */
export type KeptTemplate = { copyTo(folder: string): Promise<void> }

/** @param make puts files into an empty folder, and leaves none open */
export function keepTemplate(make: (folder: string) => Promise<void>): KeptTemplate {
  let made: Promise<string> | undefined
  const makeOnce = async () => {
    const folder = keptFolder('template')
    await make(folder)
    return folder
  }
  return {
    async copyTo(folder) {
      made ??= makeOnce()
      const from = await made
      for (const name of readdirSync(from)) copyFileSync(join(from, name), join(folder, name))
    },
  }
}
