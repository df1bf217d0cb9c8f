import { globalAgent } from 'node:https'
import { gunzipSync } from 'node:zlib'
import { Resolver } from 'did-resolver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getResolver } from 'web-did-resolver'
import { z } from 'zod'
import { type City, startCity } from './city.ts'
import { type DidKit, openDidKit } from './didkit.ts'
import { verifyCredentialJwt } from './hand-made-verifier.ts'
import { openLearnCardWallet } from './learncard-wallet.ts'

/*
 * What the city publishes and issues, read by code of others: @learncard/didkit-plugin 1.9.10 (Rust),
 * web-did-resolver 2.0.32, jose 6, and a few lines over node:zlib.
 *
 * Fault of DIDKit: it reads each byte of a status list from the right, where the specification begins on the left,
 * and so calls most revoked badges good; so the list is read here by hand, and DIDKit verifies its proof.
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

const zBadge = z.looseObject({
  issuer: z.looseObject({ id: z.string() }),
  credentialSubject: z.looseObject({
    achievement: z.looseObject({ image: z.object({ id: z.url(), type: z.literal('Image') }) }),
  }),
  credentialStatus: z.object({
    id: z.string(),
    type: z.literal('BitstringStatusListEntry'),
    statusPurpose: z.string(),
    statusListIndex: z.string().regex(/^\d+$/),
    statusListCredential: z.url(),
  }),
})

/** Team player: it can be revoked, and has no end. */
async function receive(badge = 'harbour-youth/team-player') {
  const wallet = await openLearnCardWallet(plain.fetch, didkit)
  const award = await plain.award({ badge, offer: 'value' })
  const [embedded, token] = await wallet.receive(award.offerUri)
  return { award, badge: zBadge.parse(embedded?.credential), jwt: String(token?.credential) }
}

describe('a badge with an embedded proof', () => {
  test('is verified by DIDKit, and not once a letter is changed', async () => {
    const { badge } = await receive()
    expect(await didkit.verifyCredential(badge)).toEqual({
      checks: ['proof'],
      warnings: [],
      errors: [],
    })
    const forged = await didkit.verifyCredential({ ...badge, name: 'Team playe' })
    expect(forged.errors).toEqual(['signature error: Verification equation was not satisfied'])
  })

  test('names a picture that is there', async () => {
    const { badge } = await receive()
    const picture = await plain.fetch(badge.credentialSubject.achievement.image.id)
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  test('is not verified by DIDKit in the name of another provider', async () => {
    const { badge } = await receive()
    const issuer = {
      ...badge.issuer,
      id: badge.issuer.id.replace('harbour-youth', 'green-terrace'),
    }
    expect((await didkit.verifyCredential({ ...badge, issuer })).errors).not.toEqual([])
  })
})

describe('a badge as a token', () => {
  const world = () => ({ scheme: 'http:', from: plain.fetch }) as const

  test('is verified by jose with the key that the did.json names, and not once a letter is changed', async () => {
    const { badge, jwt } = await receive()
    const { payload, protectedHeader } = await verifyCredentialJwt(jwt, world())
    expect(protectedHeader).toEqual({
      typ: 'vc+jwt',
      cty: 'vc',
      alg: 'EdDSA',
      kid: expect.stringMatching(new RegExp(`^${badge.issuer.id}#[\\w-]{43}$`)),
    })
    expect(payload).toMatchObject({ iss: badge.issuer.id, jti: badge.id, name: 'Team player' })

    const [header, body = '', signature] = jwt.split('.')
    const forged = Buffer.from(body, 'base64url').toString().replace('Team player', 'Team leader')
    const text = [header, Buffer.from(forged).toString('base64url'), signature].join('.')
    await expect(verifyCredentialJwt(text, world())).rejects.toThrow(
      'signature verification failed',
    )
  })

  test('says what the badge with the embedded proof says', async () => {
    const { badge, jwt } = await receive()
    const { iss, jti, sub, nbf, ...claims } = (await verifyCredentialJwt(jwt, world())).payload
    const { proof, ...document } = badge
    expect(claims).toEqual(document)
  })
})

describe('did.json', () => {
  test.each(['/.well-known/did.json', '/providers/harbour-youth/did.json'])(
    'is read at %s by web-did-resolver and by DIDKit',
    async (path) => {
      const published: { id: string } = await (await plain.fetch(`${plain.url}${path}`)).json()
      expect(await didkit.resolveDid(published.id)).toEqual(published)

      const overTls: { id: string } = await (await secure.fetch(`${secure.url}${path}`)).json()
      const resolution = await resolveOverTls(overTls.id)
      expect(resolution.didResolutionMetadata).toEqual({ contentType: 'application/did+ld+json' })
      expect(resolution.didDocument).toEqual(overTls)
    },
  )

  /** It asks https alone, by node-fetch and so by the agent of node:https. */
  async function resolveOverTls(did: string) {
    globalAgent.options.ca = secure.certificate?.authority
    try {
      return await new Resolver(getResolver()).resolve(did)
    } finally {
      delete globalAgent.options.ca
    }
  }
})

describe('a status list', () => {
  const zList = z.looseObject({
    id: z.url(),
    type: z.array(z.string()),
    issuer: z.string(),
    credentialSubject: z.object({
      id: z.url(),
      type: z.literal('BitstringStatusList'),
      statusPurpose: z.string(),
      encodedList: z.string().regex(/^u[\w-]+$/),
      ttl: z.int(),
    }),
  })

  async function readList(url: string) {
    const response = await plain.fetch(url)
    expect(response.headers.get('Content-Type')).toBe('application/vc')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    return zList.parse(await response.json())
  }

  /** Multibase base64url, gzip, bit 0 the left-most. @see https://www.w3.org/TR/vc-bitstring-status-list/ */
  function bitsOf(list: z.infer<typeof zList>): { length: number; at(index: string): number } {
    const bytes = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), 'base64url'))
    const at = (index: string) =>
      ((bytes[Number(index) >> 3] ?? 0) >> (7 - (Number(index) & 7))) & 1
    return { length: bytes.length * 8, at }
  }

  test('shows a revocation in the bit of the badge, under a proof of the same provider', async () => {
    const { award, badge } = await receive()
    const { statusListCredential: url, statusListIndex: index, ...entry } = badge.credentialStatus
    expect(entry).toEqual({
      id: `${url}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
    })
    const before = await readList(url)
    expect(before).toMatchObject({
      id: url,
      issuer: badge.issuer.id,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      credentialSubject: { statusPurpose: 'revocation', ttl: 1000 },
    })
    expect(bitsOf(before).length).toBe(131_072)
    expect(bitsOf(before).at(index)).toBe(0)

    await plain.revoke(award)

    const token = await plain.fetch(url, { headers: { Accept: 'application/vc+jwt' } })
    expect(token.headers.get('Content-Type')).toBe('application/vc+jwt')
    const { payload } = await verifyCredentialJwt(await token.text(), {
      scheme: 'http:',
      from: plain.fetch,
    })
    const asToken = zList.parse(payload)
    expect(bitsOf(asToken).at(index)).toBe(1)

    const after = await readList(url)
    // the dates are those of its signing, which is done again every few seconds here
    const lasting = ['@context', 'id', 'type', 'issuer', 'credentialSubject'] as const
    for (const member of lasting) expect(asToken[member]).toEqual(after[member])
    expect(bitsOf(after).at(index)).toBe(1)
    expect(await didkit.verifyCredential(after)).toEqual({
      checks: ['proof'],
      warnings: [],
      errors: [],
    })
  })
})
