import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { parseJsonStrict } from '../../shared/json/json.ts'
import {
  type CredentialOffer,
  parseCredentialOffer,
  preAuthorizedCodeGrant,
  readCredentialOfferUri,
  type TxCode,
} from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import { createProtocolFetch, type ProtocolFetchPorts } from './protocol-fetch.ts'
import { parseSecureUrl } from './secure-url.ts'
import { refusalIn } from './server-refusal.ts'

export type { CredentialOffer, TxCode }

/**
 * Reads an offer in any form that reaches a learner, fetching it where only its address came.
 * @throws AppError offer_malformed | offer_unsupported | offer_claimed | offer_withdrawn | offer_locked | rate_limited |
 * address_forbidden | fetch_failed
 */
export async function fetchOffer(
  text: string,
  ports: ProtocolFetchPorts,
): Promise<CredentialOffer> {
  const reference = readCredentialOfferUri(text)
  const offer =
    reference.kind === 'value' ? reference.offer : await fetchByReference(reference.url, ports)
  const issuer = parseSecureUrl(offer.credential_issuer, ports)
  if (issuer.search !== '') {
    throw new AppError('offer_malformed', 'The address of the issuer in the offer holds a query')
  }
  if (offer.grants?.[preAuthorizedCodeGrant] === undefined) {
    throw new AppError(
      'offer_unsupported',
      'The offer asks to sign in at the issuer first, which this wallet does not do; ask for a link that holds the badge itself',
    )
  }
  return offer
}

/** What the issuer says of the code that is sent another way; undefined where none is needed. */
export function txCodeIn(offer: CredentialOffer): TxCode | undefined {
  return offer.grants?.[preAuthorizedCodeGrant]?.tx_code
}

/** The authorization server that the offer wants, where the issuer has several. */
export function authorizationServerIn(offer: CredentialOffer): string | undefined {
  const server = offer.grants?.[preAuthorizedCodeGrant]?.authorization_server
  return typeof server === 'string' ? server : undefined
}

async function fetchByReference(url: string, ports: ProtocolFetchPorts): Promise<CredentialOffer> {
  const fetch = createProtocolFetch(ports)
  const response = await fetch(url, { headers: { Accept: 'application/json' } })
  const refusal = await refusalIn(response)
  if (refusal !== undefined) throw refusal
  if (response.status === 404 || response.status === 410) {
    throw new AppError(
      'offer_not_redeemable',
      'The offer is no longer there: it was used, withdrawn or has expired. Ask for a new link',
    )
  }
  if (!response.ok) {
    throw new AppError('fetch_failed', `The offer could not be fetched: status ${response.status}`)
  }
  return parseCredentialOffer(parseJson(await response.text()))
}

function parseJson(text: string): unknown {
  try {
    return parseJsonStrict(text)
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw new AppError('offer_malformed', 'What the offer link leads to is not an offer', { cause })
  }
}
