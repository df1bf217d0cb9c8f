import type { CheckName, CodeTable } from './check-names.ts'
import { accreditationCodes } from './codes/accreditation-codes.ts'
import { datesCodes } from './codes/dates-codes.ts'
import { endorsementsCodes } from './codes/endorsements-codes.ts'
import { holderBindingCodes } from './codes/holder-binding-codes.ts'
import { issuerKeyCodes } from './codes/issuer-key-codes.ts'
import { logCodes } from './codes/log-codes.ts'
import { proofCodes } from './codes/proof-codes.ts'
import { recipientCodes } from './codes/recipient-codes.ts'
import { shapeCodes } from './codes/shape-codes.ts'
import { statusCodes } from './codes/status-codes.ts'

/**
 * Every code that a check can answer with, each check's in a file of its own. A code always has the same result, so
 * the pipeline names a code and the result follows. The rule behind the results: `fail` is said only of what is
 * known against this credential or presentation; whatever could not be found out is `unknown`, and unknown is never
 * a kind of valid.
 *
 * Sentences for people are made from name and code by shared/i18n.
 */
export const checkCodes = {
  shape: shapeCodes,
  proof: proofCodes,
  'issuer-key': issuerKeyCodes,
  dates: datesCodes,
  status: statusCodes,
  accreditation: accreditationCodes,
  log: logCodes,
  'holder-binding': holderBindingCodes,
  recipient: recipientCodes,
  endorsements: endorsementsCodes,
} as const satisfies Record<CheckName, CodeTable>

/** The codes of one check, or (without a parameter) of any. */
export type CheckCode<Name extends CheckName = CheckName> = Name extends CheckName
  ? keyof (typeof checkCodes)[Name] & string
  : never
