import { describe, expect, it } from 'vitest'
import { signCredentialJwt } from '../../../../shared/credential/vc-jwt.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import { problemsOf } from '../outcomes.ts'
import { badge, createHolder, createIssuer, secure } from '../world.ts'
import { createWeb } from './web.ts'

const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
]

async function setUp() {
  const web = createWeb()
  const school = createIssuer(web, 'did:web:school.example')
  const club = createIssuer(web)
  const holder = createHolder()
  const unsigned = badge(club, { id: holder.did })
  const held = await secure(unsigned, club.signer)
  const record = (credentials: unknown, more: JsonObject = {}): JsonObject => ({
    '@context': contexts,
    id: 'urn:uuid:0c5d1f0a-6f0f-4a51-8f5a-5a3a2f4c9d10',
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'School record',
    issuer: { id: school.did, type: ['Profile'], name: 'School' },
    validFrom: '2026-09-01T09:00:00Z',
    credentialSubject: {
      id: holder.did,
      type: ['ClrSubject'],
      verifiableCredential: credentials,
    },
    ...more,
  })
  const sign = (credential: JsonObject) => signCredentialJwt({ credential, signer: school.signer })
  const verify = async (input: string | JsonObject, ports = web.ports) => {
    const { verdict, held, ...report } = await verifyCredential(input, { ports })
    const own = problemsOf({ ...report, verdict })
    return {
      verdict,
      own,
      held: held && [held.ownVerdict, ...held.credentials.map((each) => each.verdict)],
    }
  }
  return { web, club, school, unsigned, held, record, sign, verify }
}

describe('a learner record (CLR 2.0)', () => {
  it('is verified as a token with each of what it holds, however that is signed', async () => {
    const { club, unsigned, held, record, sign, verify } = await setUp()
    const asToken = await signCredentialJwt({ credential: unsigned, signer: club.signer })
    const enveloped = await secure(unsigned, club.signer, 'jwt')
    expect(await verify(await sign(record([held, enveloped, asToken])))).toEqual({
      verdict: 'valid',
      own: [],
      held: ['valid', 'valid', 'valid', 'valid'],
    })
  })

  it.each<[string, (held: JsonObject) => unknown]>([
    ['was changed', (held) => ({ ...held, name: 'Harbour master' })],
    ['is not signed', ({ proof: _, ...held }) => held],
    ['is none', () => 'Harbour guide'],
    ['is a number', () => 7],
  ])('is as bad as the worst that it holds: one that %s', async (_, change) => {
    const { held, record, sign, verify } = await setUp()
    expect(await verify(await sign(record([held, change(held)])))).toEqual({
      verdict: 'invalid',
      own: [],
      held: ['valid', 'valid', 'invalid'],
    })
  })

  it('opens no record inside a record, and nothing inside one that is forged', async () => {
    const { web, club, held, record, sign, verify } = await setUp()
    const inner = await sign(record([held], { id: 'urn:uuid:1' }))
    expect(await verify(await sign(record([inner])))).toMatchObject({
      verdict: 'unknown',
      held: ['valid', 'unknown'],
    })
    web.asked.dids.length = 0
    const forged = await signCredentialJwt({ credential: record([held]), signer: club.signer })
    expect(await verify(forged)).toMatchObject({ verdict: 'invalid', held: undefined })
    expect(web.asked.dids).toEqual([])
  })

  it('could not be checked where nothing opens it, and stays invalid where it is', async () => {
    const { web, club, held, record, sign, verify } = await setUp()
    const { further: _, ...ports } = web.ports
    expect(await verify(await sign(record([held])), ports)).toEqual({
      verdict: 'unknown',
      own: ['shape:held_unchecked'],
      held: undefined,
    })
    const forged = await signCredentialJwt({ credential: record([held]), signer: club.signer })
    expect(await verify(forged, ports)).toMatchObject({ verdict: 'invalid', held: undefined })
  })

  it('refuses more than a verifier reads at once', async () => {
    const { record, sign, verify } = await setUp()
    const many = await sign(record(Array.from({ length: 101 }, () => ({}))))
    expect(await verify(many)).toEqual({
      verdict: 'invalid',
      own: ['shape:too_many_credentials'],
      held: undefined,
    })
  })

  it('with an embedded proof over JSON-LD that is not shipped could not be checked', async () => {
    const { held, record, verify } = await setUp()
    const proof = {
      ...(held.proof as JsonObject),
      verificationMethod: 'did:web:school.example#key-1',
    }
    expect(await verify({ ...record([held]), proof })).toEqual({
      verdict: 'unknown',
      own: ['proof:unsupported'],
      held: undefined,
    })
  })
})

describe('an endorsement', () => {
  it('inside a badge may be a token by a further kind of key', async () => {
    const { web, club, unsigned } = await setUp()
    const { exportJWK, generateKeyPair, SignJWT } = await import('jose')
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const endorser = 'https://endorser.example/profile'
    const jwk = await exportJWK(publicKey)
    const key = { id: `${endorser}#1`, type: 'JsonWebKey', controller: endorser, publicKeyJwk: jwk }
    web.pages.set(endorser, { body: { id: endorser, assertionMethod: [key] } })
    const praise = {
      '@context': unsigned['@context'],
      id: 'urn:uuid:e',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: { id: endorser, type: ['Profile'] },
      validFrom: '2026-09-01T09:00:00Z',
      credentialSubject: { id: String(unsigned.id), type: ['EndorsementSubject'] },
    }
    const endorsementJwt = [
      await new SignJWT(praise).setProtectedHeader({ alg: 'RS256', jwk }).sign(privateKey),
    ]
    const credential = { ...unsigned, endorsementJwt }
    const token = await signCredentialJwt({ credential, signer: club.signer })
    const report = await verifyCredential(token, { ports: web.ports })
    const found = report.checks.find(({ name }) => name === 'endorsements')
    expect([report.verdict, found?.code]).toEqual(['valid', 'ok'])
  })
})
