import { translate } from '../../shared/i18n/catalogue.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { apiKeyEntity } from '../../shared/server/api/api-schema.ts'
import { findAccount } from '../../shared/server/staff/account-store.ts'

/** Names of people of the staff, and of the keys of programs, by what the records call them. */
export async function actorNames(
  reader: Reader,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(actors)]
  const names = await Promise.all(
    distinct.map(async (actor) => [actor, (await nameOf(actor, reader)) ?? actor] as const),
  )
  return new Map(names)
}

async function nameOf(actor: string, reader: Reader): Promise<string | undefined> {
  const [, kind, id] = /^(staff|api-key):(.+)$/.exec(actor) ?? []
  if (id === undefined) return undefined
  if (kind === 'staff') return (await findAccount(reader, id))?.name
  const key = await reader.findOneBy(apiKeyEntity, { id })
  return key === null ? undefined : translate('en', 'console.badges.by-key', { name: key.name })
}
