import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { endKey } from '../identity/end-key.ts'
import { addKey, type IdentityKeyRow, isInUse, listKeys } from '../identity/key-store.ts'
import { sealWithin } from '../log/append-pending.ts'
import { type AuditAction, audit } from '../log/audit.ts'
import { endAccreditation } from '../trust/accredit.ts'
import { listAccreditations } from '../trust/accreditation-store.ts'
import { noteTrustChange } from '../trust/trust-version.ts'
import type { Provider, ProviderState } from './provider.ts'
import { changeProviderState, getProvider } from './provider-store.ts'

type Change = { slug: string; reason?: string | undefined; actor: Actor; at: string }

/**
 * A provider that was prepared begins to work, and what it published for itself is public.
 * @throws AppError not_found, conflict when it is no draft, provider_inactive when it has closed
 */
export async function activateProvider(tx: Transaction, change: Change): Promise<void> {
  await changeState(tx, {
    ...change,
    from: ['draft'],
    state: 'active',
    action: 'provider.activated',
  })
}

/**
 * The city's emergency stop for one provider: it awards and hands out nothing until it is resumed. What it awarded
 * stays as it is.
 * @throws AppError not_found, conflict when it is a draft, provider_inactive when it has closed
 */
export async function suspendProvider(tx: Transaction, change: Change): Promise<void> {
  await changeState(tx, {
    ...change,
    from: ['active'],
    state: 'suspended',
    action: 'provider.suspended',
  })
}

/** @throws AppError not_found, conflict when it is a draft, provider_inactive when it has closed */
export async function resumeProvider(tx: Transaction, change: Change): Promise<void> {
  await changeState(tx, {
    ...change,
    from: ['suspended'],
    state: 'active',
    action: 'provider.resumed',
  })
}

/**
 * The first step of closing: the provider's document is to name the key with which the city keeps its status lists
 * alive, while the provider is still there to say so.
 */
export async function nameEscrow(tx: Transaction, key: IdentityKeyRow): Promise<void> {
  if ((await findEscrowKey(tx, key.did)) !== undefined) return
  await addKey(tx, key)
  await noteTrustChange(tx)
}

export async function findEscrowKey(
  reader: Reader,
  did: string,
): Promise<IdentityKeyRow | undefined> {
  const keys = await listKeys(reader, did)
  return keys.find((key) => key.purpose === 'escrow' && isInUse(key))
}

/**
 * The second step: accreditations end, the provider's own key retires, and its status lists are due to be signed
 * in escrow. Closing again changes nothing.
 * @throws AppError not_found, conflict when no escrow is named yet
 */
export async function closeProvider(tx: Transaction, change: Change): Promise<void> {
  const { slug, actor, at } = change
  const provider = await getProvider(tx, slug)
  if (provider.state === 'closed') return
  const escrow = await findEscrowKey(tx, provider.did)
  if (escrow === undefined) throw new AppError('conflict', 'No escrow key is named yet')
  await sealWithin(tx)
  for (const accreditation of await listAccreditations(tx, slug)) {
    await endAccreditation(tx, { key: accreditation, actor, at })
  }
  await retireSigningKey(tx, provider, change)
  await changeState(tx, {
    ...change,
    from: ['draft', 'active', 'suspended'],
    state: 'closed',
    action: 'provider.closed',
  })
}

async function retireSigningKey(
  tx: Transaction,
  { did, slug }: Provider,
  { actor, at }: Change,
): Promise<void> {
  const keys = await listKeys(tx, did)
  const key = keys.find((one) => one.purpose === 'signing' && isInUse(one))
  if (key === undefined) return
  const { thumbprint } = key
  const holder = { did, provider: slug }
  await endKey(tx, { holder, thumbprint, end: 'retired', successor: 'escrow', actor, at })
}

async function changeState(
  tx: Transaction,
  change: Change & { from: readonly ProviderState[]; state: ProviderState; action: AuditAction },
): Promise<void> {
  const { slug, from, state, reason, action, actor, at } = change
  const provider = await getProvider(tx, slug)
  if (provider.state === state) return
  if (provider.state === 'closed') {
    throw new AppError('provider_inactive', 'This provider has closed, and that is for good')
  }
  if (!from.includes(provider.state)) {
    throw new AppError('conflict', `This cannot be done with a provider that is ${provider.state}`)
  }
  await changeProviderState(tx, { slug, state, reason, at })
  await audit(tx, { provider: slug, actor: actor.name, action, subject: slug, at })
  await noteTrustChange(tx)
}
