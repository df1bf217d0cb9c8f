import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { readBadgeContent } from '../../../../wallet/core/record/badge-content.ts'
import { badgeDocument } from '../../fake-ports.ts'

function textWith(achievement: JsonObject, more: JsonObject = {}): string {
  const document = badgeDocument()
  const subject = document.credentialSubject as { achievement: JsonObject }
  return JSON.stringify({
    ...document,
    ...more,
    credentialSubject: { ...subject, achievement: { ...subject.achievement, ...achievement } },
  })
}

const nothing = { evidence: [], results: [], related: [] }
const picture = 'data:image/png;base64,iVBORw0KGgo='

describe('readBadgeContent', () => {
  test('reads what a badge says of itself', () => {
    const text = textWith(
      {
        criteria: { id: 'https://city.example/criteria', narrative: '# How\n\n- one\u0007\n- two' },
        image: { id: picture, type: 'Image' },
        inLanguage: 'en',
        related: [{ id: 'https://city.example/cy', type: ['Related'], inLanguage: 'cy' }],
      },
      {
        evidence: [{ type: ['Evidence'], name: 'Photo', id: 'https://city.example/photo' }],
        refreshService: { id: 'https://city.example/refresh', type: '1EdTechCredentialRefresh' },
      },
    )
    expect(readBadgeContent(text)).toEqual({
      ...nothing,
      criteria: '# How\n\n- one\n- two',
      criteriaUrl: 'https://city.example/criteria',
      picture,
      inLanguage: 'en',
      related: [{ id: 'https://city.example/cy', inLanguage: 'cy' }],
      evidence: [{ name: 'Photo', url: 'https://city.example/photo' }],
      refreshUrl: 'https://city.example/refresh',
    })
  })

  test.each<[string, JsonObject]>([
    ['a picture that would be fetched', { image: 'https://spy.example/pixel.png' }],
    ['a picture that runs', { image: 'data:image/svg+xml;base64,PHN2Zz4=' }],
    ['an address that runs', { criteria: { id: 'javascript:alert(1)' } }],
    ['related that is no address', { related: [{ id: 'data:text/html,x' }, 'x', null] }],
    ['criteria that are none', { criteria: ['x'] }],
  ])('drops %s', (_, achievement) => {
    expect(readBadgeContent(textWith(achievement))).toEqual(nothing)
  })

  test.each(['', 'not a badge', '{}', '[]'])('says nothing of %j', (text) => {
    expect(readBadgeContent(text)).toEqual(nothing)
  })

  test('bounds what it reads', () => {
    const content = readBadgeContent(textWith({ criteria: { narrative: 'x '.repeat(50_000) } }))
    expect(content.criteria?.length).toBeLessThanOrEqual(4_000)
  })
})
