import type { Language } from '../../shared/i18n/messages.ts'
import { type CredentialFormat, credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import { type Badge, languagesOf } from '../badges/badge.ts'

/** One form that a version of a badge can be taken in. */
export type CredentialConfiguration = { id: string; language: Language; format: CredentialFormat }

/** `first-aid.2.en.ldp_vc`: unique within the provider, which is the Credential Issuer. */
export function configurationsOf(
  badge: Pick<Badge, 'slug' | 'version' | 'design'>,
  language?: Language,
): CredentialConfiguration[] {
  return languagesOf(badge.design)
    .filter((one) => language === undefined || one === language)
    .flatMap((one) =>
      credentialFormats.map((format) => ({
        id: `${badge.slug}.${badge.version}.${one}.${format}`,
        language: one,
        format,
      })),
    )
}

/**
 * What a holder's key must be to present a badge of this format later: eddsa-rdfc-2022 is the one Data Integrity
 * suite issued, and it signs with Ed25519.
 */
export const holderCurves = {
  ldp_vc: ['Ed25519'],
  jwt_vc_json: ['Ed25519', 'P-256'],
} as const satisfies Record<CredentialFormat, readonly string[]>

export const credentialTypes = ['VerifiableCredential', 'OpenBadgeCredential'] as const
