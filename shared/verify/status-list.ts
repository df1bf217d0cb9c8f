import { validityOf, versionOf } from '../credential/data-model-version.ts'
import { parseDateTime } from '../credential/date-time-stamp.ts'
import type { Secured } from '../credential/secured.ts'
import { isAppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { minimumListLength } from '../status/bitstring.ts'
import { decodeBitstring } from '../status/bitstring-encoding.ts'
import { inWordsOfBitstringList } from '../status/status-list-2021.ts'
import { defaultTtlMs, zBitstringStatusList } from '../status/status-list-credential.ts'
import { budgeted } from './budgeted.ts'
import type { CheckCode } from './check-codes.ts'
import { checkDates, isFuture, isPast } from './dates-check.ts'
import { listCanonicalizationLimits } from './limits.ts'
import type { Moment } from './moment.ts'
import type { VerificationPorts } from './ports.ts'
import type { ProofTimes } from './proof-candidate.ts'
import { readProofs } from './proof-candidates.ts'
import { checkShape } from './shape-check.ts'
import type { StatusListReading } from './status-list-cache.ts'
import { hasType, idOf } from './values.ts'
import type { VerifiedStatusList } from './verified-status-list.ts'
import { verifyProof } from './verify-proof.ts'

export type StatusPorts = Pick<
  VerificationPorts,
  'resolveDid' | 'further' | 'canonicalize' | 'verifySignature' | 'fetchStatusList' | 'statusLists'
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

/** Cheap rules, then the list's own signature and dates, then its bits: only then is it kept. */
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
  const secured = readList(fetched.body, url, issuer)
  if (typeof secured === 'string') return unusable(secured)
  const ownPorts = budgeted(ports, listCanonicalizationLimits)
  const signed = await verifyList(secured, issuer, ownPorts, moment)
  if (typeof signed === 'string') return unusable(signed)
  const unpacked = await unpackList(secured.document)
  if (typeof unpacked === 'string') return unusable(unpacked)
  const { fetchedAt } = fetched
  return keepIfNewest({ ...unpacked, ...signed, url, issuer, fetchedAt }, ports, moment)
}

function readList(body: string, url: string, issuer: string): Secured | CheckCode<'status'> {
  const { shape, secured, refusal } = checkShape(body, 'credential')
  if (refusal) return 'list_not_verified'
  if (secured === undefined || shape.result !== 'pass') return 'list_malformed'
  const { document } = secured
  const isOlder = hasType(document, 'StatusList2021Credential')
  const isList = isOlder || hasType(document, 'BitstringStatusListCredential')
  if (!isList || (versionOf(document) !== '2.0' && !isOlder)) return 'list_malformed'
  if (idOf(document.issuer) !== issuer) return 'list_of_another_issuer'
  // another list of the same issuer, served here, would answer for other credentials
  if (document.id !== undefined && document.id !== url) return 'list_not_verified'
  return secured
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
): Promise<Pick<VerifiedStatusList, 'signedAt'> | CheckCode<'status'>> {
  const reading = readProofs(secured, 'assertionMethod')
  if (reading.outcome === 'refused') return 'list_not_verified'
  const signer = { controller: () => issuer, purpose: 'assertionMethod' as const }
  const { proof, lookup, candidate } = await verifyProof(reading.candidates, signer, ports, moment)
  if (proof.result !== 'pass' || lookup.outcome !== 'found') return 'list_not_verified'
  const dates = checkDates(secured.document, candidate.times, moment)
  if (dates.result !== 'pass') return 'list_out_of_date'
  return { signedAt: signingTime(candidate.times) }
}

function signingTime({ created }: ProofTimes): Date | undefined {
  return typeof created === 'number' ? new Date(created * 1_000) : parseDateTime(created)
}

async function unpackList(
  document: JsonObject,
): Promise<
  Omit<VerifiedStatusList, 'url' | 'issuer' | 'fetchedAt' | 'signedAt'> | CheckCode<'status'>
> {
  const { credentialSubject } = document
  const { from, until } = validityOf(document)
  const subject = isJsonObject(credentialSubject) ? inWordsOfBitstringList(credentialSubject) : {}
  const list = zBitstringStatusList.safeParse(subject)
  const bits = list.success ? await unpackBits(list.data.encodedList) : undefined
  if (!list.success || bits === undefined) return 'list_malformed'
  if (bits.length * 8 < minimumListLength) return 'list_too_short'
  return {
    purposes: [list.data.statusPurpose].flat(),
    bits,
    ttlMs: Math.min(list.data.ttl ?? defaultTtlMs, maxTtlMs),
    validFrom: parseDateTime(from[0]),
    validUntil: parseDateTime(until[0]),
  }
}

async function unpackBits(encodedList: string): Promise<Uint8Array | undefined> {
  try {
    return await decodeBitstring(encodedList)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

/** Whoever replays a list from before a revocation is found out while the newer one is remembered. */
async function keepIfNewest(
  list: VerifiedStatusList,
  ports: StatusPorts,
  moment: Moment,
): Promise<StatusListReading> {
  if (!(await ports.statusLists.isNewest(list))) return unusable('list_rolled_back')
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
