import type { Request, Response } from 'express'
import { isAppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import type { Language } from '../../i18n/messages.ts'
import { type Access, everywhere, type Scope } from '../access.ts'
import { confirmPage, consolePage } from '../console/console-page.ts'
import { redirectWith } from '../console/flash.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import { getAccount, getMembership, listMembers } from './account-store.ts'
import { invite, listInvitations, withdrawInvitation } from './invitations.ts'
import { languageChoices, languageIn } from './mail-language.ts'
import { changeRole, removeMember } from './members.ts'
import { isEmail, mailInvitation, type PeopleRoom, requireScope } from './people.ts'
import { actorIdOf, type StaffPorts } from './staff.ts'
import { type FormFault, faultsModel, fieldOf } from './staff-page.ts'

type Visit = {
  request: Request
  response: Response
  scope: Scope
  /** Where the room is. */
  path: string
  area: string
  actorId: string
  ports: StaffPorts
}

/**
 * Who works in a room, and who is invited: to see, invite, give another role and remove.
 * @param room.path names the part in it where the room is of one, as in `/console/p/:provider/people`
 */
export function peopleConsoleRoutes<Permission extends string>(
  ports: StaffPorts,
  room: PeopleRoom<Permission> & { area: string },
): GuardedRoute<Permission>[] {
  const { permission, area } = room
  const route = (
    method: 'GET' | 'POST',
    below: string,
    handler: (visit: Visit) => Promise<void> | void,
  ): GuardedRoute<Permission> => ({
    method,
    path: `${room.path}${below}`,
    permission,
    scope: room.scope,
    errors: 'page',
    async handler(request, response, access: Access<Permission>) {
      const scope = room.scope === 'everywhere' ? everywhere : room.scope(request)
      await requireScope(scope, ports)
      const path = room.path.replace(/:\w+/, scope)
      const { actorId } = access
      await handler({ request, response, scope, path, area, actorId, ports })
    },
  })

  return [
    route('GET', '', list),
    route('GET', '/invite', (visit) => inviteForm(visit, {})),
    route('POST', '/invite', sendInvitation),
    route('POST', '/:account/role', setRole),
    route('GET', '/:account/remove', askToRemove),
    route('POST', '/:account/remove', remove),
    route('POST', '/invitations/:invitation/withdraw', withdraw),
  ]
}

async function list({ response, scope, path, area, actorId, ports }: Visit) {
  const { reader } = ports.database
  const [members, invitations] = await Promise.all([
    listMembers(reader, scope),
    listInvitations(reader, scope, ports.clock()),
  ])
  consolePage(
    response,
    'staff/people.njk',
    {
      path,
      roles: rolesFor(scope, ports),
      members: members.map(({ account, role, since }) => ({
        ...account,
        role,
        roleName: ports.roleName(role, 'en'),
        since,
        pseudonym: actorIdOf(account.id),
        isSelf: actorIdOf(account.id) === actorId,
      })),
      invitations: invitations.map(({ id, email, role, expiresAt }) => ({
        id,
        email,
        roleName: ports.roleName(role, 'en'),
        expiresAt,
      })),
    },
    { title: translate('en', 'staff.people.title'), area },
  )
}

function inviteForm(
  { response, path, area, scope, ports }: Visit,
  form: { email?: string; role?: string; language?: Language; faults?: readonly FormFault[] },
) {
  consolePage(
    response,
    'staff/invite.njk',
    {
      ...faultsModel(form.faults ?? []),
      path,
      email: form.email,
      languages: languageChoices(form.language ?? 'en'),
      roles: rolesFor(scope, ports).map((role) => ({
        ...role,
        checked: role.value === form.role,
      })),
    },
    {
      title: translate('en', 'staff.people.invite'),
      area,
      status: form.faults === undefined ? 200 : 422,
    },
  )
}

async function sendInvitation(visit: Visit) {
  const { request, response, scope, path, area, actorId, ports } = visit
  const email = fieldOf(request.body, 'email').trim()
  const role = fieldOf(request.body, 'role')
  const language = languageIn(request.body)
  const faults: FormFault[] = []
  if (!isEmail(email)) {
    faults.push({ field: 'email', text: translate('en', 'staff.people.email-wrong') })
  }
  if (!ports.rolesIn(scope).includes(role)) {
    faults.push({ field: 'role', text: translate('en', 'staff.people.role-missing') })
  }
  if (faults.length > 0) return inviteForm(visit, { email, role, language, faults })
  try {
    const link = await ports.database.transact(async (tx) => {
      const invited = await invite(tx, { email, scope, role, language, actorId }, ports)
      return (await mailInvitation(tx, invited, ports)) ? undefined : invited.link
    })
    if (link === undefined) {
      const text = translate('en', 'staff.people.invited', { email })
      return await redirectWith(response, path, { text }, ports)
    }
    // shown once and not kept: whoever has it can join
    const title = translate('en', 'staff.people.link-title')
    consolePage(response, 'staff/invited.njk', { path, email, link }, { title, area, status: 201 })
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    const text = translate('en', 'staff.people.here-already')
    inviteForm(visit, { email, role, language, faults: [{ field: 'email', text }] })
  }
}

async function setRole({ request, response, scope, path, actorId, ports }: Visit) {
  const role = fieldOf(request.body, 'role')
  const accountId = String(request.params.account)
  await telling(response, path, ports, async () => {
    await ports.database.transact((tx) =>
      changeRole(tx, { accountId, scope, role, actorId }, ports),
    )
    const { name } = await getAccount(ports.database.reader, accountId)
    const parameters = { name, role: ports.roleName(role, 'en') }
    return translate('en', 'staff.people.role-changed', parameters)
  })
}

async function askToRemove({ request, response, scope, path, area, ports }: Visit) {
  const accountId = String(request.params.account)
  await getMembership(ports.database.reader, { accountId, scope })
  const { name } = await getAccount(ports.database.reader, accountId)
  const where = await ports.scopeName(scope, 'en')
  confirmPage(response, {
    title: translate('en', 'staff.people.remove-title', { name }),
    text: translate('en', 'staff.people.remove-text', { name, where }),
    action: `${path}/${accountId}/remove`,
    button: translate('en', 'staff.people.remove-button'),
    back: path,
    area,
  })
}

async function remove({ request, response, scope, path, actorId, ports }: Visit) {
  const accountId = String(request.params.account)
  const back = actorIdOf(accountId) === actorId ? ports.home : path
  await telling(response, back, ports, async () => {
    await ports.database.transact((tx) => removeMember(tx, { accountId, scope, actorId }, ports))
    return translate('en', 'staff.people.removed')
  })
}

async function withdraw({ request, response, scope, path, actorId, ports }: Visit) {
  const id = String(request.params.invitation)
  await ports.database.transact((tx) => withdrawInvitation(tx, { id, scope, actorId }, ports))
  const text = translate('en', 'staff.people.withdrawn')
  await redirectWith(response, path, { text }, ports)
}

function rolesFor(scope: Scope, ports: StaffPorts) {
  return ports.rolesIn(scope).map((role) => ({ value: role, text: ports.roleName(role, 'en') }))
}

/** What the rules forbid is told on the page from which it was tried. */
async function telling(
  response: Response,
  path: string,
  ports: StaffPorts,
  work: () => Promise<string>,
): Promise<void> {
  try {
    const text = await work()
    await redirectWith(response, path, { text }, ports)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    const text = translate('en', 'staff.people.last-manager')
    await redirectWith(response, path, { text, kind: 'problem' }, ports)
  }
}
