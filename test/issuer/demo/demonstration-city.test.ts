import { describe, expect, it } from 'vitest'
import { languagesOf, parseBadgeDesign } from '../../../issuer/badges/badge.ts'
import { demonstrationCity } from '../../../issuer/demo/seed-demonstration-city.ts'
import { slugPattern } from '../../../shared/server/slug.ts'
import { rsaBadgeStandard } from '../../../shared/skills/badge-standard.ts'
import { howShownValues } from '../../../shared/skills/how-shown.ts'
import { readingGrade } from '../../support/reading-grade.ts'

const badges = demonstrationCity.flatMap(({ badges: own }) => own)

describe('demonstrationCity', () => {
  it('has a youth club, a college, a garden and a maker space, each with badges', () => {
    expect(
      demonstrationCity.map(({ provider, badges: own }) => [provider.slug, own.length]),
    ).toEqual([
      ['harbour-youth', 4],
      ['castle-street-college', 3],
      ['green-terrace', 3],
      ['dock-makers', 3],
    ])
  })

  it('shows every layer, every way of showing, and a licence', () => {
    const said = (of: (design: (typeof badges)[number]['design']) => string) =>
      new Set(badges.map(({ design }) => of(design)))
    expect(said(({ layer }) => layer)).toEqual(
      new Set(rsaBadgeStandard.layers.map(({ code }) => code)),
    )
    expect(said(({ howShown }) => howShown)).toEqual(new Set(howShownValues))
    expect(said(({ statusPurpose }) => statusPurpose)).toEqual(
      new Set(['revocation', 'suspension']),
    )
  })

  it.each(badges.map((badge) => [badge.slug, badge] as const))(
    'has %s as it should be, in both languages',
    (slug, { design }) => {
      expect(slug).toMatch(slugPattern)
      expect(parseBadgeDesign(design)).toEqual(design)
      expect(languagesOf(design)).toEqual(['en', 'cy'])
    },
  )

  it.each(badges.map(({ slug, design }) => [slug, design.texts.en] as const))(
    'says in plain words what %s is',
    (_, text) => {
      expect(readingGrade(text?.description ?? '')).toBeLessThanOrEqual(8)
    },
  )
})
