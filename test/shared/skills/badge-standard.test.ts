import { describe, expect, it } from 'vitest'
import { zAlignment } from '../../../shared/credential/achievement.ts'
import {
  badgeLayerAlignment,
  badgeStandards,
  findAlignedLayer,
  findBadgeLayer,
  rsaBadgeStandard,
} from '../../../shared/skills/badge-standard.ts'

const [engage, participate] = rsaBadgeStandard.layers
if (engage === undefined || participate === undefined) throw new Error('the standard has layers')

describe('rsaBadgeStandard', () => {
  it('has the four layers of Cities of Learning, which are no levels', () => {
    expect(rsaBadgeStandard.layers.map(({ code, name }) => [code, name.en])).toEqual([
      ['engage', 'Engage'],
      ['participate', 'Participate'],
      ['demonstrate', 'Demonstrate'],
      ['lead', 'Lead'],
    ])
    expect(rsaBadgeStandard.isOrdered).toBe(false)
  })

  it('has layers whose codes are all different, as has every standard', () => {
    for (const { layers } of badgeStandards) {
      expect(new Set(layers.map(({ code }) => code)).size).toBe(layers.length)
    }
  })
})

describe('badgeLayerAlignment', () => {
  it('is an alignment of Open Badges in the asked language', () => {
    const alignment = badgeLayerAlignment(rsaBadgeStandard, engage, 'cy')
    expect(zAlignment.parse(alignment)).toEqual({
      type: ['Alignment'],
      targetName: 'Ymgysylltu',
      targetDescription: 'Fe ddaethoch, edrych a dysgu am rywbeth newydd.',
      targetUrl: 'urn:waymark:badge-standard:rsa-cities-of-learning:1:engage',
      targetFramework: 'Safon Bathodynnau’r RSA',
      targetCode: 'engage',
    })
  })
})

describe('findAlignedLayer', () => {
  const alignments = rsaBadgeStandard.layers.map((layer) =>
    badgeLayerAlignment(rsaBadgeStandard, layer, 'en'),
  )

  it('finds the layer among other alignments', () => {
    const skill = { type: ['Alignment'], targetName: 'x', targetUrl: 'https://a.example/skill' }
    expect(findAlignedLayer([skill, alignments[1]])).toEqual({
      standard: rsaBadgeStandard,
      layer: participate,
    })
  })

  it.each<[string, unknown]>([
    ['no alignments', undefined],
    ['an object', {}],
    ['nothing of a standard', [{ targetUrl: 'urn:other' }, null, 7]],
    ['two layers', [alignments[0], alignments[1]]],
    [
      'another version',
      [{ targetUrl: 'urn:waymark:badge-standard:rsa-cities-of-learning:9:engage' }],
    ],
  ])('finds nothing in %s', (_, value) => {
    expect(findAlignedLayer(value)).toBeUndefined()
  })
})

describe('findBadgeLayer', () => {
  it('finds a layer by its code', () => {
    expect(findBadgeLayer(rsaBadgeStandard, 'participate')).toBe(participate)
    expect(findBadgeLayer(rsaBadgeStandard, 'toString')).toBeUndefined()
  })
})
