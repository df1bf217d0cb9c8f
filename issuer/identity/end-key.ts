import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { sealWithin } from '../log/append-pending.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import { distrustCheckpoints } from '../log/checkpoints.ts'
import { markStatusListsDue } from '../status/status-store.ts'
import { noteTrustChange } from '../trust/trust-version.ts'
import { addKey, changeKey, type IdentityKeyRow, isInUse, listKeys } from './key-store.ts'

/** Whose identity it is: the city's own, or a provider's. */
export type Holder = { did: string; provider?: string }

/** `retired`: no longer used; `compromised`: in someone else's hands. What was logged by then stays good. */
export type KeyEnd = 'retired' | 'compromised'

/**
 * Ends a key, with the size of the log at that moment; `successor` takes its place where it was in use. What it
 * signed and is still served (status lists, the trust list) is due to be signed by the new one.
 * @throws AppError not_found, conflict
 */
export async function endKey(
  tx: Transaction,
  input: {
    holder: Holder
    thumbprint: string
    end: KeyEnd
    /** `escrow`: the one that is there stands in for it. */
    successor?: IdentityKeyRow | 'escrow' | undefined
    actor: Actor
    at: string
  },
): Promise<void> {
  const { holder, thumbprint, end, successor, actor, at } = input
  const { did, provider } = holder
  const size = await sealWithin(tx)
  const keys = await listKeys(tx, did)
  const key = keys.find((one) => one.thumbprint === thumbprint)
  if (key === undefined) throw new AppError('not_found', 'This identity never had such a key')
  if (key.compromisedAt !== null || (end === 'retired' && key.retiredAt !== null)) {
    throw new AppError('conflict', 'This key has ended before')
  }
  if (isInUse(key)) {
    if (successor === undefined) throw new AppError('conflict', 'This key has no successor yet')
    if (successor !== 'escrow') await addKey(tx, successor)
  }
  await changeKey(
    tx,
    key,
    end === 'retired'
      ? { retiredAt: at, retiredSize: size }
      : { compromisedAt: at, compromisedSize: size },
  )
  if (provider !== undefined) await markStatusListsDue(tx, provider, at)
  if (provider === undefined && end === 'compromised') await distrustCheckpoints(tx, thumbprint)
  await audit(tx, {
    provider: provider ?? cityItself,
    actor: actor.name,
    action: end === 'retired' ? 'key.retired' : 'key.compromised',
    subject: thumbprint,
    detail: { logSize: size },
    at,
  })
  await noteTrustChange(tx)
}
