import { z } from 'zod'
import { decodeBase64url, encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import type { DidDocument } from '../../shared/did/did-document.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { readCheckpoint } from '../../shared/trust/log-checkpoint.ts'
import { isConsistent } from '../../shared/trust/log-consistency.ts'
import { awardLogService } from '../../shared/trust/read-trust-list.ts'
import type { TrustPorts } from '../../shared/trust/trust-ports.ts'

/** The newest state of a city's log that was seen, with the city's signature under it. */
export const zFollowed = z.object({
  city: z.string(),
  log: z.string(),
  size: z.int().min(0),
  /** base64url */
  root: z.string(),
  checkpoint: z.string(),
})

export type Followed = z.infer<typeof zFollowed>

export type FollowOutcome =
  | { outcome: 'grown' | 'unchanged'; state: Followed }
  /** The log does not continue what was seen: both statements are evidence, signed by the city. */
  | { outcome: 'forked'; earlier: string; later: string }
  | { outcome: 'unavailable'; detail: string }

/**
 * Asks a city's log once, and checks that it continues what was seen before. A log that became smaller, or has
 * another root at the same size, or gives a proof that does not lead from one to the other, has forked.
 * @throws AppError conflict where `seen` is of another city: two logs are no fork
 */
export async function followLog(
  city: Did,
  seen: Followed | undefined,
  ports: Pick<TrustPorts, 'resolveDid' | 'verifySignature' | 'fetchText'>,
): Promise<FollowOutcome> {
  if (seen !== undefined && seen.city !== city) {
    throw new AppError(
      'conflict',
      `What was seen is of another city, ${seen.city}: keep each apart`,
    )
  }
  const resolution = await ports.resolveDid(city, { fresh: true })
  if (resolution.outcome !== 'resolved') {
    return unavailable('The city’s DID document cannot be had, or is none')
  }
  const log = findLog(resolution.document)
  if (log === undefined) return unavailable('The city’s DID document names no award log')
  const fetched = await ports.fetchText(`${log}/checkpoint`, { fresh: true })
  if (fetched.outcome !== 'fetched') return unavailable('The log gives no checkpoint')
  const reading = await readCheckpoint(fetched.text, city, ports, { refreshesKeys: true })
  if (reading.outcome !== 'read') return unavailable(reading.detail)
  const { size, root } = reading.payload
  if (reading.isKeyRevoked) return unavailable('A revoked key signed the checkpoint')
  const state = { city, log, size, root: encodeBase64url(root), checkpoint: fetched.text }
  if (seen === undefined) return { outcome: 'grown', state }
  const earlier = { size: seen.size, root: decodeBase64url(seen.root) }
  const answer = await isConsistent({ log, earlier, later: { size, root } }, ports)
  if (answer === 'unknown') return unavailable('The log gives no proof of consistency')
  if (answer === 'no') {
    return { outcome: 'forked', earlier: seen.checkpoint, later: fetched.text }
  }
  return { outcome: size === seen.size ? 'unchanged' : 'grown', state }
}

function findLog(document: DidDocument): string | undefined {
  const service = document.service?.find(({ type }) => type === awardLogService)
  return typeof service?.serviceEndpoint === 'string' ? service.serviceEndpoint : undefined
}

function unavailable(detail: string): FollowOutcome {
  return { outcome: 'unavailable', detail }
}
