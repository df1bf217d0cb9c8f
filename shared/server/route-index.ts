/** Where a path leads: a route and what stands in the places of its parameters. */
export type FoundRoute<Route> = { route: Route; params: Record<string, string> }

type Numbered<Route> = { route: Route; names: readonly string[]; order: number }

/** Routes by the segments of their paths: texts in small letters, and one place for any parameter. */
type Branch<Route> = {
  texts: Map<string, Branch<Route>>
  parameter?: Branch<Route>
  routes: Numbered<Route>[]
}

/**
 * Finds the routes of a path, in the order in which they were given. Express tries one route after the other, and an
 * application with hundreds of them would spend more time on that than on its work. Read as Express reads them: the case
 * of letters does not count, nor a slash at the end.
 * @throws TypeError for a pattern with more in it than whole segments of text and parameters (`/a/:id`)
 */
export function createRouteIndex<Route extends { path: string }>(
  routes: readonly Route[],
): (path: string) => readonly FoundRoute<Route>[] {
  const root = emptyBranch<Route>()
  for (const [order, route] of routes.entries()) {
    let branch = root
    const names: string[] = []
    for (const segment of segmentsOf(route.path)) {
      const name = /^:(\w+)$/.exec(segment)?.[1]
      if (name !== undefined) names.push(name)
      else assertPlain(segment, route.path)
      branch = name === undefined ? branchOf(branch, segment) : parameterOf(branch)
    }
    branch.routes.push({ route, names, order })
  }
  return (path) => {
    const segments = segmentsOf(path)
    const found: (Numbered<Route> & { values: readonly string[] })[] = []
    const walk = (branch: Branch<Route>, at: number, values: readonly string[]): void => {
      const segment = segments[at]
      if (segment === undefined) {
        for (const route of branch.routes) found.push({ ...route, values })
        return
      }
      const next = branch.texts.get(segment.toLowerCase())
      if (next !== undefined) walk(next, at + 1, values)
      if (branch.parameter !== undefined && segment !== '') {
        walk(branch.parameter, at + 1, [...values, segment])
      }
    }
    walk(root, 0, [])
    if (found.length > 1) found.sort((a, b) => a.order - b.order)
    return found.map(({ route, names, values }) => ({ route, params: paramsOf(names, values) }))
  }
}

/** @throws URIError where one is not well encoded */
function paramsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {}
  for (const [at, name] of names.entries()) params[name] = decodeURIComponent(values[at] ?? '')
  return params
}

function emptyBranch<Route>(): Branch<Route> {
  return { texts: new Map(), routes: [] }
}

function branchOf<Route>(branch: Branch<Route>, segment: string): Branch<Route> {
  const text = segment.toLowerCase()
  const found = branch.texts.get(text) ?? emptyBranch<Route>()
  branch.texts.set(text, found)
  return found
}

function parameterOf<Route>(branch: Branch<Route>): Branch<Route> {
  branch.parameter ??= emptyBranch<Route>()
  return branch.parameter
}

function assertPlain(segment: string, path: string): void {
  if (/^[\w.~-]+$/.test(segment)) return
  throw new TypeError(`${path} has a segment that is neither plain text nor a parameter`)
}

function segmentsOf(path: string): string[] {
  const segments = path.split('/')
  segments.shift()
  if (segments.at(-1) === '') segments.pop()
  return segments
}
