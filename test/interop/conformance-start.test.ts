import { createHash } from 'node:crypto'
import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalizeForSuites } from '../../bin/conformance/conformance-app.ts'
import { implementationOf } from '../../bin/conformance/local-config.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { serveLoopback } from '../support/loopback-server.ts'
import { credential, type Endpoints, startEndpoints } from './conformance-endpoints.ts'

let endpoints: Endpoints
beforeAll(async () => {
  endpoints = await startEndpoints()
})
afterAll(() => endpoints.conformance.close())

/** As the suites do: whatever the certificate. */
function postTls(path: string, body: JsonObject): Promise<{ status: number; body: JsonObject }> {
  return new Promise((resolve, reject) => {
    const url = `${endpoints.conformance.httpsUrl}${path}`
    const headers = { 'Content-Type': 'application/json' }
    const sent = request(url, { method: 'POST', headers, rejectUnauthorized: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }))
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

describe('waymark start --conformance', () => {
  it('answers the same over TLS, with a status list that it verifies itself', async () => {
    const issued = await postTls('/issuers/bitstring-status-list/credentials/issue', {
      credential: credential(),
    })
    expect(issued.status).toBe(201)
    const { statusListCredential } = Object(issued.body.credentialStatus)
    expect(statusListCredential).toContain(endpoints.conformance.httpsUrl)
    const verified = await postTls('/credentials/verify', { verifiableCredential: issued.body })
    expect(verified).toMatchObject({ status: 200, body: { verified: true, warnings: [] } })
  })

  it('describes itself as the suites want it', () => {
    const { name, issuers, verifiers, vpVerifiers } = implementationOf(
      endpoints.conformance,
      'https://localhost:1',
    )
    expect(name).toBe('Waymark')
    expect(issuers.map(({ endpoint, tags }) => [endpoint, tags])).toEqual([
      [expect.stringContaining('/eddsa-rdfc-2022/'), ['vc2.0', 'eddsa-rdfc-2022']],
      [expect.stringContaining('/eddsa-jcs-2022/'), ['eddsa-jcs-2022']],
      [expect.stringContaining('/ecdsa-rdfc-2019/'), ['ecdsa-rdfc-2019']],
      [expect.stringContaining('/ecdsa-jcs-2019/'), ['ecdsa-jcs-2019']],
      [expect.stringContaining('-es256/'), ['vc2.0', 'EnvelopingProof', 'vc-jose-cose']],
      [expect.stringContaining('-eddsa/'), ['vc2.0', 'EnvelopingProof', 'vc-jose-cose']],
      [expect.stringContaining('/bitstring-status-list/'), ['BitstringStatusList']],
    ])
    expect([...verifiers, ...vpVerifiers].map(({ endpoint }) => endpoint)).toEqual([
      'https://localhost:1/credentials/verify',
      'https://localhost:1/presentations/verify',
    ])
    const all = new Set(issuers.flatMap(({ tags }) => tags))
    all.delete('EnvelopingProof')
    expect([...verifiers, ...vpVerifiers].map(({ tags }) => tags)).toEqual([
      [...all, 'vc-api'],
      [...all],
    ])
  })

  it('says which versions and keys each endpoint takes, or suites skip it', () => {
    const { issuers, verifiers } = implementationOf(endpoints.conformance, 'https://localhost:1')
    const versions = issuers.map(({ supports }) => supports.vc)
    expect(versions).toEqual(issuers.map(() => ['2.0']))
    for (const suite of ['ecdsa-rdfc-2019', 'ecdsa-jcs-2019']) {
      expect(issuers.find(({ tags }) => tags.includes(suite))).toMatchObject({
        supportedEcdsaKeyTypes: ['P-256'],
        supports: { keyTypes: ['P-256'] },
      })
    }
    expect(verifiers[0]).toMatchObject({
      method: 'POST',
      supportedEcdsaKeyTypes: ['P-256', 'P-384'],
      supports: { vc: ['1.1', '2.0'], keyTypes: ['P-256', 'P-384'] },
    })
  })

  it('reads bodies of JSON-LD, and heeds no authorization', async () => {
    const issued = await endpoints.issued('eddsa-rdfc-2022', credential())
    const response = await fetch(`${endpoints.conformance.httpUrl}/credentials/verify`, {
      method: 'POST',
      headers: {
        Accept: 'application/ld+json, application/json',
        Authorization: 'Bearer none',
        'Capability-Invocation': 'zcap id="urn:zcap:root"',
        'Content-Type': 'application/ld+json',
      },
      body: JSON.stringify({ '@context': [], verifiableCredential: issued }),
    })
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({ verified: true }),
    ])
  })

  it('fetches a related resource and compares its digest (VCDM 2.0, 5.3)', async () => {
    const bytes = Buffer.from('{"related":true}')
    const server = await serveLoopback((_request, response) => response.end(bytes))
    const digest = (of: Buffer) => `sha256-${createHash('sha256').update(of).digest('base64')}`
    const issue = (digestSRI: string) =>
      endpoints.issue(
        'eddsa-rdfc-2022',
        credential({ relatedResource: { id: `${server.origin}/resource.json`, digestSRI } }),
      )
    expect((await issue(digest(bytes))).status).toBe(201)
    expect((await issue(digest(Buffer.from('other')))).status).toBe(400)
  })
})

describe('canonicalizeForSuites', () => {
  const withContext = (context: object) => ({
    '@context': ['https://www.w3.org/ns/credentials/v2', context],
    id: 'urn:x:1',
    type: ['VerifiableCredential'],
  })

  it.each<[string, object]>([
    ['a second name for a member', { st: 'https://www.w3.org/2018/credentials#credentialStatus' }],
    [
      'a second name for a member, in an object',
      { st: { '@id': 'https://www.w3.org/2018/credentials#credentialStatus' } },
    ],
    ['a second name for a keyword', { uri: '@id' }],
    ['a second meaning for a name', { issuer: 'https://example.org/#issuer' }],
    ['one deeper down', { Own: { '@id': 'https://x.example#', '@context': { uri: '@id' } } }],
    ['another context by its address', { '@import': 'https://example.org/context' }],
  ])('refuses a context with %s', async (_, context) => {
    await expect(canonicalizeForSuites(withContext(context))).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:canonicalization_failed|context_unknown)$/),
    })
  })
})
