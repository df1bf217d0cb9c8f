import { expect, it } from 'vitest'
import { updateAward } from '../../../issuer/awards/award-store.ts'
import { listAwards } from '../../../issuer/awards/list-awards.ts'
import { awardAgain, correctAward, renewAward } from '../../../issuer/awards/replace-award.ts'
import { logLeafEntity } from '../../../issuer/log/award-log.ts'
import { listSetIndices } from '../../../issuer/status/status-entry-store.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const actor = { name: 'staff:test' }

forEachDatabase('replacing an award', (bench) => {
  it('corrects what nobody has taken in place, and what was taken by another award', async () => {
    const city = await storeCity(bench)
    const award = await city.award({ recipient: { email: 'a@learner.example', name: 'Sam Jons' } })
    const correct = (correction: { email?: string; name?: string }) =>
      city.database.transact((tx) =>
        correctAward(
          tx,
          { key: award, actor, correction: { ...correction, reason: 'A slip' } },
          city,
        ),
      )

    const named = await correct({ name: 'Sam Jones' })
    expect(named).toEqual({ ...award, recipientName: 'Sam Jones' })
    const moved = await correct({ email: 'b@learner.example' })
    expect([moved.id, moved.offerGeneration]).toEqual([award.id, 2])
    expect(moved.claimHash).not.toBe(award.claimHash)

    const claimedAt = city.clock().toISOString()
    await city.database.transact((tx) =>
      updateAward(tx, award, { holder: 'did:key:z6Mk', claimedAt }),
    )
    const other = await correct({ name: 'Sam Jonas' })
    const { provider } = award
    const [old] = await listAwards(city.database.reader, {
      provider,
      state: 'revoked',
      search: 'sam jones',
      limit: 9,
    })
    expect(old).toMatchObject({ id: award.id, statusReason: 'A slip', replacedBy: other.id })
    expect(other).toMatchObject({
      recipientName: 'Sam Jonas',
      recipientEmail: 'b@learner.example',
      status: 'active',
      holder: null,
      claimedAt: null,
      replaces: award.id,
    })
    expect(other.credentialId).not.toBe(award.credentialId)
    const { reader } = city.database
    expect(await listSetIndices(reader, { provider, list: award.statusList })).toContain(
      award.statusIndex,
    )
    expect(await reader.count(logLeafEntity, { where: { awardId: other.id } })).toBe(2)
    await expect(correct({ name: 'Again' })).rejects.toMatchObject({ code: 'award_revoked' })
  })

  it('lets be taken again only what was taken, and renews without taking back', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    const again = () =>
      city.database.transact((tx) =>
        awardAgain(tx, { key: award, actor, reason: 'New phone' }, city),
      )
    await expect(again()).rejects.toMatchObject({ code: 'conflict' })

    const renewed = await city.database.transact((tx) =>
      renewAward(tx, { key: award, actor, validUntil: '2099-01-01T00:00:00Z' }, city),
    )
    expect(renewed).toMatchObject({ replaces: award.id, validUntil: '2099-01-01T00:00:00.000Z' })
    const { provider } = award
    const rows = await listAwards(city.database.reader, { provider, state: 'offered', limit: 9 })
    expect(rows.map(({ id }) => id).sort()).toEqual([award.id, renewed.id].sort())

    const claimedAt = city.clock().toISOString()
    await city.database.transact((tx) => updateAward(tx, renewed, { claimedAt }))
    await expect(again()).rejects.toMatchObject({ code: 'conflict' })
  })
})
