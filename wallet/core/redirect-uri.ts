import { isAppError } from '../../shared/errors/app-error.ts'
import { parseSecureUrl } from './secure-url.ts'
import type { WalletPorts } from './wallet-ports.ts'

/** Where an asker sends the person on, if it names an address that a browser may open. */
export async function redirectUriIn(
  response: Response,
  ports: Pick<WalletPorts, 'allowLoopbackHttp'>,
): Promise<string | undefined> {
  const answer = await readJson(response)
  if (typeof answer !== 'object' || answer === null || !('redirect_uri' in answer)) return undefined
  const { redirect_uri: uri } = answer
  if (typeof uri !== 'string') return undefined
  try {
    // the fragment may carry the response code; everything else must be an address that a browser may open
    parseSecureUrl(uri.replace(/#.*$/s, ''), ports)
    return new URL(uri).href
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}
