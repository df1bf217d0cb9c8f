import { describe, expect, it } from 'vitest'
import { signCredentialJwt } from '../../../../shared/credential/vc-jwt.ts'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import { codesOf } from '../outcomes.ts'
import { badge, createHolder, createIssuer, publishList, secure, statusAt } from '../world.ts'
import { createWeb } from './web.ts'

const listUrl = 'https://city.example/credentials/revocations'
const id = 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11'
const entry = { id: listUrl, type: '1EdTechRevocationList' }

async function setUp() {
  const web = createWeb()
  const issuer = createIssuer(web)
  const holder = createHolder()
  const unsigned = badge(issuer, { id: holder.did })
  const list = (more: object) => ({ id: listUrl, issuer: issuer.did, ...more })
  const serve = (body: unknown) =>
    web.lists.set(listUrl, {
      outcome: 'fetched',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      fetchedAt: web.clock(),
    })
  const status = async (credentialStatus: unknown = entry) => {
    const credential = { ...unsigned, credentialStatus }
    const token = await signCredentialJwt({ credential, signer: issuer.signer })
    const report = await verifyCredential(token, { ports: web.ports })
    return [report.verdict, codesOf(report).status]
  }
  return { web, issuer, holder, list, serve, status }
}

describe('1EdTechRevocationList', () => {
  it.each<[string, object, string[]]>([
    ['names others', { revokedCredentials: [{ id: 'urn:uuid:1' }] }, ['valid', 'ok']],
    ['is empty', { revokedCredentials: [] }, ['valid', 'ok']],
    ['names it', { revokedCredentials: [{ id }] }, ['invalid', 'revoked']],
    ['names it as the examples do', { revokedCredential: [{ id }] }, ['invalid', 'revoked']],
    [
      'says so and why',
      { revokedCredentials: [{ id, revoked: true, revocationReason: 'Typing error' }] },
      ['invalid', 'revoked'],
    ],
    ['takes it back', { revokedCredentials: [{ id, revoked: false }] }, ['valid', 'ok']],
    [
      'takes it back once and not twice',
      { revokedCredentials: [{ id, revoked: false }, { id }] },
      ['invalid', 'revoked'],
    ],
    ['has no list', {}, ['unknown', 'list_malformed']],
    ['has a list that is none', { revokedCredentials: { id } }, ['unknown', 'list_malformed']],
    [
      'says neither',
      { revokedCredentials: [{ id, revoked: 'no' }] },
      ['unknown', 'list_malformed'],
    ],
    [
      'is of another issuer',
      { issuer: 'did:web:other.example', revokedCredentials: [] },
      ['unknown', 'list_of_another_issuer'],
    ],
    ['is of nobody', { issuer: undefined, revokedCredentials: [] }, ['unknown', 'list_malformed']],
    [
      'is another of its issuer’s',
      { id: `${listUrl}/2`, revokedCredentials: [] },
      ['unknown', 'list_not_verified'],
    ],
  ])('that %s', async (_, members, expected) => {
    const { list, serve, status } = await setUp()
    serve(list(members))
    expect(await status()).toEqual(expected)
  })

  it.each<[string, string]>([
    ['pages for people', '<html>'],
    ['members twice', `{"id":"${listUrl}","id":"${listUrl}","revokedCredentials":[]}`],
    ['depth without end', '['.repeat(100_000)],
    ['nothing', ''],
  ])('is not read from %s', async (_, body) => {
    const { serve, status } = await setUp()
    serve(body)
    expect(await status()).toEqual(['unknown', 'list_malformed'])
  })

  it('is unknown where it is not there or cannot be had, and asked once for many', async () => {
    const { web, list, serve, status } = await setUp()
    expect(await status()).toEqual(['unknown', 'list_refused'])
    web.lists.set(listUrl, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    expect(await status()).toEqual(['unknown', 'list_unreachable'])
    serve(list({ revokedCredentials: [] }))
    web.asked.lists.length = 0
    expect(await Promise.all([status(), status(), status()])).toEqual(
      Array.from({ length: 3 }, () => ['valid', 'ok']),
    )
    expect(web.asked.lists).toEqual([listUrl])
    serve(list({ revokedCredentials: [{ id }] }))
    web.clock.advance(301)
    expect(await status()).toEqual(['invalid', 'revoked'])
  })

  it.each([
    ['no address', { type: '1EdTechRevocationList', id: 'urn:uuid:1' }, 'entry_malformed'],
    ['another type', { ...entry, type: 'OtherList' }, 'type_unsupported'],
  ])('is asked of no entry with %s', async (_, asked, code) => {
    const { web, status } = await setUp()
    expect((await status(asked))[1]).toBe(code)
    expect(web.asked.lists).toEqual([])
  })

  it('stands beside bitstring entries of a credential that is no badge: the worst counts', async () => {
    const { web, issuer, list, serve } = await setUp()
    serve(list({ revokedCredentials: [] }))
    await publishList(web, issuer, { set: [5] })
    const verdictWith = async (index: number) => {
      const credential = {
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        ...{ id, type: ['VerifiableCredential'], issuer: issuer.did },
        credentialSubject: { id: 'did:example:1' },
        credentialStatus: [entry, statusAt(index)],
      }
      const token = await signCredentialJwt({ credential, signer: issuer.signer })
      const report = await verifyCredential(token, { ports: web.ports })
      return [report.verdict, codesOf(report).status]
    }
    expect([await verdictWith(7), await verdictWith(5)]).toEqual([
      ['valid', 'ok'],
      ['invalid', 'revoked'],
    ])
  })

  it('stands in a badge with an embedded proof under the extensions of Open Badges', async () => {
    const { web, issuer, holder, list, serve } = await setUp()
    serve(list({ revokedCredentials: [{ id }] }))
    const unsigned = badge(issuer, { id: holder.did })
    const contexts = [
      ...(unsigned['@context'] as string[]),
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    ]
    const document = { ...unsigned, '@context': contexts, credentialStatus: entry }
    const signed = await secure(document, issuer.signer)
    const report = await verifyCredential(signed, { ports: web.ports })
    expect([report.verdict, codesOf(report).status]).toEqual(['invalid', 'revoked'])
  })
})
