import { readerOf } from '../credential/surely-valid.ts'
import type { JsonObject } from '../json/json.ts'
import { isJsonObject } from '../json/json.ts'
import { getBit } from '../status/bitstring.ts'
import {
  type StatusPurpose,
  statusPurposes,
  zBitstringStatusListEntry,
} from '../status/status-entry.ts'
import { inWordsOfBitstringEntry } from '../status/status-list-2021.ts'
import { check, worstCheck } from './check.ts'
import { type CheckCode, checkCodes } from './check-codes.ts'
import type { Moment } from './moment.ts'
import type { Check } from './report.ts'
import { statusErrors } from './status-errors.ts'
import { getStatusList, type StatusPorts } from './status-list.ts'
import { hasType, listOf } from './values.ts'
import type { VerifiedStatusList } from './verified-status-list.ts'

const readEntry = readerOf(zBitstringStatusListEntry)

/** Open Badges allows one entry; each may cost a request. */
const maxEntries = 4

const setCodes: Record<StatusPurpose, CheckCode<'status'>> = {
  revocation: 'revoked',
  suspension: 'suspended',
}

/**
 * Does the issuer still stand by the credential? Asks the network: only for a credential whose signature and
 * issuer are known good.
 */
export async function checkStatus(
  document: JsonObject,
  issuer: string,
  ports: StatusPorts,
  moment: Moment,
): Promise<Check> {
  const entries = listOf(document.credentialStatus)
  if (entries.length === 0) return check('status', 'none')
  if (entries.length > maxEntries) return statusCheck('entry_malformed')
  const [only] = entries
  if (entries.length === 1) {
    return statusCheck(await codeOfEntry(only, { document, issuer }, ports, moment))
  }
  const codes = await Promise.all(
    entries.map((entry) => codeOfEntry(entry, { document, issuer }, ports, moment)),
  )
  const [first = check('status', 'none'), ...rest] = codes.map(statusCheck)
  return worstCheck(first, rest)
}

async function codeOfEntry(
  entry: unknown,
  { document, issuer }: { document: JsonObject; issuer: string },
  ports: StatusPorts,
  moment: Moment,
): Promise<CheckCode<'status'>> {
  if (!isJsonObject(entry)) return 'entry_malformed'
  const worded = inWordsOfBitstringEntry(entry)
  if (!hasType(worded, 'BitstringStatusListEntry')) {
    const code = await ports.further?.findStatus(entry, { document, issuer }, ports, moment)
    return code ?? 'type_unsupported'
  }
  const parsed = readEntry(worded)
  if (!parsed.success) return 'entry_malformed'
  const { statusListCredential, statusListIndex, statusPurpose, statusSize = 1 } = parsed.data
  const purpose = statusPurposes.find((known) => known === statusPurpose)
  if (purpose === undefined || statusSize !== 1) return 'purpose_unsupported'
  const reading = await getStatusList(statusListCredential, issuer, ports, moment)
  if (reading.outcome === 'unusable') return reading.code
  return codeInList(reading.list, purpose, Number(statusListIndex))
}

/** @see https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm */
function codeInList(
  { purposes, bits }: VerifiedStatusList,
  purpose: StatusPurpose,
  index: number,
): CheckCode<'status'> {
  if (!purposes.includes(purpose)) return 'purpose_mismatch'
  if (index >= bits.length * 8) return 'index_out_of_range'
  return getBit(bits, index) ? setCodes[purpose] : 'ok'
}

function statusCheck(code: CheckCode<'status'>): Check {
  const error = statusErrors[code]
  return check('status', code, error && `${checkCodes.status[code].meaning} (${error})`)
}
