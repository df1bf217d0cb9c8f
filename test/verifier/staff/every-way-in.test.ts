import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseDatabaseLocation } from '../../../shared/node/database/location.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../../shared/node/logger.ts'
import { everywhere } from '../../../shared/server/access.ts'
import { createApiKeyStore } from '../../../shared/server/api/api-keys.ts'
import type { GuardedRoute } from '../../../shared/server/guarded-routes.ts'
import { demonstrationStaff, quaysideCycles } from '../../../verifier/demo/demonstration-staff.ts'
import { apiRoutes, consoleRoutes } from '../../../verifier/guarded-routes.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { openServices } from '../../../verifier/services.ts'
import { type Permission, permissions, type Role, roles } from '../../../verifier/staff/roles.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, hostSlug, type PersonEmail, signInAs } from '../console-session.ts'
import { createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'

const otherSlug = quaysideCycles.slug
const keyOfOther = 'key-of-quayside-cycles-0123456789-abcdefghij'

let verifier: TestVerifier
let routes: { console: GuardedRoute<Permission>[]; api: GuardedRoute<Permission>[] }
const sessions = new Map<Role, ConsoleSession>()
const closing: (() => Promise<void> | void)[] = []

/** One person for each role. Who has a role in an organisation has it in the first one alone. */
const people = demonstrationStaff(hostSlug).filter(
  ({ memberships }) => memberships[0]?.scope !== otherSlug,
)

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  const city = await createCity()
  const whenDone = (close: () => Promise<void> | void) => void closing.push(close)
  verifier = await startTestVerifier({ city, change: { demo: true }, whenDone })
  const services = await openServices(
    {
      ...verifier.config,
      database: `${folder}/routes.sqlite`,
      agentDatabase: `${folder}/routes-agent.sqlite`,
      keyEncryptionKey: generateKeyEncryptionKey(),
    },
    {
      clock: city.world.clock,
      random: (byteCount) => crypto.getRandomValues(new Uint8Array(byteCount)),
      fetch: city.fetch,
      logger: createLogger({ name: 'verifier', level: 'silent' }),
    },
  )
  routes = { console: consoleRoutes(services), api: apiRoutes(services) }
  await services.close()
  await addKeyOfOther()
  for (const { email, memberships } of people) {
    // sound: the list of emails is that of the demonstration's people, each with one role
    const [membership] = memberships
    if (membership) sessions.set(membership.role, await signInAs(verifier, email as PersonEmail))
  }
})

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

async function addKeyOfOther(): Promise<void> {
  const database = await openDatabase(
    parseDatabaseLocation(verifier.config.database),
    verifierSchema,
  )
  const store = createApiKeyStore({ database, clock: () => new Date() })
  await store.add({ id: 'cycles', name: 'Cycles', provider: otherSlug, text: keyOfOther })
  await database.close()
}

type Route = GuardedRoute<Permission>

/** The address of a route in an organisation; other ids in it are of nothing that there is. */
function addressIn(route: Route, organisation: string): string {
  return route.path.replace(':organisation', organisation).replaceAll(/:\w+/g, randomUUID())
}

function isOfOrganisation({ scope }: Route): boolean {
  return typeof scope === 'function'
}

/** What somebody of a role must be told who comes to a route of that organisation. */
function expectedRefusal(route: Route, role: Role, organisation: string): number | undefined {
  const held = role === 'host-admin' ? everywhere : hostSlug
  const isAllowed = roles[role].includes(route.permission)
  if (route.scope === 'anywhere') return isAllowed ? undefined : held === everywhere ? 403 : 404
  const wanted = isOfOrganisation(route) ? organisation : everywhere
  if (held !== everywhere && held !== wanted) return 404
  return isAllowed ? undefined : 403
}

/** What a program must be told that may do these things in the first organisation. */
function expectedOfKey(route: Route, held: readonly Permission[]): number | undefined {
  const isAllowed = held.includes(route.permission)
  if (route.scope === 'anywhere') return isAllowed ? undefined : 404
  if (route.scope === 'everywhere') return 404
  return isAllowed ? undefined : 403
}

/** A key with these permissions; or one with all of them, changed for a token with these. */
async function bearerOf(kind: 'key' | 'token', held: readonly Permission[]): Promise<string> {
  const made = await verifier.api(`/api/v1/organisations/${hostSlug}/api-keys`, {
    json: { name: 'Register', permissions: kind === 'key' ? held : roles.owner },
  })
  const { id, key } = z.looseObject({ id: z.string(), key: z.string() }).parse(await made.json())
  if (kind === 'key') return key
  const answer = await fetch(`${verifier.url}/api/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: key,
      scope: held.join(' '),
    }),
  })
  return z.looseObject({ access_token: z.string() }).parse(await answer.json()).access_token
}

const withKey = (key: string, route: Route, address: string) =>
  fetch(`${verifier.url}${address}`, {
    method: route.method,
    headers: { Authorization: `Bearer ${key}` },
  })

describe('every way into the console and the API', () => {
  test('is declared once, with a permission that there is, and names the organisation that it is of', () => {
    const all = [...routes.console, ...routes.api]
    const names = all.map(({ method, path }) => `${method} ${path}`)
    expect(all.filter(({ permission }) => !permissions.includes(permission))).toEqual([])
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(
      all.filter((route) => isOfOrganisation(route) !== route.path.includes(':organisation')),
    ).toEqual([])
    expect(routes.console.length).toBeGreaterThanOrEqual(17)
    expect(routes.api.length).toBeGreaterThanOrEqual(10)
  })

  test('of the console is closed to who has not signed in', async () => {
    const open: string[] = []
    for (const route of routes.console) {
      const { status, headers } = await fetch(`${verifier.url}${addressIn(route, hostSlug)}`, {
        method: route.method,
        redirect: 'manual',
        headers: { Origin: verifier.config.publicUrl },
      })
      const isLed = status === 303 && headers.get('Location')?.startsWith('/staff/sign-in')
      if (!isLed) open.push(`${route.method} ${route.path}: ${status}`)
    }
    expect(open).toEqual([])
  })

  test('of a demonstration’s mail is open to all', async () => {
    const { status } = await fetch(`${verifier.url}/demo/mailbox`)
    expect(status).toBe(200)
  })

  test('of the API is closed to who has no key', async () => {
    const open: string[] = []
    for (const route of routes.api) {
      const { status } = await withKey('', route, addressIn(route, hostSlug))
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
        const organisations = isOfOrganisation(route) ? [hostSlug, otherSlug] : [hostSlug]
        for (const organisation of organisations) {
          const refusal = expectedRefusal(route, role, organisation)
          // who is let in may find nothing behind these ids: only what is refused is sent with a form
          if (refusal === undefined && route.method !== 'GET') continue
          const address = addressIn(route, organisation)
          const { status } = await (route.method === 'GET'
            ? session.get(address)
            : session.post(address))
          const isRight =
            refusal === undefined ? status < 400 || hasOtherIds(route) : status === refusal
          if (!isRight) wrong.push(`${route.method} ${route.path} at ${organisation}: ${status}`)
        }
      }
      expect(wrong).toEqual([])
    },
  )

  test('of the API shows a key of one organisation nothing of another, and nothing of the host', async () => {
    const wrong: string[] = []
    for (const route of routes.api.filter(({ scope }) => scope !== 'anywhere')) {
      const { status } = await withKey(keyOfOther, route, addressIn(route, hostSlug))
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
          for (const route of asked) {
            const refusal = expectedOfKey(route, held)
            // who is let in may find nothing behind these ids: what could do something is not sent
            if (refusal === undefined && route.method !== 'GET') continue
            const { status } = await withKey(bearer, route, addressIn(route, hostSlug))
            const isRight =
              refusal === undefined ? ![401, 403].includes(status) : status === refusal
            if (!isRight) wrong.push(`${held}: ${route.method} ${route.path}: ${status}`)
          }
        }
      }
      expect(wrong).toEqual([])
    },
  )

  test('takes no form of the console without its token', async () => {
    const session = sessions.get('host-admin')
    const open: string[] = []
    for (const route of routes.console.filter(({ method }) => method !== 'GET')) {
      const answer = await session?.post(addressIn(route, hostSlug), { csrf: 'forged' })
      if (answer?.status !== 403) open.push(`${route.method} ${route.path}: ${answer?.status}`)
    }
    expect(open).toEqual([])
  })
})

function hasOtherIds({ path }: Route): boolean {
  return /:(?!organisation\b)\w+/.test(path)
}
