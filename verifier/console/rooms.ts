import type { Request, Response } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import { type Access, everywhere, type Scope } from '../../shared/server/access.ts'
import { createConsoleAccess, type Rooms } from '../../shared/server/console/read-shell.ts'
import { showAs } from '../organisations/look.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { navigation } from './navigation.ts'

/** `/console/host/…`, and `/console/o/:organisation/…` for each organisation. */
export function createRooms(organisations: Pick<OrganisationStore, 'find'>): Rooms<Permission> {
  return {
    scopeOf(path) {
      if (/^\/console\/host(\/|$)/.test(path)) return everywhere
      return /^\/console\/o\/([^/]+)/.exec(path)?.[1]
    },
    hrefOf: roomHref,
    async findName(scope) {
      if (scope === everywhere) return translate('en', 'employer.host')
      return (await organisations.find(scope))?.name
    },
    areasOf: (scope) =>
      navigation.filter(({ room }) => room === (scope === everywhere ? 'host' : 'organisation')),
  }
}

/** Who may what at the console; beside it, what surrounds the page, and the hue of its room. */
export function createEmployerAccess(organisations: Pick<OrganisationStore, 'find'>) {
  const rooms = createRooms(organisations)
  const findAccess = createConsoleAccess(rooms)
  return async (request: Request, response: Response): Promise<Access<Permission>> => {
    const access = await findAccess(request, response)
    const scope = rooms.scopeOf(request.path)
    // to others it is not there, and so has no hue
    const isOpen = scope !== undefined && access.can('read', scope)
    const room = isOpen ? await organisations.find(scope) : undefined
    if (room !== undefined) showAs(response, room)
    return access
  }
}

export function roomHref(scope: Scope): string {
  return scope === everywhere ? '/console/host' : `/console/o/${scope}`
}
