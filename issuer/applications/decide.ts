import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { isUniqueViolation } from '../../shared/node/database/failures.ts'
import { invite } from '../../shared/server/staff/invitations.ts'
import { hashSecret, makeSecret } from '../../shared/server/staff/secrets.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import type { InBothLanguages } from '../../shared/skills/badge-standard.ts'
import type { Actor } from '../actor.ts'
import { audit } from '../log/audit.ts'
import { type AuditAction, cityItself } from '../log/audit-entry.ts'
import type { Provider } from '../providers/provider.ts'
import { findProvider } from '../providers/provider-store.ts'
import { addProvider, noteAdded, type ProviderPorts } from '../providers/publish-provider.ts'
import type { ApplicationState } from './application.ts'
import { type ApplicationRow, applicationEntity, getApplication } from './application-store.ts'
import type { ApplyPorts } from './apply.ts'

export type DecidePorts = ApplyPorts & ProviderPorts & { staff: StaffPorts }

type Decision = { id: string; actor: Actor; at: string }

/**
 * Asks the applicant for something that is missing; the link in the mail opens the form as it was sent.
 * @returns the link where no mail is sent
 * @throws AppError not_found, conflict when the application waits for the applicant or is decided
 */
export async function askApplicant(
  tx: Transaction,
  { question, ...decision }: Decision & { question: string },
  ports: ApplyPorts,
): Promise<string | undefined> {
  const row = await getWaiting(tx, decision.id, ['applied', 'more'])
  const token = makeSecret()
  const changes = { state: 'more', reason: question, tokenHash: hashSecret(token) } as const
  await tx.update(applicationEntity, { id: row.id }, changes)
  await note(tx, decision, 'application.more-asked')
  const link = `${ports.publicUrl}/apply/more/${token}`
  if (ports.enqueueMail === undefined) return link
  const { email: to, name, contact, language } = row
  const params = { name, contact, link, note: question }
  await ports.enqueueMail(tx, { to, template: 'application-more', params, language })
}

/** @throws AppError not_found, conflict when it is decided */
export async function declineApplication(
  tx: Transaction,
  { reason, ...decision }: Decision & { reason: string },
  { enqueueMail, serviceName }: ApplyPorts,
): Promise<void> {
  const row = await getWaiting(tx, decision.id, ['applied', 'more'])
  if (row.provider !== null) throw new AppError('conflict', 'It is being accepted')
  const changes = { state: 'declined', reason, decidedAt: decision.at } as const
  await tx.update(applicationEntity, { id: row.id }, changes)
  await note(tx, decision, 'application.declined')
  const { email: to, name, contact, language } = row
  const params = { name, contact, service: serviceName(language), note: reason }
  await enqueueMail?.(tx, { to, template: 'application-declined', params, language })
}

export type Acceptance = {
  slug: string
  name: InBothLanguages
  description: InBothLanguages
  state: 'draft' | 'active'
}

/**
 * Makes a provider of the applicant, and invites them as its owner. What is begun can be done again after a crash: the
 * short name is noted before the provider is made.
 * @returns the invitation's link where no mail is sent
 * @throws AppError not_found, conflict when it is decided or the short name is taken
 */
export async function acceptApplication(
  { acceptance, ...decision }: Decision & { acceptance: Acceptance },
  ports: DecidePorts,
): Promise<{ provider: Provider; link?: string }> {
  const { database } = ports
  const { slug, ...rest } = acceptance
  await database
    .transact(async (tx) => {
      const row = await getWaiting(tx, decision.id, ['applied', 'more'])
      if (row.provider === slug) return
      if ((await findProvider(tx, slug)) !== undefined) throw slugTaken()
      await tx.update(applicationEntity, { id: row.id }, { provider: slug })
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? slugTaken() : error
    })
  const provider = await addProvider({ slug, ...rest }, [], ports)
  const link = await database.transact(async (tx) => {
    const row = await getWaiting(tx, decision.id, ['applied', 'more'])
    const changes = { state: 'accepted', decidedAt: decision.at } as const
    await tx.update(applicationEntity, { id: row.id }, changes)
    await note(tx, decision, 'application.accepted', { provider: slug })
    await noteAdded(tx, { slug, actorId: decision.actor.name }, ports)
    return inviteOwner(tx, { row, slug, actorId: decision.actor.name }, ports)
  })
  return { provider, ...(link !== undefined && { link }) }
}

async function inviteOwner(
  tx: Transaction,
  { row, slug, actorId }: { row: ApplicationRow; slug: string; actorId: string },
  { staff, enqueueMail, serviceName }: DecidePorts,
): Promise<string | undefined> {
  const { email, name, contact, language } = row
  const { link } = await invite(tx, { email, scope: slug, role: 'owner', actorId }, staff)
  if (enqueueMail === undefined) return link
  const params = { name, contact, service: serviceName(language), link }
  await enqueueMail(tx, { to: email, template: 'application-accepted', params, language })
}

async function getWaiting(
  tx: Transaction,
  id: string,
  states: readonly ApplicationState[],
): Promise<ApplicationRow> {
  const row = await getApplication(tx, id)
  if (states.includes(row.state)) return row
  throw new AppError('conflict', `This application is ${row.state} already`)
}

function slugTaken(): AppError {
  return new AppError('conflict', 'slug: another provider is called so')
}

async function note(
  tx: Transaction,
  { id: subject, actor, at }: Decision,
  action: AuditAction,
  detail: Readonly<Record<string, string>> = {},
): Promise<void> {
  await audit(tx, { provider: cityItself, actor: actor.name, action, subject, detail, at })
}
