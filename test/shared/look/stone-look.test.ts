import { describe, expect, test } from 'vitest'
import { lookOfImage, pictureAddress, stoneImage } from '../../../shared/look/stone-look.ts'
import { processorTime } from '../../support/processor-time.ts'

const picture = '0123456789abcdef'.repeat(4)
const id = 'https://city.example/providers/quay/badges/first-aid/v/1'

describe('stoneImage', () => {
  test('is below the achievement and says hue and glyph', () => {
    expect(stoneImage(id, { hue: 'clay', glyph: 'heart' })).toBe(`${id}/image.png?stone=clay.heart`)
    expect(stoneImage(id, { hue: 'fern' })).toBe(`${id}/image.png?stone=fern`)
    const both = { hue: 'fern', glyph: 'heart', picture } as const
    expect(stoneImage(id, both)).toBe(`${id}/image.png?stone=fern.${picture}`)
  })
})

describe('pictureAddress', () => {
  test('is where the provider keeps what the badge names', () => {
    const look = { hue: 'fern', picture } as const
    const place = `https://city.example/providers/quay/pictures/${picture}.png`
    expect(pictureAddress(stoneImage(id, look), look)).toBe(place)
    expect(pictureAddress(stoneImage(`${id}/cy`, look), look)).toBe(place)
  })

  test.each([
    stoneImage(id, { hue: 'clay', glyph: 'heart' }),
    `https://city.example/image.png?stone=fern.${'0'.repeat(64)}`,
    `data:image.png,/providers/quay/badges/x/image.png?stone=fern.${'0'.repeat(64)}`,
  ])('is nothing for %j', (image) => {
    const look = lookOfImage(image, image.slice(0, image.lastIndexOf('/'))) ?? { hue: 'sea' }
    expect(pictureAddress(image, look)).toBeUndefined()
  })
})

describe('lookOfImage', () => {
  test('reads no address that is longer than any of ours', () => {
    const places = (count: number) =>
      'https://city.example'.concat('/providers/a/badges/b'.repeat(count))
    const image = (count: number) => `${places(count)}?/image.png?stone=fern.${picture}`
    const milliseconds = processorTime(() => {
      expect(lookOfImage(image(10_000), 'https://city.example')).toBeUndefined()
      expect(pictureAddress(image(10_000), { hue: 'fern', picture })).toBeUndefined()
    })
    expect(milliseconds).toBeLessThan(100)
    expect(lookOfImage(image(10), 'https://city.example')).toEqual({ hue: 'fern', picture })
  })

  test.each([{ hue: 'clay', glyph: 'heart' }, { hue: 'fern' }, { hue: 'fern', picture }] as const)(
    'reads %j',
    (look) => {
      expect(lookOfImage(stoneImage(id, look), id)).toEqual(look)
      expect(lookOfImage(stoneImage(id, look), 'https://city.example/providers/quay')).toEqual(look)
    },
  )

  test.each([
    `${id}/image.png`,
    `${id}/image.png?stone=`,
    `${id}/image.png?stone=red.heart`,
    `${id}/image.png?stone=clay.skull`,
    `${id}/image.png?stone=clay.constructor`,
    `${id}/image.png?stone=__proto__.heart`,
    `${id}/image.png?stone=clay.`,
    `${id}/image.png?stone=CLAY.heart`,
    `${id}/image.png?stone=clay.${picture}0`,
    `${id}/image.png?stone=clay.${picture.toUpperCase()}`,
    `${id}/image.png?stone=clay.heart\n`,
    `${id}/image.png?stone=clay.heart&stone=fern.leaf`,
    `${id}/image.png?stone=clay.heart#x`,
    `${id}0/image.png?stone=clay.heart`,
    'https://evil.example/image.png?stone=clay.heart',
    'data:image/png;base64,iVBORw0KGgo=',
    '',
    undefined,
    { id: `${id}/image.png?stone=clay.heart` },
  ])('reads nothing in %j', (image) => {
    expect(lookOfImage(image, id)).toBeUndefined()
  })

  test('reads nothing where there is nothing to stand below', () => {
    expect(lookOfImage('/image.png?stone=clay.heart', '')).toBeUndefined()
  })
})
