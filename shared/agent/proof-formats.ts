import type { ProofFormat } from '@veramo/core-types'
import type { CredentialFormat } from '../oid4vc/credential-format.ts'
import { dataIntegrityFormat } from './data-integrity-provider.ts'
import { vcJwtFormat } from './vc-jwt-provider.ts'

/** The proof format to ask the agent for, so that a badge comes in a format of the protocols. */
export const proofFormats = {
  ldp_vc: dataIntegrityFormat,
  jwt_vc_json: vcJwtFormat,
} as const satisfies Record<CredentialFormat, ProofFormat>
