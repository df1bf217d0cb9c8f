import { isAppError } from '../../../errors/app-error.ts'
import { translate } from '../../../i18n/catalogue.ts'
import type { Access, Scope } from '../../access.ts'
import { confirmPage, consolePage } from '../../console/console-page.ts'
import { redirectWith } from '../../console/flash.ts'
import type { GuardedRoute } from '../../guarded-routes.ts'
import { type RoomVisit, roomRoutes } from '../../room-routes.ts'
import { type FormFault, faultsModel, fieldOf } from '../../staff/staff-page.ts'
import type { ApiKeyRow } from '../api-schema.ts'
import { configuredApiKeyId } from '../configured-api-key.ts'
import type { KeyInput } from './api-key.ts'
import type { ApiKeyPorts } from './key-ports.ts'
import { getKey, makeKey, newKey, revokeKey } from './key-store.ts'
import { readKeys } from './keys-page.ts'

const area = 'keys'
const pageSize = 50
const title = translate('en', 'console.keys.title')

/** How long a key may work, in days; none: until it is revoked. */
const lives = ['30', '90', '365', 'none'] as const

type Form = { name: string; permissions: readonly string[]; days: string; faults?: FormFault[] }

type Visit = RoomVisit<ApiKeyPorts>

/**
 * The pages of API keys.
 * @param room.path with a parameter where the room is of a part of the application
 * @param room.apiPage the page that tells what the API can do
 */
export function keyConsoleRoutes<Permission extends string>(
  ports: ApiKeyPorts,
  room: { path: string; permission: Permission; apiPage: string },
): GuardedRoute<Permission>[] {
  const route = roomRoutes({ ...room, errors: 'page' }, ports)
  return [
    route('GET', '', (visit) => list(visit, room)),
    route('GET', '/new', (visit) => formPage(visit, { name: '', permissions: [], days: '365' })),
    route('POST', '', make),
    route('GET', '/:key/revoke', askToRevoke),
    route('POST', '/:key/revoke', revoke),
  ]
}

async function list(
  { request, response, scope, path, ports }: Visit,
  { apiPage }: { apiPage: string },
) {
  const { cursor: asked } = request.query
  const cursor = typeof asked === 'string' ? asked : undefined
  const { items, nextCursor } = await readKeys({ scope, cursor, limit: pageSize }, ports)
  const now = ports.clock().toISOString()
  const model = {
    path,
    apiPage,
    keys: items.map((row) => keyRow(row, scope, now, ports)),
    more: nextCursor && `${path}?cursor=${encodeURIComponent(nextCursor)}`,
  }
  consolePage(response, 'api-keys/keys.njk', model, { title, area })
}

async function make(visit: Visit) {
  const { request, response, scope, path, access, ports } = visit
  const name = fieldOf(request.body, 'name').trim()
  const days = fieldOf(request.body, 'days')
  const permissions = grantable(access, scope, ports).filter(
    (permission) => fieldOf(request.body, `can-${permission}`) === 'on',
  )
  const faults = faultsOfForm({ name, permissions, days })
  if (faults.length > 0) return formPage(visit, { name, permissions, days, faults })
  const input: KeyInput = { name, permissions: [...permissions], ...endIn(days, ports.clock()) }
  const { id, text } = newKey()
  try {
    await ports.database.transact((tx) => makeKey(tx, { input, scope, access, id, text }, ports))
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    const fault = { field: 'name', text: translate('en', 'console.keys.error.many') }
    return formPage(visit, { name, permissions, days, faults: [fault] })
  }
  // shown once and not kept: whoever has it can use it
  const page = { title: translate('en', 'console.keys.made'), area, status: 201 }
  consolePage(response, 'api-keys/key-made.njk', { path, id, text }, page)
}

async function askToRevoke({ request, response, scope, path, ports }: Visit) {
  const { id, name } = await getKey(ports.database.reader, scope, String(request.params.key))
  confirmPage(response, {
    title: translate('en', 'console.keys.revoke-title', { name }),
    text: translate('en', 'console.keys.revoke-text'),
    action: `${path}/${id}/revoke`,
    button: translate('en', 'console.keys.revoke-button'),
    back: path,
    area,
  })
}

async function revoke({ request, response, scope, path, access: { actorId }, ports }: Visit) {
  const id = String(request.params.key)
  await ports.database.transact((tx) => revokeKey(tx, { id, scope, actorId }, ports))
  ports.forgetKeys()
  const text = translate('en', 'console.keys.revoked')
  await redirectWith(response, path, { text }, ports)
}

function formPage({ response, scope, path, access, ports }: Visit, form: Form): void {
  const faults = form.faults ?? []
  const model = {
    ...faultsModel(faults),
    path,
    name: form.name,
    permissions: grantable(access, scope, ports).map((permission) => ({
      name: `can-${permission}`,
      value: 'on',
      text: ports.permissionName(permission),
      checked: form.permissions.includes(permission),
    })),
    lives: lives.map((value) => ({ value, text: lifeText(value), checked: value === form.days })),
  }
  const page = { title: translate('en', 'console.keys.make'), area }
  const status = faults.length > 0 ? 422 : 200
  consolePage(response, 'api-keys/key-new.njk', model, { ...page, status })
}

/** What somebody can let a key do there: no more than they can. */
function grantable(access: Access, scope: Scope, { permissionsIn }: ApiKeyPorts): string[] {
  return permissionsIn(scope).filter((permission) => access.can(permission, scope))
}

function faultsOfForm({ name, permissions, days }: Omit<Form, 'faults'>): FormFault[] {
  const faults: FormFault[] = []
  if (name === '' || name.length > 100) {
    faults.push({ field: 'name', text: translate('en', 'console.keys.error.name') })
  }
  if (permissions.length === 0) {
    faults.push({ field: 'permissions', text: translate('en', 'console.keys.error.permissions') })
  }
  if (!lives.some((life) => life === days)) {
    faults.push({ field: 'days', text: translate('en', 'console.keys.error.end') })
  }
  return faults
}

function endIn(days: string, now: Date): { expiresAt?: string } {
  if (days === 'none') return {}
  return { expiresAt: new Date(now.getTime() + Number(days) * 86_400_000).toISOString() }
}

function lifeText(life: (typeof lives)[number]): string {
  if (life === 'none') return translate('en', 'console.keys.for-good')
  return translate('en', 'console.keys.days', { count: Number(life) })
}

function keyRow(row: ApiKeyRow, scope: Scope, now: string, ports: ApiKeyPorts) {
  const { id, name, hint, permissions, usedOn, expiresAt } = row
  // sound: written from a list of texts
  const held = permissions === null ? undefined : (JSON.parse(permissions) as string[])
  return {
    id,
    name,
    hint,
    may: (held ?? ports.permissionsIn(scope)).map(ports.permissionName).join(', '),
    usedOn,
    expiresAt,
    hasExpired: expiresAt !== null && expiresAt <= now,
    isConfigured: id === configuredApiKeyId,
  }
}
