import { hash } from 'node:crypto'

export type LoggedAward = {
  provider: string
  awardId: string
  credentialId: string
  achievementIds: readonly string[]
  at: string
}

export type LogLeafRow = {
  /**
   * The Merkle leaf, base64url. It says nothing to whoever does not hold the badge, whose id is random.
   * @see awardLeaf
   */
  leafHash: string
  provider: string
  awardId: string
  createdAt: string
  /** Index in the tree, given by the sealer; nothing until then. */
  position: number | null
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

const leafPrefix = Buffer.of(0)

/** As awardLeaf, which runs in browsers too, by the hashes of Node, in base64url. @see RFC 9162 section 2.1.1 */
function leafOf(credentialId: string, achievementId: string): string {
  const entry = hash('sha256', credentialId + achievementId, 'buffer')
  return hash('sha256', Buffer.concat([leafPrefix, entry]), 'base64url')
}
