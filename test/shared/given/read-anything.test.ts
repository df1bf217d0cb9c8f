import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { bakePng } from '../../../shared/credential/baking/bake-png.ts'
import { bakeSvg } from '../../../shared/credential/baking/bake-svg.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { readAnything, readAnythingInText } from '../../../shared/given/read-anything.ts'
import { chunk, dot } from '../credential/baking/sample-pictures.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const badge = '{"type":["VerifiableCredential","OpenBadgeCredential"]}'
const presentation = '{"type":"VerifiablePresentation"}'
const token = (payload: string) => `eyJhbGciOiJFZERTQSJ9.${encodeBase64url(encode(payload))}.c2ln`
const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
const address = 'https://badges.example/1'

describe('readAnything', () => {
  test.each([
    ['JSON behind a mark and blanks', encode(`\ufeff \n${badge}\n`), badge],
    ['a token', encode(token(badge)), token(badge)],
    ['a PNG', bakePng(dot(), badge), badge],
    ['an SVG', encode(bakeSvg(svg, badge)), badge],
  ])('finds the badge in %s', (_, bytes, text) => {
    expect(readAnything(bytes)).toEqual({ kind: 'badge', text })
  })

  test.each([
    ['JSON', presentation],
    ['an envelope', '{"type":["EnvelopedVerifiablePresentation"],"id":"data:,"}'],
    ['a token', token(presentation)],
    ['a token of the older kind', token('{"vp":{}}')],
  ])('finds a presentation in %s', (_, text) => {
    expect(readAnything(encode(text))).toEqual({ kind: 'presentation', text })
  })

  test.each([
    ['the export of a wallet', '{"type":"waymark-wallet"}', 'wallet-file'],
    ['a sealed wallet', '{"wraps":[],"ct":""}', 'sealed-wallet'],
  ])('knows %s', (_, text, kind) => {
    expect(readAnything(encode(text))).toEqual({ kind, text })
  })

  test('finds the address that a picture of the older kind carries', () => {
    const bytes = dot(chunk('tEXt', `openbadges\0${address}`))
    expect(readAnything(bytes)).toEqual({ kind: 'link', link: { kind: 'address', text: address } })
  })

  const office = zipSync({ '[Content_Types].xml': encode('<Types/>') })
  const open = zipSync({
    mimetype: [encode('application/vnd.oasis.opendocument.text'), { level: 0 }],
  })
  test.each<[string, Uint8Array, string]>([
    ['nothing', encode(' \r\n\t '), 'empty'],
    ['words', encode('I have a badge in sailing'), 'words'],
    ['more than is read', new Uint8Array(20_000_001), 'too-large'],
    ['bytes of any kind', Uint8Array.of(0xff, 0xfe, 0, 1), 'binary'],
    ['bytes that would pass for letters', new Uint8Array(500).fill(7), 'binary'],
    ['words on two pages', encode('Sam\tcook\r\n\f2019, Cardiff\n'), 'words'],
    ['a list', encode('{]'), 'json-damaged'],
    ['members given twice', encode('{"type":1,"type":2}'), 'json-damaged'],
    [
      'a token without its end',
      encode(token(badge).split('.').slice(0, 2).join('.')),
      'token-damaged',
    ],
    ['a token cut in its payload', encode(`${token(badge).slice(0, 40)}`), 'token-damaged'],
    ['a token of no JSON', encode(token('hello')), 'token-damaged'],
    ['a code of paper', encode('6BFOXN%TSMAHN-H8YRVO+A'.repeat(9)), 'paper-code'],
    ['a web page', encode('\n<!DOCTYPE html><html></html>'), 'web-page'],
    ['a PDF', encode('%PDF-1.7\n'), 'pdf'],
    ['a Word file', office, 'office'],
    ['an open document', open, 'office'],
    ['an old Word file', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'office'],
    ['an archive', zipSync({ 'a.json': encode('{}') }), 'zip'],
    ['a packed file', Uint8Array.of(0x1f, 0x8b, 8, 0), 'gzip'],
    ['a GIF', encode(`GIF89a\x01\0\x01\0\0\0\0,${'\0'.repeat(9)}`), 'picture-kind'],
    ['a PNG without a badge', dot(), 'picture-without-badge'],
    ['a drawing without a badge', encode(svg), 'picture-without-badge'],
    ['a drawing of a presentation', encode(bakeSvg(svg, presentation)), 'picture-of-another'],
    ['a PNG that carries words', dot(chunk('tEXt', 'openbadges\0hello')), 'words'],
  ])('finds nothing in %s, and says why', (_, bytes, reason) => {
    expect(readAnything(bytes)).toEqual({ kind: 'nothing', reason })
  })

  test.each([
    ['a damaged picture', dot().slice(0, 60), 'damaged', 'malformed', 'The picture ends too early'],
    [
      'one whose badge is compressed',
      dot(chunk('zTXt', 'openbadgecredential\0\0x')),
      'compressed',
      'compressed',
      'The badge inside the picture is compressed, which Open Badges does not allow',
    ],
  ] as const)('says what is wrong with %s', (_, bytes, reason, code, problem) => {
    expect(readAnything(bytes)).toEqual({
      kind: 'nothing',
      reason: `picture-${reason}`,
      cause: new AppError(`badge_file_${code}`, problem),
    })
  })

  test('reads no more than it is told to', () => {
    expect(readAnything(encode(badge), { maxBytes: 9 })).toMatchObject({ reason: 'too-large' })
    expect(readAnythingInText(badge, { maxValues: 2 })).toMatchObject({ reason: 'json-damaged' })
  })

  test('answers for whatever comes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readAnything(bytes)))
    fc.assert(fc.property(fc.string(), (text) => void readAnythingInText(text)))
  })
})
