import { z } from 'zod'
import { parseUrl } from '../did/url.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import { parseJsonStrict } from '../json/json.ts'

/** The grant of an offer that is redeemed without signing in. @see OpenID4VCI 1.0 section 4.1.1 */
export const preAuthorizedCodeGrant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

/** An offer is a few hundred bytes; what is longer is not one. */
const maxOfferLength = 16_384
const maxUrlLength = 2_048

const zHttpUrl = z.url({ protocol: /^https?$/ }).max(maxUrlLength)

const zTxCode = z.looseObject({
  input_mode: z.enum(['numeric', 'text']).optional(),
  length: z.int().min(1).max(64).optional(),
  description: z.string().max(300).optional(),
})

/** The same shape in OpenID4VCI 1.0 and draft 13; `interval` and unknown members are kept as they came. */
const zCredentialOffer = z.looseObject({
  credential_issuer: zHttpUrl,
  credential_configuration_ids: z.array(z.string().min(1).max(300)).min(1).max(100),
  grants: z
    .looseObject({
      [preAuthorizedCodeGrant]: z
        .looseObject({
          'pre-authorized_code': z.string().min(1).max(4_096),
          tx_code: zTxCode.optional(),
        })
        .optional(),
    })
    .optional(),
})

export type TxCode = z.infer<typeof zTxCode>
export type CredentialOffer = z.infer<typeof zCredentialOffer>

/** An offer that came whole, or the address where it is fetched. */
export type CredentialOfferReference =
  | { kind: 'value'; offer: CredentialOffer }
  | { kind: 'reference'; url: string }

/** @throws AppError offer_malformed; the message repeats nothing of the offer, which holds a code */
export function parseCredentialOffer(value: unknown): CredentialOffer {
  const parsed = zCredentialOffer.safeParse(value)
  if (!parsed.success) throw malformed('does not have the shape of a credential offer')
  if (new Set(parsed.data.credential_configuration_ids).size < configurationCount(parsed.data)) {
    throw malformed('names one credential twice')
  }
  return parsed.data
}

/**
 * Reads an offer in any form that reaches a learner: `openid-credential-offer://?credential_offer(_uri)=…`, a
 * wallet's link with the same parameters in its fragment or query, the offer's own address, or its JSON.
 * @throws AppError offer_malformed
 */
export function readCredentialOfferUri(input: string): CredentialOfferReference {
  const text = input.trim()
  if (text.length > maxOfferLength) throw malformed('is too long')
  if (text.startsWith('{')) return byValue(text)
  const url = parseUrl(text)
  if (url === undefined) throw malformed('is not an offer link')
  const parameters = offerParametersOf(url)
  const [value, reference] = ['credential_offer', 'credential_offer_uri'].map((name) =>
    single(parameters, name),
  )
  if (value !== undefined && reference !== undefined) {
    throw malformed('holds an offer and the address of one; only one of them may be there')
  }
  if (value !== undefined) return byValue(value)
  if (reference !== undefined) return byReference(reference)
  return byReference(text)
}

/** The form that wallet apps register for. @see OpenID4VCI 1.0 section 4.1.3 */
export function credentialOfferUri(reference: CredentialOfferReference): string {
  return `openid-credential-offer://?${offerParameter(reference)}`
}

/**
 * A link that opens a web wallet; the offer travels in the fragment, which browsers keep to themselves.
 * @param walletUrl the wallet's public address
 */
export function walletReceiveLink(walletUrl: string, reference: CredentialOfferReference): string {
  return `${walletUrl.replace(/\/+$/, '')}/receive#${offerParameter(reference)}`
}

function offerParameter(reference: CredentialOfferReference): string {
  return reference.kind === 'reference'
    ? `credential_offer_uri=${encodeURIComponent(reference.url)}`
    : `credential_offer=${encodeURIComponent(JSON.stringify(reference.offer))}`
}

/** The fragment comes first: a link that has both was tampered with, and single() refuses doubles. */
function offerParametersOf(url: URL): URLSearchParams {
  const fragment = new URLSearchParams(url.hash.slice(1))
  return new URLSearchParams([...fragment, ...url.searchParams])
}

function single(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name)
  if (others.length > 0) throw malformed('holds one parameter twice')
  return value
}

function byValue(json: string): CredentialOfferReference {
  return { kind: 'value', offer: parseCredentialOffer(readJson(json)) }
}

function readJson(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes: maxOfferLength, maxDepth: 16 })
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw malformed('is not sound JSON', cause)
  }
}

function byReference(text: string): CredentialOfferReference {
  const { success } = zHttpUrl.safeParse(text)
  if (!success) throw malformed('does not lead to an https address')
  return { kind: 'reference', url: text }
}

function configurationCount(offer: CredentialOffer): number {
  return offer.credential_configuration_ids.length
}

function malformed(reason: string, cause?: unknown): AppError {
  return new AppError(
    'offer_malformed',
    `This offer ${reason}. Ask whoever sent it for a new link`,
    { cause },
  )
}
