import express from 'express'
import { expect, it } from 'vitest'
import { createRouteIndex } from '../../../../shared/server/http/route-index.ts'
import { serveLoopback } from '../../../support/loopback-server.ts'

const paths = [
  '/',
  '/api/v1/awards',
  '/api/v1/awards/:id',
  '/api/:version/awards/first',
  '/api/v1/:noun/second',
  '/console/p/:provider/awards/new',
  '/console/p/:provider/awards/:id',
  '/a/b/c/d/e/f',
  '/badges/:badge/v/:version{/:language}{.json}',
  '/badges/:badge/v/:version.png',
]

const routes = paths.map((path) => ({ path }))

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
  '/api/v1/awards/%C3%A9%2Fx',
  '/api/v1//second',
  '/badges/first/v/1',
  '/badges/first/v/1.json',
  '/badges/first/v/1/cy',
  '/badges/first/v/1/cy.JSON/',
  '/badges/first/v/1.json/cy',
  '/badges/first/v/.json',
  '/badges/first/v/1.png',
  '/badges/first/v/1/',
  '/badges/first/v/1/cy/more',
])('the routes of %s are those that Express finds, in their order', async (path) => {
  const app = express()
  for (const route of routes) {
    app.all(route.path, ({ params }, response, next) => {
      response.append('X-Passed', encodeURI(JSON.stringify([route.path, { ...params }])))
      next()
    })
  }
  app.use(({ path: asked }, response) => {
    const found = createRouteIndex(routes)(asked)
    response.json(
      found.map(({ route, params }) => encodeURI(JSON.stringify([route.path, params]))).join(', '),
    )
  })
  const { origin } = await serveLoopback(app)
  const response = await fetch(`${origin}${path}`)
  expect(await response.json()).toBe(response.headers.get('X-Passed') ?? '')
})

it('a parameter that is not well encoded finds nothing', () => {
  expect(() => createRouteIndex(routes)('/api/v1/awards/%E0%A4')).toThrow(URIError)
})

it.each(['/a/*rest', '/a/b:id', '/a/(b)', '/a/{b}*'])('%s is no pattern of ours', (path) => {
  expect(() => createRouteIndex([{ path }])).toThrow('neither plain text nor a parameter')
})
