import { describe, expect, it } from 'vitest'
import type { AwardStatus } from '../../../issuer/awards/award.ts'
import {
  changeAwardStatus,
  nextStatus,
  type StatusChange,
} from '../../../issuer/awards/change-status.ts'
import { auditEntity } from '../../../issuer/log/audit-entry.ts'
import { readStatusList } from '../../../issuer/status/status-store.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import type { StatusPurpose } from '../../../shared/status/status-entry.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { type StoredCity, storeCity } from '../stored-city.ts'

describe('nextStatus', () => {
  it.each<[StatusPurpose, AwardStatus, StatusChange, string]>([
    ['revocation', 'active', 'revoke', 'revoked'],
    ['revocation', 'active', 'suspend', 'not_suspendable'],
    ['revocation', 'active', 'reinstate', 'not_suspended'],
    ['revocation', 'revoked', 'revoke', 'revoked'],
    ['revocation', 'revoked', 'suspend', 'not_suspendable'],
    ['revocation', 'revoked', 'reinstate', 'award_revoked'],
    ['suspension', 'active', 'revoke', 'revoked'],
    ['suspension', 'active', 'suspend', 'suspended'],
    ['suspension', 'active', 'reinstate', 'not_suspended'],
    ['suspension', 'suspended', 'revoke', 'revoked'],
    ['suspension', 'suspended', 'suspend', 'suspended'],
    ['suspension', 'suspended', 'reinstate', 'active'],
    ['suspension', 'revoked', 'revoke', 'revoked'],
    ['suspension', 'revoked', 'suspend', 'award_revoked'],
    ['suspension', 'revoked', 'reinstate', 'award_revoked'],
  ])('of a %s badge that is %s, asked to %s: %s', (purpose, current, change, expected) => {
    expect(outcomeOf(() => nextStatus(current, change, purpose))).toBe(expected)
  })
})

forEachDatabase('changeAwardStatus', (bench) => {
  const licence = { badge: 'dock-makers/laser-cutter' }
  const at = '2026-11-22T11:00:00.000Z'

  function changerFor(city: StoredCity, key: { provider: string; id: string }) {
    return (change: StatusChange) =>
      city.database.transact((tx) =>
        changeAwardStatus(tx, {
          key,
          change,
          reason: `asked to ${change}`,
          actor: { name: 'api-key:test' },
          at,
        }),
      )
  }

  async function setIndices(
    { database }: StoredCity,
    award: { provider: string; statusList: string },
  ) {
    const { provider, statusList: id } = award
    const found = await database.transact((tx) => readStatusList(tx, { provider, id }))
    return { version: found?.list.version, setIndices: found?.setIndices ?? [] }
  }

  /** Beside decoys, which are set as they like. */
  async function expectState(
    city: StoredCity,
    award: { provider: string; statusList: string; statusIndex: number },
    expected: { version: number; isSet: boolean },
  ) {
    const { version, setIndices: set } = await setIndices(city, award)
    expect({ version, isSet: set.includes(award.statusIndex) }).toEqual(expected)
  }

  it('sets the bit, keeps the reason and tells the audit', async () => {
    const city = await storeCity(bench)
    const award = await city.award()

    const changed = await changerFor(city, award)('revoke')

    expect(changed).toEqual({
      ...award,
      status: 'revoked',
      statusReason: 'asked to revoke',
      statusAt: at,
    })
    await expectState(city, award, { version: 2, isSet: true })
    const told = await city.database.reader.find(auditEntity, { order: { at: 'ASC' } })
    expect(told.map(({ action, subject }) => [action, subject])).toEqual([
      ['award.made', award.id],
      ['award.revoked', award.id],
    ])
  })

  it('suspends, reinstates and revokes a licence; the bit stays set from suspended to revoked', async () => {
    const city = await storeCity(bench)
    const award = await city.award(licence)
    const change = changerFor(city, award)

    await change('suspend')
    await expectState(city, award, { version: 2, isSet: true })
    await change('reinstate')
    await expectState(city, award, { version: 3, isSet: false })
    await change('suspend')
    await change('revoke')
    await expectState(city, award, { version: 4, isSet: true })
    await expect(change('reinstate')).rejects.toMatchObject({ code: 'award_revoked' })
  })

  it('leaves everything as it is when the change was made before', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    const change = changerFor(city, award)
    await change('revoke')
    await change('revoke')
    await expectState(city, award, { version: 2, isSet: true })
    expect(await city.database.reader.count(auditEntity)).toBe(2)
  })

  it('counts twenty changes of one list at a time', async () => {
    const city = await storeCity(bench)
    const awards = await Promise.all(Array.from({ length: 20 }, () => city.award()))
    await Promise.all(awards.map((award) => changerFor(city, award)('revoke')))
    const [first] = awards
    if (first === undefined) throw new Error('no award')
    const { version, setIndices: set } = await setIndices(city, first)
    expect(version).toBe(21)
    expect(set).toEqual(expect.arrayContaining(awards.map(({ statusIndex }) => statusIndex)))
  })

  it('of an award of another provider is not there', async () => {
    const city = await storeCity(bench)
    const { id } = await city.award()
    const change = changerFor(city, { provider: 'dock-makers', id })
    await expect(change('revoke')).rejects.toMatchObject({ code: 'not_found' })
  })
})

function outcomeOf(work: () => string): string {
  try {
    return work()
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
}
