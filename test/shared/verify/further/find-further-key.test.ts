import { describe, expect, it } from 'vitest'
import { parseDid } from '../../../../shared/did/did.ts'
import { buildDidDocument } from '../../../../shared/did/did-document.ts'
import type { ResolveDid } from '../../../../shared/did/resolution.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { momentOf } from '../../../../shared/verify/moment.ts'
import type { TrustPort } from '../../../../shared/verify/ports.ts'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import { badge, createHolder, createIssuer, secure } from '../world.ts'
import { createWeb } from './web.ts'

const college = 'https://college.example/issuer'

describe('findFurtherKey', () => {
  async function lookUp(listed: JsonObject, keyId: string, { web = createWeb() } = {}) {
    web.pages.set(college, { body: { id: college, ...listed } })
    const query = { keyId, controller: college, relationship: 'assertionMethod' } as const
    const lookup = await web.ports.further?.findKey(query, web.ports, momentOf(web.clock()))
    return lookup?.outcome === 'refused' ? lookup.refusal : [lookup?.outcome, lookup?.key.id]
  }

  it('takes the key of a DID that an issuer’s https document lists, as that DID has it', async () => {
    const web = createWeb()
    const { keyId } = createHolder()
    const { keyId: hosted, did } = createIssuer(web, 'did:web:works.example')
    expect(await lookUp({ assertionMethod: [keyId] }, keyId)).toEqual(['found', keyId])
    const listed = { assertionMethod: [hosted] }
    expect(await lookUp(listed, hosted, { web })).toEqual(['found', hosted])
    expect(await lookUp({ assertionMethod: [`${did}#none`] }, `${did}#none`, { web })).toBe(
      'key_missing',
    )
    web.dids.set(did, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    expect(await lookUp(listed, hosted, { web })).toBe('unreachable')
  })

  it.each<[string, (keyId: string) => JsonObject]>([
    ['does not list it', () => ({ assertionMethod: [`${college}#key-1`] })],
    [
      'lists it for another purpose',
      (keyId) => ({ authentication: [keyId], assertionMethod: [`${college}#key-1`] }),
    ],
    ['lists the DID alone', (keyId) => ({ assertionMethod: [keyId.split('#')[0]] })],
  ])('refuses it where that document %s', async (_, listed) => {
    const { keyId } = createHolder()
    expect(await lookUp(listed(keyId), keyId)).toBe('key_missing')
  })

  it('refuses the key of another that the document of a DID lists', async () => {
    const web = createWeb()
    const { did, publicKey } = createIssuer(web, 'did:web:works.example')
    const { keyId } = createHolder()
    const document = buildDidDocument({ did, keys: [{ publicKey }] })
    web.dids.set(did, { outcome: 'resolved', document: { ...document, assertionMethod: [keyId] } })
    const query = { keyId, controller: did, relationship: 'assertionMethod' } as const
    expect(await web.ports.further?.findKey(query, web.ports, momentOf(web.clock()))).toEqual({
      outcome: 'refused',
      refusal: 'key_of_another',
    })
  })

  it('asks a DID once anew for a key that its document lists and does not have', async () => {
    const web = createWeb()
    const { did, publicKey } = createIssuer(web, 'did:web:works.example')
    const keyId = `${did}#gone`
    const document = buildDidDocument({ did, keys: [{ publicKey }] })
    const listing = { ...document, assertionMethod: [keyId] }
    const asked: boolean[] = []
    const resolveDid: ResolveDid = async (_did, options) => {
      asked.push(options?.fresh === true)
      return { outcome: 'resolved', document: listing }
    }
    const query = { keyId, controller: did, relationship: 'assertionMethod' } as const
    const ports = { ...web.ports, resolveDid }
    const lookup = await web.ports.further?.findKey(query, ports, momentOf(web.clock()))
    expect(lookup).toEqual({ outcome: 'refused', refusal: 'key_missing' })
    expect(asked.filter(Boolean)).toHaveLength(1)
  })
})

describe('verifyCredential', () => {
  it('says whose copy the key is from, where an https issuer lists it and its DID is dead', async () => {
    const web = createWeb()
    const works = createIssuer(web, 'did:web:works.example')
    const unsigned = badge(works, { id: createHolder().did })
    const credential = { ...unsigned, issuer: { ...Object(unsigned.issuer), id: college } }
    const signed = await secure(credential, works.signer)
    web.pages.set(college, { body: { id: college, assertionMethod: [works.keyId] } })
    web.dids.set(works.did, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    const city = { did: parseDid('did:web:city.example'), name: 'City' }
    const document = buildDidDocument({ did: works.did, keys: [{ publicKey: works.publicKey }] })
    const retrievedAt = '2026-11-01T08:00:00Z'
    const trust = {
      judge: async () => ({ accreditation: 'ok', log: 'ok' }),
      findDocument: async ({ issuer }) =>
        issuer === works.did ? { document, retrievedAt, city, state: 'active' } : undefined,
    } satisfies TrustPort
    const { checks, issuerDocument } = await verifyCredential(signed, {
      ports: { ...web.ports, trust },
      policy: { trustedCities: [city.did] },
    })
    const key = checks.find(({ name }) => name === 'issuer-key')
    expect([key?.code, issuerDocument]).toEqual(['document_from_city', { city, retrievedAt }])
  })
})
