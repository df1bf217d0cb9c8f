import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { endKey } from '../identity/end-key.ts'
import { addKey, type IdentityKeyRow, isInUse, listKeys } from '../identity/key-store.ts'
import { sealWithin } from '../log/append-pending.ts'
import { audit } from '../log/audit.ts'
import type { AuditAction } from '../log/audit-entry.ts'
import { endAccreditation } from '../trust/accredit.ts'
import { listAccreditations } from '../trust/accreditation-store.ts'
import { noteTrustChange } from '../trust/trust-version.ts'
import type { Provider, ProviderState, StateAct } from './provider.ts'
import { changeProviderState, getProvider } from './provider-store.ts'
import { type TellOwnersPorts, tellOwners } from './tell-owners.ts'

type Change = { slug: string; reason?: string | undefined; actor: Actor; at: string }

const acts: Record<StateAct, (tx: Transaction, change: Change) => Promise<boolean>> = {
  activate: activateProvider,
  suspend: suspendProvider,
  resume: resumeProvider,
  close: closeProvider,
}

/**
 * Does it, and tells the provider's owners. What is so already is left as it is, and nobody is told.
 * @throws AppError not_found, conflict, provider_inactive
 */
export async function changeProvider(
  tx: Transaction,
  { act, ...change }: Change & { act: StateAct },
  ports: TellOwnersPorts,
): Promise<void> {
  const isNews = await acts[act](tx, change)
  if (isNews) await tellOwners(tx, { ...change, act }, ports)
}

/**
 * A provider that was prepared begins to work, and what it published for itself is public.
 * @throws AppError not_found, conflict when it is no draft, provider_inactive when it has closed
 */
async function activateProvider(tx: Transaction, change: Change): Promise<boolean> {
  return changeState(tx, {
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
async function suspendProvider(tx: Transaction, change: Change): Promise<boolean> {
  return changeState(tx, {
    ...change,
    from: ['active'],
    state: 'suspended',
    action: 'provider.suspended',
  })
}

/** @throws AppError not_found, conflict when it is a draft, provider_inactive when it has closed */
async function resumeProvider(tx: Transaction, change: Change): Promise<boolean> {
  return changeState(tx, {
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
async function closeProvider(tx: Transaction, change: Change): Promise<boolean> {
  const { slug, actor, at } = change
  const provider = await getProvider(tx, slug)
  if (provider.state === 'closed') return false
  const escrow = await findEscrowKey(tx, provider.did)
  if (escrow === undefined) throw new AppError('conflict', 'No escrow key is named yet')
  await sealWithin(tx)
  for (const accreditation of await listAccreditations(tx, slug)) {
    await endAccreditation(tx, { key: accreditation, actor, at })
  }
  await retireSigningKey(tx, provider, change)
  return changeState(tx, {
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

/** @returns false where it is so already */
async function changeState(
  tx: Transaction,
  change: Change & { from: readonly ProviderState[]; state: ProviderState; action: AuditAction },
): Promise<boolean> {
  const { slug, from, state, reason, action, actor, at } = change
  const provider = await getProvider(tx, slug)
  if (provider.state === state) return false
  if (provider.state === 'closed') {
    throw new AppError('provider_inactive', 'This provider has closed, and that is for good')
  }
  if (!from.includes(provider.state)) {
    throw new AppError('conflict', `This cannot be done with a provider that is ${provider.state}`)
  }
  await changeProviderState(tx, { slug, state, reason, at })
  await audit(tx, { provider: slug, actor: actor.name, action, subject: slug, at })
  await noteTrustChange(tx)
  return true
}
