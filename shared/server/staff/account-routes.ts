import type { Express, Request, Response } from 'express'
import { translate } from '../../i18n/catalogue.ts'
import { consolePage } from '../console/console-page.ts'
import { redirectWith } from '../console/flash.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { getAccount } from './account-store.ts'
import { languageChoices, languageIn } from './mail-language.ts'
import { ownEntry } from './own-entry.ts'
import { listPasskeys } from './passkey-store.ts'
import { newPasswordFaults } from './password-faults.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { endSessionsOf, listSessions, type SignInWay } from './sessions.ts'
import { requireFormToken, signedInOf } from './signed-in.ts'
import { actorIdOf, type StaffPorts } from './staff.ts'
import { accountEntity } from './staff-entities.ts'
import { type FormFault, faultsModel, fieldOf } from './staff-page.ts'
import { ofAccount, takeTries } from './throttle.ts'

const path = '/staff/account'

export const accountDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'page' },
  ...['name', 'language', 'password', 'sign-out-everywhere'].map((act) => ({
    path: `${path}/${act}`,
    methods: ['POST'] as const,
    errors: 'page' as const,
  })),
]

/** Stands behind requireStaff: what somebody sees and changes of themselves. */
export function accountRoutes(app: Express, ports: StaffPorts): void {
  const { database, clock } = ports

  app.get(path, (_request, response) => showAccount(response, ports))

  app.post(`${path}/name`, async (request, response) => {
    requireFormToken(request, response)
    const { id } = signedInOf(response).account
    const name = fieldOf(request.body, 'name').trim().slice(0, 100)
    if (name === '') {
      const text = translate('en', 'staff.invitation.name-missing')
      return showAccount(response, ports, [{ field: 'name', text }])
    }
    await database.transact((tx) => tx.update(accountEntity, { id }, { name }))
    await redirectWith(response, path, { text: translate('en', 'staff.account.renamed') }, ports)
  })

  app.post(`${path}/language`, async (request, response) => {
    requireFormToken(request, response)
    const { id } = signedInOf(response).account
    const language = languageIn(request.body)
    await database.transact((tx) => tx.update(accountEntity, { id }, { language }))
    const text = translate('en', 'staff.account.language-set')
    await redirectWith(response, path, { text }, ports)
  })

  app.post(`${path}/password`, async (request, response) => {
    requireFormToken(request, response)
    const { account, session } = signedInOf(response)
    const faults = await passwordChangeFaults(request, response, ports)
    if (faults.length > 0) return showAccount(response, ports, faults)
    const passwordHash = await hashPassword(fieldOf(request.body, 'password'))
    await database.transact(async (tx) => {
      await tx.update(accountEntity, { id: account.id }, { passwordHash })
      await endSessionsOf(tx, account.id, session.tokenHash)
      await ports.audit(tx, ownEntry(account.id, 'staff.password-set', clock()))
    })
    await redirectWith(
      response,
      path,
      { text: translate('en', 'staff.account.password-set') },
      ports,
    )
  })

  app.post(`${path}/sign-out-everywhere`, async (request, response) => {
    requireFormToken(request, response)
    const { account } = signedInOf(response)
    await database.transact(async (tx) => {
      await endSessionsOf(tx, account.id)
      await ports.audit(tx, ownEntry(account.id, 'staff.signed-out-everywhere', clock()))
    })
    response.redirect(303, '/staff/sign-in')
  })
}

async function passwordChangeFaults(
  request: Request,
  response: Response,
  ports: StaffPorts,
): Promise<FormFault[]> {
  const { account } = signedInOf(response)
  const { passwordHash } = await getAccount(ports.database.reader, account.id)
  if (passwordHash !== null) {
    await takeTries(response, [ofAccount(`change ${account.id}`)], ports)
    if (!(await isPassword(fieldOf(request.body, 'current'), passwordHash))) {
      return [{ field: 'current', text: translate('en', 'staff.account.current-wrong') }]
    }
  }
  return newPasswordFaults(fieldOf(request.body, 'password'), account)
}

async function showAccount(
  response: Response,
  ports: StaffPorts,
  faults: readonly FormFault[] = [],
): Promise<void> {
  const { account, access, session } = signedInOf(response)
  const { reader } = ports.database
  const { passwordHash, language } = await getAccount(reader, account.id)
  const [sessions, passkeys, shell] = await Promise.all([
    listSessions(reader, account.id, ports.clock()),
    listPasskeys(reader, account.id),
    ports.readShell(access),
  ])
  response.locals.shell = shell
  consolePage(
    response,
    'staff/account.njk',
    {
      ...faultsModel(faults),
      account,
      pseudonym: actorIdOf(account.id),
      hasRole: shell.rooms.length > 0,
      languages: languageChoices(language),
      hasPassword: passwordHash !== null,
      passkeys: passkeys.map(({ credentialId, name, createdAt, usedAt }) => ({
        href: `${path}/passkeys/${credentialId}`,
        name,
        createdAt,
        usedAt,
      })),
      sessions: sessions.map(({ id, way, createdAt, seenAt }) => ({
        // sound: beginSession alone writes the column
        way: translate('en', `staff.way.${way as SignInWay}`),
        createdAt,
        seenAt,
        isThis: id === session.id,
      })),
    },
    { title: translate('en', 'staff.account.title'), status: faults.length > 0 ? 422 : 200 },
  )
}
