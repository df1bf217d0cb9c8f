import { AppError } from '../../shared/errors/app-error.ts'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { demoApiKey, readCommandNetwork } from '../../shared/node/command-network.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'

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
  const { session, fetch } = await readCommandNetwork(io)
  const cityUrl = options.city ?? io.env.ISSUER_PUBLIC_URL ?? session?.issuer.url
  if (!cityUrl || !URL.canParse(cityUrl)) {
    throw new AppError(
      'config_invalid',
      'No city is known: start the demonstration city (waymark start --demo), or set ISSUER_PUBLIC_URL and ISSUER_API_KEY',
    )
  }
  const apiKey = io.env.ISSUER_API_KEY ?? demoApiKey(cityUrl, session?.issuer)
  if (!apiKey) throw new AppError('config_invalid', 'Set ISSUER_API_KEY to a key of the city’s API')
  return { cityUrl: cityUrl.replace(/\/+$/, ''), apiKey, fetch }
}
