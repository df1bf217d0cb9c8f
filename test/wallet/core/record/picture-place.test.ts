import { describe, expect, test } from 'vitest'
import { picturePlace } from '../../../../wallet/core/record/picture-place.ts'

const id = 'https://city.example/providers/quay/badges/first-aid/v/1'
const sha256 = '0123456789abcdef'.repeat(4)

describe('picturePlace', () => {
  test.each<[string, string, object | undefined]>([
    [
      'a picture without its stone',
      `${id}/image.png?stone=fern.${sha256}`,
      { address: `https://city.example/providers/quay/pictures/${sha256}.png`, sha256 },
    ],
    ['none for a stone with a sign', `${id}/image.png?stone=clay.heart`, undefined],
    ['none for a stone with neither', `${id}/image.png?stone=clay`, undefined],
    ['that of another system', 'https://x.example/1.png', { address: 'https://x.example/1.png' }],
    ['none that the badge carries', 'data:image/png;base64,AAAA', undefined],
    ['none of another protocol', 'ipfs://bafy', undefined],
    ['none of endless length', `https://x.example/${'a'.repeat(2_048)}`, undefined],
  ])('%s', (_, image, expected) => {
    expect(picturePlace({ id, image })).toEqual(expected)
  })

  test('none where no picture is named', () => {
    expect(picturePlace({ id })).toBeUndefined()
  })
})
