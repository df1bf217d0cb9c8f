import express from 'express'
import { expect, it } from 'vitest'
import { createRouteIndex, type IndexedRoute } from '../../../shared/server/route-index.ts'
import { serveLoopback } from '../../support/loopback-server.ts'

const paths = [
  '/',
  '/api/v1/awards',
  '/api/v1/awards/:id',
  '/api/:version/awards/first',
  '/api/v1/:noun/second',
  '/console/p/:provider/awards/new',
  '/console/p/:provider/awards/:id',
  '/a/b/c/d/e/f',
]

/** Both tell every route that a request passes, in their order. */
const routes: IndexedRoute[] = paths.map((path) => ({
  path,
  addTo(router) {
    router.all(path, (_request, response, next) => {
      response.append('X-Passed', path)
      next()
    })
  },
}))

it.each([
  '/',
  '/api/v1/awards',
  '/API/v1/Awards',
  '/api/v1/awards/',
  '/api/v1/awards/first',
  '/api/v1/awards/second',
  '/api/v1/%61wards',
  '/api/v1/awards?x=/console/p',
  '//api/v1/awards',
  '/console/p/harbour/awards/new',
  '/console/p/harbour/awards/7/',
  '/console',
  '/a/b/c/d/e/f',
  '/a/b/c/d/e/g',
  '/nothing',
])('the routes of %s are those that Express finds, in their order', async (path) => {
  const [indexed, plain] = [express(), express()]
  indexed.use(createRouteIndex(routes))
  for (const route of routes) route.addTo(plain)
  const passed = async (app: express.Express) => {
    const { origin } = await serveLoopback(app)
    const response = await fetch(`${origin}${path}`)
    return response.headers.get('X-Passed')
  }
  expect(await passed(indexed)).toBe(await passed(plain))
})
