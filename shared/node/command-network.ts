import { AppError, isAppError } from '../errors/app-error.ts'
import { type CommandIo, stateFolder } from './command-line.ts'
import { zFlag } from './config-reading.ts'
import { type DemoSession, readDemoSession } from './demo-session.ts'
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts'

/** Whom the commands of this machine may talk to. */
export type CommandNetwork = {
  /** The demonstration city of this machine, where one was started. */
  session?: DemoSession
  allowLoopbackHttp: boolean
  fetch: GuardedFetch
}

/**
 * A demonstration city on this machine opens loopback addresses and is trusted for its certificates; so does
 * WAYMARK_ALLOW_LOOPBACK_HTTP for the addresses.
 * @throws AppError config_invalid
 */
export async function readCommandNetwork(
  io: Pick<CommandIo, 'env' | 'packageRoot'>,
): Promise<CommandNetwork> {
  const session = await readDemoSession(stateFolder(io))
  const isSwitchedOn = zFlag.safeParse(io.env.WAYMARK_ALLOW_LOOPBACK_HTTP).data === true
  const allowLoopbackHttp = isSwitchedOn || session !== undefined
  const extraCa = session?.extraCa
  return {
    ...(session && { session }),
    allowLoopbackHttp,
    fetch: namingHost(
      createGuardedFetch({ allowLoopbackHttp, ...(extraCa !== undefined && { extraCa }) }),
    ),
  }
}

/** At a terminal, whoever reads that nobody answered has to know who: a server's log and pages must not say it. */
export function namingHost(fetch: GuardedFetch): GuardedFetch {
  return async (input, init) => {
    try {
      return await fetch(input, init)
    } catch (cause) {
      if (!isAppError(cause) || cause.code !== 'fetch_failed') throw cause
      const { host } = new URL(input instanceof Request ? input.url : input)
      throw new AppError('fetch_failed', `${host}: ${cause.message}`, { cause })
    }
  }
}

/** Its API key, for the demonstration's own address alone: no other host is ever sent it. */
export function demoApiKey(
  url: string,
  demo: { url: string; apiKey: string } | undefined,
): string | undefined {
  if (demo === undefined || !URL.canParse(url)) return undefined
  return new URL(url).origin === new URL(demo.url).origin ? demo.apiKey : undefined
}
