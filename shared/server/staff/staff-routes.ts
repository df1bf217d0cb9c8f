import type { Express } from 'express'
import { nameOwnOrigin, requireSameOrigin } from '../http/cross-origin.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { accountDeclarations, accountRoutes } from './account-routes.ts'
import { invitationDeclarations, invitationRoutes } from './invitation-routes.ts'
import { passkeyDeclarations, passkeyRoutes } from './passkey-routes.ts'
import { resetDeclarations, resetRoutes } from './reset-routes.ts'
import { type SignInOptions, signInDeclarations, signInRoutes } from './sign-in-routes.ts'
import { requireStaff } from './signed-in.ts'
import type { SingleSignOn } from './single-sign-on.ts'
import { singleSignOnDeclarations, singleSignOnRoutes } from './single-sign-on-routes.ts'
import type { StaffPorts } from './staff.ts'

export const staffDeclarations: readonly RouteDeclaration[] = [
  ...signInDeclarations,
  ...resetDeclarations,
  ...invitationDeclarations,
  ...passkeyDeclarations,
  ...singleSignOnDeclarations,
  ...accountDeclarations,
]

/** Before bodies are read: what acts by a cookie is asked by our own pages, and the console by who has signed in. */
export function guardStaff(app: Express, ports: StaffPorts): void {
  app.use(['/staff', ports.home], nameOwnOrigin, requireSameOrigin(ports.publicUrl))
  app.use(['/staff/account', ports.home], requireStaff(ports))
}

/** Ways in, and one's own account. */
export function staffRoutes(
  app: Express,
  ports: StaffPorts,
  options: Pick<SignInOptions, 'demonstration'> & { singleSignOn?: SingleSignOn },
): void {
  const { singleSignOn } = options
  signInRoutes(app, ports, options)
  resetRoutes(app, ports)
  invitationRoutes(app, ports, options)
  accountRoutes(app, ports)
  passkeyRoutes(app, ports)
  if (singleSignOn !== undefined) singleSignOnRoutes(app, ports, singleSignOn)
}
