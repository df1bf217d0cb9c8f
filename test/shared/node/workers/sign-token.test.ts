import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTokenWriter } from '../../../../shared/node/workers/sign-token.ts'

describe('createTokenWriter', () => {
  const isSigned = (token: string, privateKey: KeyObject, digest: string | null) => {
    const [head = '', body = '', signature = ''] = token.split('.')
    const key = createPublicKey(privateKey)
    return verify(
      digest,
      Buffer.from(`${head}.${body}`),
      digest === null ? key : { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  }

  it.each([
    ['Ed25519', 'EdDSA', null, generateKeyPairSync('ed25519').privateKey],
    ['P-256', 'ES256', 'sha256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  ] as const)('signs with %s as the agent does', (curve, alg, digest, privateKey) => {
    const { write, mostBytes } = createTokenWriter({
      header: { typ: 'vc+jwt', kid: 'did:example:1#key' },
      key: { curve, privateKey },
    })
    const payloads = [{ id: 'urn:1', name: 'Siân' }, { id: 'urn:2' }]
    const tokens = payloads.map((one) => {
      const payload = Buffer.from(JSON.stringify(one))
      const target = Buffer.alloc(5 + mostBytes(payload.length))
      return target.toString('latin1', 5, write(payload, target, 5))
    })
    const read = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    expect(tokens.map((token) => read(token.split('.')[0]))).toEqual(
      payloads.map(() => ({ typ: 'vc+jwt', kid: 'did:example:1#key', alg })),
    )
    expect(tokens.map((token) => read(token.split('.')[1]))).toEqual(payloads)
    expect(tokens.map((token) => isSigned(token, privateKey, digest))).toEqual([true, true])
  })
})
