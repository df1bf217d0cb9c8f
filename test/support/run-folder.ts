import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** What workers keep for later tests: below the repository, so that scripts find its packages. */
    runFolder: string
  }
}

/** A worker is ended without a word: only the run itself can tidy up after it. */
export function setup(project: TestProject) {
  const dist = new URL('../../dist/', import.meta.url).pathname
  mkdirSync(dist, { recursive: true })
  const folder = mkdtempSync(join(dist, 'test-run-'))
  project.provide('runFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}

/** A folder that is there until the run ends. */
export function keptFolder(name: string): string {
  return mkdtempSync(join(inject('runFolder'), `${name}-`))
}
