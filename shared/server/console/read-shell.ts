import type { Request, Response } from 'express'
import { type MessageKey, translate } from '../../i18n/catalogue.ts'
import type { Access, Scope } from '../access.ts'
import { findStaffAccess } from '../staff/signed-in.ts'
import type { ConsoleLink, ConsoleShell } from './shell.ts'

/** One area of a room, in the menu for whose role allows it. */
export type RoomArea<Permission extends string> = {
  /** What consolePage names. */
  area: string
  /** Below the room: `/badges` is at /console/p/harbour-youth/badges. */
  path: string
  text: MessageKey
  /** What there is to do, in one sentence for the front of the room. */
  about?: MessageKey
  /** What to say instead to those who may look there, and not do what it is for. */
  lookingOn?: { without: Permission; about: MessageKey }
  /** The heading that it stands under, with those beside it that name the same. */
  group?: MessageKey
  permission: Permission
}

/** The rooms of an application's console: one for each scope. */
export type Rooms<Permission extends string> = {
  /** Of the room that an address is in. */
  scopeOf(path: string): Scope | undefined
  hrefOf(scope: Scope): string
  /** Undefined where there is no such room. */
  findName(scope: Scope): Promise<string | undefined>
  /** What holds for all that is done in it. */
  findNotice?(scope: Scope): Promise<ConsoleShell['notice']>
  /** The menu, in the order of use. Groups where somebody only looks on come last. */
  areasOf(scope: Scope): readonly RoomArea<Permission>[]
}

/** Who may what at the console; beside it, what surrounds the page. */
export function createConsoleAccess<Permission extends string>(rooms: Rooms<Permission>) {
  return async (request: Request, response: Response): Promise<Access<Permission>> => {
    const access = findStaffAccess(request, response)
    response.locals.shell = await readShell(rooms.scopeOf(request.path), access, rooms)
    return access
  }
}

/** What surrounds a page of the console. */
export async function readShell<Permission extends string>(
  current: Scope | undefined,
  access: Access<Permission | 'read'>,
  rooms: Rooms<Permission>,
): Promise<ConsoleShell> {
  const own = access.scopesOf('read')
  const isOpen = current !== undefined && access.can('read', current)
  const linkTo = async (scope: Scope): Promise<ConsoleLink | undefined> => {
    const text = await rooms.findName(scope)
    return text === undefined ? undefined : { text, href: rooms.hrefOf(scope) }
  }
  const [room, ...others] = await Promise.all([
    isOpen ? linkTo(current) : undefined,
    ...own.filter((scope) => scope !== current).map(linkTo),
  ])
  const notice = isOpen ? await rooms.findNotice?.(current) : undefined
  return {
    ...(notice !== undefined && { notice }),
    ...(room !== undefined && { room }),
    rooms: others.filter((link) => link !== undefined),
    areas: isOpen ? areasFor(current, access, rooms) : [],
  }
}

function areasFor<Permission extends string>(
  scope: Scope,
  access: Access<Permission>,
  rooms: Rooms<Permission>,
): ConsoleShell['areas'] {
  // sound: what the menu says has no parameters
  const say = (key: MessageKey) => translate('en', key as Extract<MessageKey, 'console.title'>)
  const looksOn = ({ lookingOn }: RoomArea<Permission>) =>
    lookingOn !== undefined && !access.can(lookingOn.without, scope)
  const areas = rooms.areasOf(scope).filter(({ permission }) => access.can(permission, scope))
  const worksIn = new Set(areas.filter((one) => !looksOn(one)).map(({ group }) => group))
  // what somebody has come to do stands before what they may only look at
  return [true, false]
    .flatMap((works) => areas.filter(({ group }) => worksIn.has(group) === works))
    .map((one) => {
      const { area, path, text, group, lookingOn, ...said } = one
      const about = lookingOn && looksOn(one) ? lookingOn.about : said.about
      return {
        area,
        text: say(text),
        ...(about !== undefined && { about: say(about) }),
        ...(group !== undefined && { group: say(group) }),
        href: `${rooms.hrefOf(scope)}${path}`,
      }
    })
}
