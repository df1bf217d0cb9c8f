import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issuerSchema } from '../../../issuer/schema.ts'
import { jwtOfEnveloped } from '../../../shared/credential/enveloped.ts'
import { readCompactJws } from '../../../shared/credential/jws.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { createApiKeyStore } from '../../../shared/server/api/api-keys.ts'
import { referenceVerifies } from '../../shared/credential/reference.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

const folder = sharedTemporaryFolder()
const makersKey = 'key-of-the-makers-0123456789-abcdefgh'
const awardingKey = 'key-that-awards-0123456789-abcdefghijk'
const did = 'did:web:cardiff.example:providers:dock-makers'
let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder })
  const file = `${folder}/city.sqlite`
  const database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
  const keys = createApiKeyStore({ database, clock: city.clock })
  const provider = 'dock-makers'
  await keys.add({ id: 'makers', name: 'Dock Makers', provider, text: makersKey })
  const permissions = ['read', 'award.make']
  await keys.add({ id: 'awards', name: 'Awards', provider, text: awardingKey, permissions })
  await database.close()
})
afterAll(() => city.close())

const credential = (changes: JsonObject = {}): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:subject' },
  ...changes,
})

async function issue(changes: JsonObject = {}, options: JsonObject = {}, key = makersKey) {
  const body = { credential: credential(changes), options }
  const answer = await city.api('POST', '/credentials/issue', { body, key })
  return { status: answer.status, body: Object(answer.body) as JsonObject }
}

describe('POST /api/v1/credentials/issue', () => {
  it('answers 201 and the bare credential, signed with the key of the provider', async () => {
    const { status, body } = await issue({ name: 'A name' })
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        ...credential({ name: 'A name' }),
        issuer: did,
        proof: expect.objectContaining({
          cryptosuite: 'eddsa-rdfc-2022',
          proofPurpose: 'assertionMethod',
          verificationMethod: expect.stringMatching(`^${did}#z6Mk`),
        }),
      },
    })
    expect(await referenceVerifies(body, city.clock())).toBe(true)
  })

  it('answers a token in its envelope where it is asked for', async () => {
    const { status, body } = await issue({ issuer: { id: did } }, { format: 'jwt_vc_json' })
    const { payload } = readCompactJws(jwtOfEnveloped(body)?.jwt ?? '')
    expect(status).toBe(201)
    expect(payload).toMatchObject({ ...credential(), issuer: { id: did }, iss: did })
  })

  it.each<[string, JsonObject, JsonObject]>([
    ['in the name of another', { issuer: 'did:web:cardiff.example:providers:harbour-youth' }, {}],
    ['that breaks a rule of the data model', { credentialSubject: {} }, {}],
    ['with a member that no context defines', { grade: 'A' }, {}],
    ['with a context of its own', { '@context': ['https://www.w3.org/ns/credentials/v2', {}] }, {}],
    [
      'that is a status list',
      {
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        credentialSubject: {
          type: 'BitstringStatusList',
          statusPurpose: 'revocation',
          encodedList: 'uH4sIAAAA',
        },
      },
      {},
    ],
    ['in a format that there is not', {}, { format: 'mso_mdoc' }],
  ])('refuses a credential %s', async (_, changes, options) => {
    expect(await issue(changes, options)).toMatchObject({
      status: 400,
      body: { type: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR', status: 400 },
    })
  })

  it('takes the key of a provider alone, and none that may only award', async () => {
    const body = { credential: credential() }
    const ofCity = await city.api('POST', '/credentials/issue', { body })
    const ofAwards = await issue({}, {}, awardingKey)
    const ofNobody = await city.ask('/api/v1/credentials/issue', { method: 'POST' })
    expect([ofCity.status, ofAwards.status, ofNobody.status]).toEqual([403, 404, 401])
  })

  it('is written down', async () => {
    const written = async () => {
      const database = await openDatabase(
        { kind: 'sqlite', file: `${folder}/city.sqlite` },
        issuerSchema,
      )
      const rows: unknown = await database.reader.query(
        "SELECT actor, subject FROM audit_entry WHERE action = 'credential.issued'",
      )
      await database.close()
      return rows as object[]
    }
    const before = await written()
    await issue({ id: 'urn:example:sam-jones' })
    const after = await written()
    expect(after).toHaveLength(before.length + 1)
    expect(after.at(-1)).toEqual({ actor: 'api-key:makers', subject: 'dock-makers' })
  })
})
