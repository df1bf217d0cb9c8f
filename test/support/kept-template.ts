import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What takes longer to make than most tests take: made once in a test worker, and copied for each test. */
export type KeptTemplate = { copyTo(folder: string): Promise<void> }

/** @param make puts files into an empty folder, and leaves none open */
export function keepTemplate(make: (folder: string) => Promise<void>): KeptTemplate {
  let made: Promise<string> | undefined
  const makeOnce = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-template-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
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
