import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { bakePng } from '../../../../shared/credential/baking/bake-png.ts'
import { bakeSvg } from '../../../../shared/credential/baking/bake-svg.ts'
import { encodeBase64url } from '../../../../shared/did/base-encoding.ts'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import { readBadgeFile, readBadgeText } from '../../../../wallet/core/import/read-badge-file.ts'
import { chunk, dot } from '../../../shared/credential/baking/sample-pictures.ts'
import { badgeDocument } from '../../fake-ports.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const json = JSON.stringify(badgeDocument())
const token = (payload: unknown) =>
  `eyJhbGciOiJFZERTQSJ9.${encodeBase64url(encode(JSON.stringify(payload)))}.c2ln`
const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
const old = '{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"}'
const offer = '{"credential_issuer":"https://a.example","credential_configuration_ids":["a"]}'

describe('readBadgeFile', () => {
  test.each([
    ['JSON', encode(json), json],
    ['JSON behind a mark and blanks', encode(`\ufeff \n${json}\n`), json],
    ['a token', encode(`${token(badgeDocument())}\n`), token(badgeDocument())],
    ['a PNG', bakePng(dot(), json), json],
    ['a PNG of the older kind', bakePng(dot(), old, 'open-badge-2'), old],
    ['an SVG', encode(bakeSvg(svg, json)), json],
    ['an SVG with a token', encode(bakeSvg(svg, token({ a: 1 }))), token({ a: 1 })],
  ] as const)('finds the badge in %s', (_, bytes, text) => {
    expect(readBadgeFile(bytes)).toEqual({ kind: 'badge', text })
  })

  test('knows a whole wallet, open and sealed', () => {
    const open = '{"type":"waymark-wallet","badges":[]}'
    const sealed = '{"v":1,"counter":3,"wraps":[],"iv":"a","ct":"b"}'
    expect(readBadgeFile(encode(open))).toEqual({ kind: 'wallet-file', text: open })
    expect(readBadgeFile(encode(sealed))).toEqual({ kind: 'sealed-wallet', text: sealed })
  })

  test.each([
    ['an offer', encode(offer), { kind: 'offer', text: offer }],
    [
      'a link in a text file',
      encode('https://badges.example/1\r\n'),
      { kind: 'address', text: 'https://badges.example/1' },
    ],
    [
      'a picture that carries no more than the address',
      dot(chunk('tEXt', 'openbadges\0https://badges.example/1')),
      { kind: 'address', text: 'https://badges.example/1' },
    ],
  ] as const)('says where %s leads', (_, bytes, link) => {
    expect(readBadgeFile(bytes)).toEqual({ kind: 'link', link })
  })

  const presentation = { ...badgeDocument(), type: ['VerifiablePresentation'] }
  test.each([
    ['nothing', '', 'badge_file_empty'],
    ['words', 'hello', 'badge_file_malformed'],
    ['a list', '[]', 'badge_file_malformed'],
    ['broken JSON', '{', 'badge_file_malformed'],
    ['one member twice', '{"a":1,"a":2}', 'badge_file_malformed'],
    ['a damaged token', 'eyJh.@@.c2ln', 'badge_file_malformed'],
    ['a token of something else than JSON', 'eyJh.aGVsbG8.c2ln', 'badge_file_malformed'],
    ['a web page', '<!DOCTYPE html><html></html>', 'badge_file_empty'],
    ['a drawing without a badge', svg, 'badge_file_empty'],
    ['broken XML', '<svg', 'badge_file_malformed'],
    ['a picture without a badge', dot(), 'badge_file_empty'],
    ['a JPEG', Buffer.from('ffd8ffe000040000ffc00008080201030003ffda', 'hex'), 'badge_file_empty'],
    ['a PDF', '%PDF-1.7', 'badge_file_empty'],
    ['an archive', zipSync({ 'a.json': encode(json) }), 'badge_file_malformed'],
    ['bytes', Buffer.from('00ff00ff', 'hex'), 'badge_file_malformed'],
    ['a presentation', JSON.stringify(presentation), 'presentation_given'],
    ['a presentation as token', token({ vp: {} }), 'presentation_given'],
    ['a presentation as newer token', token(presentation), 'presentation_given'],
    [
      'an enveloped presentation',
      '{"type":"EnvelopedVerifiablePresentation"}',
      'presentation_given',
    ],
    ['a picture that carries an offer', bakePng(dot(), offer), 'badge_file_malformed'],
    [
      'a picture that carries a link to take a badge',
      dot(chunk('tEXt', 'openbadges\0openid-credential-offer://?credential_offer_uri=a')),
      'badge_file_malformed',
    ],
    [
      'a picture that carries a wallet',
      bakePng(dot(), '{"wraps":[],"ct":""}'),
      'badge_file_malformed',
    ],
    [
      'a picture that carries a picture',
      bakeSvg(svg, '{"a":1}').replace('{"a":1}', '<svg/>'),
      'badge_file_empty',
    ],
    ['a file of 21 megabytes', Buffer.alloc(21_000_000), 'body_too_large'],
  ])('refuses %s', (_, content, code) => {
    const bytes = typeof content === 'string' ? encode(content) : content
    expect(() => readBadgeFile(bytes)).toThrow(expect.objectContaining({ code }))
  })

  test('throws nothing but its own errors, whatever the file is', () => {
    const beginnings = ['', '{', '<svg ', '\x89PNG\r\n\x1a\n', 'a.b.c', 'https://', '\xff\xd8\xff']
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array(), (start, rest) => {
        const bytes = Buffer.concat([Buffer.from(start, 'latin1'), rest])
        try {
          readBadgeFile(bytes)
        } catch (error) {
          expect(isAppError(error)).toBe(true)
        }
      }),
    )
  })
})

describe('readBadgeText', () => {
  test('takes what was pasted, as a file would be', () => {
    expect(readBadgeText(`  ${json} `)).toEqual({ kind: 'badge', text: json })
  })
})
