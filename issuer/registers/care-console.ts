import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { confirmPage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { fieldOf } from '../../shared/server/staff/staff-page.ts'
import type { Permission } from '../staff/roles.ts'
import { zNewActivity } from './activity.ts'
import { getActivity } from './activity-store.ts'
import {
  addGroupToRegister,
  archiveActivity,
  deleteActivity,
  renameActivity,
  restoreActivity,
} from './care-for-activity.ts'
import { type RegisterVisit, registerRoutes } from './console-route.ts'
import { hasWalls } from './has-walls.ts'
import type { RegisterPorts } from './register-ports.ts'

const area = 'sessions'

type Visit = RegisterVisit<RegisterPorts>

/** Names of activities, what becomes of them, and their registers out of saved groups. */
export function careConsoleRoutes(ports: RegisterPorts): GuardedRoute<Permission>[] {
  const route = registerRoutes(ports)

  return [
    route('GET', '/:activity/rename', askName),
    route('POST', '/:activity/rename', rename),
    route('POST', '/:activity/archive', archive),
    route('POST', '/:activity/restore', restore),
    route('GET', '/:activity/delete', askToDelete),
    route('POST', '/:activity/delete', remove),
    route('POST', '/:activity/group', fill),
  ]
}

async function askName({ response, key, home, ports }: Visit, given?: string) {
  const { name } = await getActivity(ports.database.reader, key)
  confirmPage(response, {
    title: translate('en', 'console.sessions.rename'),
    text: translate('en', 'console.sessions.rename-text'),
    action: `${home}/rename`,
    button: translate('en', 'console.sessions.rename-button'),
    back: home,
    isHarmful: false,
    inputs: [
      {
        name: 'name',
        label: translate('en', 'console.sessions.name'),
        value: given ?? name,
        error: given === undefined ? undefined : translate('en', 'console.sessions.name-missing'),
      },
    ],
    area,
  })
}

async function rename(visit: Visit) {
  const { request, response, key, home, ports } = visit
  const given = fieldOf(request.body, 'name')
  const name = zNewActivity.shape.name.safeParse(given)
  if (!name.success) return askName(visit, given)

  await ports.database.transact((tx) => renameActivity(tx, { key, name: name.data }, by(visit)))
  const text = translate('en', 'console.sessions.renamed')
  await redirectWith(response, home, { text }, ports)
}

function by({ actor, ports }: Visit) {
  return { actor, at: ports.clock().toISOString() }
}

async function archive(visit: Visit) {
  const { response, key, base, home, ports } = visit
  await ports.database.transact((tx) => archiveActivity(tx, key, by(visit)))
  const text = translate('en', 'console.sessions.archived')
  const undo = { action: `${home}/restore`, text: translate('en', 'console.sessions.restore') }
  await redirectWith(response, base, { text, undo }, ports)
}

async function restore(visit: Visit) {
  const { response, key, home, ports } = visit
  await ports.database.transact((tx) => restoreActivity(tx, key, by(visit)))
  const text = translate('en', 'console.sessions.restored')
  await redirectWith(response, home, { text }, ports)
}

async function askToDelete({ response, key, home, ports }: Visit) {
  const { name } = await getActivity(ports.database.reader, key)
  confirmPage(response, {
    title: translate('en', 'console.sessions.delete-title', { name }),
    text: translate('en', 'console.sessions.delete-text'),
    action: `${home}/delete`,
    button: translate('en', 'console.sessions.delete-button'),
    back: home,
    area,
  })
}

async function remove(visit: Visit) {
  const { response, key, base, home, ports } = visit
  try {
    const isOnWall = await hasWalls(key, ports)
    await ports.database.transact((tx) =>
      deleteActivity(tx, { key, hasWalls: isOnWall }, by(visit)),
    )
    const text = translate('en', 'console.sessions.deleted')
    await redirectWith(response, base, { text }, ports)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    const text = translate('en', 'console.sessions.not-deleted')
    await redirectWith(response, home, { text, kind: 'problem' }, ports)
  }
}

async function fill(visit: Visit) {
  const { request, response, key, home, ports } = visit
  const group = fieldOf(request.body, 'group')
  try {
    const count = await ports.database.transact((tx) =>
      addGroupToRegister(tx, { key, group }, by(visit)),
    )
    const text = translate('en', 'console.sessions.people-added', { count })
    await redirectWith(response, home, { text }, ports)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    const text = translate('en', 'console.sessions.people-too-many')
    await redirectWith(response, home, { text, kind: 'problem' }, ports)
  }
}
