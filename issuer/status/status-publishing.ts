import type { Database } from '../../shared/node/database/database.ts'
import { credentialType, tokenType } from '../../shared/server/documents/accepted-types.ts'
import { tokenPathOf } from '../../shared/server/documents/public-documents.ts'
import { createBitstring, setBit } from '../../shared/status/bitstring.ts'
import { encodeBitstring } from '../../shared/status/bitstring-encoding.ts'
import { buildStatusListCredential } from '../../shared/status/status-list-credential.ts'
import type { SignCredential } from '../identity/badge-signer.ts'
import type { Publisher } from '../publishing/publisher.ts'
import { statusListUrl } from './status-list-url.ts'
import {
  listStatusListsDue,
  markStatusListPublished,
  readStatusList,
  type StatusListRow,
} from './status-store.ts'

export type StatusListKey = Pick<StatusListRow, 'provider' | 'id'>

export type StatusPublishingPorts = {
  database: Database
  publisher: Pick<Publisher, 'publishWith'>
  sign: SignCredential
  /** The DID that signs a provider's lists. */
  issuerOf(provider: string): Promise<string>
  publicUrl: string
  /** How long a verifier may use its copy. */
  ttlSeconds: number
  clock: () => Date
}

/**
 * Caches on the way ask again after seconds, by entity tag: a verifier counts the ttl from when it fetched the list,
 * and a list that was old by then would let a revoked badge pass for twice as long.
 */
const maxAgeSeconds = 5

/**
 * A list holds for so many times its ttl, and is signed again when half of that is over. Whoever replays one from
 * before a revocation, to a verifier that never saw a newer one, can do so for no longer.
 */
const ttlsOfValidity = 12

/**
 * Signs the list as it is now and publishes it, unless what is out already tells as much. Two nodes may do it at
 * once: the list that tells more stays. It goes out with an embedded proof and as a token: there are verifiers that
 * read badges and lists in one of the forms alone, and to them the other would be no list.
 */
export async function publishStatusList(
  key: StatusListKey,
  ports: StatusPublishingPorts,
): Promise<void> {
  const { database, publisher, publicUrl, clock } = ports
  const found = await database.transact((tx) => readStatusList(tx, key))
  const now = clock()
  if (found === undefined || !isDue(found.list, now)) return
  const url = statusListUrl(publicUrl, key)
  const renewAfterMs = (ports.ttlSeconds * 1_000 * ttlsOfValidity) / 2
  const signedAt = laterThanLast(found.list, renewAfterMs, now)
  const list = await buildList(url, found, { ...ports, signedAt })
  const body = await ports.sign(list, 'ldp_vc')
  const token = await ports.sign(list, 'jwt_vc_json')
  await publisher.publishWith(async (tx) => {
    const isNews = await markStatusListPublished(tx, {
      ...key,
      version: found.list.version,
      signedAt: signedAt.toISOString(),
      renewAt: after(signedAt, renewAfterMs).toISOString(),
    })
    if (!isNews) return undefined
    const path = new URL(url).pathname
    const freshness = { maxAgeSeconds: Math.min(ports.ttlSeconds, maxAgeSeconds) }
    return [
      { path, body, contentType: credentialType, ...freshness },
      { path: tokenPathOf(path), body: token, contentType: tokenType, ...freshness },
    ]
  })
}

/** All that are behind or grow old. */
export async function publishStatusListsDue(ports: StatusPublishingPorts): Promise<void> {
  const now = ports.clock().toISOString()
  for (const key of await listStatusListsDue(ports.database.reader, now)) {
    await publishStatusList(key, ports)
  }
}

function isDue(list: StatusListRow, now: Date): boolean {
  return list.publishedVersion < list.version || list.renewAt <= now.toISOString()
}

async function buildList(
  url: string,
  { list, setIndices }: { list: StatusListRow; setIndices: readonly number[] },
  { issuerOf, ttlSeconds, signedAt }: StatusPublishingPorts & { signedAt: Date },
) {
  const bits = createBitstring()
  for (const index of setIndices) setBit(bits, index, true)
  return buildStatusListCredential({
    id: url,
    issuer: await issuerOf(list.provider),
    purpose: list.purpose,
    encodedList: await encodeBitstring(bits),
    validFrom: signedAt,
    validUntil: after(signedAt, ttlSeconds * 1_000 * ttlsOfValidity),
    ttlMs: ttlSeconds * 1_000,
  })
}

/** Verifiers tell a newer list by its validFrom: two that are signed in one millisecond still differ in it. */
function laterThanLast(
  { publishedVersion, renewAt }: StatusListRow,
  renewAfterMs: number,
  now: Date,
) {
  if (publishedVersion === 0) return now
  const ahead = Date.parse(renewAt) - renewAfterMs - now.getTime()
  const isJustSigned = ahead >= 0 && ahead < 1_000
  return isJustSigned ? after(now, ahead + 1) : now
}

function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}
