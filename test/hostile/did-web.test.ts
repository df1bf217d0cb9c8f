import * as https from 'node:https'
import * as tls from 'node:tls'
import { Resolver } from 'did-resolver'
import fc from 'fast-check'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { getResolver } from 'web-did-resolver'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import type { Did } from '../../shared/did/did.ts'
import { didWebDocumentUrl, parseDidWeb } from '../../shared/did/did-web.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import {
  createLoopbackCertificate,
  type LoopbackCertificate,
} from '../../shared/node/loopback-certificate.ts'
import { createTestClock } from '../support/clock.ts'
import { serveLoopback } from '../support/loopback-server.ts'

/** The stock resolver, which serves as the measure for valid DIDs and as the warning for all others. */
const stock = new Resolver(getResolver())

let certificate: LoopbackCertificate

beforeAll(async () => {
  certificate = await createLoopbackCertificate(new Date())
})

/**
 * A host that answers for every name on the Internet: until the end of the test each https connection of Node's
 * global agent, which the stock resolver uses, ends here. `asked` lists the URLs requested.
 */
async function everyHost(
  answer: (url: URL) => { status?: number; headers?: Record<string, string>; body: unknown },
) {
  const asked: string[] = []
  const { certificate: cert, privateKey: key } = certificate
  const { origin } = await serveLoopback(
    (request, response) => {
      const url = new URL(`https://${request.headers.host}${request.url}`)
      asked.push(url.href)
      const { status = 200, headers, body } = answer(url)
      response.writeHead(status, {
        'content-type': 'application/json',
        connection: 'close',
        ...headers,
      })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    },
    { cert, key },
  )
  const { port } = new URL(origin)
  const createConnection = https.globalAgent.createConnection
  https.globalAgent.createConnection = () =>
    tls.connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false })
  onTestFinished(() => {
    https.globalAgent.createConnection = createConnection
  })
  return { asked, port }
}

/** Ours, as it is in production, and as on a developer's machine with the throw-away authority. */
function ours(options: { allowLoopbackHttp: boolean }) {
  const fetch = createGuardedFetch({ ...options, extraCa: certificate.authority })
  return createDidResolver({ fetch, clock: createTestClock(), ...options })
}

describe('didWebDocumentUrl agrees with web-did-resolver on', () => {
  test.each([
    'did:web:w3c-ccg.github.io',
    'did:web:w3c-ccg.github.io:user:alice',
    'did:web:example.com%3A3000:user:alice',
    'did:web:example.com%3A443',
    'did:web:example.com%3A65535:a',
    'did:web:City.Example:Providers:X',
    'did:web:xn--caf-dma.example',
    'did:web:city.example:providers:caf%C3%A9',
    'did:web:city.example:a%20b:%7Ec',
    'did:web:city.example:.well-known',
    'did:web:city.example:...:_-.',
    'did:web:city.example:%E4%B8%AD%E6%96%87:%F0%90%8C%B0',
  ])('%s', async (did) => {
    const { asked } = await everyHost(() => ({ body: { id: did } }))
    const { didDocument } = await stock.resolve(did)
    expect(didDocument).toEqual({ id: did })
    expect(asked).toEqual([didWebDocumentUrl(did).href])
  })

  test('any valid DID', async () => {
    const { asked } = await everyHost(({ href }) => ({ body: { href } }))
    const label = fc.stringMatching(/^[A-Za-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/)
    const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined })
    const letters = fc.constantFrom(...'aZ09-_. ~éŵЖ中𐌰١ि')
    const segment = fc
      .oneof(
        fc.string({ unit: letters, minLength: 1, maxLength: 6 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
      )
      .map((text) => encodeURIComponent(text).replace(/[~!'()*]/g, encodeCharacter))
    const path = fc.array(segment, { maxLength: 3 })
    let compared = 0
    await fc.assert(
      fc.asyncProperty(label, label, port, path, async (first, second, portNumber, segments) => {
        const host = `${first}.${second}.example`
        const authority = portNumber === undefined ? host : `${host}%3A${portNumber}`
        const did = ['did:web', authority, ...segments].join(':')
        if (!isValid(did)) return
        compared += 1
        await stock.resolve(did)
        // it decodes each segment, and a URL does not encode an apostrophe again; ours stays as the DID has it
        expect(decodeURIComponent(asked.at(-1) ?? '')).toBe(
          decodeURIComponent(didWebDocumentUrl(did).href),
        )
      }),
      { numRuns: 150 },
    )
    expect([asked.length, compared > 50]).toEqual([compared, true])
  })
})

describe('resolveDid refuses what web-did-resolver accepts', () => {
  test.each([
    ['a loopback address', 'did:web:127.0.0.1%3A8443'],
    ['the metadata service of a cloud', 'did:web:169.254.169.254:latest'],
    ['a private network', 'did:web:10.0.0.1'],
    ['a decimal address', 'did:web:2130706433'],
    ['a hexadecimal address', 'did:web:0x7f000001'],
    ['an octal address', 'did:web:0177.0.0.1'],
    ['an IPv6 address', 'did:web:%5B%3A%3A1%5D'],
    ['user info', 'did:web:bank.example%40evil.example'],
    ['a slash', 'did:web:evil.example%2Fbank.example'],
    ['a query', 'did:web:evil.example%3Fbank.example'],
    ['a fragment', 'did:web:evil.example%23bank.example'],
    ['a look-alike slash', 'did:web:city.example:providers%EF%BC%8Fquay'],
    ['a way up', 'did:web:city.example:providers:..:admin'],
  ])('%s', async (_name, did) => {
    const { asked } = await everyHost(() => ({ body: { id: did } }))
    const accepted = await stock.resolve(did)
    expect(accepted.didResolutionMetadata.error).toBeUndefined()
    expect(accepted.didDocument).toEqual({ id: did })
    const count = asked.length
    // the string comes from a stranger: nothing but this type says that it is a valid DID
    const { resolveDid, veramoResolver } = ours({ allowLoopbackHttp: false })
    expect(await resolveDid(did as Did)).toMatchObject({
      outcome: 'refused',
      code: 'did_malformed',
    })
    expect(await veramoResolver.resolve(did)).toMatchObject({
      didResolutionMetadata: { error: 'invalidDid' },
      didDocument: null,
    })
    expect(asked).toHaveLength(count)
  })

  /** What a host does with a well-formed DID of its own: did:web:localhost stands for any host. */
  async function compare(
    answer: (did: string, url: URL) => ReturnType<Parameters<typeof everyHost>[0]>,
  ) {
    const { port } = await everyHost((url) => answer(`did:web:localhost%3A${port}`, url))
    const did = `did:web:localhost%3A${port}`
    const { resolveDid, veramoResolver } = ours({ allowLoopbackHttp: true })
    return {
      did,
      accepted: await stock.resolve(did),
      // made of a port number and fixed text
      resolution: await resolveDid(did as Did),
      result: await veramoResolver.resolve(did),
    }
  }

  test('a redirect', async () => {
    const { did, accepted, resolution } = await compare((id, { pathname, host }) =>
      pathname === '/elsewhere'
        ? { body: { id } }
        : { status: 302, headers: { location: `https://${host}/elsewhere` }, body: '' },
    )
    expect(accepted.didDocument).toEqual({ id: did })
    expect(resolution).toMatchObject({ outcome: 'refused', code: 'fetch_redirected' })
  })

  test('a body of any size', async () => {
    const padding = 'a'.repeat(5_000_000)
    const { did, accepted, resolution } = await compare((id) => ({ body: { id, padding } }))
    expect(accepted.didDocument).toEqual({ id: did, padding })
    expect(resolution).toMatchObject({ outcome: 'refused', code: 'fetch_too_large' })
  })

  test('a page', async () => {
    const { did, accepted, resolution } = await compare((id) => ({
      headers: { 'content-type': 'text/html' },
      body: { id },
    }))
    expect(accepted.didDocument).toEqual({ id: did })
    expect(resolution).toMatchObject({ outcome: 'refused', code: 'did_document_malformed' })
  })

  test('a member given twice', async () => {
    const { did, accepted, resolution } = await compare((id) => ({
      body: `{"id":"did:web:bank.example","id":"${id}"}`,
    }))
    expect(accepted.didDocument).toEqual({ id: did })
    expect(resolution).toMatchObject({ outcome: 'refused', code: 'did_document_malformed' })
  })

  test('the document of another, which it returns beside the error', async () => {
    const body = { id: 'did:web:bank.example' }
    const { accepted, resolution, result } = await compare(() => ({ body }))
    expect(accepted).toMatchObject({
      didResolutionMetadata: { error: 'notFound' },
      didDocument: body,
    })
    expect(resolution).toMatchObject({ outcome: 'refused', code: 'did_document_malformed' })
    expect(result).toMatchObject({
      didResolutionMetadata: { error: 'invalidDidDocument' },
      didDocument: null,
    })
  })
})

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

function isValid(did: string): boolean {
  try {
    return parseDidWeb(did).did === did
  } catch {
    return false
  }
}
