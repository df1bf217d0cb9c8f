import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import { momentOf } from '../../../shared/verify/moment.ts'
import { checkStatus } from '../../../shared/verify/status-check.ts'
import { createIssuer, createWorld, listUrl, publishList, statusAt } from './world.ts'

function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const check = async (...entries: unknown[]) => {
    const document: JsonObject = { credentialStatus: entries.length === 1 ? entries[0] : entries }
    return (await checkStatus(document, issuer.did, world.ports, momentOf(world.clock()))).code
  }
  return { world, issuer, check }
}

/** A word for each value of two bits. */
const messages = ['0x0', '0x1', '0x2', '0x3'].map((status) => ({ status, message: status }))

describe('checkStatus', () => {
  it('does not apply to a credential without status', async () => {
    const { world, check } = setUp()
    expect([await check(undefined), await check()]).toEqual(['none', 'none'])
    expect(world.asked.lists).toEqual([])
  })

  it.each(['data-integrity', 'jwt'] as const)('reads the bit of a %s list', async (format) => {
    const { world, issuer, check } = setUp()
    await publishList(world, issuer, { set: [0, 131_071], format })
    const codes = await Promise.all([0, 1, 131_070, 131_071].map((index) => check(statusAt(index))))
    expect(codes).toEqual(['revoked', 'ok', 'ok', 'revoked'])
  })

  it('takes the worst of several entries', async () => {
    const { world, issuer, check } = setUp()
    await publishList(world, issuer, { set: [5], change: withPurposes('revocation', 'suspension') })
    expect(await check(statusAt(7), statusAt(5, 'suspension'))).toBe('suspended')
    expect(await check(statusAt(7), { type: 'Other' })).toBe('type_unsupported')
    expect(await check({ type: 'Other' }, statusAt(5))).toBe('revoked')
    expect(await check(...Array.from({ length: 5 }, () => statusAt(7)))).toBe('entry_malformed')
  })

  it('verifies no list that was made to be hard work', async () => {
    const { world, issuer, check } = setUp()
    const change = (parts: number) => (list: JsonObject) => ({
      ...list,
      relatedResource: Array.from({ length: parts }, (_, index) => ({
        id: `urn:x:${index}`,
        digestSRI: `sha384-${'A'.repeat(64)}`,
      })),
    })
    await publishList(world, issuer, { change: change(50) })
    expect(await check(statusAt(7))).toBe('ok')
    await publishList(world, issuer, { change: change(300), url: `${listUrl}0` })
    const entry = { ...statusAt(7), statusListCredential: `${listUrl}0` }
    expect(await check(entry)).toBe('list_not_verified')
  })

  it('refuses an entry whose purpose is not among the list’s', async () => {
    const { world, issuer, check } = setUp()
    await publishList(world, issuer)
    expect(await check(statusAt(7, 'suspension'))).toBe('purpose_mismatch')
  })

  it.each([
    [
      'another type of status',
      { id: 'https://x.example/1', type: '1EdTechRevocationList' },
      'type_unsupported',
    ],
    [
      'a message',
      { ...statusAt(7), statusPurpose: 'message', statusSize: 2, statusMessage: messages },
      'purpose_unsupported',
    ],
    ['a purpose of their own', { ...statusAt(7), statusPurpose: 'refresh' }, 'purpose_unsupported'],
    [
      'entries of two bits',
      { ...statusAt(7), statusSize: 2, statusMessage: messages },
      'purpose_unsupported',
    ],
    [
      'entries of two bits without a word for each',
      { ...statusAt(7), statusSize: 2 },
      'entry_malformed',
    ],
    ['an index that is a number', { ...statusAt(7), statusListIndex: 7 }, 'entry_malformed'],
    ['a negative index', { ...statusAt(7), statusListIndex: '-1' }, 'entry_malformed'],
    ['the URL of the list as its id', { ...statusAt(7), id: listUrl }, 'entry_malformed'],
    ['a word', 'revoked', 'entry_malformed'],
  ])('asks nobody about %s', async (_, entry, code) => {
    const { world, check } = setUp()
    expect(await check(entry)).toBe(code)
    expect(world.asked.lists).toEqual([])
  })

  it('uses a verified list until its ttl, then asks again', async () => {
    const { world, issuer, check } = setUp()
    await publishList(world, issuer)
    expect(await check(statusAt(5))).toBe('ok')
    world.clock.advance(299)
    await publishList(world, issuer, { set: [5], validFrom: '2026-11-22T10:04:00Z' })
    expect(await check(statusAt(5))).toBe('ok')
    expect(world.asked.lists.length).toBe(1)
    world.clock.advance(1)
    expect(await check(statusAt(5))).toBe('revoked')
    expect(world.asked.lists.length).toBe(2)
  })

  it('keeps no list whose ttl is 0, and none for longer than a day', async () => {
    const { world, issuer, check } = setUp()
    await publishList(world, issuer, { ttlMs: 0 })
    await check(statusAt(5))
    await check(statusAt(5))
    expect(world.asked.lists.length).toBe(2)
    await publishList(world, issuer, { ttlMs: 1e12 })
    await check(statusAt(5))
    world.clock.advance(86_400)
    await publishList(world, issuer, { ttlMs: 1e12 })
    await check(statusAt(5))
    expect(world.asked.lists.length).toBe(4)
  })

  it('looks up the bit each time: a kept list is no kept verdict', async () => {
    const { world, issuer, check } = setUp()
    await publishList(world, issuer, { set: [5] })
    expect([await check(statusAt(7)), await check(statusAt(5))]).toEqual(['ok', 'revoked'])
    expect(world.asked.lists.length).toBe(1)
  })

  it('fetches a list once for all who ask at the same time', async () => {
    const { world, issuer, check } = setUp()
    await publishList(world, issuer, { set: [5] })
    const codes = await Promise.all([5, 6, 7].map((index) => check(statusAt(index))))
    expect(codes).toEqual(['revoked', 'ok', 'ok'])
    expect(world.asked.lists.length).toBe(1)
  })

  it('asks again after a failure', async () => {
    const { world, issuer, check } = setUp()
    world.lists.set(listUrl, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    expect(await check(statusAt(7))).toBe('list_unreachable')
    await publishList(world, issuer)
    expect(await check(statusAt(7))).toBe('ok')
  })

  it('names the standard’s error beside its own code', async () => {
    const { world, issuer } = setUp()
    const document = { credentialStatus: statusAt(7) }
    const made = await checkStatus(document, issuer.did, world.ports, momentOf(world.clock()))
    expect(made).toEqual({
      name: 'status',
      result: 'unknown',
      code: 'list_refused',
      detail:
        'The status list is not there, or stands at an address that is not asked. (STATUS_RETRIEVAL_ERROR)',
    })
  })
})

function withPurposes(...statusPurpose: string[]) {
  return (list: JsonObject): JsonObject => ({
    ...list,
    credentialSubject: { ...(list.credentialSubject as object), statusPurpose },
  })
}
