import { translate } from '../../shared/i18n/catalogue.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { everywhere, type Scope } from '../../shared/server/access.ts'
import type { Rooms } from '../../shared/server/console/read-shell.ts'
import type { ConsoleShell } from '../../shared/server/console/shell.ts'
import type { Provider } from '../providers/provider.ts'
import { findProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { navigation } from './navigation.ts'

export type RoomPorts = { database: { reader: Reader }; cityName: () => string }

/** `/console/city/…`, and `/console/p/:provider/…` for each provider. */
export function createRooms({ database, cityName }: RoomPorts): Rooms<Permission> {
  return {
    scopeOf(path) {
      if (/^\/console\/city(\/|$)/.test(path)) return everywhere
      return /^\/console\/p\/([^/]+)/.exec(path)?.[1]
    },
    hrefOf: roomHref,
    async findName(scope) {
      if (scope === everywhere) return cityName()
      return (await findProvider(database.reader, scope))?.name.en
    },
    async findNotice(scope) {
      const provider = scope === everywhere ? undefined : await findProvider(database.reader, scope)
      return provider && noticeOf(provider)
    },
    areasOf: (scope) =>
      navigation.filter(({ room }) => room === (scope === everywhere ? 'city' : 'provider')),
  }
}

/** Why nothing can be awarded here, or not be checked by everybody. */
function noticeOf(provider: Provider): ConsoleShell['notice'] {
  const { slug, state, stateReason: reason, domain } = provider
  if (state !== 'active') {
    const text = translate('en', `console.room.${state}`)
    return { text, ...(reason !== undefined && { reason }) }
  }
  if (domain?.okAt === undefined || domain.state === 'same') return undefined
  return { text: translate('en', 'console.room.domain'), reason: `/providers/${slug}/did.json` }
}

export function roomHref(scope: Scope): string {
  return scope === everywhere ? '/console/city' : `/console/p/${scope}`
}
