import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { ILoader } from 'nunjucks'

/**
 * Every template of the folders by its path in them, read now: of two with one path the first stands. What is built
 * anew beside a running server names files that it has not read, so that nothing of it may be read later.
 */
export function readTemplates(folders: readonly string[]): ILoader {
  const templates = new Map<string, string>()
  for (const folder of folders) {
    for (const file of templatesIn(folder)) {
      const name = relative(folder, file).split(sep).join('/')
      if (!templates.has(name)) templates.set(name, readFileSync(file, 'utf8'))
    }
  }
  const getSource = (name: string) => {
    const src = templates.get(name)
    return src === undefined ? null : { src, path: name, noCache: false }
  }
  // sound: nunjucks asks its next loader where one answers null, which its types leave out
  return { getSource } as ILoader
}

function templatesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.njk'))
    .map((entry) => join(entry.parentPath, entry.name))
}
