import type { Database } from '../shared/node/database/database.ts'

const start = Date.UTC(2024, 0, 1)

/** When the award was made that is the so manieth, and its id. */
export function positionOf(index: number): { awardedAt: string; id: string } {
  return {
    awardedAt: new Date(start + index * 1_000).toISOString(),
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  }
}

/** Awards of one badge, a second apart, found by their addresses. */
export async function fillAwards(
  database: Database,
  { provider, awards }: { provider: string; awards: number },
): Promise<void> {
  const columns =
    'provider, id, badge, badge_version, language, credential_id, recipient_email, recipient_name, ' +
    'earner, recipient_salt, awarded_at, status_list, status_index, status, needs_tx_code, ' +
    'offer_generation, claim_hash, wrong_tx_codes, delivery'
  const no = database.kind === 'sqlite' ? '0' : 'false'
  const atATime = 10_000
  for (let first = 0; first < awards; first += atATime) {
    const rows = Array.from({ length: Math.min(atATime, awards - first) }, (_, place) => {
      const { awardedAt, id } = positionOf(first + place)
      return (
        `('${provider}','${id}','first-aid',1,'en','urn:${id}','p${String(first + place).padStart(8, '0')}@learner.example','Person','person',` +
        `'salt','${awardedAt}','list',${first + place},'active',${no},1,'${id}',0,'claim')`
      )
    })
    await database.transact((tx) =>
      tx.query(`INSERT INTO award (${columns}) VALUES ${rows.join(',')}`),
    )
  }
  await database.transact((tx) =>
    tx.query(
      `INSERT INTO award_word (provider, word, award_id) SELECT provider, recipient_email, id FROM award WHERE provider = '${provider}'`,
    ),
  )
  if (database.kind === 'postgres') await database.transact((tx) => tx.query('ANALYZE'))
}
