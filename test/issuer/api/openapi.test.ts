import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sectionsOf } from '../../../shared/server/api/api-page.ts'
import type { JsonSchema, OpenApiDocument } from '../../../shared/server/api/openapi.ts'
import { openApiOf } from '../../../shared/server/api/openapi-document.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const folder = sharedTemporaryFolder()
let city: TestCity
let document: OpenApiDocument
let etag: string | null

beforeAll(async () => {
  city = await startTestCity({ folder })
  const { status, headers, body } = await city.ask('/api/openapi.json')
  expect([status, headers.get('Content-Type')]).toEqual([200, 'application/json'])
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
  etag = headers.get('ETag')
  // sound: what the checks below are about
  document = body as OpenApiDocument
})
afterAll(() => city.close())

function operations() {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )
}

/** Every object in the document, wherever it stands. */
function objectsIn(value: unknown): JsonSchema[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(objectsIn)
  // sound: an object, and nothing more is asked of it
  return Array.isArray(value) ? inside : [value as JsonSchema, ...inside]
}

function resolve(pointer: string): unknown {
  return pointer
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, name) => Object(at)[name], document)
}

/** @see OpenAPI Specification 3.1.1 section 4.8 */
describe('/api/openapi.json', () => {
  it('has what the root, the info and the servers must have', () => {
    expect(document).toEqual({
      openapi: '3.1.1',
      info: {
        title: expect.any(String),
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        description: expect.any(String),
      },
      servers: [{ url: cityUrl }],
      security: [{ apiKey: [] }, { token: [] }],
      tags: expect.any(Array),
      paths: expect.any(Object),
      components: expect.any(Object),
    })
    const names = document.tags.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(document.components.securitySchemes).toEqual({
      apiKey: { type: 'http', scheme: 'bearer' },
      token: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/api/v1/token', scopes: expect.any(Object) } },
      },
    })
  })

  it('names each path once, and every parameter in it', () => {
    const wrong = operations().filter(({ path, operation }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const told = operation.parameters.filter((parameter) => parameter.in === 'path')
      const isWhole =
        told.every(({ required }) => required) &&
        JSON.stringify(told.map(({ name }) => name)) === JSON.stringify(inPath)
      return !path.startsWith('/') || path.includes(':') || !isWhole
    })
    expect(wrong).toEqual([])
    const shapes = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'))
    expect(new Set(shapes).size).toBe(shapes.length)
  })

  it('names each operation once, with tags that there are and answers of known form', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const tags = document.tags.map(({ name }) => name)
    for (const { method, operation } of operations()) {
      expect(['get', 'post', 'put', 'patch', 'delete']).toContain(method)
      expect(operation.tags.filter((tag) => !tags.includes(tag))).toEqual([])
      expect(operation.summary).not.toBe('')
      const statuses = Object.keys(operation.responses)
      expect(statuses.filter((status) => !/^(2\d\d|default)$/.test(status))).toEqual([])
      expect(statuses).toHaveLength(2)
      const places = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
      expect(new Set(places).size).toBe(places.length)
      if (method === 'get') expect(operation).not.toHaveProperty('requestBody')
    }
  })

  it('refers to nothing that is not in it, and keeps to the dialect of the version', () => {
    const all = objectsIn(document)
    const references = all.flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
    expect(references.length).toBeGreaterThan(10)
    expect(references.filter((pointer) => resolve(pointer) === undefined)).toEqual([])
    expect(all.filter((one) => '$schema' in one || 'nullable' in one)).toEqual([])
  })

  it('tells every way into the API', async () => {
    const told = operations().map(({ path, method }) => `${method} ${path}`)
    expect(told).toEqual(
      expect.arrayContaining([
        'get /api/v1/awards',
        'post /api/v1/awards',
        'get /api/v1/awards/{id}',
        'post /api/v1/awards/{id}/correct',
        'post /api/v1/awards/{id}/offer',
        'post /api/v1/awards/{id}/revoke',
        'get /api/v1/badges',
        'get /api/v1/providers',
        'post /api/v1/providers/{slug}/close',
        'post /api/v1/providers/{provider}/staff/invitations',
        'post /api/v1/accreditations',
        'post /api/v1/recognitions/{id}/end',
        'post /api/v1/people/forget',
        'post /api/v1/keys/rotate',
        'get /api/v1/recognitions/look',
        'get /api/v1/log',
        'get /api/v1/bundle',
        'post /api/v1/api-keys',
        'post /api/v1/providers/{provider}/webhooks',
      ]),
    )
    for (const { path, method } of operations()) {
      const address = path.replaceAll(/\{\w+\}/g, 'x')
      const { status } = await city.ask(address, { method: method.toUpperCase() })
      expect([path, status]).toEqual([path, 401])
    }
  })

  it('tells what to send as it is read, and leaves room for answers to grow', () => {
    const award = document.paths['/api/v1/awards']?.post
    const sent = award?.requestBody
    expect(sent?.required).toBe(true)
    expect(sent?.content['application/json']?.schema).toMatchObject({
      type: 'object',
      required: ['badge', 'recipient'],
      additionalProperties: false,
      properties: { txCode: { type: 'boolean', default: false } },
    })
    const [good] = Object.values(award?.responses ?? {})
    expect(objectsIn(good).filter((one) => one.additionalProperties === false)).toEqual([])
    const [limit] = document.paths['/api/v1/awards']?.get?.parameters.slice(1) ?? []
    expect(limit).toEqual({
      name: 'limit',
      in: 'query',
      required: false,
      schema: { type: 'string', pattern: '^[1-9]\\d{0,2}$', default: '50' },
    })
  })

  it('is not sent again to who has it', async () => {
    const again = await city.ask('/api/openapi.json', {
      headers: { 'If-None-Match': String(etag) },
    })
    expect(again.status).toBe(304)
  })
})

describe('/api', () => {
  it('shows every operation to people, in both languages, without a script of its own', async () => {
    const headers = { Accept: 'text/html' }
    const { status, body } = await city.ask('/api', { headers })
    expect(status).toBe(200)
    const hrefs = [...String(body).matchAll(/<h2[^>]*><a href="([^"]+)"/g)].map(([, href]) => href)
    const parts = await Promise.all(hrefs.map((href) => city.ask(href ?? '', { headers })))
    const all = parts.map((part) => String(part.body)).join('\n')
    const missing = operations().filter(
      ({ operation }) =>
        !String(body).includes(`#${operation.operationId}"`) ||
        !all.includes(`id="${operation.operationId}"`),
    )
    expect(missing).toEqual([])
    expect(all).toContain('recipient.email')
    expect((await city.ask('/api/about/nothing', { headers })).status).toBe(404)
    const welsh = await city.ask('/api?lang=cy', { headers })
    expect(String(welsh.body)).toContain('Bathodynnau i raglenni')
  })
})

describe(sectionsOf, () => {
  it('tells nothing of routes that there are not', () => {
    const empty = openApiOf([], { publicUrl: cityUrl, title: 'Cardiff: badges' })()
    expect([empty.paths, sectionsOf(empty)]).toEqual([{}, []])
  })
})
