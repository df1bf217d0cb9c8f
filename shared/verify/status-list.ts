import { parseDateTimeStamp } from '../credential/date-time-stamp.ts'
import { credentialIssues } from '../credential/model-issues.ts'
import { readSecured, type Secured } from '../credential/secured.ts'
import { isAppError } from '../errors/app-error.ts'
import { minimumListLength } from '../status/bitstring.ts'
import { decodeBitstring } from '../status/bitstring-encoding.ts'
import {
  type BitstringStatusList,
  defaultTtlMs,
  zBitstringStatusList,
} from '../status/status-list-credential.ts'
import type { CheckCode } from './check-codes.ts'
import { checkDates, isFuture, isPast, type Moment } from './dates-check.ts'
import type { VerificationPorts } from './ports.ts'
import { readProofs } from './proof-candidates.ts'
import type { StatusListReading, VerifiedStatusList } from './status-list-cache.ts'
import { hasType, idOf } from './values.ts'
import { verifyProof } from './verify-proof.ts'

export type StatusPorts = Pick<
  VerificationPorts,
  'resolveDid' | 'canonicalize' | 'verifySignature' | 'fetchStatusList' | 'statusLists'
>

/** A list that asks to be kept for longer is asked again after a day all the same. */
const maxTtlMs = 86_400_000

/** The list at `url` if it is the issuer's own, verified and no older than its ttl: kept, or fetched now. */
export async function getStatusList(
  url: string,
  issuer: string,
  ports: StatusPorts,
  moment: Moment,
): Promise<StatusListReading> {
  const kept = ports.statusLists.find(url, issuer)
  if (kept && isCurrent(kept, moment) && ageMs(kept, moment) < kept.ttlMs) {
    return { outcome: 'verified', list: kept }
  }
  return ports.statusLists.share(url, issuer, () => loadStatusList(url, issuer, ports, moment))
}

async function loadStatusList(
  url: string,
  issuer: string,
  ports: StatusPorts,
  moment: Moment,
): Promise<StatusListReading> {
  const fetched = await ports.fetchStatusList(url)
  if (fetched.outcome !== 'fetched') {
    return unusable(fetched.outcome === 'refused' ? 'list_refused' : 'list_unreachable')
  }
  const secured = readCredential(fetched.body)
  if (secured === undefined) return unusable('list_malformed')
  const { document } = secured
  if (idOf(document.issuer) !== issuer) return unusable('list_of_another_issuer')
  // another list of the same issuer, served here, would answer for other credentials
  if (document.id !== undefined && document.id !== url) return unusable('list_not_verified')
  const signature = await verifyList(secured, issuer, ports, moment)
  if (signature !== 'ok') return unusable(signature)
  const subject = zBitstringStatusList.safeParse(document.credentialSubject)
  if (!subject.success) return unusable('list_malformed')
  const bits = await unpack(subject.data)
  if (bits === undefined) return unusable('list_malformed')
  if (bits.length * 8 < minimumListLength) return unusable('list_too_short')
  const list: VerifiedStatusList = {
    url,
    issuer,
    purposes: [subject.data.statusPurpose].flat(),
    bits,
    ttlMs: Math.min(subject.data.ttl ?? defaultTtlMs, maxTtlMs),
    fetchedAt: fetched.fetchedAt,
    validFrom: parseDateTimeStamp(document.validFrom),
    validUntil: parseDateTimeStamp(document.validUntil),
  }
  return keepIfNewest(list, ports, moment)
}

function readCredential(body: string): Secured | undefined {
  try {
    const secured = readSecured(body)
    const isList =
      secured.kind === 'credential' &&
      credentialIssues(secured.document).length === 0 &&
      hasType(secured.document, 'BitstringStatusListCredential')
    return isList ? secured : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

/**
 * The list is signed by a key of the same DID that issued the credential: its own, or one that its document
 * lists for an escrow.
 */
async function verifyList(
  secured: Secured,
  issuer: string,
  ports: StatusPorts,
  moment: Moment,
): Promise<'ok' | CheckCode<'status'>> {
  const reading = readProofs(secured, 'assertionMethod')
  if (reading.outcome === 'refused') return 'list_not_verified'
  const signer = { controller: () => issuer, purpose: 'assertionMethod' as const }
  const { proof, candidate } = await verifyProof(reading.candidates, signer, ports, moment)
  if (proof.result !== 'pass') return 'list_not_verified'
  const dates = checkDates(secured.document, candidate.times, moment)
  return dates.result === 'pass' ? 'ok' : 'list_out_of_date'
}

async function unpack({ encodedList }: BitstringStatusList): Promise<Uint8Array | undefined> {
  try {
    return await decodeBitstring(encodedList)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

/** Whoever replays a list from before a revocation is found out while the newer one is remembered. */
function keepIfNewest(
  list: VerifiedStatusList,
  ports: StatusPorts,
  moment: Moment,
): StatusListReading {
  const seen = ports.statusLists.find(list.url, list.issuer)?.validFrom
  if (seen && (list.validFrom === undefined || list.validFrom < seen)) {
    return unusable('list_rolled_back')
  }
  if (ageMs(list, moment) > list.ttlMs) return unusable('list_out_of_date')
  ports.statusLists.keep(list)
  return { outcome: 'verified', list }
}

function isCurrent({ validFrom, validUntil }: VerifiedStatusList, moment: Moment): boolean {
  return !isFuture(validFrom, moment) && !isPast(validUntil, moment)
}

function ageMs({ fetchedAt }: VerifiedStatusList, { now }: Moment): number {
  return now.getTime() - fetchedAt.getTime()
}

function unusable(code: CheckCode<'status'>): StatusListReading {
  return { outcome: 'unusable', code }
}
