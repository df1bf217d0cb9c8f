import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { signCredentialJwt } from '../../../shared/credential/vc-jwt.ts'
import { badge, createHolder, secure } from '../../shared/verify/world.ts'
import { useVerifier } from '../verifier-bench.ts'
import { check } from './check-over-http.ts'

const holder = createHolder()
const bench = useVerifier()
const issuer = 'https://college.example/issuers/565049'

async function rs256Badge(isPublished: boolean) {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = await exportJWK(publicKey)
  const key = { id: `${issuer}#key-1`, type: 'JsonWebKey', controller: issuer, publicKeyJwk: jwk }
  const methods = isPublished ? { assertionMethod: [key] } : {}
  bench().city.pages.set(issuer, { id: issuer, type: ['Profile'], ...methods })
  const unsigned = badge({ did: issuer as never }, { id: holder.did })
  const claims = { iss: issuer, jti: String(unsigned.id), sub: holder.did, nbf: 1788253200 }
  const header = { alg: 'RS256', typ: 'JWT', jwk }
  return new SignJWT({ ...unsigned, ...claims }).setProtectedHeader(header).sign(privateKey)
}

describe('a badge of 1EdTech as a token by RS256', () => {
  test('is said to bring its own key while its issuer publishes none, then proven, by page and API', async () => {
    const { verifier } = bench()
    const verify = async (verifiableCredential: string) => {
      const response = await verifier.api('/api/v1/credentials/verify', {
        json: { verifiableCredential },
      })
      return [response.status, await response.json()]
    }
    const own = await rs256Badge(false)
    expect((await check(verifier, { text: own })).text).toContain(
      'It brought its own key. Nothing but the file itself says who signed it.',
    )
    expect(await verify(own)).toMatchObject([422, { problemDetails: [{ code: 'self_asserted' }] }])
    bench().city.world.clock.advance(600)
    const published = await rs256Badge(true)
    const page = await check(verifier, { text: published })
    expect(page.text).toContain('The badge is proven.')
    expect(page.text).toContain('college. example/ issuers/ 565049')
    expect(await verify(published)).toMatchObject([200, { verified: true }])
  })
})

describe('what a badge of 1EdTech leads to', () => {
  const listUrl = 'https://city.example/credentials/revocations'
  const refreshUrl = 'https://city.example/credentials/1'

  function sign(more: object) {
    const { issuer: club } = bench().city
    const credential = { ...badge(club, { id: holder.did }), ...more }
    return signCredentialJwt({ credential, signer: club.signer })
  }

  test('is its list of revoked credentials and its newer version', async () => {
    const { city, verifier } = bench()
    const id = 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11'
    const revokedCredentials = [{ id, revoked: true }]
    city.pages.set(listUrl, { id: listUrl, issuer: city.issuer.did, revokedCredentials })
    const credentialStatus = { id: listUrl, type: '1EdTechRevocationList' }
    const revoked = await check(verifier, { text: await sign({ credentialStatus }) })
    expect(revoked.text).toContain('The awarder took this badge back.')

    const refreshService = { id: refreshUrl, type: '1EdTechCredentialRefresh' }
    city.pages.set(refreshUrl, await sign({ refreshService }))
    const validUntil = '2026-10-01T00:00:00Z'
    const renewed = await check(verifier, { text: await sign({ refreshService, validUntil }) })
    expect(renewed.text).toContain('The badge is proven.')
    expect(renewed.text).toContain('Newer version from city.example')
  })

  test('is every badge of a learner record, by page and API', async () => {
    const { city, verifier } = bench()
    const { issuer: club } = city
    const held = await secure(badge(club, { id: holder.did }), club.signer)
    const credential = {
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
      ],
      id: 'urn:uuid:record',
      type: ['VerifiableCredential', 'ClrCredential'],
      name: 'School record',
      issuer: { id: club.did, type: ['Profile'], name: 'Quay Youth Club' },
      validFrom: '2026-09-01T09:00:00Z',
      credentialSubject: {
        id: holder.did,
        type: ['ClrSubject'],
        verifiableCredential: [held, { ...held, name: 'Changed' }],
      },
    }
    const record = await signCredentialJwt({ credential, signer: club.signer })
    const page = await check(verifier, { text: record })
    expect(page.text).toContain('2 of 3 badges are proven. 1 is not valid.')
    expect(page.text).toContain('School record')
    const response = await verifier.api('/api/v1/credentials/verify', {
      json: { verifiableCredential: record },
    })
    expect([response.status, await response.json()]).toMatchObject([400, { verified: false }])
  })
})
