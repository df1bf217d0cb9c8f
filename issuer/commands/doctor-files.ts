import { readdir, readFile, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Environment } from '../../shared/node/config-reading.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { type Finding, type Look, lookAt } from './doctor-finding.ts'

const leastFreeBytes = 1_000_000_000

/** What lies on this machine: room, permissions, backups. */
export async function lookAtFiles(ports: {
  env: Environment
  locations: readonly DatabaseLocation[]
  backups: string | undefined
  clock: () => Date
}): Promise<Finding[]> {
  const { env, locations, backups, clock } = ports
  const files = locations.flatMap((location) => (location.kind === 'sqlite' ? [location.file] : []))
  return Promise.all([
    lookAt('room', () => lookAtRoom(files)),
    lookAt('key file', () => lookAtKeyFile(env.WAYMARK_KEY_ENCRYPTION_KEY_FILE, files)),
    lookAt('backup', () => lookAtBackups(backups, clock)),
  ])
}

const isForOthers = async (file: string) => ((await stat(file)).mode & 0o077) !== 0

async function lookAtRoom(files: readonly string[]): ReturnType<Look> {
  const [file] = files
  if (file === undefined) return { outcome: 'ok', text: 'kept by the database server' }
  for (const one of files) {
    if (await isForOthers(one)) {
      return { outcome: 'fail', text: `others on this machine can read ${one}: chmod 600` }
    }
  }
  const { bavail, bsize } = await statfs(dirname(file))
  const text = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`
  return bavail * bsize < leastFreeBytes
    ? { outcome: 'warn', text: `${text}: make room, a full disk stops all awards` }
    : { outcome: 'ok', text }
}

/** A secret that a container is handed is in a folder of memory for it alone, whatever its mode. */
const handedToContainer = '/run/secrets/'

async function lookAtKeyFile(
  file: string | undefined,
  databases: readonly string[],
): ReturnType<Look> {
  if (!file) {
    const text = 'it stands among the settings, which whoever sees the process may see: use a file'
    return { outcome: 'warn', text }
  }
  if (!file.startsWith(handedToContainer) && (await isForOthers(file))) {
    return { outcome: 'fail', text: `others on this machine can read ${file}: chmod 600` }
  }
  return databases.some((database) => dirname(database) === dirname(file))
    ? {
        outcome: 'ok',
        text: 'for its owner alone; it lies beside the database, so never copy that folder as a backup',
      }
    : { outcome: 'ok', text: 'for its owner alone' }
}

const oldestBackupMs = 2 * 86_400_000
const zManifest = z.object({ file: z.string(), madeAt: z.iso.datetime() })

async function lookAtBackups(folder: string | undefined, clock: () => Date): ReturnType<Look> {
  if (folder === undefined) {
    return { outcome: 'warn', text: 'name the folder to look at its age: --backups FOLDER' }
  }
  const times = await Promise.all((await readdir(folder)).map((name) => timeOf(folder, name)))
  const newest = Math.max(...times)
  if (newest === Number.NEGATIVE_INFINITY) {
    return { outcome: 'fail', text: `there is none in ${folder}: waymark backup` }
  }
  const hours = Math.round((clock().getTime() - newest) / 3_600_000)
  return hours * 3_600_000 > oldestBackupMs
    ? {
        outcome: 'fail',
        text: `the newest is ${hours} hours old: look why none is made each night`,
      }
    : { outcome: 'ok', text: `the newest is ${hours} hours old` }
}

/** By its manifest, and only where the backup itself is beside it; else never. */
async function timeOf(folder: string, name: string): Promise<number> {
  if (!name.endsWith('.manifest.json')) return Number.NEGATIVE_INFINITY
  try {
    const manifest = zManifest.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
    await stat(join(folder, name.slice(0, -'.manifest.json'.length)))
    return Date.parse(manifest.madeAt)
  } catch {
    return Number.NEGATIVE_INFINITY
  }
}
