import { expect, test } from 'vitest'
import { type AwardRow, awardEntity } from '../../../issuer/awards/award-store.ts'
import { awardWordEntity } from '../../../issuer/awards/award-words.ts'
import { listAwards } from '../../../issuer/awards/list-awards.ts'
import { awardWordsOf } from '../../../issuer/awards/search-words.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { insertRows } from '../../../shared/node/database/insert-rows.ts'
import { forEachDatabase } from '../../support/postgres.ts'

const provider = 'harbour-youth'
const numbered = (number: number) => String(number).padStart(4, '0')

function awardTo(recipientName: string, number: number): AwardRow {
  return {
    ...{ provider, id: numbered(number), badge: 'first-aid', badgeVersion: 1, language: 'en' },
    ...{ credentialId: `urn:${number}`, recipientEmail: '', recipientName, recipientSalt: '' },
    ...{ earner: 'person', evidence: null, validUntil: null, statusList: 'list' },
    ...{ awardedAt: `2026-11-22T10:00:00.${numbered(number)}Z`, statusIndex: number },
    ...{ status: 'active', statusReason: null, statusAt: null, needsTxCode: false },
    ...{ offerGeneration: 1, claimHash: `${number}`, wrongTxCodes: 0, holder: null },
    ...{ isHolderNamed: false, claimedAt: null, delivery: 'claim', replaces: null },
    ...{ replacedBy: null, sentAt: null },
  }
}

forEachDatabase('listAwards', (bench) => {
  test('finds the newest of more awards with a word than it looks at, and of those where one begins so', async () => {
    const database = await bench.open(issuerSchema)
    const many = Array.from({ length: 520 }, (_, number) => awardTo('Siân Rees', number))
    const awards = [...many, awardTo('Sianed Rees', 900), awardTo('Sianed Pugh', 901)]
    const words = awards.flatMap((award) =>
      awardWordsOf(award).map((word) => ({ provider, word, awardId: award.id })),
    )
    await database.transact(async (tx) => {
      await insertRows(tx, awardEntity, awards)
      await insertRows(tx, awardWordEntity, words)
    })
    const found = async (search: string) =>
      (await listAwards(database.reader, { provider, search, limit: 3 })).map(({ id }) => id)
    expect(await Promise.all(['sian', 'rees sian', 'sianed rees', 'SIANE'].map(found))).toEqual([
      ['0519', '0518', '0517'],
      ['0900', '0519', '0518'],
      ['0900'],
      ['0901', '0900'],
    ])
  })
})
