import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type City, startCity } from './city.ts'
import { type DidKit, openDidKit, type Verdict } from './didkit.ts'
import {
  type LearnCardWallet,
  normalizeIssuedCredential,
  openLearnCardWallet,
} from './learncard-wallet.ts'

/*
 * @learncard/openid4vc-plugin 0.3.3 receives; @learncard/didkit-plugin 1.9.10 (Rust) verifies what it got.
 *
 * Faults of the wallet, and what was done about them:
 * - it takes an offer by reference over https only (no fault in the world, but on one machine): the TLS city;
 * - it asks for every configuration of the offer at once, with one nonce, and tries again after `invalid_proof`
 *   but not after `invalid_nonce`: the city puts the next nonce into each answer, where this wallet reads it;
 * - it stores a JWT only if it has the `vc` claim of version 1.1, which VC-JOSE-COSE forbids.
 * Fault of DIDKit: it asks http for every did:web on localhost.
 */

let plain: City
let secure: City
let didkit: DidKit

beforeAll(async () => {
  ;[plain, secure, didkit] = await Promise.all([
    startCity(),
    startCity({ tls: true }),
    openDidKit(),
  ])
})
afterAll(() => Promise.all([plain.close(), secure.close()]))

const configurations = ['first-aid.1.en.ldp_vc', 'first-aid.1.en.jwt_vc_json']

function subjectOf(credential: unknown): unknown {
  return Object(Object(credential).credentialSubject).id
}

describe('acceptCredentialOffer', () => {
  test.each([
    ['https', 'reference', false],
    ['https', 'reference', true],
    ['https', 'value', true],
    ['http', 'value', false],
    ['http', 'value', true],
  ] as const)(
    'takes both forms over %s, offered by %s (transaction code: %s)',
    async (scheme, offer, txCode) => {
      const city = scheme === 'https' ? secure : plain
      const wallet = await openLearnCardWallet(city.fetch, didkit)
      const award = await city.award({ offer, txCode })

      const received = await wallet.receive(
        award.offerUri,
        award.txCode ? { txCode: award.txCode } : {},
      )

      expect(received.map(({ configuration_id }) => configuration_id)).toEqual(configurations)
      const [embedded, token] = received.map(({ credential }) => credential)
      expect(subjectOf(embedded)).toBe(wallet.did)
      expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
      expect(await verifyWithDidKit(city, embedded)).toEqual({
        checks: ['proof'],
        warnings: [],
        errors: [],
      })
    },
  )

  test('takes a badge in Welsh', async () => {
    const wallet = await openLearnCardWallet(plain.fetch, didkit)
    const { offerUri } = await plain.award({ offer: 'value', language: 'cy' })
    const [received] = await wallet.receive(offerUri)
    expect(received).toMatchObject({
      configuration_id: 'first-aid.1.cy.ldp_vc',
      credential: { name: 'Hanfodion cymorth cyntaf' },
    })
  })

  test('takes both forms as a wallet of draft 13', async () => {
    // the wallet speaks draft 13 to issuers whose metadata is where draft 13 has it and nowhere else
    const sent: unknown[] = []
    const wallet = await openLearnCardWallet(async (input, init) => {
      const url = String(input)
      if (url.includes('/.well-known/openid-credential-issuer/'))
        return new Response(null, { status: 404 })
      if (url.endsWith('/credential')) sent.push(JSON.parse(String(init?.body)))
      return plain.fetch(input, init)
    }, didkit)
    const { offerUri } = await plain.award({ offer: 'value' })

    const received = await wallet.receive(offerUri)

    expect(sent).toEqual(
      ['ldp_vc', 'jwt_vc_json'].map((format) => ({
        format,
        credential_definition: expect.objectContaining({
          type: ['VerifiableCredential', 'OpenBadgeCredential'],
        }),
        proof: { proof_type: 'jwt', jwt: expect.any(String) },
      })),
    )
    expect(received.map(({ configuration_id }) => configuration_id)).toEqual(configurations)
    expect(await verifyWithDidKit(plain, received[0]?.credential)).toMatchObject({
      errors: [],
    })
  })

  test('is refused the wrong transaction code, and then takes the badge with the right one', async () => {
    const wallet = await openLearnCardWallet(plain.fetch, didkit)
    const { offerUri, txCode = '' } = await plain.award({ offer: 'value', txCode: true })
    const wrong = txCode === '000000' ? '000001' : '000000'
    await expect(wallet.receive(offerUri, { txCode: wrong })).rejects.toThrow('invalid_grant')
    expect(await wallet.receive(offerUri, { txCode })).toHaveLength(2)
  })

  test('is refused the same offer twice', async () => {
    const { offerUri } = await plain.award({ offer: 'value' })
    const [one, another] = await Promise.all([newWallet(), newWallet()])
    await one.receive(offerUri)
    await expect(another.receive(offerUri)).rejects.toThrow('invalid_grant')
  })
})

describe('normalizeIssuedCredential', () => {
  test('keeps the badge with the embedded proof, and turns the token away for want of a vc claim', async () => {
    const wallet = await newWallet()
    const { offerUri } = await plain.award({ offer: 'value' })
    const [embedded, token] = await wallet.receive(offerUri)
    expect(normalizeIssuedCredential(embedded?.credential, 'ldp_vc').vc).toEqual(
      embedded?.credential,
    )
    expect(() => normalizeIssuedCredential(token?.credential, 'jwt_vc_json')).toThrow(
      'jwt_vc_json credential JWT is missing the required `vc` claim',
    )
  })
})

function newWallet(): Promise<LearnCardWallet> {
  return openLearnCardWallet(plain.fetch, didkit)
}

/** DIDKit fetches with the fetch of the platform, by http on localhost. */
async function verifyWithDidKit(city: City, credential: unknown): Promise<Verdict> {
  if (city === plain) return didkit.verifyCredential(Object(credential))
  vi.stubGlobal('fetch', (asked: Request) =>
    city.fetch(asked.url.replace(/^http:\/\/localhost:/, 'https://localhost:')),
  )
  try {
    return await didkit.verifyCredential(Object(credential))
  } finally {
    vi.unstubAllGlobals()
  }
}
