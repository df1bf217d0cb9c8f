import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { momentOf } from '../../../../shared/verify/moment.ts'
import { createHolder, createIssuer } from '../world.ts'
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
})
