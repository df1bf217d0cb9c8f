import { describe, expect, test } from 'vitest'
import { readHue } from '../../../shared/look/chosen-hue.ts'
import { hueColours } from '../../../shared/look/stone-colours.ts'

describe('readHue', () => {
  test.each(Object.entries(hueColours))('takes %s, which the pages offer', (name, hue) => {
    expect(readHue(` ${hue.toUpperCase()} `)).toEqual({
      outcome: 'good',
      hue: name === 'sea' ? undefined : hue,
    })
  })

  test.each([
    ['#f2b134', { outcome: 'light', contrast: '1.8', least: '4.5' }],
    ['sea', { outcome: 'malformed' }],
    ['#0b6e6', { outcome: 'malformed' }],
    ['', { outcome: 'good', hue: undefined }],
  ])('says of %j what it is', (text, chosen) => expect(readHue(text)).toEqual(chosen))
})
