import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Express, Request, Response } from 'express'
import type { FindEntrance, FoundEntrance } from '../guarded-routes.ts'
import { applyDeclaration } from '../http/route-declarations.ts'
import type { Guard } from './api-keys.ts'

/** The JSON API of an application. Every address of it begins with `/api/v1/`. */
export type Api = {
  find: FindEntrance
  requireKey: Guard
}

export type ApiEntrancePorts = Api & {
  app: Express
  /** What every request begins with: id, log, security headers, language. */
  begin: (request: Request, response: Response) => void
  readBody: (request: Request, response: Response) => Promise<void>
  /** Tells what was thrown. */
  fail: (thrown: unknown, request: Request, response: Response) => void
}

const prefix = '/api/v1/'

/**
 * Answers the routes of the API, in the steps and with the request and response of Express, which itself would try each
 * of its layers and ask what they have in common: that takes as long as an award.
 * @returns false for what is not a route of the API, or is written in another way: Express answers that
 */
export function createApiEntrance(
  ports: ApiEntrancePorts,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { app, find } = ports
  const leanResponse = leanResponseOf(app)
  return (incoming, outgoing) => {
    const { url = '', method = '' } = incoming
    if (!url.startsWith(prefix) || url.includes('#')) return false
    const found = findWellWritten(find, { method, path: pathOf(url) })
    if (found === undefined) return false
    // sound: what Express itself does to a request and its response
    const request = Object.setPrototypeOf(incoming, app.request) as Request
    const response = Object.setPrototypeOf(outgoing, leanResponse) as Response
    Object.assign(request, { res: response, originalUrl: url, baseUrl: '' })
    response.locals = Object.create(null)
    void answer(found, { request, response }, ports)
    return true
  }
}

async function answer(
  { route, params }: FoundEntrance,
  { request, response }: { request: Request; response: Response },
  { begin, requireKey, readBody, fail }: ApiEntrancePorts,
): Promise<void> {
  try {
    begin(request, response)
    request.route = route
    request.params = params
    applyDeclaration(route.declaration, response)
    await requireKey(request, response)
    await readBody(request, response)
    await route.enter(request, response)
  } catch (thrown) {
    fail(thrown, request, response)
  }
}

/** Undefined too for an address that is not well encoded. */
function findWellWritten(
  find: FindEntrance,
  asked: { method: string; path: string },
): FoundEntrance | undefined {
  try {
    return find(asked)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}

/** Express's response, which tells JSON of a POST at once: no cache asks for it, and its type is always the same. */
function leanResponseOf(app: Express): Response {
  const { json } = app.response
  return Object.create(app.response, {
    json: {
      writable: true,
      value(this: Response, value: unknown) {
        const isPlain = this.req.method === 'POST' && value !== undefined
        if (!isPlain || this.hasHeader('Content-Type')) return json.call(this, value)
        const text = JSON.stringify(value)
        this.setHeader('Content-Type', 'application/json; charset=utf-8')
        this.setHeader('Content-Length', Buffer.byteLength(text))
        return this.end(text)
      },
    },
  })
}
