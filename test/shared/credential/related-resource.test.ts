import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isOfOtherBytes, readDigestSri } from '../../../shared/credential/related-resource.ts'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import { processorTime } from '../../support/processor-time.ts'

const v2 = 'https://www.w3.org/ns/credentials/v2'
const bytes = Buffer.from('hello, Cardiff')
const digest = (name: string) => createHash(name).update(bytes).digest()
const sri = (name: string) => `${name}-${digest(name).toString('base64')}`
const dataUrl = `data:text/plain;base64,${bytes.toString('base64')}`
const other = `sha256-${Buffer.alloc(32, 7).toString('base64')}`

describe('readDigestSri', () => {
  it.each([
    ['sha256', 32],
    ['sha384', 48],
    ['sha512', 64],
  ])('reads %s, in base64 and in hexadecimal digits', (name, length) => {
    const expected = [{ algorithm: name, bytes: new Uint8Array(digest(name)) }]
    expect(expected[0]?.bytes.length).toBe(length)
    expect(readDigestSri(sri(name))).toEqual(expected)
    expect(readDigestSri(`${name}-${digest(name).toString('hex')}`)).toEqual(expected)
  })

  it.each([
    '',
    'sha256-',
    'sha256-AAAA',
    'md5-1B2M2Y8AsgTpgAmY7PhCfg==',
    `${sri('sha256')} x`,
    sri('sha256').replace('sha256', 'sha384'),
  ])('reads nothing of %j', (text) => {
    expect(readDigestSri(text)).toBeUndefined()
  })
})

describe('isOfOtherBytes', () => {
  const multihash = Uint8Array.of(0x12, 0x20, ...digest('sha256'))

  it.each<[string, object, boolean]>([
    ['its own digest', { digestSRI: sri('sha256') }, false],
    ['another digest', { digestSRI: other }, true],
    ['one of two of one algorithm', { digestSRI: `${other} ${sri('sha256')}` }, false],
    [
      'a wrong one of a stronger algorithm',
      { digestSRI: `${sri('sha256')} ${sri('sha512').slice(0, -8)}AAAAAA==` },
      true,
    ],
    ['its multihash', { digestMultibase: `z${encodeBase58(multihash)}` }, false],
    [
      'its digest alone in multibase',
      { digestMultibase: `u${digest('sha384').toString('base64url')}` },
      false,
    ],
    [
      'a multihash of another algorithm',
      {
        digestMultibase: `u${Buffer.from([0x16, 0x20, ...digest('sha256')]).toString('base64url')}`,
      },
      false,
    ],
    [
      'a right one and a wrong one',
      { digestSRI: other, digestMultibase: `z${encodeBase58(multihash)}` },
      true,
    ],
  ])('compares bytes inside a data: URL with %s', (_, given, isOther) => {
    expect(isOfOtherBytes({ id: dataUrl, ...given })).toBe(isOther)
    // the same bytes, fetched
    expect(isOfOtherBytes({ id: 'https://x.example', ...given }, bytes)).toBe(isOther)
  })

  it('reads a data: URL that is not in base64', () => {
    const id = 'data:,hello%2C%20Cardiff'
    expect(isOfOtherBytes({ id, digestSRI: sri('sha256') })).toBe(false)
    expect(isOfOtherBytes({ id: `${id}!`, digestSRI: sri('sha256') })).toBe(true)
  })

  it('knows the published digest of the base context, and judges no other resource', () => {
    const published = '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734'
    expect(isOfOtherBytes({ id: v2, digestSRI: `sha256-${published}` })).toBe(false)
    expect(isOfOtherBytes({ id: v2, digestSRI: other })).toBe(true)
    expect(isOfOtherBytes({ id: 'https://x.example', digestSRI: other })).toBe(false)
  })

  it.each([
    ['works out a digest once, however many are given', `data:,${'a'.repeat(100_000)}`, 500],
    [
      'does not try the padding of a data URL at each of its letters',
      `data:;base64,${'='.repeat(50_000)}x`,
      1,
    ],
  ])('%s', (_, id, count) => {
    const digestSRI = Array.from({ length: count }, () => `sha256-${'A'.repeat(43)}=`).join(' ')
    const milliseconds = processorTime(() => isOfOtherBytes({ id, digestSRI }))
    expect(milliseconds).toBeLessThan(150)
  })
})
