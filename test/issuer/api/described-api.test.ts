import { beforeAll, describe, expect, it } from 'vitest'
import { undescribed } from '../../support/described-answers.ts'
import { describedRoutes, type IssuerRoute } from '../described-routes.ts'
import { startTestCity } from '../test-city.ts'

let routes: IssuerRoute[]

beforeAll(async () => {
  routes = (await describedRoutes()).api
})

const nameOf = ({ method, path }: IssuerRoute) => `${method} ${path}`
describe('apiRoutes', () => {
  it('says of every route what it is for and what it answers', () => {
    expect(undescribed(routes)).toEqual([])
    expect(routes.length).toBeGreaterThan(100)
  })

  it('takes an Idempotency-Key with every POST', () => {
    const without = routes.filter(
      ({ method, description }) => method === 'POST' && !description?.takesIdempotencyKey,
    )
    expect(without.map(nameOf)).toEqual([])
  })
})

describe('rememberingAnswers', () => {
  it('does a request once under a key, and answers it alike', async () => {
    const city = await startTestCity()
    const path = '/providers/harbour-youth/activities'
    const headers = { 'Idempotency-Key': 'summer' }
    const activity = { name: 'Summer sailing', badge: 'first-aid', sessions: ['2026-12-01'] }
    const ask = (body: object) => city.api('POST', path, { body, headers })

    const wrong = await ask({ name: '' })
    const first = await ask(activity)
    const again = await ask(activity)
    const another = await ask({ ...activity, name: 'Winter sailing' })
    expect([wrong.status, first.status, again.status, another.status]).toEqual([400, 201, 201, 422])
    expect(again.body).toEqual(first.body)
    expect([first, again].map(({ headers }) => headers.get('Idempotency-Replayed'))).toEqual([
      null,
      'true',
    ])
    const { body } = await city.api('GET', path)
    expect(body).toMatchObject({ activities: [{ name: 'Summer sailing' }] })
    await city.close()
  })

  it('does at most one of many that come at once', async () => {
    const city = await startTestCity()
    const path = '/providers/harbour-youth/activities'
    const activity = { name: 'Summer sailing', badge: 'first-aid', sessions: ['2026-12-01'] }
    const options = { body: activity, headers: { 'Idempotency-Key': 'at-once' } }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => city.api('POST', path, options)),
    )
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].filter((status) => status !== 201 && status !== 409)).toEqual([])
    const { body } = await city.api('GET', path)
    expect(body).toMatchObject({ activities: [{ name: 'Summer sailing' }] })
    await city.close()
  })
})
