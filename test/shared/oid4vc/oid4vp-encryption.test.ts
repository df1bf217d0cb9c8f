import { CompactEncrypt, calculateJwkThumbprint, generateKeyPair, importJWK, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  createResponseKey,
  decryptResponse,
  encryptionMetadata,
  type ResponseKey,
} from '../../../shared/oid4vc/oid4vp-encryption.ts'

// OpenID4VP 1.0, section 8.3: the example, its key and its payload
const specKey = {
  kty: 'EC',
  kid: 'ac',
  use: 'enc',
  crv: 'P-256',
  alg: 'ECDH-ES',
  x: 'YO4epjifD-KWeq1sL2tNmm36BhXnkJ0He-WqMYrp9Fk',
  y: 'Hekpm0zfK7C-YccH5iBjcIXgf6YdUvNUac_0At55Okk',
  d: 'Et-3ce0omz8_TuZ96Df9lp0GAaaDoUnDe6X-CRO7Aww',
}
const specResponse = [
  'eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTEyOEdDTSIsImtpZCI6ImFjIiwiZXBrIjp7Imt',
  '0eSI6IkVDIiwieCI6Im5ubVZwbTNWM2piaGNhZlFhUkJrU1ZOSGx3Wkh3dC05ck9wSnVmeVlJdWsiLCJ5I',
  'joicjRmakRxd0p5czlxVU9QLV9iM21SNVNaRy0tQ3dPMm1pYzVWU05UWU45ZyIsImNydiI6IlAtMjU2In1',
  '9..uAYcHRUSSn2X0WPX.yVzlGSYG4qbg0bq18JcUiDRw56yVnbKR8E7S7YlEtzT00RqE3Pw5oTpUG3hdLN',
  '4taHZ9gC1kwak8JOnJgQ.1wR024_3-qtAlx1oFIUpQQ',
].join('')

async function encrypt(
  members: unknown,
  { publicJwk }: Pick<ResponseKey, 'publicJwk'>,
  header: object = {},
): Promise<string> {
  const text = typeof members === 'string' ? members : JSON.stringify(members)
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM', kid: String(publicJwk.kid), ...header })
    .encrypt(await importJWK(publicJwk as JWK, 'ECDH-ES'))
}

describe('createResponseKey', () => {
  test('makes a P-256 key for ECDH-ES, named by its thumbprint', async () => {
    const { publicJwk, privateJwk } = await createResponseKey()
    expect(publicJwk).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: expect.stringMatching(/^[\w-]{43}$/),
      y: expect.stringMatching(/^[\w-]{43}$/),
      use: 'enc',
      alg: 'ECDH-ES',
      kid: await calculateJwkThumbprint(publicJwk as JWK),
    })
    expect(privateJwk).toEqual({ ...publicJwk, d: expect.stringMatching(/^[\w-]{43}$/) })
  })

  test('makes another each time', async () => {
    const [one, other] = await Promise.all([createResponseKey(), createResponseKey()])
    expect(one.publicJwk.kid).not.toBe(other.publicJwk.kid)
  })
})

describe('encryptionMetadata', () => {
  test('names the key and both ciphers', async () => {
    const { publicJwk } = await createResponseKey()
    expect(encryptionMetadata(publicJwk)).toEqual({
      jwks: { keys: [publicJwk] },
      encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
    })
  })
})

describe('decryptResponse', () => {
  test('opens the example of the specification', async () => {
    expect(await decryptResponse(specResponse, specKey)).toEqual({
      vp_token: { example_credential_id: ['eyJhb...YMetA'] },
    })
  })

  test.each(['A128GCM', 'A256GCM'])('opens %s', async (enc) => {
    const key = await createResponseKey()
    const text = await encrypt({ vp_token: {}, state: 's' }, key, { enc })
    expect(await decryptResponse(text, key.privateJwk)).toEqual({ vp_token: {}, state: 's' })
  })

  const changed = (text: string, part: number) => {
    const parts = text.split('.')
    const bytes = Buffer.from(parts[part] ?? '', 'base64url')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    parts[part] = bytes.toString('base64url')
    return parts.join('.')
  }
  test.each<[string, (key: ResponseKey) => Promise<string> | string]>([
    ['nothing', () => ''],
    ['text', () => 'response'],
    ['a signed token', () => 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA'],
    [
      'another key under the same name',
      async ({ publicJwk }) => encrypt({}, await createResponseKey(), { kid: publicJwk.kid }),
    ],
    ['another key', async () => encrypt({}, await createResponseKey())],
    ['no key name', async (key) => encrypt({}, key, { kid: undefined })],
    ['a changed ciphertext', async (key) => changed(await encrypt({}, key), 3)],
    ['a changed tag', async (key) => changed(await encrypt({}, key), 4)],
    ['a changed header', async (key) => (await encrypt({}, key)).replace(/^./, 'f')],
    ['a cipher without a promise', (key) => encrypt({}, key, { enc: 'A128CBC-HS256' })],
    ['a key that is wrapped', (key) => encrypt({}, key, { alg: 'ECDH-ES+A256KW' })],
    ['a content that is a list', (key) => encrypt([], key)],
    ['a content that is no JSON', (key) => encrypt('vp_token', key)],
    ['a member twice', (key) => encrypt('{"state":"a","state":"b"}', key)],
    ['a nested token', (key) => encrypt('"eyJhbGciOiJub25lIn0.e30."', key)],
  ])('does not open %s', async (_name, make) => {
    const key = await createResponseKey()
    await expect(decryptResponse(await make(key), key.privateJwk)).rejects.toMatchObject({
      code: 'authorization_response_malformed',
    })
  })

  test('does not open what was encrypted in another way to somebody else', async () => {
    const key = await createResponseKey()
    const { publicKey } = await generateKeyPair('RSA-OAEP-256')
    const text = await new CompactEncrypt(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM', kid: String(key.publicJwk.kid) })
      .encrypt(publicKey)
    await expect(decryptResponse(text, key.privateJwk)).rejects.toMatchObject({
      code: 'authorization_response_malformed',
    })
  })

  test('never says what went wrong inside', async () => {
    const key = await createResponseKey()
    const messages = await Promise.all(
      ['x', await encrypt({}, await createResponseKey()), await encrypt([], key)].map((text) =>
        decryptResponse(text, key.privateJwk).catch((error: Error) => error.message),
      ),
    )
    expect(new Set(messages).size).toBe(1)
  })
})
