import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import type { Permission } from '../staff/roles.ts'
import { awardGroupRoutes } from './award-group-console.ts'
import {
  area,
  base,
  groupHref,
  groupRoute,
  one,
  type Refused,
  told,
} from './group-console-parts.ts'
import {
  type GroupPorts,
  getGroup,
  memberOf,
  newGroup,
  unknownGroup,
  zGroupName,
} from './group-request.ts'
import {
  addGroup,
  addMembers,
  countMembers,
  listGroups,
  listMembers,
  removeGroup,
  removeMember,
} from './group-store.ts'
import { maxPeopleAtOnce, readPeople } from './people-lines.ts'

const zNewGroup = z.strictObject({ name: zGroupName, people: z.string().max(100_000).default('') })

type Visit = RouteVisit<Permission, GroupPorts>

/** Named lists of people at the console, and awards to all of one. */
export function groupConsoleRoutes(ports: GroupPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  return [
    groupRoute('GET', base, bound(listPage)),
    groupRoute('POST', base, bound(makeGroup)),
    groupRoute('GET', one, bound(groupPage)),
    groupRoute('POST', `${one}/people`, bound(addPeople)),
    groupRoute('POST', `${one}/people/:member/remove`, bound(takeOut)),
    groupRoute('GET', `${one}/remove`, bound(askRemoval)),
    groupRoute('POST', `${one}/remove`, bound(remove)),
    ...awardGroupRoutes(ports),
  ]
}

async function listPage({ request, response, ports }: Visit, refused?: Refused) {
  const { database } = ports
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

async function makeGroup(visit: Visit) {
  const { request, response, ports } = visit
  const form = zNewGroup.safeParse(request.body)
  const { people, faultyLines } = readPeople(form.data?.people ?? '')
  const errors = {
    ...(!form.success && { name: translate('en', 'console.groups.error.name') }),
    ...peopleError(people.length, faultyLines),
  }
  if (!form.success || Object.keys(errors).length > 0) {
    return listPage(visit, { values: request.body, errors })
  }
  const group = newGroup(inProvider(request), form.data.name, ports)
  await ports.database.transact(async (tx) => {
    await addGroup(tx, group)
    await addMembers(tx, people.map(memberOf(group)))
  })
  response.redirect(303, groupHref(group))
}

async function groupPage({ request, response, ports }: Visit, refused?: Refused) {
  const group = await getGroup(request, ports)
  consolePage(
    response,
    'groups/group.njk',
    {
      href: groupHref(group),
      back: `/console/p/${group.provider}/groups`,
      members: await listMembers(ports.database.reader, group),
      ...told(refused),
    },
    { title: group.name, area, ...(refused && { status: 400 }) },
  )
}

async function addPeople(visit: Visit) {
  const { request, response, ports } = visit
  const group = await getGroup(request, ports)
  const { people, faultyLines } = readPeople(String(request.body.people ?? ''))
  const errors =
    people.length === 0 && faultyLines.length === 0
      ? { people: translate('en', 'console.groups.error.nobody') }
      : peopleError(people.length, faultyLines)
  if (Object.keys(errors).length > 0) {
    return groupPage(visit, { values: request.body, errors })
  }
  await ports.database.transact((tx) => addMembers(tx, people.map(memberOf(group))))
  response.redirect(303, groupHref(group))
}

async function takeOut({ request, response, ports }: Visit) {
  const { database } = ports
  const group = await getGroup(request, ports)
  const members = await listMembers(database.reader, group)
  const member = members.find(({ id }) => id === request.params.member)
  if (member === undefined) throw unknownGroup()
  await database.transact((tx) => removeMember(tx, member))
  const text = translate('en', 'console.groups.taken-out', { who: member.name ?? member.email })
  await redirectWith(response, groupHref(group), { text }, ports)
}

async function askRemoval({ request, response, ports }: Visit) {
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

async function remove({ request, response, ports }: Visit) {
  const group = await getGroup(request, ports)
  await ports.database.transact((tx) => removeGroup(tx, group))
  const text = translate('en', 'console.groups.removed', { group: group.name })
  await redirectWith(response, `/console/p/${group.provider}/groups`, { text }, ports)
}

function peopleError(count: number, faultyLines: readonly number[]): Record<string, string> {
  if (count > maxPeopleAtOnce) {
    return { people: translate('en', 'console.groups.error.many', { most: maxPeopleAtOnce }) }
  }
  if (faultyLines.length === 0) return {}
  const lines = faultyLines.slice(0, 10).join(', ')
  return { people: translate('en', 'console.groups.error.lines', { lines }) }
}
