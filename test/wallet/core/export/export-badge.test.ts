import { describe, expect, test } from 'vitest'
import { exportBadge } from '../../../../wallet/core/export/export-badge.ts'
import { badgeDocument, heldBadge } from '../../fake-ports.ts'

describe('exportBadge', () => {
  test('gives the signed bytes as they came', () => {
    const verbatim = `  ${JSON.stringify(badgeDocument(), null, 4)}\n`
    const badge = { ...heldBadge({ id: 'Ab3-dEf' }), text: verbatim }
    expect(exportBadge(badge)).toEqual({
      text: verbatim,
      mediaType: 'application/vc+ld+json',
      fileName: 'first-aid-ab3-de.json',
    })
  })

  test('names a token as one, and never leaves the folder', () => {
    const badge = heldBadge({
      id: 'x',
      format: 'jwt_vc_json',
      summary: {
        types: [],
        issuer: { id: 'did:web:a.example' },
        achievement: { id: 'a', name: '../../etc/Crème brûlée\u202e' },
      },
    })
    expect(exportBadge(badge)).toMatchObject({
      mediaType: 'application/vc+jwt',
      fileName: 'etc-cre-me-bru-le-e-x.jwt',
    })
  })

  test.each([
    ['{"type":"Assertion"}', 'application/ld+json', 'first-aid-badge-.json'],
    ['a.b.c', 'application/jose', 'first-aid-badge-.jws'],
  ])('names a badge of an older kind as what it is: %s', (text, mediaType, fileName) => {
    const badge = { ...heldBadge({ format: 'open-badge-2' }), text }
    expect(exportBadge(badge)).toEqual({ text, mediaType, fileName })
  })
})
