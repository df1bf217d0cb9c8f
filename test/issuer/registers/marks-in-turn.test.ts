import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { newestMarks, zMarks } from '../../../issuer/registers/marks-in-turn.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const [sam, bo] = [randomUUID(), randomUUID()]
const by = { actorId: 'staff:amina', at: '2026-11-22T10:00:00Z' }

forEachDatabase('newestMarks', (bench) => {
  it('takes of each person what was sent last, though it came first', async () => {
    const { database } = await storeCity(bench)
    const page = randomUUID()
    const send = (marks: object, who = by) =>
      database.transact((tx) => newestMarks(tx, zMarks.parse({ page, ...marks }), who))
    // left while the first was on its way: Sam was there, Bo after all not
    expect(await send({ turn: 2, here: [sam], away: [bo] })).toEqual({ here: [sam], away: [bo] })
    expect(await send({ turn: 1, here: [bo, sam] })).toEqual({ here: [], away: [] })
    expect(await send({ turn: 3, here: [bo] })).toEqual({ here: [bo], away: [] })
    expect(await send({ turn: 3, away: [bo, sam] })).toEqual({ here: [], away: [sam] })
    const other = { here: [bo], away: [sam] }
    expect(await send({ turn: 1, ...other, page: randomUUID() })).toEqual(other)
    expect(await send({ turn: 1, ...other }, { ...by, actorId: 'staff:ben' })).toEqual(other)
    expect(await send({ turn: 1, ...other, page: undefined })).toEqual(other)
  })
})
