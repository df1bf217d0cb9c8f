import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import { acceptOffer, type Receipt } from './accept-offer.ts'
import type { CredentialIdentifiers } from './identified-credential.ts'
import { type OfferToken, type OpenOffer, openOffer } from './open-offer.ts'
import type { WalletPorts } from './wallet-ports.ts'

/**
 * A badge that was said yes to, and has not arrived: its code is used up, so that its link leads nowhere any more, and
 * what the code was exchanged for is the only way to it.
 */
export type BegunOffer = {
  id: string
  /** The offer as JSON. */
  offer: string
  accessToken: string
  /** What the issuer calls what the token is for; absent where it was begun before that was kept. */
  identifiers?: CredentialIdentifiers
  /** Whose badge it is: the issuer gives it to nobody else any more. */
  holder: Did
  /** Host and path of who offered it. */
  domain: string
  /** ISO 8601. */
  begunAt: string
}

/** Where begun offers wait, sealed as badges are. */
export type BegunOffers = {
  listBegunOffers(): Promise<BegunOffer[]>
  keepBegunOffer(offer: BegunOffer): Promise<void>
  removeBegunOffer(id: string): Promise<void>
}

/** As acceptOffer, and noted from the moment on in which the code is used up until the badge is here. */
export async function takeOffer(
  offer: OpenOffer,
  options: { txCode?: string },
  ports: WalletPorts,
  begunOffers: BegunOffers,
): Promise<Receipt> {
  const begun = ({ accessToken, identifiers }: OfferToken, holder: Did): BegunOffer => ({
    id: encodeBase64url(sha256(new TextEncoder().encode(accessToken))),
    offer: JSON.stringify(offer.secret.offer),
    accessToken,
    identifiers,
    holder,
    domain: offer.preview.issuer.domain,
    begunAt: ports.clock().toISOString(),
  })
  let kept: BegunOffer | undefined
  const onRedeemed = async (token: OfferToken, holder: Did) => {
    kept = begun(token, holder)
    await begunOffers.keepBegunOffer(kept)
  }
  try {
    const receipt = await acceptOffer(offer, { ...options, onRedeemed }, ports)
    if (kept !== undefined) await begunOffers.removeBegunOffer(kept.id)
    return receipt
  } catch (error) {
    // what the issuer refused it refuses again; the person begins anew with the link
    if (kept !== undefined && isFinal(error)) await begunOffers.removeBegunOffer(kept.id)
    throw error
  }
}

/** The offer as it stood when it was interrupted: taking it asks for no code, and goes to the same holder. */
export async function resumeOffer(begun: BegunOffer, ports: WalletPorts): Promise<OpenOffer> {
  const offer = await openOffer(begun.offer, { holder: begun.holder }, ports)
  const { accessToken, identifiers = {} } = begun
  offer.secret.token = { accessToken, identifiers }
  return offer
}

const finalCodes = ['issuer_refused', 'offer_malformed', 'offer_unsupported', 'holder_unsuitable']

function isFinal(error: unknown): boolean {
  return isAppError(error) && finalCodes.includes(error.code)
}
