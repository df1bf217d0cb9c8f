import { AppError } from '../../shared/errors/app-error.ts'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { demoApiKey, readCommandNetwork } from '../../shared/node/command-network.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'

export type EmployerSetting = {
  verifierUrl: string
  apiKey: string
  /** The city whose badges may be named in short; absent where none is known. */
  cityUrl?: string
  fetch: GuardedFetch
}

/**
 * Where the employer's verifier is: from the option and the environment, else the demonstration city's.
 * @throws AppError config_invalid
 */
export async function readEmployerSetting(
  io: Pick<CommandIo, 'env' | 'packageRoot'>,
  options: { verifier?: string },
): Promise<EmployerSetting> {
  const { session, fetch } = await readCommandNetwork(io)
  const verifierUrl = options.verifier ?? io.env.VERIFIER_PUBLIC_URL ?? session?.verifier.url
  const cityUrl = io.env.ISSUER_PUBLIC_URL ?? session?.issuer.url
  if (!verifierUrl || !URL.canParse(verifierUrl)) {
    throw new AppError(
      'config_invalid',
      'No verifier is known: start the demonstration city (waymark start --demo), or set VERIFIER_PUBLIC_URL and VERIFIER_API_KEY',
    )
  }
  const apiKey = io.env.VERIFIER_API_KEY ?? demoApiKey(verifierUrl, session?.verifier)
  if (!apiKey) {
    throw new AppError('config_invalid', 'Set VERIFIER_API_KEY to a key of the verifier’s API')
  }
  return {
    verifierUrl: verifierUrl.replace(/\/+$/, ''),
    apiKey,
    ...(cityUrl && { cityUrl: cityUrl.replace(/\/+$/, '') }),
    fetch,
  }
}
