import type { Reader } from '../../shared/node/database/database.ts'
import { findAccount } from '../../shared/server/staff/account-store.ts'

/** Names of people of the staff by what the records call them; a program is called as it is. */
export async function actorNames(
  reader: Reader,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(actors)]
  const names = await Promise.all(
    distinct.map(async (actor) => {
      const [, id] = /^staff:(.+)$/.exec(actor) ?? []
      const account = id === undefined ? undefined : await findAccount(reader, id)
      return [actor, account?.name ?? actor] as const
    }),
  )
  return new Map(names)
}
