import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { credentialsV2Url, openBadgesUrl } from '../../../shared/credential/context-urls.ts'
import { readCompactJws, signCompactJws } from '../../../shared/credential/jws.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { createParty } from '../../support/reference-party.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'
import { createTrustingVerifier, takeAwarded } from '../trust/trusting-verifier.ts'

let city: TestCity
let [owner, admin]: ConsoleSession[] = []
const guild = createParty(parseDid('did:web:guild.example'))
const room = '/console/p/harbour-youth/endorsements'
const achievement = `${cityUrl}/providers/harbour-youth/badges/first-aid/v/1`

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  city.documents.set('https://guild.example/.well-known/did.json', guild.document)
  owner = await signInAs(city, 'mair@harbour-youth.example')
  admin = await signInAs(city, 'carys@city.example')
})

afterAll(() => city.close())

const zTakenJwt = z.looseObject({ credentials: z.tuple([z.object({ credential: z.string() })]) })

function person(session: ConsoleSession | undefined): ConsoleSession {
  if (session === undefined) throw new Error('they are signed in before the tests')
  return session
}

function endorsement(change: object = {}, subject: object = {}): Promise<string> {
  return signCompactJws({
    header: { alg: 'EdDSA', kid: guild.signer.keyId, typ: 'vc+jwt', cty: 'vc' },
    payload: {
      '@context': [credentialsV2Url, openBadgesUrl],
      id: 'urn:uuid:2b9d3f2e-0a52-4c0f-8d43-3b9a7f1b4a10',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: { id: guild.did, type: ['Profile'], name: 'The <b>Guild</b>' },
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        id: achievement,
        type: ['EndorsementSubject'],
        endorsementComment: 'We know it.',
        ...subject,
      },
      ...change,
    },
    signer: guild.signer,
  })
}

const add = (credential: string, badge = 'first-aid') =>
  person(owner).post(`${room}/outside`, { badge, credential })

describe('endorsements', () => {
  test('by the city and by others travel with new badges, verify, and set a keystone', async () => {
    const signed = await person(admin).post(`${room}/city`, { badge: 'first-aid', words: 'Sound.' })
    expect(signed.status).toBe(303)
    expect((await add(await endorsement())).status).toBe(303)
    const provider = await person(admin).post(`${room}/city`, { badge: '' })
    expect(provider.status).toBe(303)

    const badge = await takeAwarded(city)
    const verifier = createTrustingVerifier(city, 'did:web:cardiff.example')
    expect(badge).toMatchObject({
      issuer: { endorsement: [{ credentialSubject: { id: badge.issuer.id } }] },
      credentialSubject: {
        achievement: {
          endorsement: [{ credentialSubject: { endorsementComment: 'Sound.' } }],
        },
      },
    })
    expect(badge.credentialSubject.achievement).not.toHaveProperty('endorsementJwt')
    const jwt = await takeBadge(
      city,
      await city.award(),
      ed25519TestKey('learner'),
      'first-aid.1.en.jwt_vc_json',
    )
    const { credential } = zTakenJwt.parse(jwt.body).credentials[0]
    expect(readCompactJws(credential).payload).toMatchObject({
      credentialSubject: { achievement: { endorsementJwt: [expect.stringMatching(/^ey/)] } },
    })
    expect(await verifier.verify(credential)).toMatchObject({ proof: 'ok', endorsements: 'ok' })
    await city.seal()
    const checks = await verifier.verify(badge)
    expect(checks).toMatchObject({ proof: 'ok', endorsements: 'ok', accreditation: 'ok' })

    const page = await city.ask('/providers/harbour-youth/badges/first-aid/v/1', {
      headers: { Accept: 'text/html' },
    })
    expect(page.body).toContain('stone__keystone')
    expect(page.body).toContain('The &lt;b&gt;Guild&lt;/b&gt;')
    const { body } = await city.ask('/providers/harbour-youth/badges/first-aid/v/1/cy/image.svg')
    expect(body).toContain('#f2b134')
  })

  test('of a badge stand once for each who signs, and are taken out again', async () => {
    const again = await add(await endorsement())
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('already')])
    const { text } = await person(owner).get(room)
    const [, end] = new RegExp(`action="(${room}/[^"]+/end)"`).exec(text) ?? []
    expect((await person(owner).post(end ?? '')).status).toBe(303)
    expect((await person(owner).get(room)).text).not.toContain(`${end}"`)
  })

  test.each<[string, () => Promise<string>, string]>([
    ['nothing', async () => '', 'no signed credential'],
    ['words', async () => 'hello', 'no signed credential'],
    ['another badge', () => endorsement({}, { id: `${achievement}9` }), 'something else'],
    ['an end', () => endorsement({ validUntil: '2030-01-01T00:00:00Z' }), 'ends some day'],
    [
      'a status',
      () => endorsement({ credentialStatus: { id: 'https://guild.example/s#1', type: 'X' } }),
      'can be revoked',
    ],
    ['no endorsement', () => endorsement({ type: ['VerifiableCredential'] }), 'no Endorsement'],
    [
      'a signature of somebody else',
      async () => {
        const [head, , signature] = (await endorsement()).split('.')
        const payload = (await endorsement({ name: 'Other' })).split('.')[1]
        return `${head}.${payload}.${signature}`
      },
      'does not verify',
    ],
    [
      'a host that is away',
      () =>
        endorsement({ issuer: { id: 'did:web:gone.example', type: ['Profile'], name: 'Gone' } }),
      'verify|checked',
    ],
  ])('with %s are refused, with what was pasted kept', async (_, make, why) => {
    const credential = await make()
    const { status, text } = await add(credential)
    expect([status, text]).toEqual([400, expect.stringMatching(why)])
    expect(text).toContain(`${credential}</textarea>`)
  })

  test('are signed for the city by who may', async () => {
    const { status } = await person(owner).post(`${room}/city`, { badge: 'first-aid' })
    expect(status).toBe(403)
  })
})
