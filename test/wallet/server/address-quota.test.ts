import { describe, expect, test } from 'vitest'
import { createAddressQuota } from '../../../wallet/server/address-quota.ts'
import { createTestClock } from '../../support/clock.ts'

function start(perDay = 10) {
  const clock = createTestClock()
  return { clock, quota: createAddressQuota({ perDay, clock, maxAddresses: 2 }) }
}

describe('createAddressQuota', () => {
  test('gives each address its amount a day', () => {
    const { clock, quota } = start()
    expect([
      quota.take('198.51.100.1', 6),
      quota.take('198.51.100.1', 4),
      quota.take('198.51.100.2', 10),
      quota.take('198.51.100.1', 1),
    ]).toEqual([0, 0, 0, 14 * 3_600])
    clock.advance(14 * 3_600)
    expect(quota.take('198.51.100.1', 10)).toBe(0)
  })

  test('takes nothing where there is too little left', () => {
    const { quota } = start()
    quota.take('198.51.100.1', 6)
    expect([quota.take('198.51.100.1', 5), quota.take('198.51.100.1', 4)]).toEqual([50_400, 0])
  })

  test.for([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8::1', '2001:0db8:0:0:1::', false],
    ['2001:db8::1', '2001:db8:0:0:1::', true],
    ['::1', '::2', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::ffff:198.51.100.1', '::ffff:198.51.100.2', false],
    ['198.51.100.1', '198.51.100.2', false],
  ] as const)('%s and %s are one network: %s', ([one, other, isOne]) => {
    const { quota } = start()
    quota.take(one, 10)
    expect(quota.take(other, 1) > 0).toBe(isOne)
  })

  test('remembers no more addresses than it should', () => {
    const { quota } = start()
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) quota.take(address, 10)
    expect([quota.take('198.51.100.3', 1) > 0, quota.take('198.51.100.1', 1)]).toEqual([true, 0])
  })
})
