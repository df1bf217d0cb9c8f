import type { Language } from '../../i18n/messages.ts'
import type { ApiKey } from '../api/api-keys.ts'
import type { Flash } from '../console/flash.ts'
import type { ConsoleShell } from '../console/shell.ts'
import type { SignedIn } from '../staff/signed-in.ts'
import type { ServiceLook } from '../views.ts'
import type { ErrorFormat } from './route-declarations.ts'

// `res.locals` of every request that the app factory handles
declare global {
  namespace Express {
    interface Locals {
      requestId: string
      cspNonce: string
      lang: Language
      errorFormat?: ErrorFormat
      malformedAs?: string
      /** Methods that the declarations of this path allow, gathered while the request passes them. */
      allowedMethods?: Set<string>
      maxBodyBytes?: number
      takesBytes?: boolean
      takesFiles?: boolean
      takesLines?: boolean
      /** Set by requireApiKey. */
      apiKey?: ApiKey
      /** The Idempotency-Key of this request is taken already, and its answer will be kept. */
      isAnswerRemembered?: boolean
      /** What a program was not let in for the want of. */
      missingPermission?: string
      /** Set by requireStaff. */
      staff?: SignedIn
      /** What the session has to tell once. */
      flash?: Flash
      /** What was asked for was not done, and the page to come tells so. */
      wasNotDone?: true
      /** What surrounds this page of the console. */
      shell?: ConsoleShell
      /** Stands in the place of the application's own look, as the hue of one organisation. */
      look?: ServiceLook
    }
  }
}
