/** Where a path leads: a route and what stands in the places of its parameters. */
export type FoundRoute<Route> = { route: Route; params: Record<string, string> }

type Numbered<Route> = { route: Route; names: readonly string[]; order: number }

/** Routes by the segments of their paths: texts in small letters, and parameters by what stands behind them. */
type Branch<Route> = {
  texts: Map<string, Branch<Route>>
  /** The longest ending first. */
  parameters: { ending: string; branch: Branch<Route> }[]
  routes: Numbered<Route>[]
}

/**
 * Finds the routes of a path, in the order in which they were given. Express tries one route after the other, and an
 * application with hundreds of them would spend more time on that than on its work. Read as Express reads them: the case
 * of letters does not count, nor a slash at the end.
 * @throws TypeError for a pattern with more in it than text, parameters and what may be left out (`/a/:id{.json}`)
 */
export function createRouteIndex<Route extends { path: string }>(
  routes: readonly Route[],
): (path: string) => readonly FoundRoute<Route>[] {
  const root = emptyBranch<Route>()
  for (const [order, route] of routes.entries()) {
    for (const path of variantsOf(route.path)) addTo(root, path, { route, order })
  }
  const findAt = (path: string): FoundRoute<Route>[] => {
    const found = new Map<number, Found<Route>>()
    walk(root, { segments: segmentsOf(path), at: 0, values: [], found })
    const inOrder = [...found.values()]
    if (inOrder.length > 1) inOrder.sort((a, b) => a.order - b.order)
    return inOrder.map(({ route, names, values }) => ({ route, params: paramsOf(names, values) }))
  }
  const ready = new Map(plainPathsOf(routes).map((path) => [path, findAt(path)]))
  for (const [path, found] of ready) {
    // whoever handles a request may change what it is given
    if (found.some(({ params }) => Object.keys(params).length > 0)) ready.delete(path)
  }
  return (path) => ready.get(path)?.map(({ route }) => ({ route, params: {} })) ?? findAt(path)
}

/** Paths without parameters, which always lead to the same routes. */
function plainPathsOf(routes: readonly { path: string }[]): string[] {
  return routes.flatMap(({ path }) => variantsOf(path)).filter((path) => !path.includes(':'))
}

type Found<Route> = Numbered<Route> & { values: readonly string[] }

type Walk<Route> = {
  segments: readonly string[]
  at: number
  values: readonly string[]
  found: Map<number, Found<Route>>
}

function walk<Route>(branch: Branch<Route>, { segments, at, values, found }: Walk<Route>): void {
  const segment = segments[at]
  if (segment === undefined) {
    for (const route of branch.routes) {
      if (!found.has(route.order)) found.set(route.order, { ...route, values })
    }
    return
  }
  const named = branch.texts.get(segment.toLowerCase())
  if (named !== undefined) walk(named, { segments, at: at + 1, values, found })
  for (const { ending, branch: next } of branch.parameters) {
    const value = beforeEnding(segment, ending)
    if (value !== '') walk(next, { segments, at: at + 1, values: [...values, value], found })
  }
}

function beforeEnding(segment: string, ending: string): string {
  if (ending === '') return segment
  return segment.toLowerCase().endsWith(ending) ? segment.slice(0, -ending.length) : ''
}

/** @throws URIError where one is not well encoded */
function paramsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {}
  for (const [at, name] of names.entries()) params[name] = decodeURIComponent(values[at] ?? '')
  return params
}

/** With each part that may be left out, before without it. */
function variantsOf(path: string): string[] {
  const [, before = '', part = '', after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(path) ?? []
  if (part === '') return [path]
  return [...variantsOf(before + part + after), ...variantsOf(before + after)]
}

function addTo<Route>(
  root: Branch<Route>,
  path: string,
  { route, order }: Omit<Numbered<Route>, 'names'>,
): void {
  let branch = root
  const names: string[] = []
  for (const segment of segmentsOf(path)) {
    const [, name, text] = /^(?::(\w+))?([\w.~-]*)$/.exec(segment) ?? []
    if (text === undefined) {
      throw new TypeError(`${path} has a segment that is neither plain text nor a parameter`)
    }
    if (name !== undefined) names.push(name)
    branch = (name === undefined ? branchOf : parameterOf)(branch, text.toLowerCase())
  }
  branch.routes.push({ route, names, order })
}

function emptyBranch<Route>(): Branch<Route> {
  return { texts: new Map(), parameters: [], routes: [] }
}

function branchOf<Route>({ texts }: Branch<Route>, text: string): Branch<Route> {
  const branch = texts.get(text) ?? emptyBranch<Route>()
  texts.set(text, branch)
  return branch
}

function parameterOf<Route>({ parameters }: Branch<Route>, ending: string): Branch<Route> {
  const known = parameters.find((parameter) => parameter.ending === ending)
  if (known !== undefined) return known.branch
  const branch = emptyBranch<Route>()
  parameters.push({ ending, branch })
  parameters.sort((a, b) => b.ending.length - a.ending.length)
  return branch
}

function segmentsOf(path: string): string[] {
  const segments = path.split('/')
  segments.shift()
  if (segments.at(-1) === '') segments.pop()
  return segments
}
