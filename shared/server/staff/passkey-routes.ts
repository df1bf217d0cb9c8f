import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Express, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import { confirmPage } from '../console/console-page.ts'
import { redirectWith } from '../console/flash.ts'
import { parseBody } from '../http/parse-body.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { getAccount } from './account-store.ts'
import { ownEntry } from './own-entry.ts'
import { findPasskey } from './passkey-store.ts'
import { checkPasskey, offerRegistration, offerSignIn, registerPasskey } from './passkeys.ts'
import { isPassword } from './passwords.ts'
import { signIn } from './sign-in.ts'
import { requireFormToken, signedInOf } from './signed-in.ts'
import type { StaffPorts } from './staff.ts'
import { type PasskeyRow, passkeyEntity } from './staff-entities.ts'
import { ofAccount, ofAddress, takeTries } from './throttle.ts'

const paths = {
  signInOptions: '/staff/passkeys/options',
  signIn: '/staff/passkeys',
  registrationOptions: '/staff/account/passkeys/options',
  registration: '/staff/account/passkeys',
  one: '/staff/account/passkeys/:id',
} as const

export const passkeyDeclarations: readonly RouteDeclaration[] = [
  ...[paths.signInOptions, paths.signIn, paths.registrationOptions, paths.registration].map(
    (path) => ({ path, methods: ['POST'] as const, errors: 'problem' as const }),
  ),
  { path: paths.one, methods: ['GET', 'POST'], errors: 'page' },
]

const zText = z.string().max(10_000)
const zCommon = { id: zText, rawId: zText, type: z.literal('public-key') }
const zExtensions = z.record(z.string(), z.unknown()).default({})

const zRegistration = z.object({
  name: z.string().trim().max(60).default(''),
  answer: z.object({
    ...zCommon,
    clientExtensionResults: zExtensions,
    response: z.object({
      clientDataJSON: zText,
      attestationObject: zText,
      transports: z.array(z.string().max(20)).max(10).default([]),
    }),
  }),
})

const zSignIn = z.object({
  to: z.string().max(2_000).optional(),
  answer: z.object({
    ...zCommon,
    clientExtensionResults: zExtensions,
    response: z.object({
      clientDataJSON: zText,
      authenticatorData: zText,
      signature: zText,
      userHandle: zText.optional(),
    }),
  }),
})

/** The browser's script calls these; without it people use their password. */
export function passkeyRoutes(app: Express, ports: StaffPorts): void {
  app.post(paths.signInOptions, async (request, response) => {
    await takeTries(response, [ofAddress(request, 'passkey')], ports)
    response.json(await offerSignIn(ports))
  })

  app.post(paths.signIn, async (request, response) => {
    const { to, answer } = parseBody(zSignIn, request.body)
    // sound: zod has checked what the library reads; it checks the rest itself
    const accountId = await checkPasskey(answer as AuthenticationResponseJSON, ports)
    response.json({ to: await signIn(request, response, { accountId, way: 'passkey', to }, ports) })
  })
  ownPasskeyRoutes(app, ports)
}

/** Stand behind requireStaff. */
function ownPasskeyRoutes(app: Express, ports: StaffPorts): void {
  const { database, clock } = ports

  app.post(paths.registrationOptions, async (request, response) => {
    requireFormToken(request, response)
    const { account } = signedInOf(response)
    const { current } = parseBody(z.object({ current: z.string().max(1_000) }), request.body)
    await requirePassword(current, response, ports)
    response.json(await offerRegistration(account, ports))
  })

  app.post(paths.registration, async (request, response) => {
    requireFormToken(request, response)
    const { name, answer } = parseBody(zRegistration, request.body)
    const passkey = {
      name: name === '' ? translate('en', 'staff.passkey.unnamed') : name,
      // sound: zod has checked what the library reads; it checks the rest itself
      answer: answer as RegistrationResponseJSON,
    }
    await registerPasskey(signedInOf(response).account, passkey, ports)
    response.json({ to: '/staff/account' })
  })

  app.get(paths.one, async (request, response) => {
    const { name } = await getOwnPasskey(request.params.id, response, ports)
    confirmPage(response, {
      title: translate('en', 'staff.passkey.remove-title', { name }),
      text: translate('en', 'staff.passkey.remove-text'),
      action: request.path,
      button: translate('en', 'staff.passkey.remove'),
      back: '/staff/account',
    })
  })

  app.post(paths.one, async (request, response) => {
    requireFormToken(request, response)
    const { credentialId, accountId } = await getOwnPasskey(request.params.id, response, ports)
    await database.transact(async (tx) => {
      await tx.delete(passkeyEntity, { credentialId, accountId })
      await ports.audit(tx, ownEntry(accountId, 'staff.passkey-removed', clock()))
    })
    const text = translate('en', 'staff.passkey.removed')
    await redirectWith(response, '/staff/account', { text }, ports)
  })
}

/** Who finds a browser open must not be able to leave themselves a way back in. */
async function requirePassword(
  current: string,
  response: Response,
  ports: StaffPorts,
): Promise<void> {
  const { id } = signedInOf(response).account
  const { passwordHash } = await getAccount(ports.database.reader, id)
  if (passwordHash === null) return
  await takeTries(response, [ofAccount(`change ${id}`)], ports)
  if (await isPassword(current, passwordHash)) return
  throw new AppError('forbidden', 'That is not your password')
}

async function getOwnPasskey(
  credentialId: string,
  response: Response,
  { database }: StaffPorts,
): Promise<PasskeyRow> {
  const { id: accountId } = signedInOf(response).account
  const passkey = await findPasskey(database.reader, { credentialId, accountId })
  if (passkey !== undefined) return passkey
  throw new AppError('not_found', 'There is no such passkey')
}
