import { DIDResolverPlugin } from '@veramo/did-resolver'
import type { Resolver } from 'did-resolver'
import { describe, expect, test, vi } from 'vitest'
import { createDidResolver, type DidResolverOptions } from '../../../shared/agent/did-resolver.ts'
import { type Did, parseDid } from '../../../shared/did/did.ts'
import {
  buildDidDocument,
  findVerificationKey,
  keyIdsOf,
} from '../../../shared/did/did-document.ts'
import { didKeyDocument } from '../../../shared/did/did-key.ts'
import type { FetchDocument } from '../../../shared/did/did-web-document.ts'
import { publicKeyFromMultibase } from '../../../shared/did/public-key.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { createGuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import { createLoopbackCertificate } from '../../../shared/node/loopback-certificate.ts'
import { createTestClock } from '../../support/clock.ts'
import { gate } from '../../support/gate.ts'
import { serveLoopback } from '../../support/loopback-server.ts'

const did = parseDid('did:web:city.example')
const key = publicKeyFromMultibase('z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp')
const document = buildDidDocument({ did, keys: [{ publicKey: key }] })
const resolved = { outcome: 'resolved', document } satisfies DidResolution

type Answer = Response | Error

/** A resolver whose host answers what `answer` says, with a clock that can be moved. */
function resolverOf(
  answer: (url: string) => Answer | Promise<Answer>,
  options: Partial<DidResolverOptions> = {},
) {
  const clock = createTestClock()
  const fetch = vi.fn<FetchDocument>(async (url) => {
    const given = await answer(url)
    if (given instanceof Response) return given
    throw given
  })
  const resolver = createDidResolver({ fetch, clock, ...options })
  const asked = () => fetch.mock.calls.map(([url]) => url)
  return { ...resolver, fetch, asked, wait: clock.advance }
}

function json(value: unknown, type = 'application/did+ld+json', status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': type } })
}

describe('resolveDid', () => {
  test('fetches and reads the document of a did:web', async () => {
    const { resolveDid, fetch } = resolverOf(() => json(document))
    expect(await resolveDid(did)).toEqual(resolved)
    expect(fetch.mock.calls).toEqual([
      [
        'https://city.example/.well-known/did.json',
        {
          headers: {
            accept:
              'application/did+ld+json, application/did+json, application/did, application/json, application/ld+json',
          },
          redirect: 'error',
          maxBytes: 65_536,
        },
      ],
    ])
  })

  test.each([
    'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
    'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
    'did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9',
  ])('works out %s without asking anyone', async (text) => {
    const { resolveDid, fetch } = resolverOf(() => new Error('asked'))
    const resolution = await resolveDid(parseDid(text))
    expect(resolution).toMatchObject({ outcome: 'resolved', document: { id: text } })
    expect(fetch).not.toHaveBeenCalled()
  })

  test.each([
    'application/json',
    'application/did+json',
    'application/did+ld+json',
    'Application/JSON; charset=utf-8',
    'application/did+ld+json;profile="https://a.example"',
    'application/did',
    'application/ld+json',
    'text/plain; charset=utf-8',
    'application/octet-stream',
  ])('reads a document served as %s', async (type) => {
    const { resolveDid } = resolverOf(() => json(document, type))
    expect(await resolveDid(did)).toEqual(resolved)
  })

  test('gives a document that nobody can change for the next one', async () => {
    const { resolveDid } = resolverOf(() => json(document))
    const resolution = await resolveDid(did)
    const [method] =
      (resolution.outcome === 'resolved' && resolution.document.verificationMethod) || []
    expect(() => Object.assign(method ?? {}, { controller: 'did:web:evil.example' })).toThrow(
      TypeError,
    )
    expect(await resolveDid(did)).toEqual(resolved)
  })

  describe('refuses', () => {
    test.each([
      ['text that is no DID', 'hello', 'did_malformed'],
      ['a DID URL', `${did}#key`, 'did_malformed'],
      [
        'another method',
        'did:ethr:0xb9c5714089478a327f09197987f16f9e5d936e8a',
        'did_method_unsupported',
      ],
      ['a did:web that hides a path', 'did:web:city.example%2Fa', 'did_malformed'],
      ['a did:web of an address', 'did:web:169.254.169.254', 'did_malformed'],
      ['a did:web of this machine', 'did:web:localhost%3A3001', 'address_forbidden'],
      [
        'a did:key of another curve',
        'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme',
        'did_key_unsupported',
      ],
      [
        'a did:jwk of another curve',
        `did:jwk:${Buffer.from('{"kty":"EC","crv":"secp256k1","x":"x","y":"y"}').toString('base64url')}`,
        'did_key_unsupported',
      ],
      ['a did:key of nothing', 'did:key:z', 'did_malformed'],
      ['a did:key that is cut short', 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5', 'did_malformed'],
      ['a did:jwk of nothing', 'did:jwk:e30', 'did_malformed'],
    ])('%s, without asking anyone', async (_name, text, code) => {
      const { resolveDid, fetch } = resolverOf(() => json(document))
      // some of these are no DIDs: callers are typed, the network is not
      expect(await resolveDid(text as Did)).toMatchObject({ outcome: 'refused', code })
      expect(fetch).not.toHaveBeenCalled()
    })

    const large = JSON.stringify({ ...document, padding: 'a'.repeat(65_536) })
    const deep = `{"id":"${did}","a":${'['.repeat(1000)}${']'.repeat(1000)}}`
    const methods = Array.from({ length: 10_000 }, (_, index) => ({
      id: `#${index}`,
      type: 'A',
      controller: did,
    }))
    test.each<[string, string, () => Answer]>([
      ['status 404', 'did_not_found', () => json({}, 'application/json', 404)],
      ['status 410', 'did_not_found', () => json(document, 'application/json', 410)],
      ['HTML', 'did_document_malformed', () => json(document, 'text/html')],
      ['a picture', 'did_document_malformed', () => json(document, 'image/svg+xml')],
      ['plain text that is no JSON', 'did_document_malformed', () => new Response('id')],
      ['a JWT', 'did_document_malformed', () => json(document, 'application/jwt')],
      [
        'no media type',
        'did_document_malformed',
        () => new Response(new TextEncoder().encode(JSON.stringify(document))),
      ],
      ['nothing', 'did_document_malformed', () => bytes(new Uint8Array())],
      ['no JSON', 'did_document_malformed', () => text('hello')],
      ['a list', 'did_document_malformed', () => json([document])],
      [
        'no UTF-8',
        'did_document_malformed',
        () => bytes(Buffer.from(`{"id":"${did}","a":"é"}`, 'latin1')),
      ],
      [
        'a member given twice',
        'did_document_malformed',
        () => text(`{"id":"${did}","id":"${did}"}`),
      ],
      ['a prototype', 'did_document_malformed', () => text(`{"id":"${did}","__proto__":{}}`)],
      ['deep nesting', 'did_document_malformed', () => text(deep)],
      [
        'another id',
        'did_document_malformed',
        () => json({ ...document, id: 'did:web:evil.example' }),
      ],
      ['no id', 'did_document_malformed', () => json({ ...document, id: undefined })],
      [
        'a resolution result',
        'did_document_malformed',
        () => json({ didDocument: document, didDocumentMetadata: {} }),
      ],
      [
        'ten thousand keys',
        'fetch_too_large',
        () => json({ ...document, verificationMethod: methods }),
      ],
      [
        'two hundred keys',
        'did_document_malformed',
        () => json({ ...document, verificationMethod: methods.slice(0, 200) }),
      ],
      ['64 KiB and more', 'fetch_too_large', () => text(large)],
      ['a body without end', 'fetch_too_large', () => endless()],
      ['a redirect', 'fetch_redirected', () => new AppError('fetch_redirected', 'no')],
      ['a forbidden address', 'address_forbidden', () => new AppError('address_forbidden', 'no')],
      ['a body that was too large', 'fetch_too_large', () => new AppError('fetch_too_large', 'no')],
    ])('%s', async (_name, code, answer) => {
      const { resolveDid } = resolverOf(answer)
      const resolution = await resolveDid(did)
      expect(resolution).toEqual({ outcome: 'refused', code, detail: expect.any(String) })
    })
  })

  describe('is unavailable for', () => {
    test.each<[string, () => Answer]>([
      ['status 500', () => json(document, 'application/json', 500)],
      ['status 503', () => json(document, 'application/json', 503)],
      ['status 429', () => json(document, 'application/json', 429)],
      ['status 403', () => json(document, 'application/json', 403)],
      ['status 206', () => json(document, 'application/json', 206)],
      ['a failed request', () => new AppError('fetch_failed', 'ECONNREFUSED')],
      ['a fetch that fails in its own way', () => new TypeError('Failed to fetch')],
    ])('%s', async (_name, answer) => {
      const { resolveDid } = resolverOf(answer)
      expect(await resolveDid(did)).toEqual({
        outcome: 'unavailable',
        code: 'fetch_failed',
        detail: expect.any(String),
      })
    })
  })

  describe('takes for deactivated', () => {
    test.each([
      ['a document that says so', { ...document, deactivated: true }],
      ['a document of nothing else', { id: did, deactivated: true }],
      [
        'a resolution result that says so',
        { didDocument: document, didDocumentMetadata: { deactivated: true } },
      ],
    ])('%s', async (_name, value) => {
      const { resolveDid } = resolverOf(() => json(value))
      expect(await resolveDid(did)).toEqual({ outcome: 'deactivated' })
    })

    test.each([false, 'true', 1, null])('nothing that says %j', async (deactivated) => {
      const { resolveDid } = resolverOf(() => json({ ...document, deactivated }))
      expect(await resolveDid(did)).toMatchObject({ outcome: 'resolved' })
    })
  })

  describe('remembers', () => {
    test('a document for five minutes', async () => {
      const { resolveDid, asked, wait } = resolverOf(() => json(document))
      await resolveDid(did)
      wait(299)
      expect(await resolveDid(did)).toEqual(resolved)
      expect(asked()).toHaveLength(1)
      wait(1)
      expect(await resolveDid(did)).toEqual(resolved)
      expect(asked()).toHaveLength(2)
    })

    test('a failure for thirty seconds', async () => {
      const answers = [new AppError('fetch_failed', 'down'), json(document)]
      const { resolveDid, asked, wait } = resolverOf(() => answers.shift() ?? json({}))
      await resolveDid(did)
      wait(29)
      expect(await resolveDid(did)).toMatchObject({ outcome: 'unavailable' })
      expect(asked()).toHaveLength(1)
      wait(1)
      expect(await resolveDid(did)).toEqual(resolved)
    })

    test('a removed key no longer than a document', async () => {
      const emptied = buildDidDocument({ did, keys: [] })
      const answers = [json(document), json(emptied)]
      const { resolveDid, wait } = resolverOf(() => answers.shift() ?? json({}), {
        positiveTtlSeconds: 60,
      })
      const findKey = async () => {
        const resolution = await resolveDid(did)
        if (resolution.outcome !== 'resolved') return undefined
        const query = { id: keyIdsOf(did, key).jwk, relationship: 'assertionMethod' } as const
        return findVerificationKey(resolution.document, query)?.publicKey
      }
      expect(await findKey()).toEqual(key)
      wait(59)
      expect(await findKey()).toEqual(key)
      wait(1)
      expect(await findKey()).toBeUndefined()
    })

    test('nothing where a fresh answer is asked for', async () => {
      const { resolveDid, asked } = resolverOf(() => json(document))
      await resolveDid(did)
      await resolveDid(did, { fresh: true })
      await resolveDid(did)
      expect(asked()).toHaveLength(2)
    })

    test('the fresh answer', async () => {
      const answers = [json(document), json({ ...document, deactivated: true })]
      const { resolveDid } = resolverOf(() => answers.shift() ?? json({}))
      await resolveDid(did)
      expect(await resolveDid(did, { fresh: true })).toEqual({ outcome: 'deactivated' })
      expect(await resolveDid(did)).toEqual({ outcome: 'deactivated' })
    })

    test('a living document when the host is down for a fresh one', async () => {
      const answers = [json(document), new AppError('fetch_failed', 'down')]
      const { resolveDid } = resolverOf(() => answers.shift() ?? json({}))
      await resolveDid(did)
      expect(await resolveDid(did, { fresh: true })).toMatchObject({ outcome: 'unavailable' })
      expect(await resolveDid(did)).toEqual(resolved)
    })

    test('so many DIDs and no more', async () => {
      const { resolveDid, asked } = resolverOf(() => json({}, 'application/json', 404), {
        maxEntries: 2,
      })
      const dids = ['a', 'b', 'c'].map((name) => parseDid(`did:web:${name}.example`))
      for (const each of dids) await resolveDid(each)
      for (const each of dids.slice(1)) await resolveDid(each)
      expect(asked()).toHaveLength(3)
      for (const each of dids) await resolveDid(each)
      expect(asked()).toHaveLength(6)
    })

    test('no more than 8 MiB of documents', async () => {
      const padding = 'a'.repeat(60_000)
      const { resolveDid, asked } = resolverOf((url) => {
        const id = `did:web:${new URL(url).hostname}`
        return json({ id, padding })
      })
      const dids = Array.from({ length: 140 }, (_, index) => parseDid(`did:web:a${index}.example`))
      for (const each of dids) await resolveDid(each)
      for (const each of dids.slice(-139)) await resolveDid(each)
      expect(asked()).toHaveLength(140)
      for (const each of dids.slice(0, 1)) await resolveDid(each)
      expect(asked()).toHaveLength(141)
    })
  })

  test('asks once for many who need it at a time', async () => {
    const { passed, open } = gate()
    const { resolveDid, fetch } = resolverOf(() => passed.then(() => json(document)))
    const fresh = { fresh: true }
    const many = Promise.all([
      ...[resolveDid(did), resolveDid(did), resolveDid(did)],
      ...[resolveDid(did, fresh), resolveDid(did, fresh)],
    ])
    open()
    expect(await many).toEqual([resolved, resolved, resolved, resolved, resolved])
    // what caches on the way hold may be enough for some, not for who needs it fresh
    expect(fetch.mock.calls.map(([, { cache }]) => cache)).toEqual([undefined, 'no-cache'])
  })
})

describe('resolveDid on this machine', () => {
  const serve: Parameters<typeof serveLoopback>[0] = (request, response) => {
    const id = `did:web:${request.headers.host?.replace(':', '%3A')}`
    response.setHeader('content-type', 'application/did+json').end(JSON.stringify({ id }))
  }

  test('reads over http where development allows it', async () => {
    const { origin } = await serveLoopback(serve)
    const local = localDid(origin)
    const fetch = createGuardedFetch({ allowLoopbackHttp: true })
    const { resolveDid } = createDidResolver({
      fetch,
      clock: createTestClock(),
      allowLoopbackHttp: true,
    })
    expect(await resolveDid(local)).toEqual({ outcome: 'resolved', document: { id: local } })
  })

  test('reads over https where http leads to nothing', async () => {
    const { authority, certificate, privateKey } = await createLoopbackCertificate(new Date())
    const { origin } = await serveLoopback(serve, { key: privateKey, cert: certificate })
    const local = localDid(origin)
    const fetch = createGuardedFetch({ allowLoopbackHttp: true, extraCa: authority })
    const { resolveDid } = createDidResolver({
      fetch,
      clock: createTestClock(),
      allowLoopbackHttp: true,
    })
    expect(await resolveDid(local)).toEqual({ outcome: 'resolved', document: { id: local } })
  })

  test('is unavailable where the certificate is not trusted', async () => {
    const { certificate, privateKey } = await createLoopbackCertificate(new Date())
    const { origin } = await serveLoopback(serve, { key: privateKey, cert: certificate })
    const fetch = createGuardedFetch({ allowLoopbackHttp: true })
    const options = { fetch, clock: createTestClock(), allowLoopbackHttp: true }
    expect(await createDidResolver(options).resolveDid(localDid(origin))).toEqual({
      outcome: 'unavailable',
      code: 'fetch_failed',
      detail: 'The request failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
    })
  })

  test('is unavailable where nobody listens', async () => {
    const { origin, server } = await serveLoopback(serve)
    server.close()
    const fetch = createGuardedFetch({ allowLoopbackHttp: true })
    const { resolveDid } = createDidResolver({
      fetch,
      clock: createTestClock(),
      allowLoopbackHttp: true,
    })
    expect(await resolveDid(localDid(origin))).toEqual({
      outcome: 'unavailable',
      code: 'fetch_failed',
      detail: 'The request failed (ECONNREFUSED)',
    })
  })
})

describe('veramoResolver', () => {
  test('answers as did-resolver does', async () => {
    const { veramoResolver } = resolverOf(() => json(document))
    expect(await veramoResolver.resolve(`${did}#key-1`)).toEqual({
      didResolutionMetadata: { contentType: 'application/did+ld+json' },
      didDocument: document,
      didDocumentMetadata: {},
    })
  })

  test('names the representation of a document without context', async () => {
    const { veramoResolver } = resolverOf(() => json({ id: did }))
    const { didResolutionMetadata } = await veramoResolver.resolve(did)
    expect(didResolutionMetadata).toEqual({ contentType: 'application/did+json' })
  })

  test('shares the cache with resolveDid', async () => {
    const { veramoResolver, resolveDid, asked } = resolverOf(() => json(document))
    await resolveDid(did)
    await veramoResolver.resolve(did)
    expect(asked()).toHaveLength(1)
  })

  test('works out did:key and did:jwk', async () => {
    const { veramoResolver } = resolverOf(() => new Error('asked'))
    const keyDid = parseDid('did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp')
    const { didDocument } = await veramoResolver.resolve(keyDid)
    expect(didDocument).toEqual(didKeyDocument(keyDid))
  })

  test.each<[string, string, string, () => Answer]>([
    [
      'another id',
      did,
      'invalidDidDocument',
      () => json({ ...document, id: 'did:web:evil.example' }),
    ],
    ['status 404', did, 'notFound', () => json(document, 'application/json', 404)],
    ['status 500', did, 'internalError', () => json(document, 'application/json', 500)],
    ['a hidden path', 'did:web:city.example%2Fa', 'invalidDid', () => json(document)],
    ['deactivation', did, 'deactivated', () => json({ ...document, deactivated: true })],
    ['another method', 'did:ethr:0x1', 'unsupportedDidMethod', () => json(document)],
    ['text that is no DID', 'hello', 'invalidDid', () => json(document)],
  ])('gives no document beside the error for %s', async (_name, url, error, answer) => {
    const { veramoResolver } = resolverOf(answer)
    const result = await veramoResolver.resolve(url)
    expect([result.didResolutionMetadata.error, result.didDocument]).toEqual([error, null])
  })

  test('says in the metadata that a DID is deactivated', async () => {
    const { veramoResolver } = resolverOf(() => json({ ...document, deactivated: true }))
    expect((await veramoResolver.resolve(did)).didDocumentMetadata).toEqual({ deactivated: true })
  })

  test('gives Veramo documents that it may change', async () => {
    const relative = {
      id: did,
      verificationMethod: [{ id: '#key-1', type: 'Multikey', controller: did }],
    }
    const { veramoResolver, resolveDid } = resolverOf(() => json(relative))
    const plugin = new DIDResolverPlugin({ resolver: veramoResolver satisfies Resolver })
    const { didDocument } = await plugin.resolveDid({ didUrl: did })
    if (didDocument === null) throw new Error('no document')
    const didUrl = `${did}#key-1`
    const component = await plugin.getDIDComponentById({ didDocument, didUrl })
    expect(component).toMatchObject({ id: didUrl })
    expect(await resolveDid(did)).toEqual({ outcome: 'resolved', document: relative })
  })
})

function bytes(body: Uint8Array<ArrayBuffer>): Response {
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}

function text(body: string): Response {
  return bytes(new TextEncoder().encode(body))
}

function endless(): Response {
  const body = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(10_000)) })
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}

function localDid(origin: string): Did {
  return parseDid(`did:web:${new URL(origin).host.replace(':', '%3A')}`)
}
