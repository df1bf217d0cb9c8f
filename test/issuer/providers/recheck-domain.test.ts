import { expect, it } from 'vitest'
import {
  getProvider,
  keepDomainCheck,
  saveProvider,
} from '../../../issuer/providers/provider-store.ts'
import { recheckOwnDomains } from '../../../issuer/providers/recheck-domain.ts'
import { compileTrustList } from '../../../issuer/trust/compile-trust-list.ts'
import { readTrustVersion } from '../../../issuer/trust/trust-version.ts'
import { type Did, parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import { accountEntity, membershipEntity } from '../../../shared/server/staff/staff-entities.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { type StoredCity, storeCity } from '../stored-city.ts'

const cityDid = 'did:web:cardiff.example'
const did = parseDid('did:web:college.example')
const document = buildDidDocument({
  did,
  keys: [{ publicKey: ed25519TestKey('college').publicKey }],
})
const dead: DidResolution = { outcome: 'unavailable', code: 'fetch_failed', detail: 'gone' }

async function storeCollege(bench: Parameters<typeof storeCity>[0]) {
  const city = await storeCity(bench)
  const name = { en: 'College', cy: 'Coleg' }
  await city.database.transact((tx) =>
    saveProvider(tx, { slug: 'college', did, name, description: name, createdAt: '2026' }),
  )
  const asked: Did[] = []
  const refresh = (resolution: DidResolution) =>
    recheckOwnDomains({
      ...city,
      cityDid,
      config: { allowLoopbackHttp: false },
      resolveDid: async (one) => {
        asked.push(one)
        return resolution
      },
    })
  return { city, refresh, asked }
}

async function listed({ database, publicUrl }: StoredCity) {
  const content = await compileTrustList(database.reader, { publicUrl, cityDid, cityName: 'C' })
  return content.providers.flatMap(({ did: of, lastDocument }) =>
    lastDocument ? [[of, lastDocument]] : [],
  )
}

forEachDatabase('recheckOwnDomains', (bench) => {
  it('keeps what a provider serves on its own domain, and nobody else’s', async () => {
    const { city, refresh, asked } = await storeCollege(bench)
    await refresh({ outcome: 'resolved', document })
    expect(asked).toEqual([did])
    expect(await listed(city)).toEqual([
      [did, { document, retrievedAt: '2026-11-22T10:00:00.000Z' }],
    ])
    expect(await readTrustVersion(city.database.reader)).toBe(1)
  })

  it('asks once a day, and keeps the last copy of a domain that died', async () => {
    const { city, refresh, asked } = await storeCollege(bench)
    await refresh({ outcome: 'resolved', document })
    city.clock.advance(86_399)
    await refresh(dead)
    expect(asked).toHaveLength(1)
    city.clock.advance(1)
    await refresh(dead)
    expect(asked).toHaveLength(2)
    expect(await listed(city)).toMatchObject([[did, { retrievedAt: '2026-11-22T10:00:00.000Z' }]])
  })
  it('tells staff once when a domain breaks, and looks more often until it works again', async () => {
    const { city, asked } = await storeCollege(bench)
    const { database } = city
    const sent: string[] = []
    const owner = { id: 'owner', email: 'owner@college.example', name: 'O', createdAt: '2026' }
    await database.transact(async (tx) => {
      await tx.insert(accountEntity, { ...owner, passwordHash: null, language: 'en' })
      await tx.insert(membershipEntity, {
        accountId: 'owner',
        scope: 'college',
        role: 'owner',
        createdAt: '2026',
      })
      const checkedAt = city.clock().toISOString()
      await keepDomainCheck(tx, 'college', { state: 'same', checkedAt, okAt: checkedAt })
    })
    const look = async (waitSeconds: number) => {
      city.clock.advance(waitSeconds)
      await recheckOwnDomains({
        ...city,
        cityDid,
        config: { allowLoopbackHttp: false },
        resolveDid: async (one) => {
          asked.push(one)
          return dead
        },
        enqueueMail: async (_tx, { to, template }) => {
          sent.push(`${template} to ${to}`)
        },
      })
      return asked.length
    }
    expect(await look(86_399)).toBe(0)
    expect(await look(1)).toBe(1)
    expect(sent).toEqual(['domain-broken to owner@college.example'])
    expect(await look(3_599)).toBe(1)
    expect(await look(1)).toBe(2)
    expect(sent).toHaveLength(1)
    const { domain } = await getProvider(database.reader, 'college')
    expect(domain).toMatchObject({ state: 'unreachable', okAt: '2026-11-22T10:00:00.000Z' })
  })
})
