import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * Path of a file inside an installed package. Vitest runs Node with the condition "development", by which some
 * packages lead to sources that do not run; so their built files are taken by path.
 */
export function packageFile(name: string, file: string): string {
  const entry = require.resolve(name).replaceAll('\\', '/')
  const root = entry.slice(0, entry.lastIndexOf(`/${name}/`) + name.length + 1)
  return `${root}/${file}`
}

/** The module itself; whoever loads it says which part of it they know. */
export function loadBuilt(name: string, file: string): unknown {
  return require(packageFile(name, file))
}
