import { randomInt } from 'node:crypto'
import type { Database } from '../../shared/node/database/database.ts'
import { listStatusLists, stirStatusList } from './status-store.ts'

/** Asked every ten minutes: each list changes about once a day though no badge did. */
const usualOdds = 144

/**
 * Changes decoys in one of so many lists, so that a list which is signed anew out of turn says nothing by that. It is
 * published with the lists that are due.
 */
export async function stirStatusLists(
  database: Database,
  { oneIn = usualOdds }: { oneIn?: number } = {},
): Promise<void> {
  for (const key of await listStatusLists(database.reader)) {
    if (randomInt(oneIn) === 0) await database.transact((tx) => stirStatusList(tx, key))
  }
}
