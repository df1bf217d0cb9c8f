import {
  type CompactJWSHeaderParameters,
  exportJWK,
  generateKeyPair,
  type JWK,
  SignJWT,
} from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import { problemsOf } from '../outcomes.ts'
import { badge, createHolder } from '../world.ts'
import { createWeb, type Web } from './web.ts'

type Pair = { alg: string; publicKey: CryptoKey; privateKey: CryptoKey; jwk: JWK }
type Claims = (badge: JsonObject) => JsonObject

const issuerUrl = 'https://college.example/issuers/565049'
const issuerDid = 'did:web:college.example'
const holder = createHolder()
const pairs = new Map<string, Pair>()
const algorithms = ['RS256', 'ES256', 'EdDSA', 'Ed25519', 'ES384']

beforeAll(async () => {
  for (const alg of [...algorithms, 'RS256 of a thief']) {
    const [name = ''] = alg.split(' ')
    const pair = await generateKeyPair(name, { extractable: true })
    pairs.set(alg, { ...pair, alg: name, jwk: await exportJWK(pair.publicKey) })
  }
})

function pairOf(alg: string): Pair {
  const pair = pairs.get(alg)
  if (pair === undefined) throw new Error('no such pair')
  return pair
}

function method(id: string, jwk: JWK, controller: string): JsonObject {
  return { id, type: 'JsonWebKey', controller, publicKeyJwk: jwk }
}

function controllerDocument(id: string, keys: [fragment: string, jwk: JWK][]): JsonObject {
  const methods = keys.map(([fragment, jwk]) => method(`${id}#${fragment}`, jwk, id))
  return { id, verificationMethod: methods, assertionMethod: methods.map((each) => each.id) }
}

/** As 1EdTech describes it, by a library that is not ours: the claims beside the badge's own members. */
async function obJwt(
  pair: Pair,
  header: Partial<CompactJWSHeaderParameters>,
  { issuer = issuerUrl, claims = (made) => made }: { issuer?: string; claims?: Claims } = {},
): Promise<string> {
  const unsigned = badge({ did: issuer as never }, { id: holder.did })
  const seconds = Date.parse('2026-09-01T09:00:00Z') / 1000
  const registered = { iss: issuer, jti: unsigned.id, sub: holder.did, nbf: seconds }
  const payload = claims({ ...unsigned, ...registered })
  return new SignJWT(payload).setProtectedHeader({ alg: pair.alg, ...header }).sign(pair.privateKey)
}

async function outcome(web: Web, token: string) {
  const report = await verifyCredential(token, { ports: web.ports })
  const decides = (problem: string) => !/^accreditation|:not_checked$/.test(problem)
  return [report.verdict, ...problemsOf(report).filter(decides)]
}

describe.each(algorithms)('a badge as token with %s', (alg) => {
  const named = `${issuerUrl}#key-1`

  it.each<[string, (jwk: JWK) => Partial<CompactJWSHeaderParameters>]>([
    ['kid, the address of a key', () => ({ kid: named })],
    ['kid, a name that the issuer gives it', () => ({ kid: 'key-1' })],
    ['jwk', (jwk) => ({ jwk, typ: 'JWT' })],
    ['jwk and kid', (jwk) => ({ jwk, kid: named })],
    ['neither', () => ({})],
    ['the address of a key, as vc+jwt', () => ({ typ: 'vc+jwt', cty: 'vc', kid: named })],
    ['a name that the issuer gives it, as vc+jwt', () => ({ typ: 'vc+jwt', kid: 'key-1' })],
    ['nothing but iss, as vc+jwt', () => ({ typ: 'vc+jwt' })],
  ])('is valid under an https URL by %s', async (_, header) => {
    const web = createWeb()
    const pair = pairOf(alg)
    web.pages.set(issuerUrl, { body: controllerDocument(issuerUrl, [['key-1', pair.jwk]]) })
    expect(await outcome(web, await obJwt(pair, header(pair.jwk)))).toEqual(['valid'])
  })

  it('is valid under a did:web by its key id, and by none', async () => {
    const web = createWeb()
    const pair = pairOf(alg)
    const document = controllerDocument(issuerDid, [['key-1', pair.jwk]])
    web.dids.set(issuerDid, { outcome: 'resolved', document: document as never })
    const sign = (header: object) => obJwt(pair, header, { issuer: issuerDid })
    expect([
      await outcome(web, await sign({ kid: `${issuerDid}#key-1` })),
      await outcome(web, await sign({ jwk: pair.jwk })),
      await outcome(web, await sign({})),
      await outcome(web, await sign({ typ: 'vc+jwt', kid: '#key-1' })),
    ]).toEqual([['valid'], ['valid'], ['valid'], ['valid']])
  })
})

describe('a key that came with the token', () => {
  it.each<[string, (web: Web, jwk: JWK) => void, string[]]>([
    ['of an issuer that is nowhere', () => {}, ['unknown', 'issuer-key:self_asserted']],
    [
      'of an issuer whose page is for people',
      (web) => web.pages.set(issuerUrl, { body: '<html>', type: 'text/html' }),
      ['unknown', 'issuer-key:self_asserted'],
    ],
    [
      'of an issuer whose profile has no key',
      (web) => web.pages.set(issuerUrl, { body: { id: issuerUrl, type: ['Profile'] } }),
      ['unknown', 'issuer-key:self_asserted'],
    ],
    [
      'of an issuer whose document is another’s',
      (web, jwk) =>
        web.pages.set(issuerUrl, {
          body: controllerDocument('https://evil.example/1', [['k', jwk]]),
        }),
      ['unknown', 'issuer-key:self_asserted'],
    ],
    [
      'of an issuer whose address leads to another',
      (web) => web.pages.set(issuerUrl, 'moved'),
      ['unknown', 'issuer-key:self_asserted'],
    ],
    [
      'of an issuer that cannot be reached',
      (web) => web.pages.set(issuerUrl, 'down'),
      ['unknown', 'issuer-key:issuer_unreachable'],
    ],
    [
      'of an issuer who publishes another key',
      (web) =>
        web.pages.set(issuerUrl, {
          body: controllerDocument(issuerUrl, [['key-1', pairOf('RS256').jwk]]),
        }),
      ['invalid', 'issuer-key:key_missing'],
    ],
  ])('is never enough: %s', async (_, publish, expected) => {
    const web = createWeb()
    const thief = pairOf('RS256 of a thief')
    publish(web, thief.jwk)
    expect(await outcome(web, await obJwt(thief, { jwk: thief.jwk }))).toEqual(expected)
  })

  it('proves nothing as vc+jwt either, by whichever name', async () => {
    const web = createWeb()
    const thief = pairOf('RS256 of a thief')
    const document = controllerDocument(issuerUrl, [['key-1', pairOf('RS256').jwk]])
    web.pages.set(issuerUrl, { body: document })
    const as = async (header: object) =>
      outcome(web, await obJwt(thief, { typ: 'vc+jwt', ...header }))
    expect([
      await as({}),
      await as({ kid: 'key-1' }),
      await as({ kid: `${issuerUrl}#key-1` }),
      await as({ kid: `${issuerUrl}#key-2` }),
      await as({ kid: 'https://thief.example/key' }),
    ]).toEqual([
      ['invalid', 'proof:signature_invalid'],
      ['invalid', 'proof:signature_invalid'],
      ['invalid', 'proof:signature_invalid'],
      ['invalid', 'issuer-key:key_missing'],
      ['invalid', 'issuer-key:key_missing'],
    ])
  })

  it('still tells a changed badge from an unchanged one', async () => {
    const thief = pairOf('RS256 of a thief')
    const jwk = pairOf('RS256').jwk
    const web = createWeb()
    expect(await outcome(web, await obJwt(thief, { jwk }))).toEqual([
      'invalid',
      'proof:signature_invalid',
      'issuer-key:self_asserted',
    ])
  })

  it('says nothing for an issuer with a DID that lists another', async () => {
    const web = createWeb()
    const thief = pairOf('RS256 of a thief')
    const document = controllerDocument(issuerDid, [['key-1', pairOf('RS256').jwk]])
    web.dids.set(issuerDid, { outcome: 'resolved', document: document as never })
    const token = await obJwt(thief, { jwk: thief.jwk }, { issuer: issuerDid })
    expect(await outcome(web, token)).toEqual(['invalid', 'issuer-key:key_missing'])
  })
})

describe('keys of an issuer', () => {
  async function publish(document: JsonObject, header: object = {}) {
    const web = createWeb()
    web.pages.set(issuerUrl, { body: document })
    return outcome(web, await obJwt(pairOf('RS256'), header))
  }

  it('may stand in a profile, and embedded in its relationship', async () => {
    const { jwk } = pairOf('RS256')
    const own = method(`${issuerUrl}#key-1`, jwk, issuerUrl)
    const { controller: _, ...bare } = own
    const profile = { id: issuerUrl, type: ['Profile'], name: 'College' }
    expect([
      await publish({ ...profile, publicKey: bare }),
      await publish({ ...profile, assertionMethod: [own] }, { kid: `${issuerUrl}#key-1` }),
    ]).toEqual([['valid'], ['valid']])
  })

  it.each<[string, (jwk: JWK, own: JsonObject) => JsonObject]>([
    ['for another purpose', (_, own) => ({ verificationMethod: [own], authentication: [own.id] })],
    [
      'controlled by another',
      (_, own) => ({ assertionMethod: [{ ...own, controller: 'https://a.example' }] }),
    ],
    [
      'with its private half',
      (jwk, own) => ({ assertionMethod: [{ ...own, publicKeyJwk: { ...jwk, d: 'AQAB' } }] }),
    ],
    [
      'of a size that anybody breaks',
      (jwk, own) => ({
        assertionMethod: [{ ...own, publicKeyJwk: { ...jwk, n: jwk.n?.slice(0, 171) } }],
      }),
    ],
    [
      'with 1 as exponent',
      (jwk, own) => ({ assertionMethod: [{ ...own, publicKeyJwk: { ...jwk, e: 'AQ' } }] }),
    ],
    ['revoked', (_, own) => ({ assertionMethod: [{ ...own, revoked: '2026-01-01T00:00:00Z' }] })],
    ['expired', (_, own) => ({ assertionMethod: [{ ...own, expires: '2026-01-01T00:00:00Z' }] })],
  ])('do not count %s', async (_, members) => {
    const { jwk } = pairOf('RS256')
    const own = method(`${issuerUrl}#key-1`, jwk, issuerUrl)
    const document = { id: issuerUrl, ...members(jwk, own) }
    const [verdict] = await publish(document, { kid: `${issuerUrl}#key-1` })
    expect(['invalid', 'unknown']).toContain(verdict)
  })

  it('may stand at an address of their own that the document names, alone or in a set', async () => {
    const { jwk } = pairOf('RS256')
    const keys = 'https://keys.example/rsa'
    const read = async (kid: string, body: unknown, listed = [kid]) => {
      const web = createWeb()
      web.pages.set(issuerUrl, { body: { id: issuerUrl, assertionMethod: listed } })
      web.pages.set(keys, { body })
      const found = await outcome(web, await obJwt(pairOf('RS256'), { kid }))
      return [...found, web.visited.includes(keys)]
    }
    expect([
      await read(keys, jwk),
      await read(`${keys}#1`, { keys: [{ ...jwk, kid: '1' }] }),
      await read(`${keys}#1`, method(`${keys}#1`, jwk, issuerUrl)),
      await read(`${keys}#1`, method(`${keys}#1`, jwk, 'https://other.example')),
      await read(keys, jwk, ['https://keys.example/other']),
    ]).toEqual([
      ['valid', true],
      ['valid', true],
      ['valid', true],
      ['invalid', 'issuer-key:key_missing', true],
      ['invalid', 'issuer-key:key_missing', false],
    ])
  })

  it('are tried three at most, each once', async () => {
    const { jwk } = pairOf('RS256 of a thief')
    const thieves = [1, 2, 3].map((number): [string, JWK] => [
      `k${number}`,
      { ...jwk, e: ['', 'AQAB', 'Aw', 'BQ'][number] ?? '' },
    ])
    const before = controllerDocument(issuerUrl, [
      ...thieves.slice(0, 2),
      ['own', pairOf('RS256').jwk],
    ])
    const after = controllerDocument(issuerUrl, [...thieves, ['own', pairOf('RS256').jwk]])
    expect([await publish(before), await publish(after)]).toEqual([
      ['valid'],
      ['invalid', 'proof:signature_invalid'],
    ])
  })
})

describe('claims beside the badge', () => {
  it.each<[string, Claims]>([
    ['iss', (made) => ({ ...made, iss: 'https://other.example' })],
    ['jti', (made) => ({ ...made, jti: 'urn:uuid:0' })],
    ['sub', (made) => ({ ...made, sub: 'did:example:1' })],
    ['nbf', (made) => ({ ...made, nbf: 1 })],
    ['exp', (made) => ({ ...made, exp: 4102444800 })],
  ])('must say what it says: %s', async (_, claims) => {
    const web = createWeb()
    const pair = pairOf('RS256')
    web.pages.set(issuerUrl, { body: controllerDocument(issuerUrl, [['key-1', pair.jwk]]) })
    const token = await obJwt(pair, { jwk: pair.jwk }, { claims })
    expect(await outcome(web, token)).toEqual(['invalid', 'shape:claims_mismatch'])
    expect(web.visited).toEqual([])
  })
})

describe('where there is no room for all that', () => {
  it('a token without key id is unknown', async () => {
    const { ports, ...web } = createWeb()
    const { further: _, ...browser } = ports
    const token = await obJwt(pairOf('RS256'), { jwk: pairOf('RS256').jwk })
    expect(await outcome({ ...web, ports: browser }, token)).toEqual([
      'unknown',
      'issuer-key:key_unsupported',
    ])
  })
})
