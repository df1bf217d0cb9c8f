import type { Request, Response } from 'express'
import { z } from 'zod'
import { languages } from '../../i18n/messages.ts'
import type { Reader } from '../../node/database/database.ts'
import { type Access, everywhere, type Scope } from '../access.ts'
import { runOnce } from '../api/idempotency.ts'
import type { GuardedRoute, RouteDescription } from '../guarded-routes.ts'
import { parseBody } from '../http/parse-body.ts'
import { listMembers } from './account-store.ts'
import { invite, listInvitations, withdrawInvitation } from './invitations.ts'
import { changeRole, removeMember } from './members.ts'
import { mailInvitation, type PeopleRoom, requireAsMuch, requireScope, zEmail } from './people.ts'
import type { StaffPorts } from './staff.ts'

const zRole = z.string().min(1).max(40)

const zInvite = z.strictObject({
  email: zEmail,
  role: zRole,
  /** Of the mail, and of those after it to who joins. */
  language: z.enum(languages).default('en'),
  /** `link`: nothing is sent, and the answer holds the link. */
  deliver: z.enum(['mail', 'link']).default('mail'),
})

const zRoleChange = z.strictObject({ role: zRole })
const zNothing = z.strictObject({})

const zStaff = z.object({
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      /** Of mails to them. */
      language: z.enum(languages),
      role: z.string(),
      since: z.string(),
    }),
  ),
  invitations: z.array(
    z.object({
      id: z.string(),
      email: z.string(),
      role: z.string(),
      expiresAt: z.string(),
    }),
  ),
})

const zInvited = z.object({
  id: z.string(),
  email: z.string(),
  role: z.string(),
  expiresAt: z.string(),
  link: z.string().optional(),
})

type Context = { scope: Scope; access: Access; actorId: string }

/**
 * What the pages of people do, for programs.
 * @param at.path names the part in it where it is of one, as in `/api/v1/providers/:provider/staff`
 */
export function peopleApiRoutes<Permission extends string>(
  ports: StaffPorts,
  at: PeopleRoom<Permission>,
): GuardedRoute<Permission>[] {
  const { database } = ports
  const route = (
    method: 'GET' | 'POST',
    below: string,
    description: Omit<RouteDescription, 'tag'>,
    handler: (request: Request, response: Response, context: Context) => Promise<void>,
  ): GuardedRoute<Permission> => ({
    method,
    path: `${at.path}${below}`,
    permission: at.permission,
    scope: at.scope,
    errors: 'problem',
    description: { tag: 'staff', ...description },
    async handler(request, response, access) {
      const scope = at.scope === 'everywhere' ? everywhere : at.scope(request)
      await requireScope(scope, ports)
      await handler(request, response, { scope, access, actorId: access.actorId })
    },
  })
  const tellStaff = async (response: Response, scope: Scope) => {
    response.json(await readStaff(database.reader, scope, ports.clock()))
  }

  return [
    route('GET', '', { summary: 'Who works here', answer: zStaff }, (_request, response, context) =>
      tellStaff(response, context.scope),
    ),
    route(
      'POST',
      '/invitations',
      {
        ...{ summary: 'Invite somebody', body: zInvite, answer: zInvited, status: 201 },
        takesIdempotencyKey: true,
      },
      async (request, response, { scope, access, actorId }) => {
        const { deliver, ...asked } = parseBody(zInvite, request.body)
        requireAsMuch(access, { role: asked.role, scope }, ports)
        let link: string | undefined
        // the link is a secret, and is not kept with the answer
        const { status, body } = await runOnce(ports, request, response, async (tx) => {
          const invited = await invite(tx, { ...asked, scope, actorId }, ports)
          const isMailed = deliver === 'mail' && (await mailInvitation(tx, invited, ports))
          link = isMailed ? undefined : invited.link
          const { id, email, role, expiresAt } = invited.invitation
          return { status: 201, body: { id, email, role, expiresAt } }
        })
        response
          .status(status)
          .json({ ...zInvited.parse(body), ...(link !== undefined && { link }) })
      },
    ),
    route(
      'POST',
      '/invitations/:invitation/withdraw',
      { summary: 'Withdraw an invitation', body: zNothing, answer: zStaff },
      async (request, response, { scope, actorId }) => {
        parseBody(zNothing, request.body ?? {})
        const id = String(request.params.invitation)
        await database.transact((tx) => withdrawInvitation(tx, { id, scope, actorId }, ports))
        await tellStaff(response, scope)
      },
    ),
    route(
      'POST',
      '/members/:account/role',
      { summary: 'Give somebody another role', body: zRoleChange, answer: zStaff },
      async (request, response, { scope, access, actorId }) => {
        const { role } = parseBody(zRoleChange, request.body)
        requireAsMuch(access, { role, scope }, ports)
        const accountId = String(request.params.account)
        await database.transact((tx) => changeRole(tx, { accountId, scope, role, actorId }, ports))
        await tellStaff(response, scope)
      },
    ),
    route(
      'POST',
      '/members/:account/remove',
      { summary: 'Remove somebody', body: zNothing, answer: zStaff },
      async (request, response, { scope, actorId }) => {
        parseBody(zNothing, request.body ?? {})
        const accountId = String(request.params.account)
        await database.transact((tx) => removeMember(tx, { accountId, scope, actorId }, ports))
        await tellStaff(response, scope)
      },
    ),
  ]
}

async function readStaff(reader: Reader, scope: Scope, now: Date): Promise<z.infer<typeof zStaff>> {
  const [members, invitations] = await Promise.all([
    listMembers(reader, scope),
    listInvitations(reader, scope, now),
  ])
  return {
    members: members.map(({ account, role, since }) => ({ ...account, role, since })),
    invitations: invitations.map(({ id, email, role, expiresAt }) => ({
      id,
      email,
      role,
      expiresAt,
    })),
  }
}
