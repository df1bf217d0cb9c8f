import type { Request, Response } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import type { Access } from '../../shared/server/access.ts'
import { everywhere } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { badgeText } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import type { Permission } from '../staff/roles.ts'
import { type AccreditationRow, listAccreditations, scopeOf } from '../trust/accreditation-store.ts'
import { findOwnDomain } from './own-domain.ts'
import type { DomainCheck } from './provider.ts'
import {
  area,
  base,
  lineOf,
  one,
  type ProviderConsolePorts,
  pageRoute,
  providerIn,
  type Refused,
  type Route,
} from './provider-page.ts'
import { actsOf } from './provider-state-console.ts'
import { choicesOf } from './scope-form.ts'

/** The page of one provider, also with what was refused on it. */
export function roomPage(ports: ProviderConsolePorts) {
  const { reader } = ports.database
  const now = () => ports.clock().toISOString()

  return async (
    request: Request,
    response: Response,
    access: Access<Permission>,
    refused?: Refused,
  ) => {
    const provider = await providerIn(request, ports)
    const { slug } = provider
    const own = await findOwnDomain(provider, ports)
    const [rows, badges] = await Promise.all([
      listAccreditations(reader, slug),
      listBadges(reader, { provider: slug, limit: 500 }),
    ])
    const names = new Map(badges.map((badge) => [badge.slug, badgeText(badge.design, 'en').name]))
    const canManage = access.can('city.manage', everywhere)
    consolePage(
      response,
      'providers/provider-room.njk',
      {
        ...lineOf(provider),
        slug,
        reason: provider.stateReason,
        description: provider.description.en,
        did: provider.did,
        publicHref: `/providers/${slug}`,
        own: own && {
          url: own.url,
          document: JSON.stringify(own.document, null, 2),
          ...(provider.domain && checkLine(provider.domain)),
        },
        accreditations: rows.map((row) => accreditationLine(row, names, now())),
        choices: choicesOf(badges),
        hasBadges: badges.length > 0,
        canManage,
        acts: canManage ? actsOf(provider) : [],
        ...(refused ?? { values: {}, errors: {} }),
        hasErrors: refused !== undefined,
      },
      { title: provider.name.en, area, ...(refused && { status: 400 }) },
    )
  }
}

export function providerRoomRoutes(ports: ProviderConsolePorts): Route[] {
  const showOne = roomPage(ports)
  return [
    pageRoute('GET', one, 'read', (request, response, access) =>
      showOne(request, response, access),
    ),
  ]
}

/** What was there when it was looked at last. */
function checkLine({ state, checkedAt, okAt }: DomainCheck) {
  return {
    isRight: state === 'same',
    found: translate('en', `console.providers.domain.${state}`),
    checkedAt,
    ...(okAt !== undefined && { okAt }),
  }
}

function accreditationLine(row: AccreditationRow, names: ReadonlyMap<string, string>, now: string) {
  const { badges = [], layers = [], skills = [] } = scopeOf(row)
  const hasEnded = row.untilAt !== null && row.untilAt <= now
  return {
    what: [...badges.map((slug) => names.get(slug) ?? slug), ...layers, ...skills].join(', '),
    from: formatDate(row.fromAt, 'en'),
    ...(row.untilAt !== null && { until: formatDate(row.untilAt, 'en') }),
    hasEnded,
    href: `${base}/${row.provider}/accreditations/${row.id}`,
  }
}
