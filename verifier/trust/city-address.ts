import { type Did, isDid } from '../../shared/did/did.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { isAppError } from '../../shared/errors/app-error.ts'

/** The city that somebody means: by its DID, or by the address of its pages. Undefined where it is neither. */
export function readCityAddress(text: string): Did | undefined {
  const given = text.trim()
  if (isDid(given)) return given
  try {
    const url = new URL(/^https?:\/\//i.test(given) ? given : `https://${given}`)
    return didWebFromUrl(url.origin)
  } catch (error) {
    if (error instanceof TypeError || isAppError(error)) return undefined
    throw error
  }
}
