import { describe, expect, it } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument, type DidService, keyIdsOf } from '../../../shared/did/did-document.ts'
import { escrowServiceOf, isEscrowKey } from '../../../shared/trust/escrow-service.ts'
import { createActor } from '../verify/world.ts'

const city = parseDid('did:web:city.example')
const did = parseDid('did:web:city.example:providers:quay')
const own = createActor('Ed25519', () => did)
const escrow = createActor('P-256', () => did)

function documentWith(...service: DidService[]) {
  const keys = [{ publicKey: own.publicKey }, { publicKey: escrow.publicKey }]
  return buildDidDocument({ did, keys, service })
}

describe('escrowServiceOf', () => {
  it('names the city and the key', () => {
    expect(escrowServiceOf(did, { city, verificationMethod: escrow.keyId })).toEqual({
      id: `${did}#escrow`,
      type: 'WaymarkEscrow',
      serviceEndpoint: { city, verificationMethod: escrow.keyId },
    })
  })

  it('gives each key that ended an id of its own', () => {
    const { id } = escrowServiceOf(did, { city, verificationMethod: escrow.keyId }, 2)
    expect(id).toBe(`${did}#escrow-2`)
  })
})

describe('isEscrowKey', () => {
  it.each(Object.values(keyIdsOf(did, escrow.publicKey)))(
    'knows the key by either of its ids: %s',
    (verificationMethod) => {
      const document = documentWith(escrowServiceOf(did, { city, verificationMethod }))
      expect(isEscrowKey(document, escrow.publicKey)).toBe(true)
      expect(isEscrowKey(document, own.publicKey)).toBe(false)
    },
  )

  it('knows it by a relative id', () => {
    const verificationMethod = escrow.keyId.slice(did.length)
    const document = documentWith(escrowServiceOf(did, { city, verificationMethod }))
    expect(isEscrowKey(document, escrow.publicKey)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['an address', 'https://city.example'],
    ['no city', { verificationMethod: escrow.keyId }],
    ['a key that the document lacks', { city, verificationMethod: `${did}#gone` }],
    ['a key of another', { city, verificationMethod: `${city}#key-1` }],
    ['nothing', undefined],
  ])('knows none where the service gives %s', (_, serviceEndpoint) => {
    const document = documentWith({ id: `${did}#escrow`, type: 'WaymarkEscrow', serviceEndpoint })
    expect(isEscrowKey(document, escrow.publicKey)).toBe(false)
  })
})
