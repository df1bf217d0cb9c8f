import { createHash } from 'node:crypto'
import { openShare } from '../../shared/cv/open-share.ts'
import { shareChallenge } from '../../shared/cv/sealed-share.ts'
import { looksLikeShareLink, parseShareLink } from '../../shared/cv/share-link.ts'
import { verifyShare } from '../../shared/cv/verify-share.ts'
import type { Did } from '../../shared/did/did.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../shared/errors/error-codes.ts'
import { knownFileKind } from '../../shared/given/file-kind.ts'
import { readAnything } from '../../shared/given/read-anything.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { inTurns } from '../../shared/node/thread-turns.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import { keptPolicy } from '../candidates/kept.ts'
import type { NewEvidence } from '../candidates/receive-evidence.ts'
import { checkFile, givenLimits } from '../check/check-given.ts'
import { inTime } from '../check/in-time.ts'
import { mostOf, unzipBounded, type ZippedFile, zipLimits } from './unzip.ts'

/** What somebody sends without the protocol. */
export type Given = { fileName: string; bytes: Uint8Array } | { link: string }

const refusals = [
  'too-many',
  'too-large',
  'zip-refused',
  'too-slow',
  'link-gone',
  'link-damaged',
  'not-a-link',
  'unreachable',
  'secret',
  'unreadable',
] as const

export type Refusal = (typeof refusals)[number]

/** One thing of what came, and what it is or why it is nothing. A link has no name. */
export type IntakeItem = { fileName?: string } & ({ evidence: NewEvidence } | { refusal: Refusal })

export type IntakePorts = {
  verification: VerificationPorts
  fetch: GuardedFetch
  reportedCities?: readonly Did[]
}

export const maxGivenFiles = 20
const maxItems = 100
const maxFileBytes = 8_388_608
/** Of all archives of one sending: as much as a full form of what cannot be packed, and no bombs beside each other. */
const maxUnpackedBytes = 33_554_432
const secondsPerItem = 25

/**
 * Reads and checks what somebody sent: share links are opened, badges checked, files without a badge kept as they are
 * and never looked into. Everything that came has an outcome.
 */
export async function takeIn(
  given: readonly Given[],
  policy: VerificationPolicy,
  ports: IntakePorts,
): Promise<IntakeItem[]> {
  const bounded = { ...ports, verification: withinReach(ports.verification) }
  const opened = await openZips(given)
  return inTurns(opened, async (item, index): Promise<IntakeItem> => {
    if ('refusal' in item) return item
    const named = 'link' in item ? {} : { fileName: displayText(item.fileName, 80) ?? '' }
    if (index >= maxItems) return { ...named, refusal: 'too-many' }
    const taken = await inTime(takeOne(item, policy, bounded), {
      maxMilliseconds: secondsPerItem * 1_000,
      late: 'too-slow' as const,
    })
    return typeof taken === 'string'
      ? { ...named, refusal: taken }
      : { ...named, evidence: { ...taken, ...named } }
  })
}

type Opened = Given | { fileName: string; refusal: Refusal }

/** One after another: what they cost together is bounded. */
async function openZips(given: readonly Given[]): Promise<Opened[]> {
  const opened: Opened[] = []
  let left = maxUnpackedBytes
  for (const one of given) {
    if ('link' in one || knownFileKind(one.bytes) !== 'zip') {
      opened.push(one)
      continue
    }
    const limits = { ...zipLimits, maxBytes: Math.min(left, zipLimits.maxBytes) }
    const files = await unzipBounded(one.bytes, limits)
    // what was refused has cost its work too, and nobody knows how much
    left -= files === undefined ? mostOf(one.bytes, limits) : sizeOf(files)
    opened.push(...openZip(one.fileName, files))
  }
  return opened
}

function sizeOf(files: readonly ZippedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0)
}

/** A zip is what is in it; a zip in a zip is nothing. */
function openZip(zipName: string, files: readonly ZippedFile[] | undefined): Opened[] {
  const fileName = displayText(zipName, 80) ?? ''
  if (files === undefined) return [{ fileName, refusal: 'zip-refused' }]
  return files.map(({ name, bytes }) =>
    knownFileKind(bytes) === 'zip'
      ? { fileName: displayText(name, 80) ?? '', refusal: 'zip-refused' }
      : { fileName: name, bytes },
  )
}

async function takeOne(
  given: Given,
  policy: VerificationPolicy,
  ports: IntakePorts,
): Promise<NewEvidence | Refusal> {
  if ('link' in given) return takeLink(given.link, policy, ports)
  const { bytes } = given
  if (bytes.length > maxFileBytes) return 'too-large'
  const found = readAnything(bytes, givenLimits)
  if (found.kind === 'link' && found.link.kind === 'share') {
    return takeLink(found.link.text, policy, ports)
  }
  if (found.kind === 'nothing' && isPlainCv(found.reason)) return plainCv(bytes)
  const checked = await checkFile(found, ports, policy)
  if (checked.outcome === 'problem') return refusalOf(checked.problem)
  const { text, report } = checked
  return {
    source: 'file',
    kept: { kind: 'text', text, policy: keptPolicy(policy) },
    presentationsHash: hash(hash(text)),
    report,
  }
}

/** The key of the link is used once and not kept: what it opened is, under the candidate's own. */
async function takeLink(
  text: string,
  policy: VerificationPolicy,
  { verification, fetch }: IntakePorts,
): Promise<NewEvidence | Refusal> {
  if (!looksLikeShareLink(text)) return 'not-a-link'
  try {
    const link = parseShareLink(text)
    const cv = await openShare(link, { fetch, clock: verification.clock })
    const { presentations, audience, expiresAt, logProofs } = cv
    const { report, ownWords } = await verifyShare(cv, link.key, { ports: verification, policy })
    const binding = { nonce: shareChallenge(link.key, expiresAt), audience }
    const texts = presentations.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
    return {
      source: 'share-link',
      kept: {
        kind: 'presentations',
        presentations,
        binding,
        logProofs,
        policy: keptPolicy(policy),
      },
      presentationsHash: hash(texts.map(hash).join('\n')),
      report,
      ...(ownWords && { ownWords }),
    }
  } catch (error) {
    if (isAppError(error)) return refusalOfLink[error.code] ?? 'unreadable'
    throw error
  }
}

const refusalOfLink: Partial<Record<ErrorCode, Refusal>> = {
  share_expired: 'link-gone',
  share_withdrawn: 'link-gone',
  not_found: 'link-gone',
  share_damaged: 'link-damaged',
  share_link_malformed: 'link-damaged',
  fetch_failed: 'unreachable',
  fetch_redirected: 'unreachable',
  fetch_too_large: 'unreachable',
  address_forbidden: 'unreachable',
}

function isPlainCv(reason: string): boolean {
  return reason === 'pdf' || reason === 'office' || reason === 'words'
}

function plainCv(bytes: Uint8Array): NewEvidence {
  const base64 = Buffer.from(bytes).toString('base64')
  return { source: 'plain-cv', kept: { kind: 'file', base64 }, presentationsHash: hash(bytes) }
}

function refusalOf(problem: string): Refusal {
  if (['wallet-file', 'sealed-wallet', 'restore'].includes(problem)) return 'secret'
  return problem === 'too-large' ? 'too-large' : 'unreadable'
}

function hash(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('base64url')
}
