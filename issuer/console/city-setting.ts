import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, stateFolder } from '../../shared/node/command-line.ts'
import { zFlag } from '../../shared/node/config-reading.ts'
import { readDemoSession } from '../../shared/node/demo-session.ts'
import { createGuardedFetch, type GuardedFetch } from '../../shared/node/guarded-fetch.ts'

/** A running city, and how it is reached. */
export type CitySetting = { cityUrl: string; apiKey: string; fetch: GuardedFetch }

/**
 * Where the city is: from the option and the environment, else the demonstration city of this machine.
 * @throws AppError config_invalid
 */
export async function readCitySetting(
  io: Pick<CommandIo, 'env' | 'packageRoot'>,
  options: { city?: string },
): Promise<CitySetting> {
  const session = await readDemoSession(stateFolder(io))
  const cityUrl = options.city ?? io.env.ISSUER_PUBLIC_URL ?? session?.issuer.url
  const apiKey = io.env.ISSUER_API_KEY ?? session?.issuer.apiKey
  if (!cityUrl || !URL.canParse(cityUrl)) {
    throw new AppError(
      'config_invalid',
      'No city is known: start the demonstration city (waymark start --demo), or set ISSUER_PUBLIC_URL and ISSUER_API_KEY',
    )
  }
  if (!apiKey) throw new AppError('config_invalid', 'Set ISSUER_API_KEY to a key of the city’s API')
  const isSwitchedOn = zFlag.safeParse(io.env.WAYMARK_ALLOW_LOOPBACK_HTTP).data === true
  const extraCa = session?.extraCa
  return {
    cityUrl: cityUrl.replace(/\/+$/, ''),
    apiKey,
    fetch: createGuardedFetch({
      allowLoopbackHttp: isSwitchedOn || session !== undefined,
      ...(extraCa !== undefined && { extraCa }),
    }),
  }
}
