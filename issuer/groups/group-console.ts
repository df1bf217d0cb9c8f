import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { once } from '../../shared/server/idempotency.ts'
import { actorIn } from '../actor.ts'
import { badgeText } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import type { Permission } from '../staff/roles.ts'
import { awardGroup } from './award-group.ts'
import {
  type GroupPorts,
  getGroup,
  memberOf,
  newGroup,
  readyNewest,
  unknownGroup,
  zGroupAward,
  zGroupName,
} from './group-request.ts'
import {
  addGroup,
  addMembers,
  countMembers,
  type GroupRow,
  listGroups,
  listMembers,
  removeGroup,
  removeMember,
} from './group-store.ts'
import { maxPeopleAtOnce, readPeople } from './people-lines.ts'

type Route = GuardedRoute<Permission>
type Handler = (
  request: Request,
  response: Response,
  access: Access<Permission>,
) => Promise<void> | void

const area = 'groups'
const base = '/console/p/:provider/groups'
const one = `${base}/:group`

const zNewGroup = z.strictObject({ name: zGroupName, people: z.string().max(100_000).default('') })

const groupHref = ({ provider, id }: Pick<GroupRow, 'provider' | 'id'>) =>
  `/console/p/${provider}/groups/${id}`

/** Named lists of people at the console, and awards to all of one. */
export function groupConsoleRoutes(ports: GroupPorts): Route[] {
  const route = (
    method: 'GET' | 'POST',
    path: string,
    permission: Permission,
    handler: Handler,
  ): Route => ({ method, path, permission, scope: inProvider, errors: 'page', handler })
  const { database } = ports

  const listPage = async (request: Request, response: Response, refused?: Refused) => {
    const provider = inProvider(request)
    const [groups, counts] = await Promise.all([
      listGroups(database.reader, provider),
      countMembers(database.reader, provider),
    ])
    consolePage(
      response,
      'groups/group-list.njk',
      {
        groups: groups.map((group) => ({
          href: groupHref(group),
          name: group.name,
          members: translate('en', 'console.groups.people', { count: counts.get(group.id) ?? 0 }),
        })),
        ...told(refused),
      },
      { title: translate('en', 'console.groups.title'), area, ...(refused && { status: 400 }) },
    )
  }

  const groupPage = async (request: Request, response: Response, refused?: Refused) => {
    const group = await getGroup(request, ports)
    consolePage(
      response,
      'groups/group.njk',
      {
        href: groupHref(group),
        back: `/console/p/${group.provider}/groups`,
        members: await listMembers(database.reader, group),
        ...told(refused),
      },
      { title: group.name, area, ...(refused && { status: 400 }) },
    )
  }

  const awardPage = async (request: Request, response: Response, refused?: Refused) => {
    const group = await getGroup(request, ports)
    const { provider } = group
    const badges = await listBadges(database.reader, { provider, limit: 500 })
    consolePage(
      response,
      'groups/award-group.njk',
      {
        href: groupHref(group),
        members: await listMembers(database.reader, group),
        badges: badges.map(({ slug, design }) => ({
          value: slug,
          text: badgeText(design, 'en').name,
        })),
        once: randomUUID(),
        sendsMail: ports.enqueueMail !== undefined,
        isFirst: refused === undefined,
        ...told(refused),
      },
      {
        title: translate('en', 'console.groups.award.title', { group: group.name }),
        area,
        ...(refused && { status: 400 }),
      },
    )
  }

  const makeGroup: Handler = async (request, response) => {
    const form = zNewGroup.safeParse(request.body)
    const { people, faultyLines } = readPeople(form.data?.people ?? '')
    const errors = {
      ...(!form.success && { name: translate('en', 'console.groups.error.name') }),
      ...peopleError(people.length, faultyLines),
    }
    if (!form.success || Object.keys(errors).length > 0) {
      return listPage(request, response, { values: request.body, errors })
    }
    const group = newGroup(inProvider(request), form.data.name, ports)
    await database.transact(async (tx) => {
      await addGroup(tx, group)
      await addMembers(tx, people.map(memberOf(group)))
    })
    response.redirect(303, groupHref(group))
  }

  const addPeople: Handler = async (request, response) => {
    const group = await getGroup(request, ports)
    const { people, faultyLines } = readPeople(String(request.body.people ?? ''))
    const errors =
      people.length === 0 && faultyLines.length === 0
        ? { people: translate('en', 'console.groups.error.nobody') }
        : peopleError(people.length, faultyLines)
    if (Object.keys(errors).length > 0) {
      return groupPage(request, response, { values: request.body, errors })
    }
    await database.transact((tx) => addMembers(tx, people.map(memberOf(group))))
    response.redirect(303, groupHref(group))
  }

  const takeOut: Handler = async (request, response) => {
    const group = await getGroup(request, ports)
    const members = await listMembers(database.reader, group)
    const member = members.find(({ id }) => id === request.params.member)
    if (member === undefined) throw unknownGroup()
    await database.transact((tx) => removeMember(tx, member))
    const text = translate('en', 'console.groups.taken-out', { who: member.name ?? member.email })
    await redirectWith(response, groupHref(group), { text }, ports)
  }

  const askRemoval: Handler = async (request, response) => {
    const group = await getGroup(request, ports)
    confirmPage(response, {
      title: translate('en', 'console.groups.remove.title', { group: group.name }),
      text: translate('en', 'console.groups.remove.text'),
      action: `${groupHref(group)}/remove`,
      button: translate('en', 'console.groups.remove'),
      back: groupHref(group),
      area,
    })
  }

  const remove: Handler = async (request, response) => {
    const group = await getGroup(request, ports)
    await database.transact((tx) => removeGroup(tx, group))
    const text = translate('en', 'console.groups.removed', { group: group.name })
    await redirectWith(response, `/console/p/${group.provider}/groups`, { text }, ports)
  }

  const award: Handler = async (request, response, access) => {
    const group = await getGroup(request, ports)
    const { badge = '', notify, once: key = '' } = request.body
    const members = Object.keys(request.body)
      .filter((name) => name.startsWith('m-'))
      .map((name) => name.slice(2))
    const asked = zGroupAward.safeParse({ badge, members, notify: notify === 'on' })
    const errors = {
      ...(!asked.success && { badge: translate('en', 'console.awards.error.badge') }),
      ...(members.length === 0 && { members: translate('en', 'console.groups.error.members') }),
    }
    const isKey = z.uuid().safeParse(key).success
    if (!asked.success || !isKey || Object.keys(errors).length > 0) {
      return awardPage(request, response, { values: request.body, errors })
    }
    const actor = actorIn(access, group.provider)
    const { data } = asked
    const kept = { scope: access.actorId, key, fingerprint: JSON.stringify({ group, data }) }
    try {
      const { body } = await once(ports, kept, async (tx) => {
        const awards = await awardGroup(
          tx,
          { ...data, group, actor, members: new Set(data.members) },
          ports,
        )
        return { status: 201, body: awards.length }
      })
      await readyNewest(group.provider, data.badge, ports)
      const text = translate('en', 'console.groups.awarded', { count: Number(body) })
      const to = `/console/p/${group.provider}/awards?badge=${data.badge}&state=offered`
      await redirectWith(response, to, { text }, ports)
    } catch (error) {
      if (!isAppError(error) || !['provider_inactive', 'badge_unknown'].includes(error.code)) {
        throw error
      }
      const text = translate('en', 'console.awards.error.inactive')
      await redirectWith(response, groupHref(group), { text, kind: 'problem' }, ports)
    }
  }

  return [
    route('GET', base, 'award.make', (request, response) => listPage(request, response)),
    route('POST', base, 'award.make', makeGroup),
    route('GET', one, 'award.make', (request, response) => groupPage(request, response)),
    route('POST', `${one}/people`, 'award.make', addPeople),
    route('POST', `${one}/people/:member/remove`, 'award.make', takeOut),
    route('GET', `${one}/remove`, 'award.make', askRemoval),
    route('POST', `${one}/remove`, 'award.make', remove),
    route('GET', `${one}/award`, 'award.make', (request, response) => awardPage(request, response)),
    route('POST', `${one}/award`, 'award.make', award),
  ]
}

type Refused = { values: Record<string, string>; errors: Record<string, string> }

function told(refused: Refused | undefined) {
  return {
    values: refused?.values ?? {},
    errors: refused?.errors ?? {},
    hasErrors: refused !== undefined,
  }
}

function peopleError(count: number, faultyLines: readonly number[]): Record<string, string> {
  if (count > maxPeopleAtOnce) {
    return { people: translate('en', 'console.groups.error.many', { most: maxPeopleAtOnce }) }
  }
  if (faultyLines.length === 0) return {}
  const lines = faultyLines.slice(0, 10).join(', ')
  return { people: translate('en', 'console.groups.error.lines', { lines }) }
}
