import { z } from 'zod'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import type { CheckName } from '../verify/check-names.ts'

/** What a client may ask a verifier for. @see https://w3c-ccg.github.io/vcalm/#verify-credential */
const zVerifyOptions = z.looseObject({
  /** Default: all. A check that is not asked for is told as a warning. */
  checks: z.array(z.string().max(100)).max(50).nullish(),
  challenge: z.string().max(2048).nullish(),
  domain: z.union([z.string().max(2048), z.array(z.string().max(2048)).max(20)]).nullish(),
  expectedProofPurpose: z.string().max(100).nullish(),
  /** Whether the answer holds what was verified, as it came. Default: no. */
  returnCredential: z.boolean().nullish(),
  returnPresentation: z.boolean().nullish(),
})

export type VerifyOptions = z.infer<typeof zVerifyOptions>

const zSecured = z.union([z.string(), z.custom<JsonObject>(isJsonObject)], {
  error: 'must be a JSON object or a compact JWT',
})

export const zVerifyCredential = z.looseObject({
  verifiableCredential: zSecured,
  options: zVerifyOptions.nullish(),
})

export const zVerifyPresentation = z.looseObject({
  verifiablePresentation: zSecured,
  options: zVerifyOptions.nullish(),
})

/** Nothing is proven without these, whatever was asked for. */
const always: readonly CheckName[] = ['shape', 'proof', 'issuer-key', 'dates', 'holder-binding']

const statusWords = ['status', 'credentialStatus', 'credential_status']

/** The checks that decide. */
export function decisiveChecks({ checks }: VerifyOptions): readonly CheckName[] {
  const asked = checks ?? []
  const isStatusAsked = asked.length === 0 || asked.some((word) => statusWords.includes(word))
  return isStatusAsked ? [...always, 'status'] : always
}
