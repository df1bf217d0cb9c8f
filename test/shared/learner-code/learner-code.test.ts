import { describe, expect, test } from 'vitest'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { parseDid } from '../../../shared/did/did.ts'
import {
  learnerCodeType,
  readLearnerCode,
  signLearnerCode,
} from '../../../shared/learner-code/learner-code.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'

const city = parseDid('did:web:cardiff.example')
const issuedAt = new Date('2026-11-22T10:00:00Z')
const iat = issuedAt.getTime() / 1_000
const learner = ed25519TestKey('learner')
const ticketHash = 'a'.repeat(43)

const at = (seconds: number) => ({ city, now: new Date(issuedAt.getTime() + seconds * 1_000) })

async function codeWith(header: object, payload: object): Promise<string> {
  const signer = learner.signer()
  return signCompactJws({
    header: { typ: learnerCodeType, kid: signer.keyId, ...header },
    payload: { aud: city, iat, exp: iat + 120, jti: ticketHash, ...payload },
    signer,
  })
}

describe('signLearnerCode', () => {
  test.each([learner, p256TestKey('learner')])('makes what readLearnerCode reads', async (key) => {
    const text = await signLearnerCode({ signer: key.signer(), city, ticketHash, issuedAt })
    const read = readLearnerCode(` ${text}\n`, at(0))
    expect(read).toEqual({
      code: {
        jws: expect.objectContaining({ text }),
        holder: key.did,
        keyId: key.signer().keyId,
        ticketHash,
      },
    })
    // as a QR code it must be read off one phone by another
    expect(text.length).toBeLessThan(600)
  })
})

describe('readLearnerCode', () => {
  test.each([
    [-61, 'clock-wrong'],
    [-59, undefined],
    [0, undefined],
    [179, undefined],
    [180, 'too-old'],
  ])('%i seconds after it was made: %s', async (seconds, fault) => {
    const read = readLearnerCode(await codeWith({}, {}), at(seconds))
    expect('fault' in read ? read.fault : undefined).toBe(fault)
  })

  test.each<[string, object, object, string]>([
    ['for another city', {}, { aud: 'did:web:swansea.example' }, 'other-city'],
    ['for several', {}, { aud: [city, 'did:web:swansea.example'] }, 'malformed'],
    ['of another type', { typ: 'JWT' }, {}, 'malformed'],
    ['of a badge', { typ: 'vc+jwt' }, {}, 'malformed'],
    ['that proves a key to an issuer', { typ: 'openid4vci-proof+jwt' }, {}, 'malformed'],
    ['that names no key', { kid: learner.did }, {}, 'malformed'],
    ['that names no DID', { kid: 'https://evil.example#key' }, {}, 'malformed'],
    ['that lives for a day', {}, { exp: iat + 86_400 }, 'malformed'],
    ['that ends before it begins', {}, { exp: iat - 1 }, 'malformed'],
    ['without an end', {}, { exp: undefined }, 'malformed'],
    ['without a ticket', {}, { jti: undefined }, 'malformed'],
    ['with a short ticket', {}, { jti: 'abc' }, 'malformed'],
    ['that says more', {}, { sub: 'did:key:z6Mk' }, 'malformed'],
  ])('refuses one %s', async (_name, header, payload, fault) => {
    expect(readLearnerCode(await codeWith(header, payload), at(0))).toEqual({ fault })
  })

  test.each(['', 'a.b.c', 'https://wallet.example/code', '{"aud":"x"}', 'x'.repeat(5_000)])(
    'refuses %j',
    (text) => {
      expect(readLearnerCode(text, at(0))).toEqual({ fault: 'malformed' })
    },
  )
})
