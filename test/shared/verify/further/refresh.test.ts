import { describe, expect, it } from 'vitest'
import { signCredentialJwt } from '../../../../shared/credential/vc-jwt.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import { badge, createHolder, createIssuer, publishList, statusAt } from '../world.ts'
import { createWeb } from './web.ts'

const url = 'https://city.example/credentials/1/refresh'
const service = { id: url, type: '1EdTechCredentialRefresh' }
const over = { validUntil: '2026-10-01T00:00:00Z' }

async function setUp() {
  const web = createWeb()
  const issuer = createIssuer(web)
  const thief = createIssuer(web, 'did:web:thief.example')
  const unsigned: JsonObject = {
    ...badge(issuer, { id: createHolder().did }),
    refreshService: service,
  }
  const sign = (credential: JsonObject, by = issuer) =>
    signCredentialJwt({ credential, signer: by.signer })
  const serve = (body: string) =>
    web.lists.set(url, { outcome: 'fetched', body, fetchedAt: web.clock() })
  const verify = async (credential: JsonObject) => {
    const report = await verifyCredential(await sign(credential), { ports: web.ports })
    return [report.verdict, report.refreshed]
  }
  return { web, issuer, thief, unsigned, sign, serve, verify }
}

describe('1EdTechCredentialRefresh', () => {
  it('takes the newer version of a badge, and says what the older was', async () => {
    const { web, unsigned, sign, serve, verify } = await setUp()
    serve(`${await sign({ ...unsigned, validUntil: '2027-10-01T00:00:00Z' })}\n`)
    expect(await verify({ ...unsigned, ...over })).toEqual([
      'valid',
      { from: 'city.example', before: 'invalid' },
    ])
    expect(web.asked.lists).toEqual([url])
  })

  it('takes one that was since revoked, too', async () => {
    const { web, issuer, unsigned, sign, serve, verify } = await setUp()
    await publishList(web, issuer, { set: [5] })
    serve(await sign({ ...unsigned, credentialStatus: statusAt(5) }))
    expect(await verify(unsigned)).toEqual(['invalid', { from: 'city.example', before: 'valid' }])
  })

  it('is done once', async () => {
    const { web, unsigned, sign, serve, verify } = await setUp()
    const next = { ...service, id: `${url}/2` }
    serve(await sign({ ...unsigned, refreshService: next }))
    await verify(unsigned)
    expect(web.asked.lists).toEqual([url])
  })

  type Parts = Awaited<ReturnType<typeof setUp>>
  it.each<[string, (parts: Parts) => Promise<string>]>([
    ['is another badge', ({ sign, unsigned }) => sign({ ...unsigned, id: 'urn:uuid:0' })],
    [
      'is somebody else’s',
      ({ sign, unsigned }) => {
        const subject = unsigned.credentialSubject as JsonObject
        return sign({ ...unsigned, credentialSubject: { ...subject, id: 'did:example:other' } })
      },
    ],
    [
      'is of another issuer',
      ({ sign, unsigned, thief }) => sign({ ...unsigned, issuer: thief.did }, thief),
    ],
    ['was signed by another key', ({ sign, unsigned, thief }) => sign(unsigned, thief)],
    ['is older', ({ sign, unsigned }) => sign({ ...unsigned, validFrom: '2026-08-01T09:00:00Z' })],
    ['is none', async () => '<html>'],
  ])('leaves what was given where what comes back %s', async (_, make) => {
    const parts = await setUp()
    parts.serve(await make(parts))
    expect(await parts.verify(parts.unsigned)).toEqual(['valid', undefined])
    expect(await parts.verify({ ...parts.unsigned, ...over })).toEqual(['invalid', undefined])
  })

  it('leaves what was given where nothing comes back', async () => {
    const { web, unsigned, verify } = await setUp()
    expect(await verify(unsigned)).toEqual(['valid', undefined])
    web.lists.set(url, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    expect(await verify(unsigned)).toEqual(['valid', undefined])
  })

  it('makes up for no revocation, and is not asked for by a forger', async () => {
    const { web, issuer, thief, unsigned, sign, serve } = await setUp()
    await publishList(web, issuer, { set: [5] })
    serve(await sign(unsigned))
    const revoked = await sign({ ...unsigned, credentialStatus: statusAt(5) })
    const forged = await sign(unsigned, thief)
    const reports = [revoked, forged].map((token) => verifyCredential(token, { ports: web.ports }))
    const verdicts = (await Promise.all(reports)).map(({ verdict }) => verdict)
    expect(verdicts).toEqual(['invalid', 'invalid'])
    expect(web.asked.lists).not.toContain(url)
  })
})
