import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { askForMade, offerMadeOnce } from './made-once.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers when the applications are built, which begins when it is first asked for. */
    builtApplications: string
  }
}

const root = new URL('../../', import.meta.url).pathname

/** Builds what is stale at most once in a run: two that build at the same time take away each other's files. */
export async function setup(project: TestProject) {
  const builder = await offerMadeOnce(async () => {
    await promisify(execFile)(process.execPath, ['bin/build.js'], { cwd: root })
    return root
  })
  project.provide('builtApplications', builder.url)
  return () => builder.close()
}

/** Waits until `dist` is what the sources say. */
export async function needBuiltApplications(): Promise<void> {
  await askForMade(inject('builtApplications'))
}
