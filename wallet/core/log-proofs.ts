import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { type Did, isDid } from '../../shared/did/did.ts'
import type { DidDocument } from '../../shared/did/did-document.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import { parseJsonStrict } from '../../shared/json/json.ts'
import { readCheckpoint } from '../../shared/trust/log-checkpoint.ts'
import {
  awardLeaf,
  isProven,
  type LogProof,
  type LogProofDocument,
  zLogProof,
} from '../../shared/trust/log-proof.ts'
import { findNamedCity } from '../../shared/trust/named-city.ts'
import { awardLogService } from '../../shared/trust/read-trust-list.ts'
import type { HeldBadge, NewBadge } from './held-badge.ts'
import { parseSecureUrl } from './secure-url.ts'
import type { WalletPorts } from './wallet-ports.ts'

const maxProofBytes = 16_384
const timeoutMs = 5_000

type AskingPorts = Pick<
  WalletPorts,
  'fetch' | 'resolveDid' | 'verifySignature' | 'allowLoopbackHttp'
>

/**
 * Completes badges with the proof of where they stand in their city's award log: asked for once, soon after the
 * badge came, so that nobody need ask the city when the badge is shown. Where there is none yet (the city seals its
 * log every second or so), or the city cannot be asked, the badge stays as it is, and a later call tries again.
 */
export async function completeLogProofs<Badge extends HeldBadge>(
  badges: readonly Badge[],
  ports: AskingPorts & Pick<WalletPorts, 'store'>,
): Promise<Badge[]> {
  return Promise.all(
    badges.map(async (badge) => {
      const isWanting = badge.logProof === undefined && badge.report.verdict !== 'invalid'
      const logProof = isWanting ? await fetchLogProof(badge, ports) : undefined
      if (logProof === undefined) return badge
      await ports.store.keepLogProof(badge.id, logProof)
      return { ...badge, logProof }
    }),
  )
}

/** The proofs that go along when badges are shown, by leaf. */
export function logProofsOf(badges: readonly HeldBadge[]): Map<string, LogProofDocument> {
  return new Map(
    badges.flatMap((badge) => {
      const leaf = leafOf(badge)
      return leaf && badge.logProof ? [[encodeBase64url(leaf), badge.logProof] as const] : []
    }),
  )
}

/** What only looks like a proof is dropped: whoever checks the badge asks the city then. */
export function parseLogProof(value: unknown): LogProofDocument | undefined {
  const parsed = zLogProof.safeParse(value)
  return parsed.success ? documentOf(parsed.data) : undefined
}

async function fetchLogProof(
  badge: NewBadge,
  ports: AskingPorts,
): Promise<LogProofDocument | undefined> {
  const leaf = leafOf(badge)
  const { id: issuer } = badge.summary.issuer
  if (leaf === undefined || !isDid(issuer)) return undefined
  const log = await findAwardLog(issuer, ports)
  if (log === undefined) return undefined
  const text = await fetchText(`${log.url}/proofs/${encodeBase64url(leaf)}`, ports)
  const proof = text === undefined ? undefined : readProof(text)
  return proof && (await isGood(leaf, proof, log, ports)) ? documentOf(proof) : undefined
}

type AwardLog = { url: string; city: Did }

async function findAwardLog(
  provider: Did,
  { resolveDid }: Pick<WalletPorts, 'resolveDid'>,
): Promise<AwardLog | undefined> {
  const city = await findNamedCity(provider, resolveDid)
  if (city === undefined) return undefined
  const url = serviceOf(await documentAt(city, resolveDid), awardLogService)
  return url === undefined ? undefined : { url, city }
}

async function documentAt(
  did: Did,
  resolveDid: WalletPorts['resolveDid'],
): Promise<DidDocument | undefined> {
  const resolution = await resolveDid(did)
  return resolution.outcome === 'resolved' ? resolution.document : undefined
}

function serviceOf(document: DidDocument | undefined, type: string): string | undefined {
  const endpoint = document?.service?.find((service) => service.type === type)?.serviceEndpoint
  return typeof endpoint === 'string' ? endpoint : undefined
}

/** A bad proof is worse than none: it would be sent for years in place of a good one. */
async function isGood(
  leaf: Uint8Array,
  proof: LogProof,
  { url, city }: AwardLog,
  ports: AskingPorts,
): Promise<boolean> {
  const reading = await readCheckpoint(proof.checkpoint, city, ports)
  return (
    reading.outcome === 'read' &&
    reading.payload.log === url &&
    isProven(leaf, proof, reading.payload)
  )
}

async function fetchText(address: string, ports: AskingPorts): Promise<string | undefined> {
  try {
    const response = await ports.fetch(parseSecureUrl(address, ports), {
      headers: { Accept: 'application/json' },
      maxBytes: maxProofBytes,
      timeoutMs,
    })
    return response.ok ? await response.text() : undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    return undefined
  }
}

function readProof(text: string): LogProof | undefined {
  try {
    const value = parseJsonStrict(text, { maxBytes: maxProofBytes, maxDepth: 4 })
    return zLogProof.safeParse(value).data
  } catch (error) {
    if (!isAppError(error)) throw error
    return undefined
  }
}

function documentOf({ index, path, checkpoint }: LogProof): LogProofDocument {
  return { index, path: path.map(encodeBase64url), checkpoint }
}

/** The badge's leaf, as SHA-256 of its id and its achievement's; none for a badge that lacks either. */
function leafOf({ summary }: Pick<NewBadge, 'summary'>): Uint8Array | undefined {
  const { id, achievement } = summary
  return id === undefined || achievement === undefined ? undefined : awardLeaf(id, achievement.id)
}
