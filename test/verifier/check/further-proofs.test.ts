import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { badge, createHolder } from '../../shared/verify/world.ts'
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
