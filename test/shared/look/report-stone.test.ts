import { describe, expect, test } from 'vitest'
import { stoneOfReport } from '../../../shared/look/report-stone.ts'
import { hueFor } from '../../../shared/look/stone.ts'
import { check } from '../../../shared/verify/check.ts'

const id = 'https://city.example/providers/quay/badges/first-aid/v/1'
const issuer = { id: 'did:web:city.example:providers:quay' }

describe('stoneOfReport', () => {
  test.each([
    ['ok', `${id}/image.png?stone=clay.heart`, 'clay', 'heart'],
    ['ok', `${id}/image.png?stone=fern`, 'fern', 'spark'],
    ['ok', `${id}/image.png`, hueFor(issuer.id), 'spark'],
    ['ok', 'https://tracker.example/image.png?stone=clay.heart', hueFor(issuer.id), 'spark'],
    ['achievement_of_another', `${id}/image.png?stone=clay.heart`, hueFor(issuer.id), 'spark'],
  ] as const)(
    'with accreditation %s draws of %s a stone in %s with %s',
    (code, image, hue, glyph) => {
      const credential = { types: [], issuer, achievement: { id, name: 'First aid', image } }
      const report = { credential, checks: [check('accreditation', code)] }
      expect(stoneOfReport(report, 'First aid', 'en')).toEqual({
        name: 'First aid',
        hue,
        glyph,
        isRevoked: false,
        isEndorsed: false,
      })
    },
  )
})
