import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, stateFolder } from '../../shared/node/command-line.ts'
import { zFlag } from '../../shared/node/config-reading.ts'
import { readDemoSession } from '../../shared/node/demo-session.ts'
import { createGuardedFetch, type GuardedFetch } from '../../shared/node/guarded-fetch.ts'

type SettingIo = Pick<CommandIo, 'env' | 'packageRoot'>

/** Whom the commands of this machine may talk to. */
export async function readNetwork(
  io: SettingIo,
): Promise<{ fetch: GuardedFetch; allowLoopbackHttp: boolean }> {
  const session = await readDemoSession(stateFolder(io))
  const isSwitchedOn = zFlag.safeParse(io.env.WAYMARK_ALLOW_LOOPBACK_HTTP).data === true
  const allowLoopbackHttp = isSwitchedOn || session !== undefined
  const extraCa = session?.extraCa
  const fetch = createGuardedFetch({ allowLoopbackHttp, ...(extraCa !== undefined && { extraCa }) })
  return { fetch, allowLoopbackHttp }
}

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
  io: SettingIo,
  options: { verifier?: string },
): Promise<EmployerSetting> {
  const session = await readDemoSession(stateFolder(io))
  const verifierUrl = options.verifier ?? io.env.VERIFIER_PUBLIC_URL ?? session?.verifier.url
  const apiKey = io.env.VERIFIER_API_KEY ?? session?.verifier.apiKey
  const cityUrl = io.env.ISSUER_PUBLIC_URL ?? session?.issuer.url
  if (!verifierUrl || !URL.canParse(verifierUrl)) {
    throw new AppError(
      'config_invalid',
      'No verifier is known: start the demonstration city (waymark start --demo), or set VERIFIER_PUBLIC_URL and VERIFIER_API_KEY',
    )
  }
  if (!apiKey) {
    throw new AppError('config_invalid', 'Set VERIFIER_API_KEY to a key of the verifier’s API')
  }
  return {
    verifierUrl: verifierUrl.replace(/\/+$/, ''),
    apiKey,
    ...(cityUrl && { cityUrl: cityUrl.replace(/\/+$/, '') }),
    fetch: (await readNetwork(io)).fetch,
  }
}
