import type { Express, Request, Response } from 'express'
import { AppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { findAccountByEmail, normalizedEmail } from './account-store.ts'
import type { DemonstrationPerson } from './demonstration-people.ts'
import { isPassword } from './passwords.ts'
import { hashSecret } from './secrets.ts'
import { clearSessionCookie, readSessionCookie } from './session-cookie.ts'
import { endSession } from './sessions.ts'
import { safeTarget, signIn } from './sign-in.ts'
import type { StaffPorts } from './staff.ts'
import { type FormFault, fieldOf, staffPage } from './staff-page.ts'
import { forgiveTries, ofAccount, ofAddress, takeTries } from './throttle.ts'

export type SignInOptions = {
  /** People whom anybody may be, in a demonstration only. */
  demonstration?: readonly DemonstrationPerson[]
  /** Another's sign-in that counts here: what its button says. */
  singleSignOn?: { name: string }
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
    const { to } = request.query
    signInPage(request, response, { to: to === undefined ? '' : safeTarget(to, ports) }, options)
  })

  app.post(paths.signIn, async (request, response) => {
    const to = fieldOf(request.body, 'to')
    const email = normalizedEmail(fieldOf(request.body, 'email')).slice(0, 254)
    const perAccount = ofAccount(email)
    await takeTries(response, [ofAddress(request, 'password'), perAccount], ports)
    const account = await findAccountByEmail(ports.database.reader, email)
    const password = fieldOf(request.body, 'password').slice(0, 1_000)
    if (!(await isPassword(password, account?.passwordHash)) || account === undefined) {
      const text = translate('en', 'staff.sign-in.wrong')
      const faults = [{ field: 'email', text }]
      return signInPage(request, response, { to, email, faults }, options)
    }
    await ports.database.transact((tx) => forgiveTries(tx, perAccount))
    const signedIn = { accountId: account.id, way: 'password', to } as const
    response.redirect(303, await signIn(request, response, signedIn, ports))
  })

  app.post(paths.signOut, async (request, response) => {
    const token = readSessionCookie(request, ports)
    if (token !== undefined) {
      await ports.database.transact((tx) => endSession(tx, hashSecret(token)))
    }
    clearSessionCookie(response, ports)
    response.redirect(303, paths.signIn)
  })

  if (options.demonstration !== undefined) demonstrationRoute(app, ports, options.demonstration)
}

function demonstrationRoute(
  app: Express,
  ports: StaffPorts,
  people: readonly DemonstrationPerson[],
): void {
  app.post(paths.demonstration, async (request, response) => {
    const person = people.find(({ email }) => email === fieldOf(request.body, 'email'))
    const account = person && (await findAccountByEmail(ports.database.reader, person.email))
    if (account === undefined) throw new AppError('not_found', 'There is no such person here')
    const to = fieldOf(request.body, 'to')
    const signedIn = { accountId: account.id, way: 'demonstration', to } as const
    response.redirect(303, await signIn(request, response, signedIn, ports))
  })
}

function signInPage(
  request: Request,
  response: Response,
  form: { to: string; email?: string; faults?: readonly FormFault[] },
  { demonstration, singleSignOn }: SignInOptions,
): void {
  const { ended, changed, refused } = request.query
  const { to, email, faults = [] } = form
  const notice =
    (ended !== undefined && 'ended') ||
    (changed !== undefined && 'changed') ||
    (refused !== undefined && 'refused')
  staffPage(
    response,
    'staff/sign-in.njk',
    { to, email, notice, people: demonstration, singleSignOn },
    { title: translate('en', 'staff.sign-in.title'), faults },
  )
}
