import { expect, it } from 'vitest'
import { readBadgePage } from '../../../issuer/badges/badge-page.ts'
import { addBadgeVersion, findBadge } from '../../../issuer/badges/badge-store.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

forEachDatabase('readBadgePage', (bench) => {
  it('leads through all badges of a provider, sixty at a time', async () => {
    const { database } = await storeCity(bench)
    const first = await findBadge(database.reader, {
      provider: 'dock-makers',
      slug: 'laser-cutter',
    })
    if (first === undefined) throw new Error('the demonstration city has this badge')
    const slugs = Array.from({ length: 150 }, (_, at) => `tool-${String(at).padStart(3, '0')}`)
    await database.transact(async (tx) => {
      for (const slug of slugs) await addBadgeVersion(tx, { ...first, provider: 'tools', slug })
    })
    const seen: string[][] = []
    let after: string | undefined
    do {
      const page = await readBadgePage(database.reader, { provider: 'tools', after })
      seen.push(page.badges.map(({ slug }) => slug))
      after = page.more?.replace('?after=', '')
    } while (after !== undefined)
    expect(seen.map(({ length }) => length)).toEqual([60, 60, 30])
    expect(seen.flat()).toEqual(slugs)
  })

  it('begins at the beginning after what is no place', async () => {
    const { database } = await storeCity(bench)
    for (const after of [undefined, '', '../x', 'a/b/c', { after: 1 }, 'TOOLS/X']) {
      const { badges } = await readBadgePage(database.reader, { after })
      expect(badges).toHaveLength(13)
    }
  })
})
