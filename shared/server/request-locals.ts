import type { Language } from '../i18n/messages.ts'
import type { ApiKey } from './api-keys.ts'
import type { ErrorFormat } from './route-declarations.ts'

// `res.locals` of every request that the app factory handles
declare global {
  namespace Express {
    interface Locals {
      requestId: string
      cspNonce: string
      lang: Language
      errorFormat?: ErrorFormat
      /** Methods that the declarations of this path allow, gathered while the request passes them. */
      allowedMethods?: Set<string>
      maxBodyBytes?: number
      takesBytes?: boolean
      /** Set by requireApiKey. */
      apiKey?: ApiKey
    }
  }
}
