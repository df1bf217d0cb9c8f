import { compactDecrypt, exportJWK, generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import { encryptResponse, findEncryption } from '../../../wallet/core/response-encryption.ts'

async function keyPair(crv: 'P-256' | 'X25519', more: object = {}) {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv, extractable: true })
  const jwk = await exportJWK(publicKey)
  return { privateKey, jwk: { ...jwk, kty: jwk.kty ?? '', alg: 'ECDH-ES', ...more } }
}

describe('findEncryption', () => {
  test('takes the key for encryption, and the strongest content encryption that the asker takes', async () => {
    const { jwk: forSigning } = await keyPair('P-256', { use: 'sig' })
    const { jwk } = await keyPair('P-256', { use: 'enc', kid: 'two' })
    const found = findEncryption({
      jwks: { keys: [forSigning, jwk] },
      encrypted_response_enc_values_supported: ['A128CBC-HS256', 'A128GCM', 'A256GCM'],
    })
    expect(found).toEqual({ key: jwk, enc: 'A256GCM' })
  })

  test('is A128GCM where the asker says nothing', async () => {
    const { jwk } = await keyPair('P-256')
    expect(findEncryption({ jwks: { keys: [jwk] } })).toEqual({ key: jwk, enc: 'A128GCM' })
  })
})

describe('encryptResponse', () => {
  test.for(['P-256', 'X25519'] as const)('is read by the holder of a %s key', async (crv) => {
    const { jwk, privateKey } = await keyPair(crv, { kid: 'enc-1' })
    const response = { vp_token: { badges: ['…'] }, state: 's' }
    const jwe = await encryptResponse(response, { key: jwk, enc: 'A256GCM' })
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey)
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(response)
    expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'enc-1' })
  })
})
