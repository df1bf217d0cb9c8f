import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * All that a server has written to its folder: databases, write-ahead logs, whatever else is there. Runs of base64
 * stand there a second time, decoded, so that nothing hides in them.
 */
export function writtenIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
  const texts = files.flatMap((bytes) => [bytes.toString('latin1'), bytes.toString('utf8')])
  return [...texts, ...texts.flatMap(decodedIn)].join('\n')
}

function decodedIn(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{24,}={0,2}/g) ?? []
  // a run may begin with a character of what stands before it
  return runs.flatMap((run) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64').toString('utf8')),
  )
}

/** Which of the secrets stand in the text, by their names: a failing test then says which, and repeats none. */
export function foundIn(text: string, secrets: Readonly<Record<string, string>>): string[] {
  for (const [name, secret] of Object.entries(secrets)) {
    // a secret that is empty or short would be found, or missed, by chance
    if (secret.length < 6) throw new Error(`${name} is no secret to look for`)
  }
  return Object.keys(secrets).filter((name) => text.includes(secrets[name] ?? ''))
}
