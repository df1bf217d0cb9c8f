import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../../shared/did/did.ts'
import { buildDidDocument } from '../../../../shared/did/did-document.ts'
import type { TrustListProvider } from '../../../../shared/trust/trust-list.ts'
import { findVoucher } from '../../../../wallet/core/record/find-voucher.ts'
import type { WalletFetch } from '../../../../wallet/core/wallet-ports.ts'
import { createIssuer, createWorld } from '../../../shared/verify/world.ts'
import { createTrustWorld } from '../../../support/trust-city.ts'

const scope = {
  achievements: ['https://city.example/b'],
  from: '2026-01-01T00:00:00Z',
  fromSize: 0,
}

async function setUp(change: Partial<TrustListProvider> = {}) {
  const world = createWorld()
  const provider = createIssuer(world)
  const trust = createTrustWorld(world)
  const city = await trust.createCity('city.example')
  const service = [{ id: `${provider.did}#city`, type: 'WaymarkCity', serviceEndpoint: city.did }]
  const document = buildDidDocument({
    did: provider.did,
    keys: [{ publicKey: provider.publicKey }],
    service,
  })
  world.dids.set(provider.did, { outcome: 'resolved', document })
  const listed = { did: provider.did, name: 'Quay', state: 'active' as const, keys: [] }
  city.list.providers.push({ ...listed, accreditations: [scope], ...change })
  city.list.name = 'Cardiff\u202e'
  await city.publish()
  const fetch: WalletFetch = async (url) => {
    const fetched = await trust.ports.fetchText(String(url))
    return fetched.outcome === 'fetched'
      ? new Response(fetched.text)
      : new Response('', { status: fetched.outcome === 'absent' ? 404 : 503 })
  }
  return { world, trust, provider, ports: { ...trust.ports, fetch } }
}

const city = { did: 'did:web:city.example', place: 'city.example', name: 'Cardiff' }

describe('findVoucher', () => {
  test('names the city whose list knows the awarder', async () => {
    const { ports, provider } = await setUp()
    expect(await findVoucher(provider.did, ports)).toEqual({ outcome: 'listed', city })
  })

  test.each<[string, Partial<TrustListProvider>]>([
    ['closed', { state: 'closed' }],
    ['suspended', { state: 'suspended' }],
    ['listed for nothing', { accreditations: [] }],
    ['listed until a while ago', ended()],
    ['another', { did: parseDid('did:web:other.example') }],
  ])('says of an awarder that is %s that the city does not vouch', async (_, change) => {
    const { ports, provider } = await setUp(change)
    expect(await findVoucher(provider.did, ports)).toEqual({ outcome: 'not-listed', city })
  })

  test('believes no list that is not the city’s own', async () => {
    const { trust, ports, provider } = await setUp()
    trust.served.set('https://city.example/trust/list.jwt', undefined)
    const { name: _, ...unnamed } = city
    expect(await findVoucher(provider.did, ports)).toEqual({
      outcome: 'unknown',
      city: unnamed,
    })
  })

  test('knows of no city where the awarder names none, or is nobody', async () => {
    const { ports, world } = await setUp()
    const other = createIssuer(world, 'did:web:lone.example')
    expect(await findVoucher(other.did, ports)).toEqual({ outcome: 'none' })
    expect(await findVoucher(undefined, ports)).toEqual({ outcome: 'none' })
  })
})

function ended(): Partial<TrustListProvider> {
  return { accreditations: [{ ...scope, until: '2026-06-01T00:00:00Z', untilSize: 0 }] }
}
