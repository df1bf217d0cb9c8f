import { type RequestHandler, Router } from 'express'

/** A route, or what stands before one: it is added to the router that its path belongs to. */
export type IndexedRoute = {
  /** Express path pattern. */
  path: string
  addTo(router: Router): void
}

/** So many segments of a path are looked at. */
const mostSegments = 4

/**
 * Hands a request to those routes alone whose paths begin as its own does, in the order in which they were given.
 * Express tries one route after the other, and an application with hundreds of them would spend more time on that than on
 * its work.
 */
export function createRouteIndex(routes: readonly IndexedRoute[]): RequestHandler {
  const indexed = routes.map((route) => ({ ...route, beginning: literalBeginning(route.path) }))
  const beginnings = new Set(indexed.map(({ beginning }) => beginning))
  const routers = new Map<string, Router>()
  return (request, response, next) => {
    // as Express compares: the case of letters does not count
    const found = beginningsOf(request.path.toLowerCase()).filter((one) => beginnings.has(one))
    const name = found.join(' ')
    let router = routers.get(name)
    if (router === undefined) {
      router = Router()
      for (const route of indexed) if (found.includes(route.beginning)) route.addTo(router)
      routers.set(name, router)
    }
    router(request, response, next)
  }
}

/** The segments before the first that is no plain text. */
function literalBeginning(path: string): string {
  const segments = segmentsOf(path.toLowerCase())
  const end = segments.findIndex((segment) => !/^[\w.~-]+$/.test(segment))
  return segments.slice(0, end === -1 ? segments.length : end).join('/')
}

function beginningsOf(path: string): string[] {
  const segments = segmentsOf(path)
  return Array.from({ length: segments.length + 1 }, (_, count) =>
    segments.slice(0, count).join('/'),
  )
}

function segmentsOf(path: string): string[] {
  return path.split('/', mostSegments + 1).slice(1)
}
