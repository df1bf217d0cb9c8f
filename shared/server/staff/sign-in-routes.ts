import type { Express } from 'express'
import { AppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import { render } from '../render.ts'
import type { RouteDeclaration } from '../route-declarations.ts'
import { findAccountByEmail } from './account-store.ts'
import type { DemonstrationPerson } from './demonstration-people.ts'
import { hashSecret } from './secrets.ts'
import { clearSessionCookie, readSessionCookie } from './session-cookie.ts'
import { endSession } from './sessions.ts'
import { safeTarget, signIn } from './sign-in.ts'
import type { StaffPorts } from './staff.ts'

export type SignInOptions = {
  /** People whom anybody may be, in a demonstration only. */
  demonstration?: readonly DemonstrationPerson[]
}

const paths = {
  signIn: '/staff/sign-in',
  signOut: '/staff/sign-out',
  demonstration: '/staff/demonstration',
} as const

export const signInDeclarations: readonly RouteDeclaration[] = [
  { path: paths.signIn, methods: ['GET', 'POST'], errors: 'page' },
  { path: paths.signOut, methods: ['POST'], errors: 'page' },
  { path: paths.demonstration, methods: ['POST'], errors: 'page' },
]

/** Stands behind requireSameOrigin. */
export function signInRoutes(app: Express, ports: StaffPorts, options: SignInOptions): void {
  app.get(paths.signIn, (request, response) => {
    const { to, ended } = request.query
    response.locals.lang = 'en'
    render(response, 'staff/sign-in.njk', {
      title: translate('en', 'staff.sign-in.title'),
      to: to === undefined ? undefined : safeTarget(to, ports),
      hasEnded: ended !== undefined,
      people: options.demonstration,
    })
  })

  app.post(paths.signOut, async (request, response) => {
    const token = readSessionCookie(request, ports)
    if (token !== undefined) {
      await ports.database.transact((tx) => endSession(tx, hashSecret(token)))
    }
    clearSessionCookie(response, ports)
    // what the browser keeps of pages that were open goes with the session
    response.set('Clear-Site-Data', '"cache"').redirect(303, paths.signIn)
  })

  if (options.demonstration === undefined) return
  const people = options.demonstration
  app.post(paths.demonstration, async (request, response) => {
    const { email, to } = request.body ?? {}
    const person = people.find((one) => one.email === email)
    const account = person && (await findAccountByEmail(ports.database.reader, person.email))
    if (account === undefined) throw new AppError('not_found', 'There is no such person here')
    await signIn(request, response, { accountId: account.id, way: 'demonstration', to }, ports)
  })
}
