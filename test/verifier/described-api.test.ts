import { describe, expect, it } from 'vitest'
import { undescribed } from '../support/described-answers.ts'
import { describedRoutes } from './described-routes.ts'

describe('apiRoutes', () => {
  it('says of every route what it is for and what it answers', async () => {
    const routes = await describedRoutes()
    expect(undescribed(routes)).toEqual([])
    expect(routes.length).toBeGreaterThan(60)
  })
})
