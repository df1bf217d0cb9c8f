import { createHmac } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument, type DidDocument, keyIdsOf } from '../../../shared/did/did-document.ts'
import { publicKeyToJwk } from '../../../shared/did/public-key.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import type { AuthorizationRequest } from '../../../shared/oid4vc/oid4vp-request.ts'
import {
  type RequestObjectPorts,
  signRequestObject,
  verifyRequestObject,
} from '../../../shared/oid4vc/oid4vp-request-object.ts'
import { createTestClock } from '../../support/clock.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'
import { sampleRequest } from './oid4vp-sample.ts'

const did = parseDid('did:web:hire.example')
const key = p256TestKey('verifier')
const clientId = `decentralized_identifier:${did}`
const signer = { ...key.signer(did), keyId: keyIdsOf(did, key.publicKey).jwk }
const document = buildDidDocument({ did, keys: [{ publicKey: key.publicKey }] })
const now = 1_795_341_600

function ports(resolution: DidResolution = { outcome: 'resolved', document }) {
  return {
    resolveDid: async () => resolution,
    verifySignature,
    clock: createTestClock('2026-11-22T10:00:00Z'),
  } satisfies RequestObjectPorts
}

const request: AuthorizationRequest = {
  ...sampleRequest,
  aud: 'https://self-issued.me/v2',
  iat: now,
  exp: now + 3600,
}

describe('signRequestObject', () => {
  test('makes a typed token that another library verifies', async () => {
    const jwt = await signRequestObject(request, signer)
    expect(decodeProtectedHeader(jwt)).toEqual({
      alg: 'ES256',
      typ: 'oauth-authz-req+jwt',
      kid: signer.keyId,
    })
    const { payload } = await jwtVerify(
      jwt,
      await importJWK(publicKeyToJwk(key.publicKey), 'ES256'),
      {
        audience: 'https://self-issued.me/v2',
        typ: 'oauth-authz-req+jwt',
        currentDate: new Date(now * 1000),
      },
    )
    expect(payload).toEqual(request)
  })

  test('signs with an Ed25519 key as EdDSA', async () => {
    const jwt = await signRequestObject(request, ed25519TestKey('verifier').signer(did))
    expect(decodeProtectedHeader(jwt).alg).toBe('EdDSA')
  })
})

describe('verifyRequestObject', () => {
  test('proves who asks', async () => {
    const jwt = await signRequestObject(request, signer)
    expect(await verifyRequestObject(jwt, { clientId }, ports())).toEqual(request)
  })

  test('takes the nonce that this wallet sent', async () => {
    const echoed = { ...request, wallet_nonce: 'w' }
    const jwt = await signRequestObject(echoed, signer)
    expect(await verifyRequestObject(jwt, { clientId, walletNonce: 'w' }, ports())).toEqual(echoed)
  })

  test('looks again for a key that was added since the document was kept', async () => {
    const old = buildDidDocument({ did, keys: [{ publicKey: thief.publicKey }] })
    const resolveDid: RequestObjectPorts['resolveDid'] = async (_did, options) => ({
      outcome: 'resolved',
      document: options?.fresh ? document : old,
    })
    const jwt = await signRequestObject(request, signer)
    expect(await verifyRequestObject(jwt, { clientId }, { ...ports(), resolveDid })).toEqual(
      request,
    )
  })

  const thief = p256TestKey('thief')
  const withKey = (change: (document: DidDocument) => DidDocument) =>
    ports({ outcome: 'resolved', document: change(document) })
  const sign = (change: object, header: object = {}) =>
    signCompactJws({
      header: { typ: 'oauth-authz-req+jwt', kid: signer.keyId, ...header },
      payload: { ...request, ...change },
      signer,
    })
  const swap = (jwt: string, part: 0 | 1, change: object) => {
    const parts = jwt.split('.')
    const members = JSON.parse(Buffer.from(parts[part] ?? '', 'base64url').toString())
    parts[part] = Buffer.from(JSON.stringify({ ...members, ...change })).toString('base64url')
    return parts.join('.')
  }

  test.each<[string, () => Promise<string> | string, Partial<RequestObjectPorts>?]>([
    [
      'another signer under the same name',
      () => signRequestObject(request, { ...thief.signer(did), keyId: signer.keyId }),
    ],
    ['a key of somebody else', () => signRequestObject(request, thief.signer())],
    ['a key id that is no DID URL', () => sign({}, { kid: 'key-1' })],
    ['no key id', () => sign({}, { kid: undefined })],
    [
      'another client id inside',
      () => sign({ client_id: 'decentralized_identifier:did:web:other.example' }),
    ],
    [
      'a changed request',
      async () => swap(await sign({}), 1, { response_uri: 'https://evil.example' }),
    ],
    ['a nonce that nobody sent', () => sign({ wallet_nonce: 'w' })],
    ['a request that has expired', () => sign({ exp: now - 61 })],
    ['a request from the future', () => sign({ iat: now + 61 })],
    ['a request for another wallet', () => sign({ aud: 'https://other-wallet.example' })],
    [
      'a DID that is not found',
      () => sign({}),
      ports({ outcome: 'refused', code: 'did_not_found', detail: '' }),
    ],
    ['a DID that is deactivated', () => sign({}), ports({ outcome: 'deactivated' })],
    [
      'a key that may only sign claims',
      () => sign({}),
      withKey((whole) => ({ ...whole, authentication: [] })),
    ],
    [
      'a key that was removed',
      () => sign({}),
      withKey((whole) => ({ ...whole, verificationMethod: [] })),
    ],
    [
      'a key that was revoked',
      () => sign({}),
      ports({
        outcome: 'resolved',
        document: buildDidDocument({
          did,
          keys: [{ publicKey: key.publicKey, revoked: '2026-01-01T00:00:00Z' }],
        }),
      }),
    ],
    [
      'a key that has expired',
      () => sign({}),
      withKey((whole) => ({
        ...whole,
        verificationMethod: (whole.verificationMethod ?? []).map((method) => ({
          ...method,
          expires: '2026-11-22T10:00:00Z',
        })),
      })),
    ],
  ])('does not trust %s', async (_name, make, other = {}) => {
    await expect(
      verifyRequestObject(await make(), { clientId }, { ...ports(), ...other }),
    ).rejects.toMatchObject({ code: 'authorization_request_untrusted' })
  })

  test('does not take a request that lacks the nonce of this wallet', async () => {
    const jwt = await sign({})
    await expect(
      verifyRequestObject(jwt, { clientId, walletNonce: 'w' }, ports()),
    ).rejects.toMatchObject({ code: 'authorization_request_untrusted' })
  })

  test('does not take a signed request of a client that cannot sign', async () => {
    await expect(
      verifyRequestObject(
        await sign({}),
        { clientId: 'redirect_uri:https://hire.example/cb' },
        ports(),
      ),
    ).rejects.toMatchObject({ code: 'authorization_request_untrusted' })
  })

  const hmac = () => {
    const head = Buffer.from(
      JSON.stringify({ alg: 'HS256', typ: 'oauth-authz-req+jwt', kid: signer.keyId }),
    ).toString('base64url')
    const body = Buffer.from(JSON.stringify(request)).toString('base64url')
    const secret = JSON.stringify(publicKeyToJwk(key.publicKey))
    return `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`
  }
  test.each<[string, () => Promise<string> | string]>([
    ['nothing', () => ''],
    ['text', () => 'request'],
    ['an unsigned token', async () => `${(await sign({})).split('.').slice(0, 2).join('.')}.`],
    ['alg none', async () => swap(await sign({}), 0, { alg: 'none' })],
    ['alg None', async () => swap(await sign({}), 0, { alg: 'None' })],
    ['an HMAC with the public key', hmac],
    ['another type', () => sign({}, { typ: 'JWT' })],
    ['no type', () => sign({}, { typ: undefined })],
    ['an extension that is critical', async () => swap(await sign({}), 0, { crit: ['exp'] })],
    ['a request that is none', () => sign({ nonce: undefined })],
    ['a body that is not JSON', async () => (await sign({})).replace(/\.[^.]+\./, '.AAAA.')],
  ])('refuses %s', async (_name, make) => {
    await expect(verifyRequestObject(await make(), { clientId }, ports())).rejects.toMatchObject({
      code: 'authorization_request_malformed',
    })
  })

  test('says that it could not find out, where the host is down', async () => {
    const down = ports({ outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    await expect(verifyRequestObject(await sign({}), { clientId }, down)).rejects.toMatchObject({
      code: 'fetch_failed',
    })
  })

  test('does not look at keys that the token brings along', async () => {
    const jwk = publicKeyToJwk(thief.publicKey)
    const jwt = await signCompactJws({
      header: { typ: 'oauth-authz-req+jwt', kid: signer.keyId, jwk },
      payload: request,
      signer: { ...thief.signer(did), keyId: signer.keyId },
    })
    expect(decodeJwt(jwt).client_id).toBe(clientId)
    await expect(verifyRequestObject(jwt, { clientId }, ports())).rejects.toMatchObject({
      code: 'authorization_request_untrusted',
    })
  })
})
