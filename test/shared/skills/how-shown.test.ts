import { describe, expect, test } from 'vitest'
import {
  findHowShown,
  howShownAlignment,
  howShownValues,
} from '../../../shared/skills/how-shown.ts'

const skill = { type: ['Alignment'], targetName: 'Welding', targetUrl: 'https://esco.example/s1' }

describe('findHowShown', () => {
  test.each(howShownValues)('finds %s among other alignments', (value) => {
    expect(findHowShown([skill, howShownAlignment(value)])).toBe(value)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no list', howShownAlignment('assessed')],
    ['an empty list', []],
    ['other alignments only', [skill]],
    ['two different statements', [howShownAlignment('attended'), howShownAlignment('assessed')]],
    ['a code without its address', [{ ...skill, targetCode: 'assessed' }]],
    ['a list of anything', [null, 'urn:waymark:how-shown:assessed', 7, {}]],
  ])('finds nothing in %s', (_name, alignments) => {
    expect(findHowShown(alignments)).toBeUndefined()
  })
})
