import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readCompactJws, verifyCompactJws } from '../../shared/credential/jws.ts'
import { assertCredential } from '../../shared/credential/model-issues.ts'
import { readSecured } from '../../shared/credential/secured.ts'
import {
  checkCredentialClaims,
  signCredentialJwt,
  signPresentationJwt,
} from '../../shared/credential/vc-jwt.ts'
import { publicKeyToJwk } from '../../shared/did/public-key.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import { sampleBadge } from '../shared/credential/sample-badge.ts'
import { ed25519TestKey, p256TestKey, type TestKey } from '../support/signing-keys.ts'

/**
 * Tokens that must not pass as the city's credential. Each is made from one that does, so that nothing else
 * than what its name says can be the reason.
 */

const ed25519 = ed25519TestKey('city')
const p256 = p256TestKey('city')
const attacker = ed25519TestKey('attacker')

type Parts = { header: Record<string, unknown>; payload: Record<string, unknown> }

function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return Buffer.from(text).toString('base64url')
}

async function goodParts(key: TestKey): Promise<Parts> {
  const credential = sampleBadge({ issuer: { id: key.did, type: ['Profile'], name: 'City' } })
  const { header, payload } = readCompactJws(
    await signCredentialJwt({ credential, signer: key.signer() }),
  )
  return { header, payload }
}

/** Signs whatever the parts are, as a careless or hostile issuer's software would. */
async function signed(head: unknown, body: unknown, key: TestKey): Promise<string> {
  const text = `${encode(head)}.${encode(body)}`
  const signature = await key.signer().sign(new TextEncoder().encode(text))
  return `${text}.${Buffer.from(signature).toString('base64url')}`
}

/** The first thing that is wrong with a token as a credential, or `accepted`. */
async function judge(token: string, key: TestKey): Promise<string> {
  try {
    const { kind, document, jws } = readSecured(token)
    if (kind !== 'credential' || jws === undefined) return 'not_a_credential'
    assertCredential(document)
    const claims = checkCredentialClaims(jws)
    if (!claims.ok) return claims.code
    const isSigned = await verifyCompactJws(jws, key.publicKey, verifySignature)
    return isSigned ? 'accepted' : 'signature_invalid'
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
}

describe.each([
  ['EdDSA', ed25519],
  ['ES256', p256],
] as const)('a token of %s', async (alg, key) => {
  const { header, payload } = await goodParts(key)
  const good = await signed(header, payload, key)
  const [head = '', body = '', tail = ''] = good.split('.')
  const signature = Buffer.from(tail, 'base64url')
  const message = Buffer.from(`${head}.${body}`)
  const publicJwk = publicKeyToJwk(key.publicKey)

  it('is accepted as it should be', async () => {
    expect(await judge(good, key)).toBe('accepted')
  })

  it.each([
    ...['none', 'None', 'NONE', 'nOnE', 'none ', '', ' ', 'null', 'HS256', 'HS384', 'HS512'],
    ...['RS1', 'ed25519', 'eddsa', 'EDDSA', 'es256', 'EdDSA ', 'ES256\u0000', 'A128KW', 'dir'],
  ])('is refused with alg %j', async (name) => {
    const head = { ...header, alg: name }
    expect(await judge(await signed(head, payload, key), key)).toBe('jws_algorithm_refused')
    expect(await judge(`${encode(head)}.${body}.`, key)).toBe('jws_algorithm_refused')
  })

  it.each(['RS256', 'ES384'])(
    'is refused with the alg of keys of another kind: %s',
    async (name) => {
      const token = await signed({ ...header, alg: name }, payload, key)
      expect(await judge(token, key)).toBe('jws_malformed')
      const padded = `${token}${'A'.repeat(name === 'RS256' ? 256 : 42)}`
      expect(await judge(padded, key)).toBe('signature_invalid')
    },
  )

  it.each(['RS384', 'PS256', 'ES256K', 'ES512', 'Ed448'])(
    'is not read with alg %j',
    async (name) => {
      const token = await signed({ ...header, alg: name }, payload, key)
      expect(await judge(token, key)).toBe('securing_unsupported')
    },
  )

  it.each([undefined, null, 0, false, {}, ['EdDSA'], [['RS256']]])(
    'is refused with alg that is %j',
    async (value) => {
      const token = await signed({ ...header, alg: value }, payload, key)
      expect(await judge(token, key)).toBe('jws_algorithm_refused')
    },
  )

  it('is refused with a public key used as a secret', async () => {
    const secrets = [
      Buffer.from(key.publicKey.bytes),
      Buffer.from(JSON.stringify(publicJwk)),
      Buffer.from(String(publicJwk.x)),
    ]
    for (const secret of secrets) {
      const text = `${encode({ ...header, alg: 'HS256' })}.${body}`
      const mac = createHmac('sha256', secret).update(text).digest('base64url')
      expect(await judge(`${text}.${mac}`, key)).toBe('jws_algorithm_refused')
      const honest = createHmac('sha512', secret).update(message).digest('base64url')
      expect(await judge(`${head}.${body}.${honest}`, key)).toBe('signature_invalid')
    }
  })

  it('is refused with the other algorithm’s name, whoever signed', async () => {
    const other = alg === 'EdDSA' ? 'ES256' : 'EdDSA'
    const token = await signed({ ...header, alg: other }, payload, key)
    expect(await judge(token, key)).toBe('signature_invalid')
  })

  it.each<[string, Uint8Array, string]>([
    ['no signature', new Uint8Array(), 'jws_malformed'],
    ['a signature of zeros', new Uint8Array(64), 'signature_invalid'],
    ['a signature of ones', new Uint8Array(64).fill(255), 'signature_invalid'],
    ['a signature too short', signature.subarray(0, 63), 'jws_malformed'],
    ['a signature too long', Buffer.concat([signature, Buffer.of(0)]), 'jws_malformed'],
    ['a signature given twice', Buffer.concat([signature, signature]), 'jws_malformed'],
    [
      'its halves swapped',
      Buffer.concat([signature.subarray(32), signature.subarray(0, 32)]),
      'signature_invalid',
    ],
    [
      'one bit changed',
      Buffer.from(signature).fill((signature[6] ?? 0) ^ 1, 6, 7),
      'signature_invalid',
    ],
    ['a signature in DER', sign('sha256', message, p256.privateKey), 'jws_malformed'],
    ['r zero', Buffer.concat([new Uint8Array(32), signature.subarray(32)]), 'signature_invalid'],
    ['s zero', Buffer.concat([signature.subarray(0, 32), new Uint8Array(32)]), 'signature_invalid'],
  ])('is refused with %s', async (_, bytes, code) => {
    const token = `${head}.${body}.${Buffer.from(bytes).toString('base64url')}`
    expect(await judge(token, key)).toBe(code)
  })

  it('is refused when another key signed it, whatever the header holds', async () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const keysInside = [
      {},
      { jwk: publicKeyToJwk(attacker.publicKey) },
      { jwk: publicKey.export({ format: 'jwk' }), kid: header.kid },
      { jku: 'https://attacker.example/jwks.json' },
      { x5u: 'https://attacker.example/chain.pem' },
      { x5c: ['MIIB'] },
      { x5t: 'AAAA', 'x5t#S256': 'AAAA' },
    ]
    for (const inside of keysInside) {
      const token = await signed({ ...header, alg: 'EdDSA', ...inside }, payload, attacker)
      expect(await judge(token, key)).toBe('signature_invalid')
    }
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['a crit that nobody knows', { crit: ['exp'], exp: 1 }, 'jws_header_refused'],
    ['a crit of nothing', { crit: [] }, 'jws_header_refused'],
    ['a crit that is null', { crit: null }, 'jws_header_refused'],
    ['b64 false', { b64: false, crit: ['b64'] }, 'jws_header_refused'],
    ['b64 false without crit', { b64: false }, 'jws_header_refused'],
    ['b64 true', { b64: true }, 'jws_header_refused'],
    ['the typ of a presentation', { typ: 'vp+jwt' }, 'typ_wrong'],
    ['the typ of a request', { typ: 'oauth-authz-req+jwt' }, 'typ_wrong'],
    ['the typ of a proof of possession', { typ: 'openid4vci-proof+jwt' }, 'typ_wrong'],
    ['the typ of an SD-JWT', { typ: 'dc+sd-jwt' }, 'typ_wrong'],
    ['a typ that is no text', { typ: 1 }, 'jws_malformed'],
    ['a typ in a list', { typ: ['vc+jwt'] }, 'jws_malformed'],
    ['a kid that is no text', { kid: { id: 'x' } }, 'jws_malformed'],
    ['the attacker’s kid', { kid: attacker.signer().keyId }, 'kid_of_another'],
    ['a kid with a query', { kid: `${key.did}?versionId=1#1` }, 'kid_missing'],
    ['a kid with a path', { kid: `${key.did}/x#1` }, 'kid_missing'],
    ['an empty kid', { kid: '' }, 'kid_missing'],
    ['an empty fragment', { kid: `${key.did}#` }, 'kid_missing'],
  ])('is refused with %s', async (_, change, code) => {
    expect(await judge(await signed({ ...header, ...change }, payload, key), key)).toBe(code)
  })

  it.each([undefined, 'key-1', '#key-1', 'urn:key:1'])(
    'is refused with the kid %j and nobody who issued it',
    async (kid) => {
      const { iss: _, ...anonymous } = payload
      expect(await judge(await signed({ ...header, kid }, anonymous, key), key)).toBe('kid_missing')
    },
  )

  it.each<[string, Record<string, unknown>, string]>([
    ['another id in jti', { jti: 'urn:uuid:1' }, 'claims_mismatch'],
    ['another subject in sub', { sub: attacker.did }, 'claims_mismatch'],
    ['a subject that is a list', { sub: [payload.sub] }, 'claims_mismatch'],
    ['another end in exp', { exp: 4_102_444_800 }, 'claims_mismatch'],
    ['another beginning in nbf', { nbf: 0 }, 'claims_mismatch'],
    ['another issuer in iss', { iss: attacker.did }, 'claims_mismatch'],
    ['another issuer inside', { issuer: attacker.did }, 'kid_of_another'],
    ['an end that is text', { exp: '1882947600' }, 'claims_malformed'],
    ['a vc claim of its own', { vc: {} }, 'credential_malformed'],
    ['a vp claim', { vp: { type: 'VerifiablePresentation' } }, 'not_a_credential'],
    ['no subject', { credentialSubject: undefined }, 'credential_malformed'],
    ['no type', { type: undefined }, 'credential_malformed'],
  ])('is refused with %s', async (_, change, code) => {
    expect(await judge(await signed(header, { ...payload, ...change }, key), key)).toBe(code)
  })

  it.each<[string, string, string]>([
    [
      'another payload',
      `${head}.${encode({ ...payload, name: 'Surgeon' })}.${tail}`,
      'signature_invalid',
    ],
    ['another header', `${encode({ ...header, x: 1 })}.${body}.${tail}`, 'signature_invalid'],
    [
      'the same payload with a space',
      `${head}.${encode(`${JSON.stringify(payload)} `)}.${tail}`,
      'signature_invalid',
    ],
    ['a dot at the end', `${good}.`, 'jws_malformed'],
    ['a dot at the start', `.${good}`, 'jws_malformed'],
    ['five parts', `${good}.${head}.${body}`, 'jws_malformed'],
    ['two parts', `${head}.${body}`, 'jws_malformed'],
    ['no payload', `${head}..${tail}`, 'json_malformed'],
    ['no header', `.${body}.${tail}`, 'json_malformed'],
    ['padding', `${head}.${body}.${tail}==`, 'jws_malformed'],
    ['padding in the payload', `${head}.${body}=.${tail}`, 'jws_malformed'],
    ['the other base64 alphabet', `${head}.${body}.${tail.slice(0, -2)}+/`, 'jws_malformed'],
    ['left-over bits that are not zero', `${head}.${body}.${nextSpelling(tail)}`, 'jws_malformed'],
    ['a space before it', ` ${good}`, 'jws_malformed'],
    ['a line break after it', `${good}\n`, 'jws_malformed'],
    ['a line break inside', `${head}.\n${body}.${tail}`, 'jws_malformed'],
    ['a NUL after it', `${good}\u0000`, 'jws_malformed'],
    ['letters that only look the same', good.replace('e', '\u0435'), 'jws_malformed'],
    ['a header that is a list', `${encode([header])}.${body}.${tail}`, 'jws_malformed'],
    ['a header that is text', `${encode('"x"')}.${body}.${tail}`, 'jws_malformed'],
    [
      'alg given twice',
      `${encode('{"alg":"none","alg":"EdDSA"}')}.${body}.${tail}`,
      'json_malformed',
    ],
    [
      'issuer given twice',
      `${head}.${encode('{"issuer":1,"issuer":2}')}.${tail}`,
      'json_malformed',
    ],
    [
      '__proto__ in the header',
      `${encode('{"__proto__":{"alg":"EdDSA"}}')}.${body}.${tail}`,
      'json_malformed',
    ],
    ['100,000 levels', `${head}.${encode('['.repeat(100_000))}.${tail}`, 'json_malformed'],
    [
      'a byte order mark',
      `${encode(`\uFEFF${JSON.stringify(header)}`)}.${body}.${tail}`,
      'json_malformed',
    ],
    [
      'bytes that are not UTF-8',
      `${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${body}.${tail}`,
      'jws_malformed',
    ],
    ['a JWE', `${encode({ alg: 'dir', enc: 'A256GCM' })}..iv.ct.tag`, 'jws_malformed'],
    [
      'the JSON serialisation',
      JSON.stringify({ payload: body, protected: head, signature: tail }),
      'credential_malformed',
    ],
    ['disclosures behind it', `${good}~WyJzYWx0Il0~`, 'securing_unsupported'],
  ])('is refused with %s', async (_, token, code) => {
    expect(await judge(token, key)).toBe(code)
  })

  it('is refused where it is a presentation', async () => {
    const presentation = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      issuer: key.did,
    }
    const binding = { audience: 'x', nonce: 'y', issuedAt: new Date('2026-09-01T10:00:00Z') }
    const token = await signPresentationJwt({ presentation, signer: key.signer(), ...binding })
    expect(await judge(token, key)).toBe('not_a_credential')
  })
})

describe('an Ed25519 signature', () => {
  it('is refused with s beyond the order of the group, where a lax verifier takes it', async () => {
    const { header, payload } = await goodParts(ed25519)
    const [head, body, tail = ''] = (await signed(header, payload, ed25519)).split('.')
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const bytes = Buffer.from(tail, 'base64url')
    const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`)
    const high = Buffer.from((s + order).toString(16).padStart(64, '0'), 'hex').reverse()
    const malleable = Buffer.concat([bytes.subarray(0, 32), high]).toString('base64url')
    expect(await judge(`${head}.${body}.${malleable}`, ed25519)).toBe('signature_invalid')
  })
})

/** Another last letter for the same bytes: 64 bytes leave four bits over. */
function nextSpelling(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(text.slice(-1))
  return text.slice(0, -1) + alphabet.charAt(last + 1)
}
