import { describe, expect, it } from 'vitest'
import { createUuidSource, uuidAt } from '../../../issuer/awards/award-uuid.ts'
import { createTestClock } from '../../support/clock.ts'

describe('uuidAt', () => {
  /** @see RFC 9562 appendix A.6 */
  it('writes the moment, the version and the bytes', () => {
    const bytes = Buffer.from('0cc3' + '18c4dc0c0c07398f', 'hex')
    expect(uuidAt(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  it('sorts by the moment', () => {
    const bytes = (value: number) => new Uint8Array(10).fill(value)
    const ids = [uuidAt(1, bytes(255)), uuidAt(2, bytes(0)), uuidAt(2 ** 40, bytes(0))]
    expect(ids.toSorted()).toEqual(ids)
  })
})

describe('createUuidSource', () => {
  it('gives another UUID each time, of the moment at which it is asked', () => {
    const clock = createTestClock()
    const newUuid = createUuidSource(clock)
    const first = Array.from({ length: 200 }, newUuid)
    clock.advance(1)
    const later = newUuid()
    expect(new Set([...first, later].map((uuid) => uuid.slice(14))).size).toBe(201)
    const momentOf = (uuid: string) => Number.parseInt(uuid.slice(0, 13).replace('-', ''), 16)
    expect(new Set(first.map(momentOf))).toEqual(new Set([momentOf(later) - 1_000]))
    expect(momentOf(later)).toBe(clock().getTime())
  })
})
