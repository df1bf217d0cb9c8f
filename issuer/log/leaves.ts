import { createHash, hash } from 'node:crypto'
import type { LogLeafRow } from './award-log.ts'

export type LoggedAward = {
  provider: string
  awardId: string
  credentialId: string
  achievementIds: readonly string[]
  at: string
}

/** One for each language of the badge. */
export function logLeavesOf(award: LoggedAward): LogLeafRow[] {
  return award.achievementIds.map((achievementId) => ({
    leafHash: leafOf(award.credentialId, achievementId),
    provider: award.provider,
    awardId: award.awardId,
    createdAt: award.at,
    position: null,
  }))
}

const leafPrefix = Uint8Array.of(0)

/** As awardLeaf, which runs in browsers too, by the hashes of Node, in base64url. @see RFC 9162 section 2.1.1 */
function leafOf(credentialId: string, achievementId: string): string {
  const entry = hash('sha256', credentialId + achievementId, 'buffer')
  return createHash('sha256').update(leafPrefix).update(entry).digest('base64url')
}
