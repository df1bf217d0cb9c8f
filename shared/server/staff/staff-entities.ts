import { EntitySchema } from 'typeorm'
import type { Language } from '../../i18n/messages.ts'

/** Somebody who works here. */
export type AccountRow = {
  id: string
  /** In lower case; unique. */
  email: string
  name: string
  /** Argon2id in PHC form; nothing for who signs in in another way. */
  passwordHash: string | null
  /** Of the mails to them. */
  language: Language
  createdAt: string
}

export const accountEntity = new EntitySchema<AccountRow>({
  name: 'staff_account',
  columns: {
    id: { type: 'varchar', primary: true },
    email: { type: 'varchar' },
    name: { type: 'varchar' },
    passwordHash: { type: 'varchar', name: 'password_hash', nullable: true },
    language: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

/** One role in one scope. */
export type MembershipRow = { accountId: string; scope: string; role: string; createdAt: string }

export const membershipEntity = new EntitySchema<MembershipRow>({
  name: 'staff_membership',
  columns: {
    accountId: { type: 'varchar', name: 'account_id', primary: true },
    scope: { type: 'varchar', primary: true },
    role: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

export type InvitationRow = {
  id: string
  /** SHA-256 of the secret in its link, hex; unique. */
  tokenHash: string
  email: string
  scope: string
  role: string
  /** Of the mail, and of those after it to who joins. */
  language: Language
  invitedBy: string
  createdAt: string
  expiresAt: string
}

export const invitationEntity = new EntitySchema<InvitationRow>({
  name: 'staff_invitation',
  columns: {
    id: { type: 'varchar', primary: true },
    tokenHash: { type: 'varchar', name: 'token_hash' },
    email: { type: 'varchar' },
    scope: { type: 'varchar' },
    role: { type: 'varchar' },
    language: { type: 'varchar' },
    invitedBy: { type: 'varchar', name: 'invited_by' },
    createdAt: { type: 'varchar', name: 'created_at' },
    expiresAt: { type: 'varchar', name: 'expires_at' },
  },
})

export type SessionRow = {
  /** SHA-256 of the cookie's value, hex. */
  tokenHash: string
  /** Names the session where it is shown; says nothing of the cookie. */
  id: string
  accountId: string
  /** How they signed in: `password`, `passkey`, `single-sign-on`, `invitation`, `demonstration`. */
  way: string
  createdAt: string
  seenAt: string
  expiresAt: string
  /** JSON: what the next page tells once. */
  flash: string | null
}

export const sessionEntity = new EntitySchema<SessionRow>({
  name: 'staff_session',
  columns: {
    tokenHash: { type: 'varchar', name: 'token_hash', primary: true },
    id: { type: 'varchar' },
    accountId: { type: 'varchar', name: 'account_id' },
    way: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
    seenAt: { type: 'varchar', name: 'seen_at' },
    expiresAt: { type: 'varchar', name: 'expires_at' },
    flash: { type: 'text', nullable: true },
  },
})

export type PasskeyRow = {
  credentialId: string
  accountId: string
  /** COSE key, base64url. */
  publicKey: string
  counter: number
  /** JSON: how the browser can reach it. */
  transports: string
  name: string
  createdAt: string
  usedAt: string | null
}

export const passkeyEntity = new EntitySchema<PasskeyRow>({
  name: 'staff_passkey',
  columns: {
    credentialId: { type: 'varchar', name: 'credential_id', primary: true },
    accountId: { type: 'varchar', name: 'account_id' },
    publicKey: { type: 'text', name: 'public_key' },
    counter: { type: 'integer' },
    transports: { type: 'varchar' },
    name: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
    usedAt: { type: 'varchar', name: 'used_at', nullable: true },
  },
})

/** Who somebody is at another's sign-in. */
export type IdentityRow = {
  issuer: string
  subject: string
  accountId: string
  createdAt: string
}

export const identityEntity = new EntitySchema<IdentityRow>({
  name: 'staff_identity',
  columns: {
    issuer: { type: 'varchar', primary: true },
    subject: { type: 'varchar', primary: true },
    accountId: { type: 'varchar', name: 'account_id' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

/** A secret that works once: a reset by mail, the challenge of a passkey, a way to another's sign-in and back. */
export type TicketRow = {
  tokenHash: string
  purpose: string
  accountId: string | null
  /** JSON */
  content: string
  expiresAt: string
}

export const ticketEntity = new EntitySchema<TicketRow>({
  name: 'staff_ticket',
  columns: {
    tokenHash: { type: 'varchar', name: 'token_hash', primary: true },
    purpose: { type: 'varchar' },
    accountId: { type: 'varchar', name: 'account_id', nullable: true },
    content: { type: 'text' },
    expiresAt: { type: 'varchar', name: 'expires_at' },
  },
})

/** How many tries are left to whom, as a bucket that fills again. */
export type TryRow = { keyHash: string; spent: number; at: string }

export const tryEntity = new EntitySchema<TryRow>({
  name: 'staff_try',
  columns: {
    keyHash: { type: 'varchar', name: 'key_hash', primary: true },
    spent: { type: 'real' },
    at: { type: 'varchar' },
  },
})
