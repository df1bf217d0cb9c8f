import { describe, expect, test } from 'vitest'
import { isDisguised } from '../../../shared/i18n/disguised.ts'

describe('isDisguised', () => {
  test.each([
    ['a Cyrillic а', 'H\u0430rbour College'],
    ['a Cyrillic с and о', 'Bri\u0455tol'],
    ['a Greek omicron', 'C\u03bfllege'],
    ['an Armenian ո', 'Ha\u0580b\u0578ur'],
    ['a Cherokee Ꮯ', '\u13dfollege'],
    ['a word of Cyrillic that reads as Latin', 'The \u0420\u0410\u0423 Academy'],
    ['a word of Greek that reads as Latin', '\u039f\u03a7O'.replace('O', '\u039f')],
    ['full-width letters', '\uff28arbour'],
    ['mathematical letters', '\u{1d407}arbour'],
    ['text that is turned around', 'City\u202e egelloC'],
    ['an isolate', 'City\u2066 College'],
    ['a zero-width space', 'Harb\u200bour'],
    ['a word joiner', 'Harb\u2060our'],
    ['a byte order mark', '\ufeffHarbour'],
    ['a soft hyphen', 'Harb\u00adour'],
    ['a joiner between Latin letters', 'Harb\u200dour'],
    ['a filler', 'Harbour\u3164'],
    ['a host that is spelt out', 'city.xn--80ak6aa92e.com/providers/x'],
    ['a path', 'city.example/providers/c\u043ellege'],
  ])('marks %s', (_what, name) => {
    expect(isDisguised(name)).toBe(true)
  })

  test.each([
    ['English', "Harbour Youth Club & Sons (2026), 1st – 'best'!"],
    ['Welsh', 'Coleg Ŵyn y Môr, Tŷ Gwyn'],
    ['letters with marks that stand alone', 'Cafe\u0301 Łódź Åse'],
    ['Russian', 'Городской колледж'],
    ['Greek', 'Πανεπιστήμιο Αθηνών'],
    ['Arabic with a direction mark', 'كلية \u200fالمدينة'],
    ['Persian with a joiner', 'دانش\u200cگاه'],
    ['Hindi with a joiner', 'क\u094d\u200dष'],
    ['Japanese, of three scripts', '東京カレッジの学校'],
    ['two names in two alphabets', 'Kyiv College Київський коледж'],
    ['a family', '👩\u200d👧 Club'],
    ['an ordinal', '1º and m²'],
    ['an address', 'city.example/providers/t\u0177-gwyn'],
    ['a host that is like one spelt out', 'notxn--me.example'],
    ['no text', undefined],
  ])('leaves alone: %s', (_what, name) => {
    expect(isDisguised(name)).toBe(false)
  })
})
