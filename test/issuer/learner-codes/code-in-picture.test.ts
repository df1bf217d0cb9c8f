import { performance } from 'node:perf_hooks'
import encodeQR from 'qr'
import { describe, expect, test } from 'vitest'
import { codeInPicture } from '../../../issuer/learner-codes/code-in-picture.ts'

const bytesOf = (svg: string) => new TextEncoder().encode(svg)

/** Bars in the widths of a code's corners, so that every line of it has hundreds of places to look at. */
function corners(height: number): string {
  const bars = Array.from({ length: 57 }, (_, place) =>
    [
      [0, 2],
      [4, 6],
      [12, 2],
    ].map(([x = 0, width]) => `<rect x="${place * 18 + x}" width="${width}" height="${height}"/>`),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 ${height}"><path fill="#fff" d="M0 0h1024v${height}H0z"/>${bars.flat().join('')}</svg>`
}

describe('codeInPicture', () => {
  test('reads a code on no ground', async () => {
    expect(await codeInPicture(bytesOf(encodeQR('hello', 'svg', { optimize: true })))).toBe('hello')
  })

  test('leaves the thread to others while it looks through a picture that was made to be slow', async () => {
    const before = performance.eventLoopUtilization()
    expect(await codeInPicture(bytesOf(corners(1_200)))).toBeUndefined()
    expect(performance.eventLoopUtilization(before).active).toBeLessThan(400)
  })
})
