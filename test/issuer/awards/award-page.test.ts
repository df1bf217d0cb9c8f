import { expect, it } from 'vitest'
import { handOversOf } from '../../../issuer/awards/award-page.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

forEachDatabase('handOversOf', (bench) => {
  it('asks for a page of cards in two statements, however many there are', async () => {
    const statements: string[] = []
    const { award, database, publicUrl, secrets } = await storeCity(bench, {
      onStatement: (sql) => statements.push(sql),
    })
    const awards = await Promise.all(
      Array.from({ length: 24 }, (_, at) =>
        award({ recipient: { email: `p${at}@learner.example`, name: `Person ${at}` } }),
      ),
    )
    statements.length = 0
    const ports = { publicUrl, secrets, walletUrl: 'https://wallet.example' }
    const cards = await database.transact((tx) =>
      handOversOf(tx, { provider: 'harbour-youth', awards }, ports),
    )
    expect(statements.filter((sql) => sql.startsWith('SELECT'))).toHaveLength(2)
    expect(cards.map(({ name, badge }) => [name, badge])).toEqual(
      awards.map(({ recipientName }) => [recipientName, 'First aid basics']),
    )
    expect(new Set(cards.map(({ link }) => link)).size).toBe(24)
  })
})
