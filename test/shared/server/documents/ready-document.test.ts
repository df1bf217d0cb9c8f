import { describe, expect, test } from 'vitest'
import { makeReady, representationFor } from '../../../../shared/server/documents/ready-document.ts'
import { processorTime } from '../../../support/processor-time.ts'

const document = makeReady({
  body: 'x'.repeat(2_000),
  contentType: 'text/plain',
  maxAgeSeconds: 5,
})

function isPackedFor(acceptEncoding: string | undefined): boolean {
  return representationFor(document, acceptEncoding).lines.includes('Content-Encoding')
}

describe('representationFor', () => {
  test.each([
    ['gzip', true],
    ['br, GZIP', true],
    ['br;q=1, gzip ; q=0.5', true],
    ['gzip;q=1.0', true],
    ['gzip;q=0', false],
    ['gzip ; q=0.000 , br', false],
    ['gzip;q=0.;x', false],
    ['gzipped', false],
    ['', false],
    [undefined, false],
  ])('packs for %s: %s', (acceptEncoding, isPacked) => {
    expect(isPackedFor(acceptEncoding)).toBe(isPacked)
  })

  test.each([
    ['spaces', ' '],
    ['weights', ';q=0.'],
    ['parts', ','],
    ['spaced semicolons', ' ;'],
  ])('looks at many %s once', (_, part) => {
    const header = `a${part.repeat(16_000 / part.length)}b`
    const milliseconds = processorTime(() => {
      for (let time = 0; time < 10; time += 1) isPackedFor(header)
    })
    expect(milliseconds).toBeLessThan(1_000)
  })
})
