import type { Request, RequestHandler, Response } from 'express'
import { AppError } from '../../errors/app-error.ts'
import { type Access, accessOf } from '../access.ts'
import { readFlash } from '../console/flash.ts'
import { findAccount, listMemberships, type StaffAccount } from './account-store.ts'
import { hashSecret } from './secrets.ts'
import { readSessionCookie } from './session-cookie.ts'
import { findSession } from './sessions.ts'
import { actorIdOf, type StaffPorts } from './staff.ts'

/** Who has signed in, as requireStaff found them. */
export type SignedIn = {
  account: StaffAccount
  session: { tokenHash: string; id: string }
  access: Access
  /** Stands in every form; only our own pages know it. */
  csrf: string
}

const safeMethods = new Set(['GET', 'HEAD'])

/**
 * Lets through who has signed in, before the body is read: `response.locals.staff` is who. Anybody else is led to
 * the sign-in page, and from there back.
 */
export function requireStaff(ports: StaffPorts): RequestHandler {
  return async (request, response, next) => {
    const signedIn = await findSignedIn(request, ports)
    if (signedIn === undefined) return void sendToSignIn(request, response)
    response.locals.staff = signedIn
    if (request.method === 'GET' && (request.get('Accept') ?? '').includes('text/html')) {
      await readFlash(response, ports)
    }
    next()
  }
}

/** Who the browser's cookie says it is; nobody where the session is over. */
export async function findSignedIn(
  request: Request,
  ports: StaffPorts,
): Promise<SignedIn | undefined> {
  const token = readSessionCookie(request, ports)
  const session = token === undefined ? undefined : await findSession(ports, token)
  if (token === undefined || session === undefined) return undefined
  const { reader } = ports.database
  const { accountId, tokenHash, id } = session
  const [account, memberships] = await Promise.all([
    findAccount(reader, accountId),
    listMemberships(reader, accountId),
  ])
  if (account === undefined) return undefined
  return {
    account: { id: account.id, email: account.email, name: account.name },
    session: { tokenHash, id },
    access: accessOf(actorIdOf(accountId), memberships, ports.roles),
    csrf: formTokenOf(token),
  }
}

/** What forms carry: made of the session's secret, which it does not tell. */
export function formTokenOf(sessionToken: string): string {
  return hashSecret(`csrf\n${sessionToken}`)
}

function sendToSignIn(request: Request, response: Response): void {
  const isPage = safeMethods.has(request.method)
  const query = isPage ? `to=${encodeURIComponent(request.originalUrl)}` : 'ended'
  response.redirect(303, `/staff/sign-in?${query}`)
}

/** @throws Error where requireStaff does not stand before the route */
export function signedInOf(response: Response): SignedIn {
  const { staff } = response.locals
  if (staff === undefined) throw new Error('requireStaff must stand before this route')
  return staff
}

/**
 * Who may what, for guarded routes of the console: the session's access, once the form has shown that it is ours.
 * @throws AppError forbidden
 */
export function findStaffAccess(request: Request, response: Response): Access {
  requireFormToken(request, response)
  return signedInOf(response).access
}

/** Takes the token out of the form, so that what is left is what was asked for. @throws AppError forbidden */
export function requireFormToken(request: Request, response: Response): void {
  if (safeMethods.has(request.method)) return
  const { csrf } = signedInOf(response)
  if (takeFormToken(request) === csrf) return
  throw new AppError('forbidden', 'This form is not one of your session')
}

function takeFormToken(request: Request): unknown {
  const { body } = request
  if (typeof body !== 'object' || body === null || !('csrf' in body)) {
    return request.get('X-CSRF-Token')
  }
  const { csrf } = body
  delete body.csrf
  return csrf
}
