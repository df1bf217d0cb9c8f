import { CompactSign, compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { readCompactJws, signCompactJws, verifyCompactJws } from '../../../shared/credential/jws.ts'
import { publicKeyToJwk } from '../../../shared/did/public-key.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'

const keys = [
  ['EdDSA', ed25519TestKey('signer'), ed25519TestKey('another')],
  ['ES256', p256TestKey('signer'), p256TestKey('another')],
] as const

const payload = {
  iss: 'did:web:city.example',
  name: 'Gwirfoddolwr caffi trwsio 🛠',
  n: [1.5, null, true],
}

describe.each(keys)('a compact JWS of %s', (alg, key, another) => {
  it('is read back as it was signed', async () => {
    const text = await signCompactJws({
      header: { typ: 'vc+jwt', kid: 'did:web:city.example#1' },
      payload,
      signer: key.signer(),
    })
    const jws = readCompactJws(text)
    expect(jws).toEqual({
      text,
      header: { typ: 'vc+jwt', kid: 'did:web:city.example#1', alg },
      payload,
      signature: expect.any(Uint8Array),
    })
    expect(await verifyCompactJws(jws, key.publicKey, verifySignature)).toBe(true)
    expect(await verifyCompactJws(jws, another.publicKey, verifySignature)).toBe(false)
  })

  it('takes its algorithm from the key, whatever the header wants', async () => {
    const header = { alg: 'none' }
    const text = await signCompactJws({ header, payload, signer: key.signer() })
    expect(readCompactJws(text).header).toEqual({ alg })
  })

  it('is verified by jose', async () => {
    const text = await signCompactJws({ header: { typ: 'JWT' }, payload, signer: key.signer() })
    const verified = await compactVerify(text, await importJWK(publicKeyToJwk(key.publicKey), alg))
    expect(verified.protectedHeader).toEqual({ typ: 'JWT', alg })
    expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual(payload)
  })

  it('is verified when jose made it', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(payload, null, 2))
    const text = await new CompactSign(bytes)
      .setProtectedHeader({ alg, typ: 'x' })
      .sign(key.privateKey)
    const jws = readCompactJws(text)
    expect(jws.payload).toEqual(payload)
    expect(await verifyCompactJws(jws, key.publicKey, verifySignature)).toBe(true)
  })

  it('is not verified with a key of the other curve', async () => {
    const text = await signCompactJws({ header: {}, payload, signer: key.signer() })
    const [, other] = keys.find(([name]) => name !== alg) ?? keys[0]
    expect(await verifyCompactJws(readCompactJws(text), other.publicKey, () => true)).toBe(false)
  })

  it('is refused where the signer returns something else than 64 bytes', async () => {
    const signer = { ...key.signer(), sign: async () => new Uint8Array(70) }
    await expect(signCompactJws({ header: {}, payload, signer })).rejects.toMatchObject({
      code: 'key_unsuitable',
    })
  })
})
