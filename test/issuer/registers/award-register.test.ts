import { expect, it } from 'vitest'
import { zNewActivity } from '../../../issuer/registers/activity.ts'
import { getRegister } from '../../../issuer/registers/activity-store.ts'
import { awardRegister } from '../../../issuer/registers/award-register.ts'
import { addPeople, makeActivity, takeAttendance } from '../../../issuer/registers/keep-register.ts'
import { makeWallCode, takeBadge } from '../../../issuer/wall-codes/take-badge.ts'
import { createWallSecrets, zNewWallCode } from '../../../issuer/wall-codes/wall-code.ts'
import { listWallUses } from '../../../issuer/wall-codes/wall-store.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { type StoredCity, storeCity } from '../stored-city.ts'

const provider = 'harbour-youth'
const actor = { name: 'staff:amina', provider }
const days = ['2026-11-03', '2026-11-10', '2026-11-17']

async function begin(city: StoredCity, asked: object) {
  const { database, clock } = city
  const by = { actor, at: clock().toISOString() }
  const activity = await database.transact((tx) =>
    makeActivity(
      tx,
      {
        provider,
        asked: zNewActivity.parse({
          name: 'Season',
          badge: 'team-player',
          sessions: days,
          needed: 2,
          people: [{ name: 'Sam', email: 'sam@mail.example' }, { name: 'Bo' }, { name: 'Siân' }],
          ...asked,
        }),
      },
      by,
    ),
  )
  const { people } = await getRegister(database.reader, activity)
  const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? ''
  const mark = (day: string, here: readonly string[], away: readonly string[] = []) =>
    database.transact((tx) =>
      takeAttendance(tx, { key: activity, day, here: here.map(idOf), away: away.map(idOf) }, by),
    )
  return { activity, idOf, mark, by }
}

forEachDatabase('registers', (bench) => {
  it('award to who reached the rule, once each, however many ask at once', async () => {
    const city = await storeCity(bench)
    const { database } = city
    const ports = { ...city, walletUrl: 'https://wallet.example' }
    const { activity, mark, by } = await begin(city, {})
    await mark(days[0] ?? '', ['Sam', 'Bo', 'Siân'])
    await mark(days[1] ?? '', ['Sam', 'Bo'])
    await mark(days[1] ?? '', ['Sam'], ['Bo'])
    const award = () =>
      database.transact((tx) => awardRegister(tx, { key: activity, actor }, ports))
    const awarded = (await Promise.all([award(), award(), award()])).flat()
    expect(
      awarded.map(({ recipientName, recipientEmail, evidence }) => [
        recipientName,
        recipientEmail,
        JSON.parse(evidence ?? ''),
      ]),
    ).toEqual([
      [
        'Sam',
        'sam@mail.example',
        [{ type: ['Evidence'], name: 'Season', narrative: 'Came to 2 of 2 sessions.' }],
      ],
    ])

    // who comes later gets theirs later, and nobody a second one
    await mark(days[2] ?? '', ['Bo', 'Sam'])
    const later = await award()
    expect(later.map((row) => [row.recipientName, row.recipientEmail])).toEqual([['Bo', '']])
    expect(await award()).toEqual([])
    await database.transact((tx) =>
      addPeople(tx, { key: activity, people: [{ name: 'sam', email: 'SAM@mail.example' }] }, by),
    )
    const { people } = await getRegister(database.reader, activity)
    expect(people.filter(({ awardId }) => awardId !== null)).toHaveLength(2)
    expect(people).toHaveLength(3)
  })

  it('count and cap what is taken off a wall, once for each use, with many at once', async () => {
    const city = await storeCity(bench)
    const { database, clock } = city
    const wallSecrets = createWallSecrets((...words) => Buffer.from(words.join(' ').padEnd(32)))
    const ports = { ...city, wallSecrets }
    const { activity } = await begin(city, { badge: 'open-night', sessions: days, needed: 1 })
    const now = clock().getTime()
    const wall = await database.transact((tx) =>
      makeWallCode(
        tx,
        {
          key: activity,
          day: days[0] ?? '',
          asked: zNewWallCode.parse({
            kind: 'printed',
            opensAt: new Date(now - 1_000).toISOString(),
            closesAt: new Date(now + 60_000).toISOString(),
            cap: 3,
          }),
          actor,
        },
        ports,
      ),
    )
    const take = (use: string, name?: string) =>
      database.transact((tx) => takeBadge(tx, { wall, use, name, language: 'cy' }, ports))
    const uses = ['a', 'b', 'c', 'd', 'e', 'a', 'b']
    const taken = await Promise.all(uses.map((use) => take(use, use === 'a' ? 'Ann' : undefined)))
    const awards = taken.flatMap((one) => (one.kind === 'taken' ? [one.award.id] : []))
    expect(new Set(awards).size).toBe(3)
    expect(taken.filter(({ kind }) => kind === 'full').length).toBe(7 - awards.length)
    const kept = await listWallUses(database.reader, wall)
    expect(kept.map(({ awardId }) => awardId).sort()).toEqual([...new Set(awards)].sort())
    // a use that counted gets the same badge again, even when all are gone
    const again = await take(kept[0]?.id ?? '')
    expect(again.kind === 'taken' && again.award.id).toBe(kept[0]?.awardId)

    clock.advance(61)
    expect((await take('f')).kind).toBe('over')
  })
})
