import { describe, expect, test } from 'vitest'
import { unbakePng } from '../../../../shared/credential/baking/unbake-png.ts'
import type { Stone } from '../../../../shared/look/stone.ts'
import type { DrawStone } from '../../../../shared/look/stone-picture.ts'
import { exportPicture } from '../../../../wallet/core/export/export-picture.ts'
import { dot, jws } from '../../../shared/credential/baking/sample-pictures.ts'
import { heldBadge } from '../../fake-ports.ts'

describe('exportPicture', () => {
  const drawn: { stone: Stone; options: unknown }[] = []
  const drawStone: DrawStone = async (stone, options) => {
    drawn.push({ stone, options })
    return new Uint8Array(dot())
  }
  const options = { drawStone, language: 'cy', revokedWord: 'Tynnwyd yn ôl' } as const

  test('bakes the badge as it was signed into the picture of its stone', async () => {
    const badge = heldBadge()
    badge.summary = {
      ...badge.summary,
      achievement: {
        id: 'https://a.example',
        name: 'First\u202e aid',
        howShown: 'assessed',
        layer: { code: 'lead', name: { en: 'Lead', cy: 'Arwain' } },
        image: 'https://tracker.example/pixel.png',
      },
    }
    const picture = await exportPicture(badge, options)
    expect({ ...picture, bytes: unbakePng(picture.bytes) }).toEqual({
      bytes: { kind: 'open-badge-3', text: badge.text },
      mediaType: 'image/png',
      fileName: 'first-aid-badge-.png',
    })
    expect(drawn).toEqual([
      {
        stone: {
          name: 'First aid',
          hue: expect.any(String),
          glyph: 'spark',
          howShown: 'assessed',
          layer: { glyph: 'flag', word: 'Arwain' },
          isEndorsed: false,
          isRevoked: false,
        },
        options: { revokedWord: 'Tynnwyd yn ôl' },
      },
    ])
  })

  test('bakes a badge of an older kind where programs look for it', async () => {
    const badge = { ...heldBadge({ format: 'open-badge-2' }), text: '{"type":"Assertion"}' }
    const { bytes } = await exportPicture(badge, options)
    expect(unbakePng(bytes)).toEqual({ kind: 'open-badge-2', text: badge.text })
  })

  test('bakes a learner record where programs look for one', async () => {
    const badge = { ...heldBadge({ format: 'jwt_vc_json' }), text: jws }
    badge.summary = { ...badge.summary, types: ['VerifiableCredential', 'ClrCredential'] }
    const { bytes } = await exportPicture(badge, options)
    expect(unbakePng(bytes)).toEqual({ kind: 'learner-record', text: jws })
  })
})
