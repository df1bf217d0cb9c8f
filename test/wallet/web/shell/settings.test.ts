import { describe, expect, test } from 'vitest'
import { chosenLanguage } from '../../../../wallet/web/shell/settings.ts'

describe('chosenLanguage', () => {
  test.each([
    [['cy-GB', 'en-GB'], 'cy'],
    [['CY'], 'cy'],
    [['en-GB', 'cy'], 'en'],
    [['fr-FR', 'cy', 'en'], 'cy'],
    [['fr', 'de'], 'en'],
    [['cyx'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (browserLanguages, language) => {
    expect(chosenLanguage(browserLanguages)).toBe(language)
  })
})
