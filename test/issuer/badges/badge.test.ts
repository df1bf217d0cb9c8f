import { describe, expect, it } from 'vitest'
import { badgeText, languagesOf, parseBadgeDesign } from '../../../issuer/badges/badge.ts'
import { addBadgeVersion, badgeEntity, findBadge } from '../../../issuer/badges/badge-store.ts'
import { harbourYouthBadges } from '../../../issuer/demo/harbour-youth.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const design = harbourYouthBadges[0]?.design
if (design === undefined) throw new Error('the club has badges')
const { en } = design.texts

describe('parseBadgeDesign', () => {
  it('reads a design as it is', () => {
    expect(parseBadgeDesign(design)).toEqual(design)
  })

  it.each<[string, object]>([
    ['no text in its main language', { texts: { cy: design.texts.cy } }],
    ['a layer that the standard has not', { layer: 'transform' }],
    ['a standard that is unknown', { standard: { id: 'other', version: '1' } }],
    [
      'a version of the standard that is unknown',
      { standard: { ...design.standard, version: '9' } },
    ],
    ['another way of showing', { howShown: 'heard of' }],
    ['both purposes', { statusPurpose: ['revocation', 'suspension'] }],
    ['a skill without a name', { skills: [{ code: 'x' }] }],
    ['a skill that is a path', { skills: [{ code: '../x', name: { en: 'x', cy: 'x' } }] }],
    ['a hue of its own', { hue: '#ff0000' }],
  ])('refuses %s', (_, change) => {
    expect(() => parseBadgeDesign({ ...design, ...change })).toThrow(
      expect.objectContaining({ code: 'request_malformed' }),
    )
  })
})

describe('languagesOf and badgeText', () => {
  it('put the main language first, and fall back to it', () => {
    const onlyEnglish = parseBadgeDesign({ ...design, texts: { en } })
    expect(languagesOf(design)).toEqual(['en', 'cy'])
    expect(languagesOf({ ...design, mainLanguage: 'cy' })).toEqual(['cy', 'en'])
    expect(languagesOf(onlyEnglish)).toEqual(['en'])
    expect(badgeText(onlyEnglish, 'cy')).toEqual({ ...en, language: 'en' })
    expect(badgeText(design, 'cy').language).toBe('cy')
  })
})

forEachDatabase('badges', (bench) => {
  const key = { provider: 'harbour-youth', slug: 'first-aid' }

  it('keep each version as it was', async () => {
    const { database } = await storeCity(bench)
    const first = await findBadge(database.reader, key)
    if (first === undefined) throw new Error('no badge')
    const changed = { ...first, design: { ...first.design, hue: 'fern' as const } }
    await database.transact(async (tx) => {
      await addBadgeVersion(tx, changed)
      await addBadgeVersion(tx, { ...changed, version: 2 })
    })

    expect(await findBadge(database.reader, { ...key, version: 1 })).toEqual(first)
    expect(await findBadge(database.reader, key)).toEqual({ ...changed, version: 2 })
    expect(await findBadge(database.reader, { ...key, version: 3 })).toBeUndefined()
  })

  it('can be read when the theme has lost their picture', async () => {
    const { database } = await storeCity(bench)
    const [row] = await database.reader.findBy(badgeEntity, key)
    const design = JSON.stringify({ ...JSON.parse(row?.design ?? ''), glyph: 'gone', hue: 'gone' })
    await database.transact((tx) => tx.update(badgeEntity, key, { design }))
    const badge = await findBadge(database.reader, key)
    expect([badge?.design.hue, badge?.design.glyph]).toEqual(['sea', undefined])
  })
})
