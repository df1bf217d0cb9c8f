import { translate } from '../../shared/i18n/catalogue.ts'
import { everywhere, type Scope } from '../../shared/server/access.ts'
import type { Rooms } from '../../shared/server/console/shell.ts'
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

export function roomHref(scope: Scope): string {
  return scope === everywhere ? '/console/host' : `/console/o/${scope}`
}
