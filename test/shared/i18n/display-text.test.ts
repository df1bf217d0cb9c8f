import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displayText } from '../../../shared/i18n/display-text.ts'

describe('displayText', () => {
  test.each([
    ['Hove Makers', 'Hove Makers'],
    ['  Clwb   Ieuenctid\nTŷ Hafan ', 'Clwb Ieuenctid Tŷ Hafan'],
    ['City\u202E fo ytiC', 'City fo ytiC'],
    ['Ci\u200Bty\u2060', 'City'],
    ['bell\u0007\u0000', 'bell'],
    ['z\u0300\u0301\u0302\u0303\u0304algo', 'z\u0300\u0301algo'],
    ['<b>not markup</b>', '<b>not markup</b>'],
    ['', undefined],
    ['\u200B\u3164', undefined],
    [7, undefined],
    [null, undefined],
  ])('%j', (value, shown) => {
    expect(displayText(value)).toBe(shown)
  })

  test('shortens by whole characters', () => {
    expect(displayText('👩‍🌾'.repeat(50), 5)).toBe('👩🌾👩🌾…')
    expect(displayText('a'.repeat(121))).toBe(`${'a'.repeat(119)}…`)
  })

  test('shows nothing that steers or hides text, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = displayText(text) ?? ''
        return !/\p{C}|[\u2028\u2029]/u.test(shown) && [...shown].length <= 120
      }),
    )
  })
})
