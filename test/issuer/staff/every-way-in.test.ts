import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { demonstrationStaff } from '../../../issuer/demo/demonstration-staff.ts'
import { type Permission, permissions, type Role, roles } from '../../../issuer/staff/roles.ts'
import { everywhere } from '../../../shared/server/access.ts'
import type { GuardedRoute } from '../../../shared/server/guarded-routes.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { describedRoutes } from '../described-routes.ts'
import { addProviderKey, cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const ownProvider = 'harbour-youth'
const otherProvider = 'dock-makers'
const keyOfOther = 'key-of-dock-makers-0123456789-abcdefghij'

let city: TestCity
let routes: { console: GuardedRoute<Permission>[]; api: GuardedRoute<Permission>[] }
const sessions = new Map<Role, ConsoleSession>()

/** One person for each role; who has a provider's role has it at one provider alone. */
const people = demonstrationStaff.filter(({ memberships }) => memberships.length === 1)

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder })
  await addProviderKey(folder, { provider: otherProvider, text: keyOfOther })
  for (const { email, memberships } of people) {
    sessions.set(memberships[0].role, await signInAs(city, email))
  }
  routes = await describedRoutes()
})

afterAll(() => city.close())

type Route = GuardedRoute<Permission>

/** The address of a route in a provider; other ids in it are of nothing that there is. */
function addressIn(route: Route, provider: string): string {
  return route.path.replace(':provider', provider).replaceAll(/:\w+/g, randomUUID())
}

function isOfProvider({ scope }: Route): boolean {
  return typeof scope === 'function'
}

/** What somebody of a role must be told who comes to a route of that provider. */
function expectedRefusal(route: Route, role: Role, provider: string): number | undefined {
  const [person] = people.filter(({ memberships }) => memberships[0].role === role)
  const held: string = person?.memberships[0].scope ?? ''
  const isAllowed = roles[role].includes(route.permission)
  if (route.scope === 'anywhere') return isAllowed ? undefined : held === everywhere ? 403 : 404
  const wanted = isOfProvider(route) ? provider : everywhere
  if (held !== everywhere && held !== wanted) return 404
  return isAllowed ? undefined : 403
}

/** What a program must be told that may do these things in one provider. */
function expectedOfKey(route: Route, held: readonly Permission[]): number | undefined {
  const isAllowed = held.includes(route.permission)
  if (route.scope === 'anywhere') return isAllowed ? undefined : 404
  if (route.scope === 'everywhere' || isOfAward(route)) return 404
  return isAllowed ? undefined : 403
}

/** Whose provider stands in the id, which in these addresses is of nobody. */
function isOfAward({ path, scope }: Route): boolean {
  return typeof scope === 'function' && !path.includes(':provider')
}

/** A key with these permissions; or one with all of them, changed for a token with these. */
async function bearerOf(kind: 'key' | 'token', held: readonly Permission[]): Promise<string> {
  const body = { name: 'Register', permissions: kind === 'key' ? held : roles.owner }
  const made = await city.api('POST', `/providers/${ownProvider}/api-keys`, { body })
  const { id, key } = z.looseObject({ id: z.string(), key: z.string() }).parse(made.body)
  if (kind === 'key') return key
  const answer = await city.ask('/api/v1/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: key,
      scope: held.join(' '),
    }).toString(),
  })
  return z.looseObject({ access_token: z.string() }).parse(answer.body).access_token
}

const sendTo = (session: ConsoleSession, route: Route, address: string) =>
  route.method === 'GET' ? session.get(address) : session.post(address)

describe('every way into the console and the API', () => {
  test('is declared with a permission that there is, and there are as many as are mounted', () => {
    const all = [...routes.console, ...routes.api]
    const undeclared = all.filter(({ permission }) => !permissions.includes(permission))
    const names = all.map(({ method, path }) => `${method} ${path}`)
    expect(undeclared).toEqual([])
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(routes.console.length).toBeGreaterThanOrEqual(17)
    expect(routes.api.length).toBeGreaterThanOrEqual(10)
  })

  test('names the provider in its path wherever it is of one', () => {
    const nameless = [...routes.console, ...routes.api].filter(
      ({ path, scope }) =>
        typeof scope === 'function' && scope.name === 'inProvider' && !path.includes(':provider'),
    )
    expect(nameless.map(({ path }) => path)).toEqual([])
  })

  test('of the console is closed to who has not signed in', async () => {
    const open: string[] = []
    for (const route of routes.console) {
      const { status, headers } = await city.ask(addressIn(route, ownProvider), {
        method: route.method,
        headers: { Origin: cityUrl },
      })
      const isLed = status === 303 && headers.get('Location')?.startsWith('/staff/sign-in')
      if (!isLed) open.push(`${route.method} ${route.path}: ${status}`)
    }
    expect(open).toEqual([])
  })

  test('of the API is closed to who has no key', async () => {
    const open: string[] = []
    for (const route of routes.api) {
      const { status } = await city.ask(addressIn(route, ownProvider), { method: route.method })
      if (status !== 401) open.push(`${route.method} ${route.path}: ${status}`)
    }
    expect(open).toEqual([])
  })

  test.each(Object.keys(roles) as Role[])(
    'lets in a person with the role %s where the table says so, and nowhere else',
    async (role) => {
      const session = sessions.get(role)
      if (session === undefined) throw new Error(`nobody has the role ${role}`)
      const wrong: string[] = []
      for (const route of routes.console) {
        const providers = isOfProvider(route) ? [ownProvider, otherProvider] : [ownProvider]
        for (const provider of providers) {
          const refusal = expectedRefusal(route, role, provider)
          // who is let in may find nothing behind these ids: only what is refused is sent with a form
          if (refusal === undefined && route.method !== 'GET') continue
          const { status } = await sendTo(session, route, addressIn(route, provider))
          const isRight =
            refusal === undefined ? status < 400 || hasOtherIds(route) : status === refusal
          if (!isRight) wrong.push(`${route.method} ${route.path} at ${provider}: ${status}`)
        }
      }
      expect(wrong).toEqual([])
    },
  )

  test('of the API shows a key of one provider nothing of another, and nothing of the city', async () => {
    const wrong: string[] = []
    for (const route of routes.api.filter(({ scope }) => scope !== 'anywhere')) {
      const { status } = await city.ask(addressIn(route, ownProvider), {
        method: route.method,
        headers: { Authorization: `Bearer ${keyOfOther}` },
      })
      if (status !== 404) wrong.push(`${route.method} ${route.path}: ${status}`)
    }
    expect(wrong).toEqual([])
  })

  test.each(['key', 'token'] as const)(
    'of the API lets in a %s with the permission that is asked for, and none with all others',
    async (kind) => {
      const wrong: string[] = []
      for (const permission of new Set(routes.api.map((route) => route.permission))) {
        const asked = routes.api.filter((route) => route.permission === permission)
        const others = roles.owner.filter((other) => other !== permission)
        const ways = roles.owner.includes(permission) ? [[permission], others] : [others]
        for (const held of ways) {
          const bearer = await bearerOf(kind, held)
          const tryOne = async (route: Route) => {
            const refusal = expectedOfKey(route, held)
            // who is let in may find nothing behind these ids: what could do something is not sent
            if (refusal === undefined && route.method !== 'GET') return
            const { status } = await city.ask(addressIn(route, ownProvider), {
              method: route.method,
              headers: { Authorization: `Bearer ${bearer}` },
            })
            const isRight =
              refusal === undefined ? ![401, 403].includes(status) : status === refusal
            if (!isRight) wrong.push(`${held}: ${route.method} ${route.path}: ${status}`)
          }
          await Promise.all(asked.map(tryOne))
        }
      }
      expect(wrong).toEqual([])
    },
  )

  test('takes no form of the console without its token', async () => {
    const session = sessions.get('city-admin')
    const open: string[] = []
    for (const route of routes.console.filter(({ method }) => method !== 'GET')) {
      const answer = await session?.post(addressIn(route, ownProvider), { csrf: 'forged' })
      if (answer?.status !== 403) open.push(`${route.method} ${route.path}: ${answer?.status}`)
    }
    expect(open).toEqual([])
  })
})

function hasOtherIds({ path }: Route): boolean {
  return /:(?!provider\b)\w+/.test(path)
}
