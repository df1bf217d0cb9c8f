import { z } from 'zod'
import { languages } from '../../shared/i18n/messages.ts'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actorIn } from '../actor.ts'
import { awardIdOf } from '../awards/award.ts'
import type { Permission } from '../staff/roles.ts'
import { awardGroup } from './award-group.ts'
import {
  type GroupPorts,
  getGroup,
  memberOf,
  newGroup,
  readyNewest,
  zGroupAward,
  zGroupName,
} from './group-request.ts'
import { addGroup, addMembers, countMembers, listGroups, listMembers } from './group-store.ts'
import { maxPeopleAtOnce } from './people-lines.ts'

const api = '/api/v1/providers/:provider/groups'

const zPerson = z.strictObject({
  email: z.email().max(254),
  name: z.string().max(200).optional(),
  /** In which the badge is offered, where it has it. */
  language: z.enum(languages).optional(),
})
const zPeople = z.array(zPerson).max(maxPeopleAtOnce)
const zNewGroupBody = z.strictObject({ name: zGroupName, people: zPeople.default([]) })

const zMade = z.object({ id: z.string(), name: z.string() })
const zMember = zPerson.extend({ id: z.string() })

type Visit = RouteVisit<Permission, GroupPorts>

/** Named lists of people for programs, and awards to all of one. */
export function groupApiRoutes(ports: GroupPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const common = { permission: 'award.make', scope: inProvider, errors: 'problem' } as const
  return [
    {
      method: 'GET',
      path: api,
      ...common,
      description: {
        tag: 'groups',
        summary: 'List groups of people',
        answer: z.object({ groups: z.array(zMade.extend({ people: z.int() })) }),
      },
      handler: bound(list),
    },
    {
      method: 'POST',
      path: api,
      ...common,
      description: {
        tag: 'groups',
        summary: 'Make a group of people',
        body: zNewGroupBody,
        answer: zMade,
        status: 201,
        takesIdempotencyKey: true,
      },
      handler: bound(make),
    },
    {
      method: 'GET',
      path: `${api}/:group`,
      ...common,
      description: {
        tag: 'groups',
        summary: 'See the people of a group',
        answer: zMade.extend({ people: z.array(zMember) }),
      },
      handler: bound(read),
    },
    {
      method: 'POST',
      path: `${api}/:group/award`,
      ...common,
      description: {
        tag: 'groups',
        summary: 'Award a badge to a group',
        body: zGroupAward,
        answer: z.object({ awards: z.array(z.string()) }),
        status: 201,
        takesIdempotencyKey: true,
      },
      handler: bound(award),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const { database } = ports
  const provider = inProvider(request)
  const groups = await listGroups(database.reader, provider)
  const counts = await countMembers(database.reader, provider)
  response.set('Cache-Control', 'no-store').json({
    groups: groups.map(({ id, name }) => ({ id, name, people: counts.get(id) ?? 0 })),
  })
}

async function make({ request, response, ports }: Visit) {
  const { name, people } = parseBody(zNewGroupBody, request.body)
  const group = newGroup(inProvider(request), name, ports)
  const members = people.map((person) => ({
    email: person.email.toLowerCase(),
    name: person.name ?? null,
    language: person.language ?? null,
  }))
  const { body } = await runOnce(ports, request, response, async (tx) => {
    await addGroup(tx, group)
    await addMembers(tx, members.map(memberOf(group)))
    return { status: 201, body: { id: group.id, name } }
  })
  response.status(201).set('Cache-Control', 'no-store').json(body)
}

async function read({ request, response, ports }: Visit) {
  const group = await getGroup(request, ports)
  const members = await listMembers(ports.database.reader, group)
  response.set('Cache-Control', 'no-store').json({
    id: group.id,
    name: group.name,
    people: members.map(({ id, email, name, language }) => ({
      id,
      email,
      ...(name && { name }),
      ...(language && { language }),
    })),
  })
}

async function award({ request, response, access, ports }: Visit) {
  const group = await getGroup(request, ports)
  const { members, ...asked } = parseBody(zGroupAward, request.body)
  const actor = actorIn(access, group.provider)
  const chosen = members && new Set(members)
  const { body } = await runOnce(ports, request, response, async (tx) => {
    const awards = await awardGroup(tx, { ...asked, group, actor, members: chosen }, ports)
    return { status: 201, body: { awards: awards.map(awardIdOf) } }
  })
  await readyNewest(group.provider, asked.badge, ports)
  response.status(201).set('Cache-Control', 'no-store').json(body)
}
