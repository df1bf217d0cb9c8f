import { describe, expect, test } from 'vitest'
import {
  badgeLayerAlignment,
  findBadgeLayer,
  rsaBadgeStandard,
} from '../../../shared/skills/badge-standard.ts'
import { howShownAlignment } from '../../../shared/skills/how-shown.ts'
import { skillKey, skillsIn } from '../../../shared/skills/skill-alignments.ts'

describe('skillsIn', () => {
  test('names each skill once, and neither the layer nor how it was shown', () => {
    const layer = findBadgeLayer(rsaBadgeStandard, 'lead')
    expect(
      skillsIn([
        howShownAlignment('assessed'),
        layer && badgeLayerAlignment(rsaBadgeStandard, layer, 'en'),
        { targetName: 'First aid', targetUrl: 'https://skills.example/1' },
        { targetName: ' first  AID', targetUrl: 'https://skills.example/1' },
        { targetName: 'Teamwork' },
      ]),
    ).toEqual([{ name: 'First aid', url: 'https://skills.example/1' }, { name: 'Teamwork' }])
  })

  test.each([
    ['no list', undefined],
    ['a list of nothing useful', [null, 3, 'skill', [], {}, { targetName: '' }, { targetName: 7 }]],
    ['an object', { targetName: 'First aid' }],
  ])('finds none in %s', (_, alignments) => {
    expect(skillsIn(alignments)).toEqual([])
  })

  test('takes no more than a person could read', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ targetName: `Skill ${index}` }))
    expect(skillsIn(many)).toHaveLength(60)
  })
})

describe('skillKey', () => {
  test('is the same however the name is written', () => {
    expect(skillKey({ name: ' First  AID ' })).toBe(skillKey({ name: 'first aid' }))
  })
})
