import type { Request, Response } from 'express'
import type { Transaction } from '../../node/database/database.ts'
import { everywhere } from '../access.ts'
import { listMemberships } from './account-store.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { beginSession, type SignInWay } from './sessions.ts'
import { actorIdOf, type StaffPorts } from './staff.ts'

/**
 * Begins somebody's session, once they have shown who they are.
 * @returns where they go on
 */
export async function signIn(
  request: Request,
  response: Response,
  {
    accountId,
    way,
    to,
    tell,
  }: {
    accountId: string
    way: SignInWay
    to?: unknown
    /** What the next page says, as a sentence. */
    tell?: string
  },
  ports: StaffPorts,
): Promise<string> {
  const now = ports.clock()
  const former = readSessionCookie(request, ports)
  const { token, hasRole } = await ports.database.transact(async (tx) => {
    const memberships = await listMemberships(tx, accountId)
    await auditSignIn(tx, { accountId, way, scopes: memberships.map(({ scope }) => scope) }, ports)
    const begun = await beginSession(tx, { accountId, way, former, tell, now })
    return { token: begun, hasRole: memberships.length > 0 }
  })
  setSessionCookie(response, token, ports)
  return hasRole ? safeTarget(to, ports) : '/staff/account'
}

async function auditSignIn(
  tx: Transaction,
  { accountId, way, scopes }: { accountId: string; way: SignInWay; scopes: readonly string[] },
  { audit, clock }: StaffPorts,
): Promise<void> {
  const at = clock().toISOString()
  const entry = {
    actor: actorIdOf(accountId),
    action: 'staff.signed-in',
    subject: accountId,
  } as const
  for (const scope of scopes.length > 0 ? scopes : [everywhere]) {
    await audit(tx, { ...entry, scope, detail: { way }, at })
  }
}

const otherTargets = /^\/staff\/(account|invitation\/[\w-]{43})$/

/** Where somebody wanted to go: a path of ours below the home, their account or an invitation, and nothing else. */
export function safeTarget(to: unknown, { home, publicUrl }: StaffPorts): string {
  if (typeof to !== 'string' || !to.startsWith('/') || to.length > 2_000) return home
  if (!URL.canParse(to, publicUrl)) return home
  const url = new URL(to, publicUrl)
  const isOurs = url.origin === new URL(publicUrl).origin
  const isBelow = url.pathname === home || url.pathname.startsWith(`${home}/`)
  return isOurs && (isBelow || otherTargets.test(url.pathname))
    ? `${url.pathname}${url.search}`
    : home
}
