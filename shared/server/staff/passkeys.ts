import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { AppError } from '../../errors/app-error.ts'
import type { StaffAccount } from './account-store.ts'
import { ownEntry } from './own-entry.ts'
import { findPasskey, listPasskeys } from './passkey-store.ts'
import type { StaffPorts } from './staff.ts'
import { type PasskeyRow, passkeyEntity } from './staff-entities.ts'
import { issueTicket, redeemTicket, type TicketPurpose } from './tickets.ts'

const expiresInSeconds = 300

/** What the browser needs to make a passkey for the account. */
export async function offerRegistration(account: StaffAccount, ports: StaffPorts) {
  const existing = await listPasskeys(ports.database.reader, account.id)
  const options = await generateRegistrationOptions({
    rpName: ports.serviceName('en'),
    rpID: hostOf(ports),
    userID: new TextEncoder().encode(account.id),
    userName: account.email,
    userDisplayName: account.name,
    attestationType: 'none',
    excludeCredentials: existing.map((passkey) => ({
      id: passkey.credentialId,
      transports: transportsOf(passkey),
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge('passkey-registration', options.challenge, ports, account.id)
  return options
}

/** @throws AppError forbidden where the passkey is not one that was just asked for here */
export async function registerPasskey(
  account: StaffAccount,
  { name, answer }: { name: string; answer: RegistrationResponseJSON },
  ports: StaffPorts,
): Promise<void> {
  const { registrationInfo } = await refusing(() =>
    verifyRegistrationResponse({
      response: answer,
      expectedChallenge: (challenge) =>
        takeChallenge('passkey-registration', challenge, ports, account.id),
      expectedOrigin: ports.publicUrl,
      expectedRPID: hostOf(ports),
    }),
  )
  if (registrationInfo === undefined) throw refused()
  const { credential } = registrationInfo
  const now = ports.clock()
  await ports.database.transact(async (tx) => {
    if ((await findPasskey(tx, { credentialId: credential.id })) !== undefined) throw refused()
    await tx.insert(passkeyEntity, {
      credentialId: credential.id,
      accountId: account.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: JSON.stringify(credential.transports ?? []),
      name,
      createdAt: now.toISOString(),
      usedAt: null,
    })
    await ports.audit(tx, ownEntry(account.id, 'staff.passkey-added', now))
  })
}

/** What the browser needs to show whichever passkey it has for us. */
export async function offerSignIn(ports: StaffPorts) {
  const options = await generateAuthenticationOptions({
    rpID: hostOf(ports),
    userVerification: 'required',
  })
  await keepChallenge('passkey-sign-in', options.challenge, ports)
  return options
}

/**
 * @returns the account that the passkey is of
 * @throws AppError forbidden
 */
export async function checkPasskey(
  answer: AuthenticationResponseJSON,
  ports: StaffPorts,
): Promise<string> {
  const passkey = await findPasskey(ports.database.reader, { credentialId: answer.id })
  if (passkey === undefined || isOfAnother(answer, passkey)) throw refused()
  const { verified, authenticationInfo } = await refusing(() =>
    verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: (challenge) => takeChallenge('passkey-sign-in', challenge, ports),
      expectedOrigin: ports.publicUrl,
      expectedRPID: hostOf(ports),
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
        transports: transportsOf(passkey),
      },
    }),
  )
  if (!verified) throw refused()
  const { credentialId } = passkey
  const used = { counter: authenticationInfo.newCounter, usedAt: ports.clock().toISOString() }
  await ports.database.transact((tx) => tx.update(passkeyEntity, { credentialId }, used))
  return passkey.accountId
}

function isOfAnother({ response }: AuthenticationResponseJSON, { accountId }: PasskeyRow): boolean {
  const { userHandle } = response
  return (
    userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString('utf8') !== accountId
  )
}

function hostOf({ publicUrl }: StaffPorts): string {
  return new URL(publicUrl).hostname
}

function transportsOf({ transports }: PasskeyRow): AuthenticatorTransport[] {
  // registerPasskey alone writes the column
  return JSON.parse(transports) as AuthenticatorTransport[]
}

async function keepChallenge(
  purpose: TicketPurpose,
  challenge: string,
  { database, clock }: StaffPorts,
  accountId?: string,
): Promise<void> {
  await database.transact((tx) =>
    issueTicket(tx, {
      purpose,
      secret: challenge,
      ...(accountId !== undefined && { accountId }),
      expiresInSeconds,
      now: clock(),
    }),
  )
}

/** Each challenge works once, for whom it was made. */
async function takeChallenge(
  purpose: TicketPurpose,
  secret: string,
  { database, clock }: StaffPorts,
  accountId?: string,
): Promise<boolean> {
  const now = clock()
  const ticket = await database.transact((tx) => redeemTicket(tx, { purpose, secret, now }))
  return ticket !== undefined && ticket.accountId === accountId
}

/** The library throws for all that does not fit; its messages quote what the browser sent. */
async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw refused(cause)
  }
}

function refused(cause?: unknown): AppError {
  return new AppError('forbidden', 'This passkey does not fit', { cause })
}
