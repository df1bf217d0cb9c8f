import { describe, expect, test } from 'vitest'
import { readOpenBadge2 } from '../../../shared/credential/open-badge-2.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'

const encode = (value: unknown) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))

/** @see Open Badges 2.0, examples */
const assertion = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  id: 'https://example.org/beths-robotics-badge.json',
  recipient: { type: 'email', hashed: true, salt: 'deadsea', identity: 'sha256$ecf5' },
  image: 'https://example.org/beths-robot-badge.png',
  evidence: 'https://example.org/beths-robot-work.html',
  issuedOn: '2016-12-31T23:59:59Z',
  expires: '2017-06-30T23:59:59+01:00',
  badge: {
    id: 'https://example.org/robotics-badge.json',
    name: 'Robotics',
    issuer: 'https://example.org/org',
  },
  verification: { type: 'hosted' },
}

describe('readOpenBadge2', () => {
  test('reads a hosted assertion', () => {
    const text = JSON.stringify(assertion)
    expect(readOpenBadge2(`\n${text}\n`)).toEqual({
      securing: 'hosted',
      text,
      assertion,
      id: assertion.id,
      badgeClass: assertion.badge,
      issuer: { id: 'https://example.org/org' },
      issuedOn: '2016-12-31T23:59:59Z',
      expires: '2017-06-30T22:59:59Z',
    })
  })

  test('reads a signed assertion, whatever it is signed with', () => {
    const { id: _, ...signed } = { ...assertion, verification: { type: 'signed', creator: 'a' } }
    const text = `${encode({ alg: 'RS256' })}.${encode(signed)}.c2ln`
    expect(readOpenBadge2(text)).toMatchObject({ securing: 'signed', text })
  })

  test('reads an assertion of version 1.0', () => {
    const old = {
      uid: 'f2c20',
      recipient: assertion.recipient,
      issuedOn: 1359217910,
      badge: 'https://example.org/robotics-badge.json',
      verify: { type: 'hosted', url: 'https://example.org/beths-robotics-badge.json' },
    }
    expect(readOpenBadge2(JSON.stringify(old))).toMatchObject({
      id: assertion.id,
      badgeClass: { id: assertion.badge.id },
      issuer: {},
      issuedOn: '2013-01-26T16:31:50Z',
    })
  })

  test.each([
    ['2016-12-31', '2016-12-31T00:00:00Z'],
    ['2016-12-31T23:59', '2016-12-31T23:59:00Z'],
    ['2016-12-31 23:59:59.123', '2016-12-31T23:59:59Z'],
    ['2016-12-31T23:59:59+0530', '2016-12-31T18:29:59Z'],
    [0, '1970-01-01T00:00:00Z'],
    ['2016-02-31', undefined],
    ['yesterday', undefined],
    [1e18, undefined],
    [null, undefined],
  ])('reads the date %j', (issuedOn, read) => {
    expect(readOpenBadge2(JSON.stringify({ ...assertion, issuedOn }))?.issuedOn).toBe(read)
  })

  test.each([
    ['nothing', ''],
    ['words', 'hello'],
    ['broken JSON', '{'],
    ['a token of no JSON', 'a.b.c'],
    ['a token with a damaged payload', 'eyJh.@@.c2ln'],
    ['a credential', JSON.stringify({ ...assertion, type: ['VerifiableCredential'] })],
    ['a presentation', JSON.stringify({ ...assertion, type: 'VerifiablePresentation' })],
    ['a badge class', JSON.stringify(assertion.badge)],
    ['an assertion of nobody', JSON.stringify({ ...assertion, recipient: undefined })],
    ['something with a badge and a recipient', '{"badge":"a","recipient":"b"}'],
    ['one member twice', '{"type":"Assertion","badge":1,"recipient":1,"badge":2}'],
  ])('is not for %s', (_, text) => {
    expect(readOpenBadge2(text)).toBeUndefined()
  })
})
