import { describe, expect, it } from 'vitest'
import { summarise } from '../../../shared/verify/summary.ts'
import { achievement, badge } from './world.ts'

describe('summarise', () => {
  it('says of a badge what it says of itself', () => {
    const image = { id: 'https://city.example/harbour.png', type: 'Image' as const }
    const document = badge(
      { did: 'did:web:city.example' as Parameters<typeof badge>[0]['did'] },
      { id: 'did:key:z6Mk' },
      { achievement: { ...achievement, image }, validUntil: new Date('2027-09-01T09:00:00Z') },
    )
    expect(summarise(document)).toEqual({
      id: 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11',
      types: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: 'did:web:city.example', name: 'Quay Youth Club' },
      subjectId: 'did:key:z6Mk',
      achievement: {
        id: achievement.id,
        name: 'Harbour guide',
        description: 'Shows visitors round the harbour',
        criteria: 'Led three walks',
        image: 'https://city.example/harbour.png',
      },
      validFrom: '2026-09-01T09:00:00Z',
      validUntil: '2027-09-01T09:00:00Z',
    })
  })

  it('takes the first of several languages, and a criteria page for want of a text', () => {
    const name = [
      { '@value': 'Tywysydd', '@language': 'cy' },
      { '@value': 'Guide', '@language': 'en' },
    ]
    const document = {
      issuer: 'did:web:city.example',
      credentialSubject: [{ achievement: { name, criteria: { id: 'https://city.example/c' } } }],
    }
    expect(summarise(document)).toEqual({
      types: [],
      issuer: { id: 'did:web:city.example' },
      achievement: { id: '', name: 'Tywysydd', criteria: 'https://city.example/c' },
    })
  })

  it.each([
    ['nothing', {}],
    ['numbers', { id: 1, type: 2, issuer: 3, credentialSubject: 4, validFrom: 5 }],
    ['null', { id: null, type: null, issuer: null, credentialSubject: null, validFrom: null }],
    ['lists of lists', { type: [[]], issuer: [], credentialSubject: [[]] }],
  ])('makes nothing up from %s', (_, document) => {
    expect(summarise(document)).toEqual({ types: [], issuer: { id: '' } })
  })
})
