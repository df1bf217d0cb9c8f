import { tmpdir } from 'node:os'
import type { TestProject } from 'vitest/node'
import { offerMadeOnce } from './made-once.ts'
import { type RunningPostgres, startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers the address of the run's PostgreSQL server, which starts when it is first asked for. */
    sharedPostgres: string
  }
}

/** One PostgreSQL server for all test files of a run: each takes a database of its own in it. */
export async function setup(project: TestProject) {
  let server: Promise<RunningPostgres> | undefined
  // nothing here has to survive a crash: tests that kill a server start their own
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: '500',
    // what it reads at its own time, others have to wait for: the tests of that start their own, too
    autovacuum: 'off',
  }
  const starter = await offerMadeOnce(async () => {
    // on the disk, for which it does not wait: hundreds of databases are too much for the memory
    server = startPostgres(settings, tmpdir())
    return (await server).url
  })
  project.provide('sharedPostgres', starter.url)
  return async () => {
    starter.close()
    await (await server)?.stop()
  }
}
