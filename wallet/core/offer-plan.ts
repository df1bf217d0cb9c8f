import { didMethod } from '../../shared/did/did.ts'
import type { KeyCurve } from '../../shared/did/public-key.ts'
import { type CredentialFormat, credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import type { CredentialConfiguration } from './issuer-metadata.ts'
import type { Holder } from './wallet-ports.ts'

export type PlannedBadge = { configuration: CredentialConfiguration; format: CredentialFormat }

export type OfferPlan = {
  /** Absent: the wallet's first identity, a did:key on Ed25519, has yet to be made. */
  holder?: Holder
  badges: PlannedBadge[]
  unavailable: { configurationId: string; reason: 'format' | 'holder' }[]
}

/** What a holder can sign with, before there is one. */
const firstHolder = { method: 'key', curve: 'Ed25519' } as const

const algorithmOf: Record<KeyCurve, string> = { Ed25519: 'EdDSA', 'P-256': 'ES256' }

/**
 * Decides which form of each offered badge to ask for, and for which of the wallet's identities: the first holder
 * that can take the most. An issuer may offer one badge in several formats; only one of them is taken.
 */
export function planOffer(input: {
  configurations: readonly CredentialConfiguration[]
  holders: readonly Holder[]
  format?: CredentialFormat
}): OfferPlan {
  const { configurations, holders, format } = input
  const formats = format === undefined ? credentialFormats : [format]
  const candidates = holders.length === 0 ? [undefined] : holders
  const plans = candidates.map((holder) => planFor(configurations, holder, formats))
  return plans.reduce((best, next) => (next.badges.length > best.badges.length ? next : best))
}

function planFor(
  configurations: readonly CredentialConfiguration[],
  holder: Holder | undefined,
  formats: readonly CredentialFormat[],
): OfferPlan {
  const plan: OfferPlan = { ...(holder && { holder }), badges: [], unavailable: [] }
  for (const forms of groupForms(configurations)) {
    const readable = formats.flatMap((format) =>
      forms
        .filter((configuration) => configuration.format === format)
        .map((configuration) => ({ configuration, format })),
    )
    const fitting = readable.find((badge) => fits(badge, holder))
    if (fitting !== undefined) {
      plan.badges.push(fitting)
      continue
    }
    const reason = readable.length === 0 ? 'format' : 'holder'
    plan.unavailable.push(...forms.map(({ id }) => ({ configurationId: id, reason }) as const))
  }
  return plan
}

/** Configurations of the same types and name are forms of one badge. */
function groupForms(
  configurations: readonly CredentialConfiguration[],
): CredentialConfiguration[][] {
  const groups = new Map<string, CredentialConfiguration[]>()
  for (const configuration of configurations) {
    const key = JSON.stringify([configuration.name, [...configuration.types].sort()])
    groups.set(key, [...(groups.get(key) ?? []), configuration])
  }
  return [...groups.values()]
}

function fits({ configuration, format }: PlannedBadge, holder: Holder | undefined): boolean {
  const { method, curve } = holder
    ? { method: didMethod(holder.did), curve: holder.curve }
    : firstHolder
  // presenting an ldp_vc takes an eddsa-rdfc-2022 proof of the holder's
  if (format === 'ldp_vc' && curve !== 'Ed25519') return false
  const { bindingMethods, proofAlgorithms } = configuration
  const isBindable =
    bindingMethods === undefined ||
    bindingMethods.includes(`did:${method}`) ||
    bindingMethods.includes('did')
  return isBindable && (proofAlgorithms?.includes(algorithmOf[curve]) ?? true)
}
