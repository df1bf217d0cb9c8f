import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import { type Did, isDid } from '../../shared/did/did.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, exitCodes, print, stateFolder } from '../../shared/node/command-line.ts'
import { readCommandNetwork } from '../../shared/node/command-network.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import { createTrustFetch } from '../../shared/trust/trust-fetch.ts'
import { type Followed, type FollowOutcome, followLog, zFollowed } from '../log/follow-log.ts'

export type MonitorOptions = { once?: boolean; every: number; state?: string; json?: boolean }

/**
 * `waymark city monitor`: follows the award log of a city that one need not be part of, and remembers what it saw.
 * Ends with 1 when the log has forked; with --once also with 2 when it could not be asked.
 */
export async function monitorCommand(
  io: CommandIo,
  cityText: string,
  options: MonitorOptions,
): Promise<void> {
  const city = isDid(cityText) ? cityText : didWebFromUrl(cityText)
  const file = options.state ?? join(stateFolder(io), 'monitor', `${fileNameOf(city)}.json`)
  const { fetch, allowLoopbackHttp } = await readCommandNetwork(io)
  const { resolveDid } = createDidResolver({ fetch, clock: io.clock, allowLoopbackHttp })
  const ports = { resolveDid, verifySignature, fetchText: createTrustFetch(fetch) }
  let seen = await readSeen(file)
  for (;;) {
    const outcome = await followLog(city, seen, ports)
    if ('state' in outcome) {
      seen = outcome.state
      await keepSeen(file, seen)
    }
    const isNews = options.once === true || outcome.outcome !== 'unchanged'
    if (isNews) print(io, { json: outcome, human: describe(outcome) }, options.json)
    if (outcome.outcome === 'forked' || options.once) {
      io.exitCode = exitCodeOf[outcome.outcome]
      return
    }
    await sleep(options.every * 1000)
  }
}

const exitCodeOf: Record<FollowOutcome['outcome'], number> = {
  grown: exitCodes.ok,
  unchanged: exitCodes.ok,
  forked: exitCodes.invalid,
  unavailable: exitCodes.unknown,
}

function describe(outcome: FollowOutcome): string {
  if (outcome.outcome === 'unavailable') return `Could not be checked: ${outcome.detail}`
  if (outcome.outcome === 'forked') {
    return `FORKED: the log does not continue what was seen. Both statements are signed by the city; keep them.

Earlier:
${outcome.earlier}

Later:
${outcome.later}`
  }
  const { size, root } = outcome.state
  return `The log has ${size} leaves and continues what was seen (root ${root}).`
}

/** Nothing where none is there yet. What is there and unreadable is an error: forgetting would hide a fork. */
async function readSeen(file: string): Promise<Followed | undefined> {
  try {
    return zFollowed.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new AppError(
      'input_unreadable',
      `What was seen of the log cannot be read: ${file}. Put a copy back, or move it away to begin anew`,
      { cause },
    )
  }
}

async function keepSeen(file: string, seen: Followed): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.next`, JSON.stringify(seen, null, 2))
    await rename(`${file}.next`, file)
  } catch (cause) {
    throw new AppError(
      'conflict',
      `What was seen of the log cannot be kept: check the folder, its permissions and the space left: ${file}`,
      { cause },
    )
  }
}

function fileNameOf(city: Did): string {
  return city.replace(/[^\w.-]/g, '_')
}
