import { expect, it } from 'vitest'
import { zAwardRequest } from '../../../issuer/awards/award.ts'
import { awardEntity } from '../../../issuer/awards/award-store.ts'
import type { AwardAnswered } from '../../../issuer/awards/award-together.ts'
import { gatherAwards } from '../../../issuer/awards/gather-awards.ts'
import { retireVersions } from '../../../issuer/badges/badge-store.ts'
import { auditEntity } from '../../../issuer/log/audit-entry.ts'
import { logLeafEntity } from '../../../issuer/log/award-log.ts'
import { statusEntryEntity } from '../../../issuer/status/status-entry-store.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const actor = { name: 'api-key:test' }

function ask(badge: string, key?: string, email = 'sam@learner.example') {
  return {
    request: zAwardRequest.parse({ badge, recipient: { email, name: 'Sam' } }),
    actor,
    isSent: true,
    ...(key !== undefined && { once: { scope: 'test', key, fingerprint: `${badge} ${email}` } }),
  }
}

function told(outcome: PromiseSettledResult<AwardAnswered>): string {
  if (outcome.status === 'rejected') {
    return isAppError(outcome.reason) ? outcome.reason.code : String(outcome.reason)
  }
  return 'made' in outcome.value ? 'made' : 'replayed'
}

forEachDatabase('awards that are asked for together', (bench) => {
  it('stand or fall each by itself, and once under a key', async () => {
    const { database, publicUrl, secrets, clock } = await storeCity(bench)
    const mailed: string[] = []
    const award = gatherAwards({
      ...{ database, publicUrl, secrets, clock, walletUrl: 'https://wallet.example' },
      enqueueMail: async (_tx, { to }) => void mailed.push(to),
    })
    const retired = { provider: 'harbour-youth', slug: 'first-aid', at: clock().toISOString() }
    const first = 'harbour-youth/first-aid'
    const unkeepable = ask(first)
    // no request is read so: it stands for whatever a database refuses
    unkeepable.request.recipient.name = 'N\0'
    const outcomes = await Promise.allSettled([
      award(ask(first)),
      award(ask(first, 'k')),
      award(ask(first, 'k')),
      award(ask(first, 'k', 'alex@learner.example')),
      award(ask('harbour-youth/no-such-badge')),
      award(ask('nobody/first-aid')),
      award({ ...ask(first), actor: { ...actor, provider: 'castle-street-college' } }),
      award(unkeepable),
    ])
    expect(outcomes.map(told)).toEqual([
      ...['made', 'made', 'replayed', 'idempotency_key_reused'],
      ...['badge_unknown', 'badge_unknown', 'forbidden', 'request_malformed'],
    ])

    const { reader } = database
    const awards = await reader.find(awardEntity)
    expect(awards.map(({ recipientEmail }) => recipientEmail)).toEqual([
      'sam@learner.example',
      'sam@learner.example',
    ])
    expect(await reader.find(awardEntity, { order: { id: 'ASC' } })).toEqual(
      outcomes
        .flatMap((one) =>
          one.status === 'fulfilled' && 'made' in one.value ? [one.value.made.award] : [],
        )
        .sort((one, other) => (one.id < other.id ? -1 : 1)),
    )
    expect(await reader.count(logLeafEntity)).toBe(4)
    expect(await reader.count(statusEntryEntity, { where: { isSet: false } })).toBe(2)
    const audit = await reader.find(auditEntity, { order: { action: 'ASC' } })
    expect(audit.map(({ action, actor: by }) => [action, by])).toEqual([
      ['award.made', actor.name],
      ['award.made', actor.name],
      ['award.sent', actor.name],
      ['award.sent', actor.name],
    ])

    await database.transact((tx) => retireVersions(tx, retired))
    const later = await Promise.allSettled([award(ask(first, 'k')), award(ask(first, 'l'))])
    expect(later.map(told)).toEqual(['replayed', 'badge_retired'])
  })

  it('take as many statements as one', async () => {
    const statements: string[] = []
    const { database, publicUrl, secrets, clock } = await storeCity(bench, {
      onStatement: (sql) => statements.push(sql),
    })
    const award = gatherAwards({
      ...{ database, publicUrl, secrets, clock, walletUrl: 'https://wallet.example' },
    })
    // opens the status list
    await award(ask('harbour-youth/first-aid'))
    const countOf = async (awards: number) => {
      statements.length = 0
      const asked = Array.from({ length: awards }, () => award(ask('harbour-youth/first-aid')))
      await Promise.all(asked)
      return statements.length
    }
    const ofOne = await countOf(1)
    expect(ofOne).toBeLessThanOrEqual(11)
    // two places that are taken already are looked for again
    expect(await countOf(30)).toBeLessThanOrEqual(ofOne + 2)
  })
})
