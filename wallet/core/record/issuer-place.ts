import { didWebAddress, parseDidWeb } from '../../../shared/did/did-web.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'

/** A did:web as people know addresses: `city.example/providers/college`. Nothing for another kind of identifier. */
export function issuerPlace(issuerId: string): string | undefined {
  try {
    return displayText(didWebAddress(parseDidWeb(issuerId)), 200)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
