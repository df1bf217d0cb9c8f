import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { type Award, judgeAward } from '../../../shared/trust/judge-award.ts'
import type { TrustList, TrustListProvider } from '../../../shared/trust/trust-list.ts'

const issuer = parseDid('did:web:city.example:providers:quay')
const achievementId = 'https://city.example/providers/quay/badges/guide/v/1'
const award: Award = { issuer, achievementId, keyThumbprint: 'K'.repeat(43) }
const moment = { now: new Date('2026-11-22T10:00:00Z'), listLogSize: 100 }
const from = '2026-01-01T00:00:00Z'
const at = '2026-06-01T00:00:00Z'

function listWith(change: Partial<TrustListProvider>): TrustList {
  const provider: TrustListProvider = {
    did: issuer,
    name: 'Quay',
    state: 'active',
    accreditations: [{ achievements: [achievementId], from, fromSize: 10 }],
    keys: [],
    ...change,
  }
  return {
    ...{ iss: parseDid('did:web:city.example'), iat: 0, exp: 0, seq: 1, name: 'City' },
    log: { url: 'https://city.example/log', checkpoint: '' },
    keys: [],
    providers: [provider],
    recognised: [],
  }
}

const thumbprint = award.keyThumbprint
const scope = (more: object) => ({ achievements: [achievementId], from, fromSize: 10, ...more })

describe('judgeAward', () => {
  it.each<[string, Partial<TrustListProvider>, number | undefined, string]>([
    ['the first leaf of the scope', {}, 10, 'ok'],
    ['the leaf before it', {}, 9, 'awarded_before_accreditation'],
    ['no leaf', {}, undefined, 'not_in_log'],
    ['the last leaf before the end', { accreditations: [scope({ untilSize: 50 })] }, 49, 'ok'],
    [
      'the first after it',
      { accreditations: [scope({ untilSize: 50 })] },
      50,
      'accreditation_ended',
    ],
    [
      'a date of end to come',
      { accreditations: [scope({ until: '2027-01-01T00:00:00Z' })] },
      500,
      'ok',
    ],
    [
      'a date of end that came, logged when the list was signed',
      { accreditations: [scope({ until: at })] },
      99,
      'ok',
    ],
    [
      'a date of end that came, logged later',
      { accreditations: [scope({ until: at })] },
      100,
      'accreditation_ended',
    ],
    [
      'the last leaf of a retired key',
      { keys: [{ thumbprint, retired: { at, logSize: 50 } }] },
      49,
      'ok',
    ],
    [
      'the first after it was retired',
      { keys: [{ thumbprint, retired: { at, logSize: 50 } }] },
      50,
      'key_retired',
    ],
    [
      'the first after it was compromised',
      { keys: [{ thumbprint, compromised: { at, logSize: 50 } }] },
      50,
      'key_compromised',
    ],
    [
      'a key compromised from before it was retired',
      { keys: [{ thumbprint, retired: { at, logSize: 50 }, compromised: { at, logSize: 40 } }] },
      45,
      'key_compromised',
    ],
    [
      'the end of another key',
      { keys: [{ thumbprint: 'L'.repeat(43), compromised: { at, logSize: 0 } }] },
      50,
      'ok',
    ],
    ['the escrow’s key', { escrow: { thumbprint, from } }, 50, 'signed_by_escrow'],
    [
      'a provider that closed, for what it awarded before',
      { state: 'closed', accreditations: [scope({ untilSize: 50 })] },
      49,
      'ok',
    ],
    ['no scope', { accreditations: [] }, 50, 'not_accredited'],
    ['another provider', { did: parseDid('did:web:other.example') }, 50, 'not_accredited'],
  ])('%s', (_, change, index, code) => {
    expect(judgeAward(listWith(change), award, index, moment)).toBe(code)
  })

  it.each([
    [undefined, 'key_compromised'],
    [{ retired: { at, logSize: 90 } }, 'key_compromised'],
    [{ compromised: { at, logSize: 50 } }, 'ok'],
    [{ compromised: { at, logSize: 49 } }, 'key_compromised'],
  ])('a key that its owner revoked counts only up to where the city says: %j', (event, code) => {
    const list = listWith({ keys: event ? [{ thumbprint, ...event }] : [] })
    expect(judgeAward(list, { ...award, isKeyRevoked: true }, 49, moment)).toBe(code)
  })

  it('accredits nothing at or behind any end, whatever else the list says', () => {
    const size = fc.nat(200)
    const end = fc.option(fc.record({ at: fc.constant(at), logSize: size }), { nil: undefined })
    const key = fc.record({ retired: end, compromised: end })
    const scopes = fc.array(
      fc.record({ fromSize: size, untilSize: fc.option(size, { nil: undefined }) }),
      {
        maxLength: 4,
      },
    )
    fc.assert(
      fc.property(key, scopes, size, ({ retired, compromised }, given, index) => {
        const list = listWith({
          accreditations: given.map(({ fromSize, untilSize }) => ({
            ...scope({ fromSize }),
            ...(untilSize !== undefined && { untilSize }),
          })),
          keys: [{ thumbprint, ...(retired && { retired }), ...(compromised && { compromised }) }],
        })
        const isInScope = given.some(
          ({ fromSize, untilSize = Number.POSITIVE_INFINITY }) =>
            fromSize <= index && index < untilSize,
        )
        const isKeyGood = [retired, compromised].every(
          (event) => event === undefined || index < event.logSize,
        )
        const isAccredited = judgeAward(list, award, index, moment) === 'ok'
        expect(isAccredited).toBe(isInScope && isKeyGood)
      }),
    )
  })
})
