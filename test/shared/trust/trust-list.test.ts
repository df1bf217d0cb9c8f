import { describe, expect, it } from 'vitest'
import { isBefore, zTrustList } from '../../../shared/trust/trust-list.ts'

const hash = 'mFMGGPOPpZPzv4YdpGAPuANvM5IBQj1qtMW1KcbuEeU'
const at = '2026-06-01T00:00:00Z'
const list = {
  iss: 'did:web:city.example',
  iat: 1_790_000_000,
  exp: 1_790_604_800,
  seq: 1,
  name: 'City',
  log: { url: 'https://city.example/log', checkpoint: 'eyJ.eyJ.AA' },
  keys: [{ thumbprint: hash, retired: { at, logSize: 9 } }],
  providers: [
    {
      did: 'did:web:city.example:providers:quay',
      name: 'Quay',
      state: 'closed',
      accreditations: [
        {
          achievements: ['https://city.example/b'],
          from: at,
          fromSize: 0,
          until: at,
          untilSize: 9,
        },
      ],
      keys: [{ thumbprint: hash, compromised: { at, logSize: 9 } }],
      escrow: { thumbprint: hash, from: at },
      lastDocument: { document: { id: 'did:web:quay.example' }, retrievedAt: at },
    },
  ],
  recognised: [{ city: 'did:web:other.example', name: 'Other', from: at, achievements: [] }],
}

const [provider] = list.providers

describe('zTrustList', () => {
  it('reads everything a list can say', () => {
    expect(zTrustList.parse(list)).toEqual(list)
  })

  it.each<[string, object]>([
    ['no sequence number', { seq: undefined }],
    ['a sequence number of 0', { seq: 0 }],
    ['a broken sequence number', { seq: 1.5 }],
    ['one beyond what numbers hold', { seq: 2 ** 53 }],
    ['an issuer that is no DID', { iss: 'https://city.example' }],
    ['an expiry that is text', { exp: '1790604800' }],
    ['a log at a strange address', { log: { ...list.log, url: 'file:///etc/passwd' } }],
    ['a checkpoint of many kilobytes', { log: { ...list.log, checkpoint: 'A'.repeat(5000) } }],
    [
      'a moment without offset',
      { keys: [{ thumbprint: hash, retired: { at: '2026-06-01T00:00:00', logSize: 9 } }] },
    ],
    ['a moment without a size', { keys: [{ thumbprint: hash, retired: { at } }] }],
    ['a size below zero', { keys: [{ thumbprint: hash, retired: { at, logSize: -1 } }] }],
    ['a thumbprint that is too short', { keys: [{ thumbprint: 'x' }] }],
    ['a state nobody knows', { providers: [{ ...provider, state: 'asleep' }] }],
    ['too many recognised cities', { recognised: Array(1001).fill(list.recognised[0]) }],
  ])('refuses %s', (_, change) => {
    expect(zTrustList.safeParse({ ...list, ...change }).success).toBe(false)
  })
})

describe('isBefore', () => {
  it.each([
    [8, { logSize: 9 }, true],
    [9, { logSize: 9 }, false],
    [0, { logSize: 0 }, false],
    [1_000_000, undefined, true],
  ])('leaf %i, event %j: %s', (index, event, expected) => {
    expect(isBefore(index, event)).toBe(expected)
  })
})
