import { randomUUID } from 'node:crypto'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import { hashSecret, makeSecret } from '../../shared/server/staff/secrets.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import { readCitySettings } from '../settings/settings-store.ts'
import { type Application, nameKeyOf } from './application.ts'
import {
  type ApplicationRow,
  applicationEntity,
  findApplicationByToken,
  findSameApplication,
} from './application-store.ts'

export type ApplyPorts = {
  database: Database
  clock: () => Date
  publicUrl: string
  serviceName: (language: Language) => string
  enqueueMail?: EnqueueMail
}

/** Nobody can apply where no mail is sent: an address that nobody confirmed is no way to answer. */
export async function isOpenToApplications({
  database,
  enqueueMail,
}: Pick<ApplyPorts, 'database' | 'enqueueMail'>): Promise<boolean> {
  if (enqueueMail === undefined) return false
  return (await readCitySettings(database.reader)).isClosedToApplications !== true
}

/**
 * Keeps an application until whoever reads mail at its address confirms it. Anyone can send another for that address:
 * each has a link of its own, which sends what stood there when it was mailed. Who applied before under the same name
 * is told so by mail; the page says the same to all, so that nobody learns who has applied.
 */
export async function apply(
  tx: Transaction,
  { application, language }: { application: Application; language: Language },
  ports: ApplyPorts & { enqueueMail: EnqueueMail },
): Promise<void> {
  const values = valuesOf(application)
  const service = ports.serviceName(language)
  const same = await findSameApplication(tx, values)
  if (same !== undefined) {
    const params = { service }
    const { email: to } = values
    return ports.enqueueMail(tx, { to, template: 'application-known', params, language })
  }
  const token = makeSecret()
  const createdAt = ports.clock().toISOString()
  const given = { ...values, language, tokenHash: hashSecret(token), createdAt }
  await tx.insert(applicationEntity, { ...given, ...newRow() })
  const link = `${ports.publicUrl}/apply/confirm/${token}`
  await ports.enqueueMail(tx, {
    to: values.email,
    template: 'application-confirm',
    params: { service, link },
    language,
  })
}

function newRow() {
  const nothing = { confirmedAt: null, decidedAt: null, reason: null, provider: null }
  return { id: randomUUID(), state: 'unconfirmed' as const, ...nothing }
}

function valuesOf({ name, website, email, ...rest }: Application) {
  return {
    ...rest,
    name,
    nameKey: nameKeyOf(name),
    website: website ?? null,
    email: email.toLowerCase(),
  }
}

/**
 * From now on the city sees it. Confirming again changes nothing, nor does confirming another of the same people under
 * the same name.
 * @returns what the city has, or undefined where the link leads nowhere
 */
export async function confirmApplication(
  tx: Transaction,
  token: string,
  { clock }: Pick<ApplyPorts, 'clock'>,
): Promise<ApplicationRow | undefined> {
  const row = await findApplicationByToken(tx, hashSecret(token))
  if (row?.state !== 'unconfirmed') return row
  const same = await findSameApplication(tx, row)
  if (same !== undefined) return same
  const at = clock().toISOString()
  const changes = { state: 'applied', confirmedAt: at } as const
  await tx.update(applicationEntity, { id: row.id }, changes)
  await note(tx, row, at)
  return { ...row, ...changes }
}

/** What the city asked for; the address stays the one that was confirmed. @returns false where nothing is asked */
export async function amendApplication(
  tx: Transaction,
  { token, application }: { token: string; application: Omit<Application, 'email'> },
  { clock }: Pick<ApplyPorts, 'clock'>,
): Promise<boolean> {
  const row = await findApplicationByToken(tx, hashSecret(token))
  if (row?.state !== 'more') return false
  const { email } = row
  const values = valuesOf({ ...application, email })
  await tx.update(applicationEntity, { id: row.id }, { ...values, state: 'applied', reason: null })
  await note(tx, row, clock().toISOString())
  return true
}

async function note(tx: Transaction, { id: subject }: ApplicationRow, at: string): Promise<void> {
  const entry = { provider: cityItself, actor: 'applicant', subject, at }
  await audit(tx, { ...entry, action: 'application.confirmed' })
}
