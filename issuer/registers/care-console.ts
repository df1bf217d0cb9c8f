import type { Request, Response } from 'express'
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
import { type RegisterContext, registerRoute } from './console-route.ts'
import { hasWalls } from './has-walls.ts'
import type { RegisterPorts } from './register-ports.ts'

const area = 'sessions'

/** Names of activities, what becomes of them, and their registers out of saved groups. */
export function careConsoleRoutes(ports: RegisterPorts): GuardedRoute<Permission>[] {
  const { database, clock } = ports
  const by = ({ actor }: RegisterContext) => ({ actor, at: clock().toISOString() })

  async function askName(response: Response, context: RegisterContext, given?: string) {
    const { name } = await getActivity(database.reader, context.key)
    confirmPage(response, {
      title: translate('en', 'console.sessions.rename'),
      text: translate('en', 'console.sessions.rename-text'),
      action: `${context.home}/rename`,
      button: translate('en', 'console.sessions.rename-button'),
      back: context.home,
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

  async function rename(request: Request, response: Response, context: RegisterContext) {
    const given = fieldOf(request.body, 'name')
    const name = zNewActivity.shape.name.safeParse(given)
    if (!name.success) return askName(response, context, given)
    const { key, home } = context
    await database.transact((tx) => renameActivity(tx, { key, name: name.data }, by(context)))
    const text = translate('en', 'console.sessions.renamed')
    await redirectWith(response, home, { text }, ports)
  }

  async function archive(_request: Request, response: Response, context: RegisterContext) {
    const { key, base, home } = context
    await database.transact((tx) => archiveActivity(tx, key, by(context)))
    const text = translate('en', 'console.sessions.archived')
    const undo = { action: `${home}/restore`, text: translate('en', 'console.sessions.restore') }
    await redirectWith(response, base, { text, undo }, ports)
  }

  async function restore(_request: Request, response: Response, context: RegisterContext) {
    await database.transact((tx) => restoreActivity(tx, context.key, by(context)))
    const text = translate('en', 'console.sessions.restored')
    await redirectWith(response, context.home, { text }, ports)
  }

  async function askToDelete(_request: Request, response: Response, context: RegisterContext) {
    const { name } = await getActivity(database.reader, context.key)
    confirmPage(response, {
      title: translate('en', 'console.sessions.delete-title', { name }),
      text: translate('en', 'console.sessions.delete-text'),
      action: `${context.home}/delete`,
      button: translate('en', 'console.sessions.delete-button'),
      back: context.home,
      area,
    })
  }

  async function remove(_request: Request, response: Response, context: RegisterContext) {
    const { key, base, home } = context
    try {
      const isOnWall = await hasWalls(key, ports)
      await database.transact((tx) => deleteActivity(tx, { key, hasWalls: isOnWall }, by(context)))
      const text = translate('en', 'console.sessions.deleted')
      await redirectWith(response, base, { text }, ports)
    } catch (error) {
      if (!isAppError(error) || error.code !== 'conflict') throw error
      const text = translate('en', 'console.sessions.not-deleted')
      await redirectWith(response, home, { text, kind: 'problem' }, ports)
    }
  }

  async function fill(request: Request, response: Response, context: RegisterContext) {
    const { key, home } = context
    const group = fieldOf(request.body, 'group')
    try {
      const count = await database.transact((tx) =>
        addGroupToRegister(tx, { key, group }, by(context)),
      )
      const text = translate('en', 'console.sessions.people-added', { count })
      await redirectWith(response, home, { text }, ports)
    } catch (error) {
      if (!isAppError(error) || error.code !== 'conflict') throw error
      const text = translate('en', 'console.sessions.people-too-many')
      await redirectWith(response, home, { text, kind: 'problem' }, ports)
    }
  }

  return [
    registerRoute('GET', '/:activity/rename', (_request, response, context) =>
      askName(response, context),
    ),
    registerRoute('POST', '/:activity/rename', rename),
    registerRoute('POST', '/:activity/archive', archive),
    registerRoute('POST', '/:activity/restore', restore),
    registerRoute('GET', '/:activity/delete', askToDelete),
    registerRoute('POST', '/:activity/delete', remove),
    registerRoute('POST', '/:activity/group', fill),
  ]
}
