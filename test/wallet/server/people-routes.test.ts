import { describe, expect, test } from 'vitest'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import type { Did } from '../../../shared/did/did.ts'
import { buildDidDocument, keyIdsOf } from '../../../shared/did/did-document.ts'
import { didWebFromUrl } from '../../../shared/did/did-web.ts'
import { signDidUpdate } from '../../../shared/hosted-did/did-update.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { createTestClock, type TestClock } from '../../support/clock.ts'
import { ed25519TestKey, p256TestKey, type TestKey } from '../../support/signing-keys.ts'
import { startTestWalletServer } from '../test-wallet-server.ts'

const one = ed25519TestKey('one')
const two = p256TestKey('two')

type Person = {
  did: Did
  url: string
  clock: TestClock
  /** Signs as a key of this DID. */
  statement(change?: Change): Promise<string>
  put(statement: string, headers?: Record<string, string>): Promise<Response>
}

type Change = {
  keys?: TestKey[]
  previous?: string | null
  signer?: TestKey
  issuedAt?: Date
  document?: object
}

async function startPerson(
  name = 'sam',
  options: { trustedProxies?: number } = {},
): Promise<Person> {
  const clock = createTestClock()
  const server = await startTestWalletServer({ clock, ...options })
  const did = didWebFromUrl(`${server.url}/people/${name}`)
  const url = `${server.url}/people/${name}/did.json`
  return {
    did,
    url,
    clock,
    statement(change = {}) {
      const { keys = [one], previous = null, issuedAt = clock() } = change
      const signer = change.signer ?? keys[0] ?? one
      const keyId = keyIdsOf(did, signer.publicKey).jwk
      return signDidUpdate({
        document: change.document ?? buildDidDocument({ did, keys }),
        previous,
        signer: { ...signer.signer(did), keyId },
        issuedAt,
      })
    },
    put: (statement, headers = {}) =>
      fetch(url, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/jose', ...headers },
        body: statement,
      }),
  }
}

async function problemOf(response: Response): Promise<[number, unknown]> {
  const { code } = (await response.json()) as { code?: unknown }
  return [response.status, code]
}

/** The version that an answer names. */
function versionIn(response: Response): string {
  return response.headers.get('ETag')?.replaceAll('"', '') ?? ''
}

describe('GET /people/:name/did.json', () => {
  test('is not there before it is claimed', async () => {
    const { url } = await startPerson()
    const response = await fetch(url)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
  })

  test('serves the document to everybody, with its version', async () => {
    const sam = await startPerson()
    const put = await sam.put(await sam.statement())
    expect(put.status).toBe(201)
    const response = await fetch(sam.url)
    expect(response.headers.get('content-type')).toBe('application/did+json; charset=utf-8')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cache-control')).toBe('public, max-age=60')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await response.json()).toEqual(buildDidDocument({ did: sam.did, keys: [one] }))
    const known = { 'If-None-Match': `"older", W/"${versionIn(put)}"` }
    const again = await fetch(sam.url, { headers: known })
    expect(again.status).toBe(304)
  })
})

describe('PUT /people/:name/did.json', () => {
  test('changes the document by a key of the current one only', async () => {
    const sam = await startPerson()
    const first = versionIn(await sam.put(await sam.statement()))
    const rotated = await sam.put(
      await sam.statement({ keys: [two], previous: first, signer: one }),
    )
    expect(rotated.status).toBe(200)
    expect(await (await fetch(sam.url)).json()).toMatchObject({
      authentication: Object.values(keyIdsOf(sam.did, two.publicKey)),
    })
    const second = versionIn(rotated)
    const byOldKey = await sam.statement({ keys: [one], previous: second, signer: one })
    expect(await problemOf(await sam.put(byOldKey))).toEqual([403, 'forbidden'])
    const byNewKey = await sam.statement({ keys: [two, one], previous: second, signer: two })
    expect((await sam.put(byNewKey)).status).toBe(200)
  })

  test('does not give a name that is taken to another key', async () => {
    const sam = await startPerson()
    const version = versionIn(await sam.put(await sam.statement()))
    const thief = ed25519TestKey('thief')
    const claim = await sam.statement({ keys: [thief] })
    expect(await problemOf(await sam.put(claim))).toEqual([409, 'conflict'])
    const change = await sam.statement({ keys: [thief], previous: version })
    expect(await problemOf(await sam.put(change))).toEqual([403, 'forbidden'])
  })

  test('takes no statement twice, even where the document is the old one again', async () => {
    const sam = await startPerson()
    const first = versionIn(await sam.put(await sam.statement()))
    const toTwo = await sam.statement({ keys: [one, two], previous: first })
    const second = versionIn(await sam.put(toTwo))
    sam.clock.advance(1)
    const back = await sam.statement({ keys: [one], previous: second })
    expect((await sam.put(back)).status).toBe(200)
    expect(await problemOf(await sam.put(toTwo))).toEqual([409, 'conflict'])
    expect(await problemOf(await sam.put(back))).toEqual([409, 'conflict'])
  })

  test('takes one of two changes that are made at once', async () => {
    const sam = await startPerson()
    const previous = versionIn(await sam.put(await sam.statement()))
    const [a, b] = await Promise.all([
      sam.statement({ keys: [one, two], previous }),
      sam.statement({ keys: [one, ed25519TestKey('three')], previous }),
    ])
    const responses = await Promise.all([sam.put(a), sam.put(b)])
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('gives a new name to one of two who claim it at once', async () => {
    const sam = await startPerson()
    const [a, b] = await Promise.all([sam.statement(), sam.statement({ keys: [two] })])
    const responses = await Promise.all([sam.put(a), sam.put(b)])
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  const statementOf = (sam: Person, payload: JsonObject, header: JsonObject = {}) =>
    signCompactJws({
      header: {
        typ: 'waymark-did-update+jwt',
        kid: keyIdsOf(sam.did, one.publicKey).jwk,
        ...header,
      },
      payload,
      signer: one.signer(sam.did),
    })
  const payloadOf = (sam: Person): JsonObject => ({
    document: buildDidDocument({ did: sam.did, keys: [one] }),
    previous: null,
    iat: Math.floor(sam.clock().getTime() / 1000),
  })
  const inSeconds = (sam: Person, seconds: number) =>
    new Date(sam.clock().getTime() + seconds * 1000)

  const table: [string, (sam: Person) => string | Promise<string>, number, string][] = [
    ['words', () => 'hello', 400, 'request_malformed'],
    [
      'the document itself',
      (sam) => JSON.stringify(payloadOf(sam).document),
      400,
      'request_malformed',
    ],
    ['alg none', () => 'eyJhbGciOiJub25lIn0.e30.', 400, 'request_malformed'],
    [
      'a token of another type',
      (sam) => statementOf(sam, payloadOf(sam), { typ: 'JWT' }),
      400,
      'request_malformed',
    ],
    [
      'a proof of possession',
      (sam) => statementOf(sam, payloadOf(sam), { typ: 'openid4vci-proof+jwt' }),
      400,
      'request_malformed',
    ],
    [
      'no key named',
      (sam) => statementOf(sam, payloadOf(sam), { kid: undefined }),
      400,
      'request_malformed',
    ],
    [
      'no time',
      (sam) => {
        const { iat: _, ...rest } = payloadOf(sam)
        return statementOf(sam, rest)
      },
      400,
      'request_malformed',
    ],
    [
      'more than is asked',
      (sam) => statementOf(sam, { ...payloadOf(sam), admin: true }),
      400,
      'request_malformed',
    ],
    [
      'a document of another name',
      (sam) =>
        sam.statement({
          document: buildDidDocument({
            did: didWebFromUrl('https://wallet.example/people/eve'),
            keys: [one],
          }),
        }),
      400,
      'did_document_malformed',
    ],
    [
      'a service in it',
      (sam) =>
        sam.statement({
          document: { ...buildDidDocument({ did: sam.did, keys: [one] }), service: [] },
        }),
      400,
      'did_document_malformed',
    ],
    [
      'a key that the document does not name',
      (sam) => sam.statement({ keys: [one], signer: two }),
      403,
      'forbidden',
    ],
    [
      'a key of another DID',
      (sam) => statementOf(sam, payloadOf(sam), { kid: `${one.did}#${one.did.slice(8)}` }),
      403,
      'forbidden',
    ],
    [
      'a signature of another',
      async (sam) => {
        const [head, body] = (await sam.statement()).split('.')
        return `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`
      },
      403,
      'forbidden',
    ],
    [
      'made five minutes ago',
      (sam) => sam.statement({ issuedAt: inSeconds(sam, -300) }),
      403,
      'forbidden',
    ],
    [
      'made in the future',
      (sam) => sam.statement({ issuedAt: inSeconds(sam, 300) }),
      403,
      'forbidden',
    ],
    [
      'a version that never was',
      (sam) => sam.statement({ previous: 'x'.repeat(43) }),
      409,
      'conflict',
    ],
  ]

  test.for(table)('refuses %s', async ([, make, status, code]) => {
    const sam = await startPerson()
    expect(await problemOf(await sam.put(await make(sam)))).toEqual([status, code])
    expect((await fetch(sam.url)).status).toBe(404)
  })

  test('refuses a statement as JSON, and one of a megabyte', async () => {
    const sam = await startPerson()
    const json = await sam.put('{}', { 'Content-Type': 'application/json' })
    expect(json.status).toBe(415)
    expect((await sam.put('x'.repeat(1_000_000))).status).toBe(413)
  })

  test.for(['Sam', 's', 'sam_1', '-sam', 'sam-', 'x'.repeat(41), '..%2Fsam', 'ŵyn'])(
    'refuses the name %s',
    async (name) => {
      const sam = await startPerson()
      const url = sam.url.replace('/sam/', `/${name}/`)
      const headers = { 'Content-Type': 'application/jose' }
      const response = await fetch(url, { method: 'PUT', headers, body: await sam.statement() })
      expect(response.status).toBe(400)
    },
  )

  test('slows down who tries too often', async () => {
    const sam = await startPerson()
    const statuses: number[] = []
    for (let count = 0; count < 33; count++) statuses.push((await sam.put('x')).status)
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(400))
    expect(statuses.slice(30)).toEqual(Array(3).fill(429))
    sam.clock.advance(3_600)
    expect((await sam.put(await sam.statement())).status).toBe(201)
  })

  test('lets nobody use up the tries of a name without a key that may change it', async () => {
    const sam = await startPerson('sam', { trustedProxies: 1 })
    const from = (address: string) => ({ 'X-Forwarded-For': address })
    const first = versionIn(await sam.put(await sam.statement(), from('198.51.100.1')))
    const thief = ed25519TestKey('thief')
    const byThief = await sam.statement({ keys: [thief], previous: first })
    const claim = await sam.statement({ keys: [thief] })
    const forged = `${byThief.slice(0, -8)}AAAAAAAA`
    for (let count = 0; count < 40; count += 1) {
      const statement = ['garbage', byThief, forged, claim][count % 4] ?? ''
      const { status } = await sam.put(statement, from(`203.0.113.${count}`))
      expect([400, 403, 409]).toContain(status)
    }
    const rotation = await sam.statement({ keys: [two], previous: first, signer: one })
    expect((await sam.put(rotation, from('198.51.100.1'))).status).toBe(200)
  })

  test('slows down the owner of a name that changes without end', async () => {
    const sam = await startPerson('sam', { trustedProxies: 1 })
    let previous: string | null = null
    const statuses: number[] = []
    for (let count = 0; count < 22; count += 1) {
      sam.clock.advance(1)
      const keys = count % 2 === 0 ? [one] : [one, two]
      const response = await sam.put(await sam.statement({ keys, previous }), {
        'X-Forwarded-For': `198.51.100.${count}`,
      })
      statuses.push(response.status)
      if (response.ok) previous = versionIn(response)
      else expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    }
    expect(statuses).toEqual([201, ...Array(19).fill(200), 429, 429])
    expect((await fetch(sam.url)).headers.get('etag')).toBe(`"${previous}"`)
  })

  test.each([
    ['behind a proxy that it is told of', 1, [429, 400]],
    ['without one, where the header proves nothing', 0, [429, 429]],
  ])('counts people apart %s', async (_where, trustedProxies, expected) => {
    const { url } = await startTestWalletServer({ trustedProxies })
    const ask = async (address: string, name: string) => {
      const init = {
        method: 'PUT',
        headers: { 'Content-Type': 'application/jose', 'X-Forwarded-For': address },
        body: 'no statement',
      }
      return (await fetch(`${url}/people/${name}/did.json`, init)).status
    }
    for (let count = 0; count < 30; count += 1) await ask('198.51.100.1', `name-${count}`)
    expect([await ask('198.51.100.1', 'one-more'), await ask('198.51.100.2', 'other')]).toEqual(
      expected,
    )
  })
})
