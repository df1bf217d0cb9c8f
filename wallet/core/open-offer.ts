import type { Openid4vciClient } from '@openid4vc/openid4vci'
import type { Did } from '../../shared/did/did.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { StoneLook } from '../../shared/look/stone-look.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import { type CredentialOffer, fetchOffer, type TxCode, txCodeIn } from './credential-offer.ts'
import type { CredentialIdentifiers } from './identified-credential.ts'
import {
  fetchIssuerMetadata,
  findConfiguration,
  type IssuerMetadata,
  issuerNameIn,
  protocolOf,
} from './issuer-metadata.ts'
import { createIssuingClient } from './issuing-client.ts'
import { type OfferPlan, type PlannedBadge, planOffer } from './offer-plan.ts'
import type { Holder, WalletPorts } from './wallet-ports.ts'

export type OfferedBadge = {
  configurationId: string
  name: string
  description?: string
  /** What the provider picked for the stone, where the offer says it. */
  look?: StoneLook
  format: CredentialFormat
}

/** What a learner is shown before a badge is taken. Names are the issuer's own words, made safe to show. */
export type OfferPreview = {
  protocol: 'openid4vci-1.0' | 'openid4vci-draft-13'
  /**
   * `domain` is host and path, since several issuers may share a host. `did` is the did:web at the issuer's own address,
   * which is expected to sign the badge.
   */
  issuer: { id: string; domain: string; name?: string; did?: Did }
  badges: OfferedBadge[]
  /** Offered, and not to be had by this wallet: why. */
  unavailable: { configurationId: string; reason: 'unknown' | 'format' | 'holder' }[]
  /** A code sent another way that must be given to take the badge. */
  txCode?: { inputMode: 'numeric' | 'text'; length?: number; description?: string }
  /** Whose badge it will be. Absent: the wallet has no identity yet and makes a did:key first. */
  holder?: Holder
}

/** An offer that was read and checked, and not yet taken. `secret` never leaves the wallet's memory. */
export type OpenOffer = { preview: OfferPreview; secret: OfferSecret }

/** What it takes to redeem the offer: nothing of it is shown, logged or stored. */
export type OfferSecret = {
  client: Openid4vciClient
  offer: CredentialOffer
  metadata: IssuerMetadata
  planned: PlannedBadge[]
  /** Kept between tries, because the code of the offer can be used only once. */
  token?: OfferToken
}

export type OfferToken = {
  accessToken: string
  identifiers: CredentialIdentifiers
  nonce?: string
}

export type OfferPorts = Pick<WalletPorts, 'fetch' | 'allowLoopbackHttp' | 'random'> & {
  agent: Pick<WalletPorts['agent'], 'listHolders'>
}

export type OfferOptions = { format?: CredentialFormat; holder?: Did; language?: string }

/**
 * Reads an offer and what its issuer publishes, and says what taking it would mean. Takes nothing: of the issuer only
 * public documents are asked for.
 * @throws AppError offer_malformed | offer_unsupported | issuer_metadata_refused | holder_unsuitable | not_found |
 * address_forbidden | fetch_failed
 */
export async function openOffer(
  text: string,
  options: OfferOptions,
  ports: OfferPorts,
): Promise<OpenOffer> {
  const offer = await fetchOffer(text, ports)
  const client = createIssuingClient(ports)
  const metadata = await fetchIssuerMetadata(client, offer, ports)
  const plan = await planFor(offer, metadata, options, ports)
  const preview = previewOf(offer, metadata, plan, options)
  return { preview, secret: { client, offer, metadata, planned: plan.badges } }
}

async function planFor(
  offer: CredentialOffer,
  metadata: IssuerMetadata,
  options: OfferOptions,
  ports: OfferPorts,
): Promise<OfferPlan & { unknown: string[] }> {
  const ids = [...new Set(offer.credential_configuration_ids)]
  const configurations = ids.flatMap(
    (id) => findConfiguration(metadata, id, options.language ?? 'en') ?? [],
  )
  const plan = planOffer({
    configurations,
    holders: await holdersToTry(options.holder, ports),
    ...(options.format && { format: options.format }),
  })
  if (plan.badges.length === 0) throw nothingToTake(plan)
  return { ...plan, unknown: ids.filter((id) => !configurations.some((found) => found.id === id)) }
}

async function holdersToTry(wanted: Did | undefined, ports: OfferPorts): Promise<Holder[]> {
  const holders = await ports.agent.listHolders()
  if (wanted === undefined) return holders
  const found = holders.find(({ did }) => did === wanted)
  if (found === undefined) {
    throw new AppError('not_found', 'This wallet has no identity with that DID')
  }
  return [found]
}

function nothingToTake(plan: OfferPlan): AppError {
  return plan.unavailable.some(({ reason }) => reason === 'holder')
    ? new AppError(
        'holder_unsuitable',
        'The issuer binds this badge to another kind of DID or key than the wallet has, or not in the format asked for: create a fitting one (wallet create), or leave the format to the wallet',
      )
    : new AppError(
        'offer_unsupported',
        'Nothing in the offer is in a format that this wallet reads',
      )
}

function previewOf(
  offer: CredentialOffer,
  metadata: IssuerMetadata,
  plan: OfferPlan & { unknown: string[] },
  options: OfferOptions,
): OfferPreview {
  const id = offer.credential_issuer
  const name = issuerNameIn(metadata, options.language ?? 'en')
  const did = offererDid(id)
  const txCode = txCodeIn(offer)
  return {
    protocol: protocolOf(metadata),
    issuer: { id, domain: addressOf(id), ...(name && { name }), ...(did && { did }) },
    badges: plan.badges.map(({ configuration, format }) => ({
      configurationId: configuration.id,
      name: configuration.name ?? displayText(configuration.id) ?? 'Badge',
      ...(configuration.description && { description: configuration.description }),
      ...(configuration.look && { look: configuration.look }),
      format,
    })),
    unavailable: [
      ...plan.unavailable,
      ...plan.unknown.map((unknown) => ({ configurationId: unknown, reason: 'unknown' as const })),
    ],
    ...(txCode && { txCode: txCodeOf(txCode) }),
    ...(plan.holder && { holder: plan.holder }),
  }
}

function txCodeOf(txCode: TxCode): NonNullable<OfferPreview['txCode']> {
  const description = displayText(txCode.description, 300)
  return {
    inputMode: txCode.input_mode === 'text' ? 'text' : 'numeric',
    ...(txCode.length === undefined ? {} : { length: txCode.length }),
    ...(description && { description }),
  }
}

function addressOf(credentialIssuer: string): string {
  const { host, pathname } = new URL(credentialIssuer)
  return displayText(`${host}${pathname.replace(/\/+$/, '')}`, 200) ?? host
}

function offererDid(credentialIssuer: string): Did | undefined {
  try {
    return didWebFromUrl(credentialIssuer)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
