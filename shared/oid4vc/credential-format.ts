import type { Secured } from '../credential/secured.ts'

/**
 * How a badge is secured, by the names that OpenID4VCI and OpenID4VP have for it: with a Data Integrity proof, or as
 * a JWT.
 * @see OpenID4VCI 1.0 appendix A.1; OpenID4VP 1.0 appendix B.1
 */
export const credentialFormats = ['ldp_vc', 'jwt_vc_json'] as const

export type CredentialFormat = (typeof credentialFormats)[number]

/** The format of what was read: by how it is secured. */
export const formatOf: Record<Secured['securing'], CredentialFormat> = {
  'data-integrity': 'ldp_vc',
  jwt: 'jwt_vc_json',
}
