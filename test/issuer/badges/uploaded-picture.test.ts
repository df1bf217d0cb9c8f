import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { redrawPicture } from '../../../issuer/badges/uploaded-picture.ts'
import { crc32 } from '../../../shared/credential/baking/crc32.ts'
import { readRasterSize } from '../../../shared/look/raster-size.ts'

const svg = (inside: string, head = '') =>
  Buffer.from(`${head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`)
const namespace = 'http://www.w3.org/2000/svg'
/** A picture that this machine can read. */
const ownFile = fileURLToPath(new URL('../../../docs/pictures/badge.png', import.meta.url))
const cut = (by: string) => `<path clip-path="url(#${by})" d="M1 1h7v7H1z"/>`
const square = '<path fill="#2a2" d="M1 1h7v7H1z"/>'

function png(width: number, height: number, pixels = Buffer.alloc(0)): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width)
  size.writeUInt32BE(height, 4)
  size.set([8, 2], 8)
  const head = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  const body = chunk('IDAT', deflateSync(pixels))
  return Buffer.concat([head, chunk('IHDR', size), body, chunk('IEND', Buffer.alloc(0))])
}

describe('redrawPicture', () => {
  it.each<[string, Buffer]>([
    ['a plain SVG', svg(square)],
    ['an SVG of 4,000 dots of one colour', svg('<path d="M1 1h1v1H1z"/>'.repeat(4_000))],
    ['an SVG that cuts', svg(`<clipPath id="a">${square}</clipPath>${cut('a')}`)],
    [
      'an SVG with the traces of a drawing program',
      svg(
        `<metadata xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>mask</d:title></metadata>${square}`,
      ),
    ],
    ['an SVG with a handler', svg('<path fill="#2a2" d="M1 1h7v7H1z" onload="alert(1)"/>')],
    ['a PNG', png(1, 1, Buffer.of(0, 200, 30, 30))],
    [
      'a PNG with a script after its end',
      Buffer.concat([png(1, 1, Buffer.of(0, 200, 30, 30)), Buffer.from('<script>')]),
    ],
  ])('makes a small PNG of %s and of nothing else in it', async (_, bytes) => {
    const drawn = await redrawPicture(bytes)
    expect(readRasterSize(drawn)?.width).toBe(256)
    expect(Buffer.from(drawn).toString('latin1')).not.toMatch(/script|alert|tEXt|iTXt/)
  })

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['an SVG with a script', svg('<script>alert(1)</script>')],
    ['an SVG with entities', svg('&a;', '<!DOCTYPE svg [<!ENTITY a "b">]>')],
    ['an SVG with a page inside', svg('<foreignObject><p>x</p></foreignObject>')],
    ['an SVG that fetches', svg('<image href="https://evil.example/x.png" width="9" height="9"/>')],
    ['an SVG that reads a file', svg('<image href="file:///etc/passwd" width="9" height="9"/>')],
    [
      'an SVG that reads a file under a prefix of other letters',
      svg(`<g xmlns:é="${namespace}"><é:image href="${ownFile}" width="9" height="9"/></g>`),
    ],
    [
      'an SVG that reads a file under a prefix with a dot',
      svg(`<g xmlns:a.b="${namespace}"><a.b:image href="${ownFile}" width="9" height="9"/></g>`),
    ],
    [
      'an SVG that hides a namespace behind a letter in numbers',
      svg(`<g xmlns:a.b="${namespace.replace('g', '&#103;')}"><a.b:use href="#a"/></g>${square}`),
    ],
    [
      'an SVG that cuts what cuts',
      svg(
        `<clipPath id="a">${square}</clipPath><clipPath id="b">${cut('a')}</clipPath>${cut('b')}`,
      ),
    ],
    [
      'an SVG that cuts what cuts, as a whole',
      svg(
        `<clipPath id="a">${square}</clipPath><clipPath id="b" clip-path="url(#a)">${square}</clipPath>`,
      ),
    ],
    [
      'an SVG that cuts by a style sheet',
      svg(
        `<style>path{clip-<!-- -->path:url(#a)}</style><clipPath id="a">${square}</clipPath>${square}`,
      ),
    ],
    [
      'an SVG that cuts many times from much',
      svg(`<clipPath id="a">${square.repeat(50)}</clipPath>${cut('a').repeat(50)}`),
    ],
    [
      'an SVG of a million dashes',
      svg('<path stroke="red" stroke-dasharray=".01" d="M0 0h9999"/>'),
    ],
    [
      'an SVG that cuts many times from one long path',
      svg(
        `<clipPath id="a"><path d="${'M0 0h9v9z'.repeat(9_000)}"/></clipPath>${cut('a').repeat(50)}`,
      ),
    ],
    ['an SVG of filters without elements', svg(`<g style="filter:blur(9)">${square}</g>`)],
    ['an SVG of hidden filters', svg(`<style>g{f\\69lter:blur(9)}</style><g>${square}</g>`)],
    ['an SVG of 6,000 dots', svg('<path d="M1 1h1v1H1z"/>'.repeat(6_000))],
    [
      'an SVG of 3,000 shaded dots',
      svg(`<linearGradient id="a"/>${'<path fill="url(#a)" d="M1 1h1v1H1z"/>'.repeat(3_000)}`),
    ],
    [
      'an SVG of 3,000 dots and a style sheet',
      svg(`<style>path{opacity:.5}</style>${'<path d="M1 1h1v1H1z"/>'.repeat(3_000)}`),
    ],
    ['an SVG of 3,000 layers', svg(`<g opacity=".9">${square}</g>`.repeat(1_500))],
    [
      'an SVG of filters',
      svg(`<filter id="a"><feGaussianBlur stdDeviation="9e9"/></filter>${square}`),
    ],
    ['an SVG that doubles itself', svg('<g id="a"/><use href="#a"/>')],
    ['an SVG of 600 kB', svg(`<!--${'x'.repeat(600_000)}-->${square}`)],
    ['an empty SVG', svg('')],
    ['an SVG that is cut off', svg(square).subarray(0, 60)],
    [
      'an SVG as tall as a tower',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 999"><path d="M0 0h1v999z"/></svg>',
      ),
    ],
    ['a PNG of 2,500 million dots', png(50_000, 50_000)],
    ['a PNG without dots', png(0, 9)],
    ['a PNG that is cut off', png(9, 9).subarray(0, 40)],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
    ['3 MB', Buffer.alloc(3_000_000, 'x')],
  ])('refuses %s', async (_, bytes) => {
    await expect(redrawPicture(bytes)).rejects.toThrow(
      expect.objectContaining({ code: 'picture_unsuitable' }),
    )
  })
})
