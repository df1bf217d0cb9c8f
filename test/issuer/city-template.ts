import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let template: Promise<string> | undefined

/**
 * Puts the databases of a city that was started once and closed into the folder: to make its tables, keys and people
 * anew for each test takes longer than most tests.
 * @param make starts a city in a folder and closes it
 */
export async function copyCityTemplate(
  folder: string,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  template ??= makeTemplate(make)
  const from = await template
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(folder, name))
}

async function makeTemplate(make: (folder: string) => Promise<void>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-template-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await make(folder)
  return folder
}
