import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { once } from '../../shared/server/api/idempotency.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { actorIn } from '../actor.ts'
import { badgeText } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import type { Permission } from '../staff/roles.ts'
import { awardGroup } from './award-group.ts'
import {
  area,
  groupHref,
  groupRoute,
  type Handler,
  one,
  type Refused,
  told,
} from './group-console-parts.ts'
import { type GroupPorts, getGroup, readyNewest, zGroupAward } from './group-request.ts'
import { listMembers } from './group-store.ts'

/** A badge for all people of a group, or for those who are ticked. */
export function awardGroupRoutes(ports: GroupPorts): GuardedRoute<Permission>[] {
  const { database } = ports

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
    groupRoute('GET', `${one}/award`, (request, response) => awardPage(request, response)),
    groupRoute('POST', `${one}/award`, award),
  ]
}
