import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
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
  const starter = createServer((_request, response) => {
    server ??= startPostgres(settings)
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => starter.listen(0, '127.0.0.1', resolve))
  const address = starter.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  project.provide('sharedPostgres', `http://127.0.0.1:${address.port}/`)
  return async () => {
    starter.close()
    await (await server)?.stop()
  }
}
