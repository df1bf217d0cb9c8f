import { randomInt } from 'node:crypto'
import type { JsonObject } from '../../shared/json/json.ts'
import { createBitstring, minimumListLength } from '../../shared/status/bitstring.ts'
import { encodeBitstring } from '../../shared/status/bitstring-encoding.ts'
import { type BitstringStatusListEntry, statusListEntry } from '../../shared/status/status-entry.ts'
import { buildStatusListCredential } from '../../shared/status/status-list-credential.ts'
import type { ThrowAwayIssuer } from './throw-away-issuers.ts'

export type ThrowAwayStatusList = {
  url: string
  /** A random place that nobody has. */
  nextEntry(): BitstringStatusListEntry
  /** The signed list, as it is served. */
  text: string
}

/** A list in which nothing is ever revoked, signed once: it lives no longer than the process. */
export async function createThrowAwayStatusList(
  url: string,
  issuer: ThrowAwayIssuer,
  now: Date,
): Promise<ThrowAwayStatusList> {
  const taken = new Set<number>()
  const list = buildStatusListCredential({
    id: url,
    issuer: issuer.did,
    purpose: 'revocation',
    encodedList: await encodeBitstring(createBitstring()),
    validFrom: now,
  })
  const signed: JsonObject = await issuer.sign({ ...list })
  return {
    url,
    text: JSON.stringify(signed),
    nextEntry() {
      let index = randomInt(minimumListLength)
      while (taken.has(index)) index = (index + 1) % minimumListLength
      // a list that is full begins again: a suite never asks so often
      if (taken.size < minimumListLength - 1) taken.add(index)
      return statusListEntry({ listUrl: url, index, purpose: 'revocation' })
    },
  }
}
