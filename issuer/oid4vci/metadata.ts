import { credentialsV2Url, openBadgesUrl } from '../../shared/credential/context-urls.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { stoneImage } from '../../shared/look/stone-look.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import { preAuthorizedCodeGrant } from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import { achievementIdIn } from '../badges/achievement.ts'
import { type Badge, badgeText } from '../badges/badge.ts'
import { type Provider, providerUrl } from '../providers/provider.ts'
import { configurationsOf, credentialTypes, holderCurves } from './configurations.ts'

const proofAlgorithms = { Ed25519: 'EdDSA', 'P-256': 'ES256' } as const

/** How the issuer signs, in the words that the format has for it. */
const signingAlgorithms: Record<CredentialFormat, string> = {
  ldp_vc: 'eddsa-rdfc-2022',
  jwt_vc_json: 'EdDSA',
}

/**
 * Credential Issuer Metadata that wallets of OpenID4VCI 1.0 and of draft 13 both understand: `display` stands at
 * its place in draft 13 and again in `credential_metadata`, by which clients know 1.0. Only there it names the badge's
 * picture, which also says what the stone looks like: wallets bound the size of the document.
 * @see OpenID4VCI 1.0 section 12.2.4; draft 13 section 11.2.3
 */
export function buildIssuerMetadata(input: {
  publicUrl: string
  provider: Provider
  /** Every version that may still be claimed. */
  badges: readonly Badge[]
}) {
  const { publicUrl, provider, badges } = input
  const issuer = providerUrl(publicUrl, provider.slug)
  return {
    credential_issuer: issuer,
    authorization_servers: [issuer],
    credential_endpoint: `${issuer}/credential`,
    nonce_endpoint: `${issuer}/nonce`,
    display: languages.map((locale) => ({ name: provider.name[locale], locale })),
    credential_configurations_supported: Object.fromEntries(
      badges.flatMap((badge) =>
        configurationsOf(badge).map((configuration) => [
          configuration.id,
          buildConfiguration(badge, { ...configuration, publicUrl }),
        ]),
      ),
    ),
  }
}

function buildConfiguration(
  badge: Badge,
  {
    format,
    language,
    publicUrl,
  }: ReturnType<typeof configurationsOf>[number] & { publicUrl: string },
) {
  const { name, description } = badgeText(badge.design, language)
  const shown = { name, description, locale: language }
  const logo = { uri: stoneImage(achievementIdIn(badge, language, publicUrl), badge.design) }
  return {
    format,
    cryptographic_binding_methods_supported: ['did:key', 'did:jwk', 'did:web'],
    credential_signing_alg_values_supported: [signingAlgorithms[format]],
    proof_types_supported: {
      jwt: {
        proof_signing_alg_values_supported: holderCurves[format].map(
          (curve) => proofAlgorithms[curve],
        ),
      },
    },
    credential_definition: {
      ...(format === 'ldp_vc' && { '@context': [credentialsV2Url, openBadgesUrl] }),
      type: [...credentialTypes],
    },
    display: [shown],
    credential_metadata: { display: [{ ...shown, logo }] },
  }
}

/**
 * Authorization Server Metadata, the same document for `oauth-authorization-server` and `openid-configuration`.
 * @see RFC 8414; OpenID4VCI 1.0 section 12.3
 */
export function buildAuthorizationServerMetadata(input: { publicUrl: string; slug: string }) {
  const issuer = providerUrl(input.publicUrl, input.slug)
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    token_endpoint_auth_methods_supported: ['none'],
    response_types_supported: [],
    grant_types_supported: [preAuthorizedCodeGrant],
    'pre-authorized_grant_anonymous_access_supported': true,
  }
}
