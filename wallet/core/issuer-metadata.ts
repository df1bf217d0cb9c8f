import {
  determineAuthorizationServerForCredentialOffer,
  type IssuerMetadataResult,
  type Openid4vciClient,
  Openid4vciVersion,
} from '@openid4vc/openid4vci'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import { isJsonObject } from '../../shared/json/json.ts'
import { lookOfImage, type StoneLook } from '../../shared/look/stone-look.ts'
import { authorizationServerIn, type CredentialOffer } from './credential-offer.ts'
import { issuingError } from './issuing-client.ts'
import { parseSecureUrl } from './secure-url.ts'

export type IssuerMetadata = IssuerMetadataResult

/**
 * What the issuer of an offer publishes about itself, with every endpoint on the issuer's own origin: a badge is
 * asked for where the learner was told it comes from. A separate authorization server is taken if the issuer lists
 * it and it calls itself by that name.
 * @throws AppError issuer_metadata_refused | offer_unsupported | address_forbidden | fetch_failed
 * @see OpenID4VCI 1.0 section 12.2, RFC 9207 (mix-up)
 */
export async function fetchIssuerMetadata(
  client: Openid4vciClient,
  offer: CredentialOffer,
  options: { allowLoopbackHttp: boolean },
): Promise<IssuerMetadata> {
  const { credential_issuer: credentialIssuer } = offer
  const metadata = await client.resolveIssuerMetadata(credentialIssuer).catch((error: unknown) => {
    throw issuingError(error, 'metadata')
  })
  const issuer = metadata.credentialIssuer
  if (issuer.credential_issuer !== credentialIssuer) throw otherIssuer()
  for (const endpoint of [issuer.credential_endpoint, issuer.nonce_endpoint]) {
    requireOrigin(endpoint, credentialIssuer, options)
  }
  for (const server of metadata.authorizationServers) {
    requireOrigin(server.token_endpoint, server.issuer, options)
  }
  requireListedServer(metadata, authorizationServerIn(offer))
  if (issuer.credential_response_encryption?.encryption_required === true) {
    throw new AppError(
      'offer_unsupported',
      'The issuer insists on encrypted answers, which this wallet cannot read',
    )
  }
  return metadata
}

/** @see OpenID4VCI 1.0 section 4.1.1, `authorization_server` */
function requireListedServer(metadata: IssuerMetadata, named: string | undefined): void {
  try {
    determineAuthorizationServerForCredentialOffer({
      issuerMetadata: metadata,
      ...(named !== undefined && { grantAuthorizationServer: named }),
    })
  } catch {
    throw new AppError(
      'issuer_metadata_refused',
      'The offer names an authorization server that its issuer does not list, or does not say which of several it means',
    )
  }
}

export function protocolOf(metadata: IssuerMetadata): 'openid4vci-1.0' | 'openid4vci-draft-13' {
  const { originalDraftVersion: version } = metadata
  return version === Openid4vciVersion.V1 || version === Openid4vciVersion.Draft15
    ? 'openid4vci-1.0'
    : 'openid4vci-draft-13'
}

/**
 * The library takes an issuer for one of 1.0 by `credential_metadata`, which is optional there and which draft 15 has
 * not: what looks like draft 14 may be any from 13 on.
 */
export function isVersionUnclear({ originalDraftVersion: version }: IssuerMetadata): boolean {
  return version === Openid4vciVersion.Draft14
}

function requireOrigin(
  endpoint: string | undefined,
  owner: string,
  options: { allowLoopbackHttp: boolean },
): void {
  if (endpoint === undefined) return
  const { origin } = parseSecureUrl(endpoint, options)
  if (origin !== parseSecureUrl(owner, options).origin) throw otherIssuer()
}

function otherIssuer(): AppError {
  return new AppError(
    'issuer_metadata_refused',
    'What the issuer publishes about itself leads to another host than the offer does',
  )
}

const zDisplay = z
  .array(
    z.looseObject({
      name: z.unknown().optional(),
      description: z.unknown().optional(),
      logo: z.looseObject({ uri: z.unknown().optional() }).optional().catch(undefined),
      locale: z.unknown().optional(),
    }),
  )
  .catch([])

const zConfiguration = z.looseObject({
  format: z.string(),
  credential_definition: z
    .looseObject({ type: z.array(z.string()).max(20).catch([]) })
    .catch({ type: [] }),
  cryptographic_binding_methods_supported: z.array(z.string()).optional().catch(undefined),
  proof_types_supported: z
    .looseObject({
      jwt: z
        .looseObject({
          proof_signing_alg_values_supported: z.array(z.string()),
          key_attestations_required: z.looseObject({}).nullish(),
        })
        .optional(),
    })
    .optional(),
  display: zDisplay.optional(),
  credential_metadata: z.looseObject({ display: zDisplay.optional() }).optional().catch(undefined),
})

/** One thing that an issuer can issue, as far as the wallet looks at it. */
export type CredentialConfiguration = {
  id: string
  format: string
  types: string[]
  name?: string
  description?: string
  look?: StoneLook
  /** `did:key`, …; absent where the issuer binds the badge to no key. */
  bindingMethods?: string[]
  /**
   * JWS algorithms of the proof of possession; absent where the issuer asks for no proof, empty where it asks for one that
   * this wallet cannot give: of another type, or with a word of the maker of the device.
   */
  proofAlgorithms?: string[]
}

/** @returns undefined where the issuer does not know the configuration, or describes it unreadably */
export function findConfiguration(
  metadata: IssuerMetadata,
  id: string,
  language: string,
): CredentialConfiguration | undefined {
  const configurations = metadata.credentialIssuer.credential_configurations_supported
  if (!Object.hasOwn(configurations, id)) return undefined
  const { data: found } = zConfiguration.safeParse(configurations[id])
  if (found === undefined) return undefined
  const entries = found.credential_metadata?.display ?? found.display ?? []
  const display = inLanguage(entries, language)
  const name = displayText(display?.name)
  const description = displayText(display?.description, 400)
  const look = lookOfImage(display?.logo?.uri, metadata.credentialIssuer.credential_issuer)
  const bindingMethods = found.cryptographic_binding_methods_supported
  const proofAlgorithms = proofAlgorithmsOf(found.proof_types_supported)
  return {
    id,
    format: found.format,
    types: found.credential_definition.type,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(look === undefined ? {} : { look }),
    ...(bindingMethods === undefined ? {} : { bindingMethods }),
    ...(proofAlgorithms === undefined ? {} : { proofAlgorithms }),
  }
}

function proofAlgorithmsOf(
  proofTypes: z.infer<typeof zConfiguration>['proof_types_supported'],
): string[] | undefined {
  if (proofTypes === undefined) return undefined
  const { jwt } = proofTypes
  const isBeyondUs = jwt === undefined || isJsonObject(jwt.key_attestations_required)
  return isBeyondUs ? [] : jwt.proof_signing_alg_values_supported
}

/** The issuer's own name for itself, made safe to show. */
export function issuerNameIn(metadata: IssuerMetadata, language: string): string | undefined {
  return displayText(inLanguage(metadata.credentialIssuer.display ?? [], language)?.name)
}

function inLanguage<T extends { locale?: unknown }>(
  entries: readonly T[],
  language: string,
): T | undefined {
  const speaks = (entry: T) => String(entry.locale ?? '').split('-')[0] === language
  return entries.find(speaks) ?? entries[0]
}
