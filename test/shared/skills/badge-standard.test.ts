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

  const ownAlignment = {
    targetUrl: 'urn:waymark:badge-standard:harbour:1:sail',
    targetName: 'Sail',
    targetFramework: 'Harbour kinds',
  }

  it('finds the layer among other alignments', () => {
    const skill = { type: ['Alignment'], targetName: 'x', targetUrl: 'https://a.example/skill' }
    const { code, name } = participate
    expect(findAlignedLayer([skill, alignments[1]])).toEqual({ code, name })
  })

  it('reads the layer of a city’s own standard from the badge, and says whose it is', () => {
    const own = { ...rsaBadgeStandard, id: 'harbour', name: { en: 'Harbour kinds', cy: 'Mathau' } }
    const layer = { ...engage, code: 'sail', name: { en: 'Sail', cy: 'Hwylio' } }
    expect(findAlignedLayer([badgeLayerAlignment(own, layer, 'cy')])).toEqual({
      code: 'sail',
      name: { en: 'Hwylio', cy: 'Hwylio' },
      ownStandard: 'Mathau',
    })
  })

  it('makes the words of a city’s own standard safe to show', () => {
    const targetUrl = 'urn:waymark:badge-standard:harbour:1:sail'
    const targetName = `\u202eS\u200bail ${'x'.repeat(100)}`
    const found = findAlignedLayer([{ targetUrl, targetName, targetFramework: 'A\nB' }])
    const word = `Sail ${'x'.repeat(34)}…`
    expect(found).toEqual({ code: 'sail', name: { en: word, cy: word }, ownStandard: 'A B' })
  })

  it.each<[string, unknown]>([
    ['no alignments', undefined],
    ['an object', {}],
    ['nothing of a standard', [{ targetUrl: 'urn:other' }, null, 7]],
    ['two layers', [alignments[0], alignments[1]]],
    ['a layer known here beside one of a city’s own', [alignments[0], ownAlignment]],
    ['one without a name', [{ ...ownAlignment, targetName: '\u200b' }]],
    ['one without a standard', [{ ...ownAlignment, targetFramework: undefined }]],
    [
      'an address of too few parts',
      [{ ...ownAlignment, targetUrl: 'urn:waymark:badge-standard:x' }],
    ],
    ['a code that is none', [{ ...ownAlignment, targetUrl: `${ownAlignment.targetUrl}<b>` }]],
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
