import type { Canonicalize } from '../credential/canonicalize.ts'
import type { JsonObject } from '../json/json.ts'
import type { PresentedLogProofs } from './ports.ts'
import type { CredentialReport, PresentationReport } from './report.ts'

/** What the credential providers need of the verification pipeline: `shared/verify` with its ports already given. */
export type Verification = {
  /** The pipeline's own, which knows its contexts by now; signing needs the same. */
  canonicalize: Canonicalize
  verifyCredential(
    input: string | JsonObject,
    options?: { expectedHolder?: string; logProofs?: PresentedLogProofs },
  ): Promise<CredentialReport>
  verifyPresentation(
    input: string | JsonObject,
    options?: { binding?: { nonce: string; audience: string } },
  ): Promise<PresentationReport>
}
