import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { codesOf, problemsOf } from '../outcomes.ts'
import {
  badgeClass,
  cryptographicKey,
  issuer,
  revocationList,
  signedAssertion,
} from './examples.ts'
import { type Answer, createHosts, reportOn, rsaKey, signJws } from './world.ts'

const own = rsaKey()
const anothers = rsaKey()
const keyAt = (publicKeyPem: string, changes: JsonObject = {}): Record<string, Answer> => ({
  [cryptographicKey.id]: { ...cryptographicKey, publicKeyPem, ...changes },
})
const jws = signJws(signedAssertion, own.privateKey)

async function problems(
  text: string,
  changes: Record<string, Answer> = {},
): Promise<[verdict: string, problems: string[]]> {
  const report = await reportOn(text, createHosts({ ...keyAt(own.pem), ...changes }))
  return [report.verdict, problemsOf(report)]
}

describe('verifyOpenBadge2: signed', () => {
  test('proves the example of the specification, and asks for the list of revoked ones last', async () => {
    const { port, asked } = createHosts(keyAt(own.pem))
    const report = await reportOn(jws, { port })
    expect(report).toMatchObject({ verdict: 'valid', securedWith: 'open-badge-2-signed' })
    expect(codesOf(report)).toMatchObject({
      shape: 'ok',
      proof: 'ok',
      'issuer-key': 'ok',
      dates: 'ok',
      status: 'ok',
    })
    expect(asked).toEqual([badgeClass.id, issuer.id, cryptographicKey.id, revocationList.id])
  })

  test.each([
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['EdDSA', generateKeyPairSync('ed25519')],
  ])('reads %s as well', async (alg, { publicKey, privateKey }) => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(await problems(signJws(signedAssertion, privateKey, { alg }), keyAt(pem))).toEqual([
      'valid',
      [],
    ])
  })

  test('tries the keys that the issuer names where the badge names none', async () => {
    const other = 'https://example.org/older.json'
    const text = signJws({ ...signedAssertion, verification: { type: 'signed' } }, own.privateKey)
    const both = {
      [other]: { ...cryptographicKey, id: other, publicKeyPem: anothers.pem },
      [issuer.id]: { ...issuer, publicKey: [other, cryptographicKey.id] },
    }
    expect(await problems(text, both)).toEqual(['valid', []])
    const inside = { ...cryptographicKey, publicKeyPem: own.pem }
    expect(await problems(text, { [issuer.id]: { ...issuer, publicKey: inside } })).toEqual([
      'valid',
      [],
    ])
  })

  test('takes the class that was signed where it has no address', async () => {
    const { port, asked } = createHosts(keyAt(own.pem))
    const badge = {
      ...badgeClass,
      id: 'urn:uuid:9d64a8a6-71b5-4a7a-8ac7-4e8d8e1d8a10',
      name: 'Signed',
    }
    const report = await reportOn(signJws({ ...signedAssertion, badge }, own.privateKey), { port })
    expect(report).toMatchObject({
      verdict: 'valid',
      credential: { achievement: { name: 'Signed' } },
    })
    expect(asked).not.toContain(badgeClass.id)
  })

  const [head = '', payload = '', tail = ''] = jws.split('.')
  const forged = Buffer.from(
    JSON.stringify({ ...signedAssertion, issuedOn: '2020-01-01T00:00:00Z' }),
  )
  const weak = rsaKey(1024)
  const revokedId = { ...signedAssertion, id: 'urn:uuid:e79a6c18-787e-4868-8e65-e6a4530fb418' }
  const revokedText = { ...signedAssertion, id: 'urn:uuid:3c574c87-b96f-4f06-8eb5-68a29335b60e' }
  const creatorElsewhere = {
    ...signedAssertion,
    verification: { type: 'SignedBadge', creator: 'https://forger.example/key' },
  }
  const hmac = Buffer.from('{"alg":"HS256"}').toString('base64url')

  test.each<[string, string, Record<string, Answer>, string[]]>([
    [
      'was changed',
      `${head}.${forged.toString('base64url')}.${tail}`,
      {},
      ['proof:signature_invalid'],
    ],
    [
      'another key signed',
      signJws(signedAssertion, anothers.privateKey),
      {},
      ['proof:signature_invalid'],
    ],
    [
      'is signed with nothing',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.AA`,
      {},
      ['proof:algorithm_refused'],
    ],
    [
      'is signed with a shared secret',
      `${hmac}.${payload}.${tail}`,
      {},
      ['proof:algorithm_refused'],
    ],
    [
      'asks for an extension',
      signJws(signedAssertion, own.privateKey, { alg: 'RS256', crit: ['b64'], b64: false }),
      {},
      ['proof:header_refused'],
    ],
    [
      'is signed with a short key',
      signJws(signedAssertion, weak.privateKey),
      keyAt(weak.pem),
      ['proof:algorithm_refused'],
    ],
    [
      'has a private key for a public one',
      jws,
      keyAt(own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
      ['proof:algorithm_refused'],
    ],
    [
      'names a key of its own',
      signJws(creatorElsewhere, anothers.privateKey),
      {
        'https://forger.example/key': {
          ...cryptographicKey,
          id: 'https://forger.example/key',
          publicKeyPem: anothers.pem,
        },
      },
      ['issuer-key:key_of_another'],
    ],
    [
      'has a key that belongs to another',
      jws,
      keyAt(own.pem, { owner: 'https://other.example/' }),
      ['issuer-key:key_of_another'],
    ],
    [
      'has a key that is not there',
      jws,
      { [cryptographicKey.id]: 'refused' },
      ['issuer-key:key_missing'],
    ],
    [
      'has a key without a value',
      jws,
      keyAt(own.pem, { publicKeyPem: undefined }),
      ['issuer-key:key_missing'],
    ],
    [
      'has an issuer without keys',
      jws,
      { [issuer.id]: { ...issuer, publicKey: undefined } },
      ['issuer-key:key_missing'],
    ],
    ['was revoked by id', signJws(revokedId, own.privateKey), {}, ['status:revoked']],
    ['was revoked by the bare id', signJws(revokedText, own.privateKey), {}, ['status:revoked']],
    [
      'was revoked by uid',
      signJws({ ...signedAssertion, uid: 'abc123' }, own.privateKey),
      {},
      ['status:revoked'],
    ],
    [
      'says it stands somewhere',
      signJws({ ...signedAssertion, recipient: 'sam' }, own.privateKey),
      {},
      ['shape:badge_invalid'],
    ],
  ])('refuses a badge that %s', async (_, text, changes, expected) => {
    expect(await problems(text, changes)).toEqual(['invalid', expected])
  })

  test.each<[string, Record<string, Answer>, string]>([
    ['the key', { [cryptographicKey.id]: 'unavailable' }, 'issuer-key:issuer_unreachable'],
    ['the list', { [revocationList.id]: 'unavailable' }, 'status:list_unreachable'],
    ['a list that is not there', { [revocationList.id]: 'refused' }, 'status:list_refused'],
    [
      'a list of nothing',
      { [revocationList.id]: { type: 'RevocationList' } },
      'status:list_malformed',
    ],
    [
      'a list of no ids',
      { [revocationList.id]: { revokedAssertions: [7] } },
      'status:list_malformed',
    ],
  ])('cannot tell where %s cannot be asked or read', async (_, changes, expected) => {
    expect(await problems(jws, changes)).toEqual(['unknown', [expected]])
  })

  test('asks for no list on the word of who did not sign', async () => {
    const { port, asked } = createHosts(keyAt(own.pem))
    await reportOn(signJws(signedAssertion, anothers.privateKey), { port })
    expect(asked).not.toContain(revocationList.id)
  })

  test('says that an issuer describes a badge of another host', async () => {
    const forger = 'https://forger.example/'
    const badge = { ...badgeClass, issuer: { ...issuer, id: forger } }
    const text = signJws(
      {
        ...signedAssertion,
        badge: 'https://city.example/class',
        verification: { type: 'SignedBadge' },
      },
      own.privateKey,
    )
    const { port } = createHosts({
      'https://city.example/class': { ...badge, id: 'https://city.example/class', issuer: forger },
      [forger]: { ...issuer, id: forger, publicKey: { publicKeyPem: own.pem } },
    })
    expect(problemsOf(await reportOn(text, { port }))).toEqual([
      'accreditation:achievement_of_another',
    ])
  })
})
