import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { didWebDocumentUrl, didWebFromUrl, parseDidWeb } from '../../../shared/did/did-web.ts'

const malformed = expect.objectContaining({ code: 'did_malformed' })

// The first three are the examples of https://w3c-ccg.github.io/did-method-web/
const validDids = [
  {
    did: 'did:web:w3c-ccg.github.io',
    parsed: { host: 'w3c-ccg.github.io', path: [] },
    url: 'https://w3c-ccg.github.io/.well-known/did.json',
  },
  {
    did: 'did:web:w3c-ccg.github.io:user:alice',
    parsed: { host: 'w3c-ccg.github.io', path: ['user', 'alice'] },
    url: 'https://w3c-ccg.github.io/user/alice/did.json',
  },
  {
    did: 'did:web:example.com%3A3000:user:alice',
    parsed: { host: 'example.com', port: 3000, path: ['user', 'alice'] },
    url: 'https://example.com:3000/user/alice/did.json',
  },
  {
    did: 'did:web:example.com%3A65535',
    parsed: { host: 'example.com', port: 65_535, path: [] },
    url: 'https://example.com:65535/.well-known/did.json',
  },
  {
    did: 'did:web:example.com%3a1',
    parsed: { host: 'example.com', port: 1, path: [] },
    url: 'https://example.com:1/.well-known/did.json',
  },
  {
    did: 'did:web:example.com%3A443',
    parsed: { host: 'example.com', port: 443, path: [] },
    url: 'https://example.com/.well-known/did.json',
  },
  {
    did: 'did:web:City.Example:Providers',
    parsed: { host: 'city.example', path: ['Providers'] },
    url: 'https://city.example/Providers/did.json',
  },
  {
    did: 'did:web:xn--caf-dma.example',
    parsed: { host: 'xn--caf-dma.example', path: [] },
    url: 'https://xn--caf-dma.example/.well-known/did.json',
  },
  {
    did: 'did:web:1-a.2.example',
    parsed: { host: '1-a.2.example', path: [] },
    url: 'https://1-a.2.example/.well-known/did.json',
  },
  {
    did: 'did:web:example.com:%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80:%D9%A1%D9%A2',
    parsed: { host: 'example.com', path: ['हिन्दी', '١٢'] },
    url: 'https://example.com/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80/%D9%A1%D9%A2/did.json',
  },
  {
    did: 'did:web:example.com:caf%C3%A9:a%20b:%7Ec:...',
    parsed: { host: 'example.com', path: ['café', 'a b', '~c', '...'] },
    url: 'https://example.com/caf%C3%A9/a%20b/~c/.../did.json',
  },
] as const

const invalidDids = [
  ['another method', 'did:key:example.com'],
  ['user info', 'did:web:me@example.com'],
  ['encoded user info', 'did:web:me%40example.com'],
  ['encoded user info with a secret', 'did:web:me%3Asecret%40example.com'],
  ['an encoded slash in the host', 'did:web:example.com%2Fpath'],
  ['an encoded slash in the path', 'did:web:example.com:a%2Fb'],
  ['an encoded backslash', 'did:web:example.com:a%5Cb'],
  ['an encoded question mark', 'did:web:example.com:a%3Fb'],
  ['an encoded question mark in the host', 'did:web:example.com%3Fb'],
  ['an encoded hash', 'did:web:example.com:a%23b'],
  ['an encoded hash in the host', 'did:web:example.com%23'],
  ['an encoded NUL', 'did:web:example.com:a%00b'],
  ['an encoded NUL in the host', 'did:web:example.com%00'],
  ['an encoded line break', 'did:web:example.com:a%0D%0Ab'],
  ['an encoded percent sign', 'did:web:example.com:%252e%252e'],
  ['an encoded colon in the path', 'did:web:example.com:a%3Ab'],
  ['an encoded at sign in the path', 'did:web:example.com:%40me'],
  ['a semicolon', 'did:web:example.com:a%3Bb'],
  ['dots that climb', 'did:web:example.com:..:admin'],
  ['encoded dots that climb', 'did:web:example.com:%2e%2E:admin'],
  ['a dot that stays', 'did:web:example.com:.:admin'],
  ['an empty segment', 'did:web:example.com::admin'],
  ['an empty last segment', 'did:web:example.com:'],
  ['an empty host', 'did:web::a'],
  ['a bidirectional control', 'did:web:example.com:%E2%80%AEa'],
  ['a zero-width space', 'did:web:example.com:a%E2%80%8Bb'],
  ['a full-width slash', 'did:web:example.com:%EF%BC%8F'],
  ['a fraction slash', 'did:web:example.com:a%E2%81%84b'],
  ['a division slash', 'did:web:example.com:a%E2%88%95b'],
  ['a full-width colon', 'did:web:example.com:a%EF%BC%9Ab'],
  ['a full-width letter', 'did:web:example.com:%EF%BD%81'],
  ['a one-dot leader', 'did:web:example.com:%E2%80%A4%E2%80%A4'],
  ['a ligature', 'did:web:example.com:%EF%AC%81'],
  ['a superscript digit', 'did:web:example.com:a%C2%B2'],
  ['an accent that is not composed', 'did:web:example.com:cafe%CC%81'],
  ['a space that is no space', 'did:web:example.com:a%C2%A0b'],
  ['a picture', 'did:web:example.com:%E2%9C%93'],
  ['a letter that is not seen', 'did:web:example.com:a%E1%85%9Fb'],
  ['a variation selector', 'did:web:example.com:a%EF%B8%8F'],
  ['a grapheme joiner', 'did:web:example.com:a%CD%8Fb'],
  ['bytes that are not UTF-8', 'did:web:example.com:%FF'],
  ['half a surrogate pair', 'did:web:example.com:%ED%A0%80'],
  ['a bare port', 'did:web:example.com:3000%3A'],
  ['port 0', 'did:web:example.com%3A0'],
  ['port 65536', 'did:web:example.com%3A65536'],
  ['a port with a leading zero', 'did:web:example.com%3A0443'],
  ['an empty port', 'did:web:example.com%3A'],
  ['a port with letters', 'did:web:example.com%3Ahttps'],
  ['two ports', 'did:web:example.com%3A1%3A2'],
  ['an IPv4 address', 'did:web:127.0.0.1'],
  ['a public IPv4 address', 'did:web:93.184.216.34'],
  ['an IPv4 address with a port', 'did:web:169.254.169.254%3A80'],
  ['a decimal address', 'did:web:2130706433'],
  ['a hexadecimal address', 'did:web:0x7f000001'],
  ['a hexadecimal part', 'did:web:127.0.0.0x1'],
  ['an octal address', 'did:web:0177.0.0.01'],
  ['a short address', 'did:web:127.1'],
  ['an address after a name', 'did:web:example.1'],
  ['an IPv6 address', 'did:web:%5B%3A%3A1%5D'],
  ['a mapped address', 'did:web:%5B%3A%3Affff%3A127.0.0.1%5D'],
  ['a trailing dot', 'did:web:example.com.'],
  ['a trailing dot before the port', 'did:web:example.com.%3A443'],
  ['a leading dot', 'did:web:.example.com'],
  ['two dots', 'did:web:example..com'],
  ['a name that is not qualified', 'did:web:intranet'],
  ['localhost with a trailing dot', 'did:web:localhost.'],
  ['an underscore', 'did:web:a_b.example'],
  ['a hyphen at the start', 'did:web:-a.example'],
  ['a hyphen at the end', 'did:web:a-.example'],
  ['a label of 64 characters', `did:web:${'a'.repeat(64)}.example`],
  ['a host of 254 characters', `did:web:${'a.'.repeat(124)}aaaaaa`],
  ['broken punycode', 'did:web:xn--a.example'],
  ['an encoded letter in the host', 'did:web:%65xample.com'],
  ['an encoded international host', 'did:web:caf%C3%A9.example'],
  ['a full-width dot', 'did:web:example%EF%BC%8Ecom'],
  ['a query', 'did:web:example.com?versionId=1'],
  ['a fragment', 'did:web:example.com#key'],
  ['a path', 'did:web:example.com/a'],
] as const

describe('parseDidWeb', () => {
  test.each(validDids)('reads $did', ({ did, parsed }) => {
    expect(parseDidWeb(did)).toEqual({ did, ...parsed })
  })

  test('reads localhost with its port', () => {
    expect(parseDidWeb('did:web:localhost%3A3001:providers:x')).toEqual({
      did: 'did:web:localhost%3A3001:providers:x',
      host: 'localhost',
      port: 3001,
      path: ['providers', 'x'],
    })
  })

  test.each(invalidDids)('refuses %s', (_name, did) => {
    expect(() => parseDidWeb(did)).toThrow(malformed)
  })
})

describe('didWebDocumentUrl', () => {
  test.each(validDids)('of $did is $url', ({ did, url }) => {
    expect(didWebDocumentUrl(did).href).toBe(url)
    expect(didWebDocumentUrl(parseDidWeb(did), { allowLoopbackHttp: true }).href).toBe(url)
  })

  test.each(['did:web:localhost%3A3001', 'did:web:LOCALHOST', 'did:web:localhost:a'])(
    'refuses %s outside development',
    (did) => {
      const forbidden = expect.objectContaining({ code: 'address_forbidden' })
      expect(() => didWebDocumentUrl(did)).toThrow(forbidden)
    },
  )

  test.each([
    ['did:web:localhost%3A3001', 'http://localhost:3001/.well-known/did.json'],
    ['did:web:localhost', 'http://localhost/.well-known/did.json'],
    ['did:web:localhost%3A3001:people:ann', 'http://localhost:3001/people/ann/did.json'],
  ])('of %s is http in development', (did, url) => {
    expect(didWebDocumentUrl(did, { allowLoopbackHttp: true }).href).toBe(url)
  })

  test.each(invalidDids)('refuses %s', (_name, did) => {
    expect(() => didWebDocumentUrl(did, { allowLoopbackHttp: true })).toThrow(malformed)
  })

  test('never leaves the host, the scheme, the depth or the file that the DID names', () => {
    const identifier = fc.stringMatching(/^(?:[a-z.-]|%[2-7][\dA-F]){1,6}$/)
    let accepted = 0
    fc.assert(
      fc.property(identifier, fc.array(identifier, { minLength: 1 }), (label, path) => {
        const did = `did:web:${[`${label}.example`, ...path].join(':')}`
        const url = attempt(() => didWebDocumentUrl(did))
        if (url === undefined) return
        accepted += 1
        expect({ origin: url.origin, depth: url.pathname.split('/').length }).toEqual({
          origin: `https://${label}.example`,
          depth: path.length + 2,
        })
        expect(url.href).toBe(`${url.origin}${url.pathname}`)
        expect(url.pathname.endsWith('/did.json')).toBe(true)
      }),
      { numRuns: 2000 },
    )
    expect(accepted).toBeGreaterThan(20)
  })
})

describe('didWebFromUrl', () => {
  test.each([
    ['https://city.example', 'did:web:city.example'],
    ['https://city.example/', 'did:web:city.example'],
    ['https://City.Example/providers/x', 'did:web:city.example:providers:x'],
    ['https://city.example/providers/x/', 'did:web:city.example:providers:x'],
    ['https://city.example:8443/x', 'did:web:city.example%3A8443:x'],
    ['https://city.example:443/x', 'did:web:city.example:x'],
    ['https://city.example/café/~a b', 'did:web:city.example:caf%C3%A9:%7Ea%20b'],
    ["https://city.example/it's!(*)", 'did:web:city.example:it%27s%21%28%2A%29'],
    ['http://localhost:3001/providers/x', 'did:web:localhost%3A3001:providers:x'],
    ['https://localhost:3001', 'did:web:localhost%3A3001'],
    ['http://localhost', 'did:web:localhost'],
  ])('of %s is %s', (url, did) => {
    expect(didWebFromUrl(url)).toBe(did)
    expect(didWebFromUrl(new URL(url))).toBe(did)
  })

  test.each([
    ['no URL', 'city.example'],
    ['http', 'http://city.example'],
    ['another scheme', 'ftp://city.example'],
    ['user info', 'https://me@city.example'],
    ['a query', 'https://city.example/x?y'],
    ['a fragment', 'https://city.example/x#y'],
    ['an IPv4 address', 'https://93.184.216.34/x'],
    ['a loopback address', 'http://127.0.0.1:3001'],
    ['an IPv6 address', 'https://[2606:2800::1]/x'],
    ['an empty segment', 'https://city.example/a//b'],
    ['an encoded slash', 'https://city.example/a%2Fb'],
    ['a percent sign alone', 'https://city.example/100%'],
    ['a colon in the path', 'https://city.example/a:b'],
    ['a trailing dot', 'https://city.example./a'],
    ['a name that is not qualified', 'https://intranet/a'],
  ])('refuses %s', (_name, url) => {
    expect(() => didWebFromUrl(url)).toThrow(malformed)
  })

  test('gives a DID whose document lies below the URL', () => {
    const letters = fc.constantFrom(...'aZ09-_. ~éŵЖ中𐌰١')
    const segment = fc
      .oneof(
        fc.string({ unit: letters, minLength: 1, maxLength: 8 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      )
      // a URL that climbs is that of another place before it is read
      .filter((text) => text !== '.' && text !== '..')
    const host = fc.constantFrom('city.example', 'a-b.example:8443', 'xn--caf-dma.example')
    let accepted = 0
    fc.assert(
      fc.property(host, fc.array(segment, { minLength: 1, maxLength: 3 }), (authority, path) => {
        const url = new URL(`https://${authority}/${path.map(encodeURIComponent).join('/')}`)
        const did = attempt(() => didWebFromUrl(url))
        if (did === undefined) return
        accepted += 1
        const document = new URL(`https://${authority}/${path.join('/')}/did.json`)
        expect(didWebDocumentUrl(did).href).toBe(document.href)
      }),
      { numRuns: 500 },
    )
    expect(accepted).toBeGreaterThan(20)
  })
})

function attempt<T>(build: () => T): T | undefined {
  try {
    return build()
  } catch (error) {
    expect(error).toEqual(malformed)
    return undefined
  }
}
