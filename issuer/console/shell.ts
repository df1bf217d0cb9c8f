import type { Request, Response } from 'express'
import { type MessageKey, translate } from '../../shared/i18n/catalogue.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { type Access, everywhere, type Scope } from '../../shared/server/access.ts'
import type { ConsoleLink, ConsoleShell } from '../../shared/server/console/console-page.ts'
import { findStaffAccess } from '../../shared/server/staff/signed-in.ts'
import { findProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { navigation } from './navigation.ts'

export type ShellPorts = { database: { reader: Reader }; cityName: string }

/** Who may what at the console; beside it, what surrounds the page. */
export function createConsoleAccess(ports: ShellPorts) {
  return async (request: Request, response: Response): Promise<Access<Permission>> => {
    const access = findStaffAccess(request, response)
    response.locals.shell = await readShell(scopeOf(request), access, ports)
    return access
  }
}

/** The room that an address is in: `/console/city/…`, `/console/p/:provider/…`. */
function scopeOf({ path }: Request): Scope | undefined {
  if (/^\/console\/city(\/|$)/.test(path)) return everywhere
  return /^\/console\/p\/([^/]+)/.exec(path)?.[1]
}

export function roomHref(scope: Scope): string {
  return scope === everywhere ? '/console/city' : `/console/p/${scope}`
}

/** What surrounds a page of the console. */
export async function readShell(
  current: Scope | undefined,
  access: Access<Permission>,
  { database, cityName }: ShellPorts,
): Promise<ConsoleShell> {
  const own = access.scopesOf('read')
  const isOpen = current !== undefined && access.can('read', current)
  const linkTo = (scope: Scope) => roomLink(scope, { reader: database.reader, cityName })
  const [room, ...rooms] = await Promise.all([
    isOpen ? linkTo(current) : undefined,
    ...own.filter((scope) => scope !== current).map(linkTo),
  ])
  return {
    ...(room !== undefined && { room }),
    rooms: rooms.filter((link) => link !== undefined),
    areas: isOpen ? areasOf(current, access) : [],
  }
}

async function roomLink(
  scope: Scope,
  { reader, cityName }: { reader: Reader; cityName: string },
): Promise<ConsoleLink | undefined> {
  if (scope === everywhere) return { text: cityName, href: roomHref(scope) }
  const provider = await findProvider(reader, scope)
  return provider && { text: provider.name.en, href: roomHref(scope) }
}

function areasOf(scope: Scope, access: Access<Permission>): ConsoleShell['areas'] {
  const room = scope === everywhere ? 'city' : 'provider'
  return navigation
    .filter((item) => item.room === room && access.can(item.permission, scope))
    .map(({ area, path, text }) => ({
      area,
      // sound: a label of the menu has no parameters
      text: translate('en', text as Extract<MessageKey, 'console.title'>),
      href: `${roomHref(scope)}${path}`,
    }))
}
