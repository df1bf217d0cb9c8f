import type { ApiKeyRow } from '../api-schema.ts'

/** So long a key that another node has ended may still be let in here. */
const rememberedMs = 2_000

const mostKeys = 1_000

/** Living keys that were looked up a moment ago: a busy client is not looked up for each of its requests. */
export type KeyMemory = {
  read(name: string, find: () => Promise<ApiKeyRow | null>): Promise<ApiKeyRow | null>
  /** Forgets all, and what is being looked up too. */
  forget(): void
}

export function createKeyMemory(clock: () => Date): KeyMemory {
  const rows = new Map<string, { found: Promise<ApiKeyRow | null>; until: number }>()

  /** Who guesses keys fills no memory, and what could not be read is asked for again. */
  async function findLiving(
    name: string,
    find: () => Promise<ApiKeyRow | null>,
  ): Promise<ApiKeyRow | null> {
    let row: ApiKeyRow | null = null
    try {
      row = await find()
      return row
    } finally {
      if (row === null) rows.delete(name)
    }
  }

  return {
    read(name, find) {
      const now = clock().getTime()
      const known = rows.get(name)
      if (known !== undefined && known.until > now) return known.found
      const found = findLiving(name, find)
      rows.delete(name)
      rows.set(name, { found, until: now + rememberedMs })
      const oldest = rows.keys().next().value
      if (rows.size > mostKeys && oldest !== undefined) rows.delete(oldest)
      return found
    },
    forget: () => rows.clear(),
  }
}
