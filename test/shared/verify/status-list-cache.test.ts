import { describe, expect, it } from 'vitest'
import {
  createStatusListCache,
  type StatusListReading,
} from '../../../shared/verify/status-list-cache.ts'
import type { VerifiedStatusList } from '../../../shared/verify/verified-status-list.ts'

function list(url: string, size = 1, issuer = 'did:web:city.example'): VerifiedStatusList {
  return {
    url,
    issuer,
    purposes: ['revocation'],
    bits: new Uint8Array(size),
    ttlMs: 1,
    fetchedAt: new Date(0),
    validFrom: undefined,
    validUntil: undefined,
    signedAt: undefined,
  }
}

describe('createStatusListCache', () => {
  it('finds a list by its URL and issuer', () => {
    const cache = createStatusListCache()
    const kept = list('https://a.example/1')
    cache.keep(kept)
    expect(cache.find(kept.url, kept.issuer)).toBe(kept)
    expect(cache.find(kept.url, 'did:web:thief.example')).toBeUndefined()
    expect(cache.find('https://a.example/2', kept.issuer)).toBeUndefined()
  })

  it('drops the list that was used longest ago', () => {
    const cache = createStatusListCache({ maxEntries: 2 })
    const [a, b, c] = ['a', 'b', 'c'].map((name) => list(name)) as [
      VerifiedStatusList,
      VerifiedStatusList,
      VerifiedStatusList,
    ]
    cache.keep(a)
    cache.keep(b)
    cache.find(a.url, a.issuer)
    cache.keep(c)
    expect([a, b, c].map(({ url, issuer }) => cache.find(url, issuer)?.url)).toEqual([
      'a',
      undefined,
      'c',
    ])
  })

  it('bounds its memory, whatever the number', () => {
    const cache = createStatusListCache({ maxBytes: 100 })
    for (const name of ['a', 'b', 'c']) cache.keep(list(name, 40))
    cache.keep(list('c', 60))
    const kept = ['a', 'b', 'c'].filter((name) => cache.find(name, 'did:web:city.example'))
    expect(kept).toEqual(['b', 'c'])
    cache.keep(list('d', 101))
    expect(cache.find('d', 'did:web:city.example')).toBeUndefined()
  })

  it('keeps so many lists of one issuer, and leaves those of others alone', () => {
    const cache = createStatusListCache({ maxOfIssuer: 2 })
    cache.keep(list('other', 1, 'did:web:other.example'))
    for (const name of ['a', 'b', 'c']) cache.keep(list(name))
    const kept = ['a', 'b', 'c'].filter((name) => cache.find(name, 'did:web:city.example'))
    expect(kept).toEqual(['b', 'c'])
    expect(cache.find('other', 'did:web:other.example')).toBeDefined()
  })

  it('knows an older list long after the newer one was dropped', async () => {
    const cache = createStatusListCache({ maxEntries: 2 })
    const at = (time: string) => ({ ...list('a'), validFrom: new Date(time) })
    const take = async (served: VerifiedStatusList) => {
      if (await cache.isNewest(served)) cache.keep(served)
    }
    await take(at('2026-06-01T00:00:00.001Z'))
    for (let index = 0; index < 300; index++)
      await take(list(`x${index}`, 1, `did:web:${index}.example`))
    expect(cache.find('a', 'did:web:city.example')).toBeUndefined()
    const times = [
      '2026-06-01T00:00:00.000Z',
      '2026-06-01T00:00:00.001Z',
      '2026-06-01T00:00:00.002Z',
    ]
    const judged: boolean[] = []
    for (const time of times) judged.push(await cache.isNewest(at(time)))
    expect(judged).toEqual([false, true, true])
    expect(await cache.isNewest(list('a'))).toBe(false)
  })

  it('shares one load among all who ask meanwhile, and forgets it then', async () => {
    const cache = createStatusListCache()
    let loads = 0
    const load = async (): Promise<StatusListReading> => {
      loads += 1
      return { outcome: 'unusable', code: 'list_unreachable' }
    }
    await Promise.all([
      cache.share('a', 'i', load),
      cache.share('a', 'i', load),
      cache.share('a', 'j', load),
    ])
    expect(loads).toBe(2)
    await cache.share('a', 'i', load)
    expect(loads).toBe(3)
  })

  it('does not hold on to a load that threw', async () => {
    const cache = createStatusListCache()
    const broken = () => Promise.reject(new Error('bug'))
    await expect(cache.share('a', 'i', broken)).rejects.toThrow('bug')
    const load = async (): Promise<StatusListReading> => ({
      outcome: 'unusable',
      code: 'list_refused',
    })
    expect(await cache.share('a', 'i', load)).toEqual({ outcome: 'unusable', code: 'list_refused' })
  })
})
