import type { Cv } from '../cv/cv.ts'
import { type Identity, identityRow, keyStore, readIdentity } from '../vault/identity.ts'
import type { SealedBytes } from '../vault/sealed-record.ts'
import type { RowValue, SealedRows } from '../vault/sealed-rows.ts'
import { copiedCvStore, removedStore } from '../vault/sealed-store.ts'
import type { WalletStore } from '../wallet-ports.ts'
import { copiedCvRows, mergeCopiedCv } from './copied-cvs.ts'
import { type Snapshot, sealedKeyIn, settingStore } from './snapshot.ts'

export type MergePorts = {
  rows: SealedRows
  store: WalletStore
  /** A private key as it is to be kept here: as it came, or sealed anew where it came from another vault. */
  sealedKey?: (row: string, sealed: SealedBytes) => Promise<SealedBytes>
}

export type Merged = { badgeCount: number; newBadgeCount: number }

/**
 * Takes in what a copy holds and is not here. What is here stays; of a CV the one that was changed last, or what both
 * devices did to it where `isCopy` says that this is the copy on the server, which all devices follow. What was removed on
 * either side stays removed, unless `bringsBack` says that the learner wants all of it.
 */
export async function mergeSnapshot(
  snapshot: Snapshot,
  ports: MergePorts,
  { bringsBack = false, isCopy = false }: { bringsBack?: boolean; isCopy?: boolean } = {},
): Promise<Merged> {
  const { rows, store } = ports
  await mergeIdentity(snapshot, ports)
  const readWanted = async () => {
    const removedHere = new Set((await rows.readAll(removedStore)).map(({ id }) => id))
    return ({ id }: { id: string }) => bringsBack || !removedHere.has(id)
  }
  const badges = snapshot.badges.filter(await readWanted())
  const kept = await store.keepBadges(badges)
  const idOf = new Map(badges.map(({ id }, index) => [id, kept[index]?.id ?? id]))
  for (const { id, reflection } of badges) {
    if (reflection !== undefined) await store.addReflection(idOf.get(id) ?? id, reflection)
  }
  await rows.change(async () => ({
    rows: [
      ...(await newerRows(snapshot, { rows, isWanted: await readWanted(), idOf, isCopy })),
      ...(bringsBack ? [] : await removals(snapshot, rows)),
      ...(bringsBack ? snapshot.badges.map(({ id }) => ({ store: removedStore, id })) : []),
      await hostsRow(snapshot, rows),
    ],
    result: undefined,
  }))
  // with what the owner removed while the badges were taken in
  const isWanted = await readWanted()
  for (const { id } of await store.listRows()) if (!isWanted({ id })) await store.removeBadge(id)
  return { badgeCount: badges.length, newBadgeCount: kept.filter(({ isNew }) => isNew).length }
}

/** Holders of the copy come after the ones here: the default one stays. */
async function mergeIdentity(snapshot: Snapshot, { rows, sealedKey }: MergePorts): Promise<void> {
  const incoming = snapshot.identity
  const sealed = new Map<string, SealedBytes>()
  const known = new Set((await readIdentity(rows)).keys.map(({ kid }) => kid))
  for (const { kid, row } of incoming.keys.filter((key) => !known.has(key.kid))) {
    const bytes = sealedKeyIn(snapshot, row)
    if (bytes !== undefined) sealed.set(kid, sealedKey ? await sealedKey(row, bytes) : bytes)
  }
  await rows.change(async () => {
    const here = await readIdentity(rows)
    const keys = incoming.keys.filter(
      ({ kid }) => sealed.has(kid) && here.keys.every((key) => key.kid !== kid),
    )
    const identifiers = incoming.identifiers.filter(
      ({ did, kid }) =>
        here.identifiers.every((other) => other.did !== did) &&
        [...here.keys, ...keys].some((key) => key.kid === kid),
    )
    const holders = incoming.holders
      .filter(({ did }) => identifiers.some((identifier) => identifier.did === did))
      .map((holder) => (here.holders.length === 0 ? holder : { ...holder, isDefault: false }))
    const merged: Identity = {
      keys: [...here.keys, ...keys],
      identifiers: [...here.identifiers, ...identifiers],
      holders: [...here.holders, ...holders],
    }
    const keyRows = keys.flatMap(({ kid, row }): RowValue[] => {
      const bytes = sealed.get(kid)
      return bytes === undefined ? [] : [{ store: keyStore, id: row, bytes }]
    })
    return { rows: [...keyRows, identityRow(merged)], result: undefined }
  })
}

async function newerRows(
  snapshot: Snapshot,
  ports: {
    rows: SealedRows
    isWanted: (item: { id: string }) => boolean
    idOf: ReadonlyMap<string, string>
    isCopy: boolean
  },
): Promise<RowValue[]> {
  const { rows, isWanted, idOf, isCopy } = ports
  const localId = (id: string) => idOf.get(id) ?? id
  const disclosures = snapshot.disclosures.map((disclosure) => ({
    ...disclosure,
    badges: disclosure.badges.map((badge) => ({ ...badge, id: localId(badge.id) })),
  }))
  const cvs = snapshot.cvs.map((cv) => ({ ...cv, badgeIds: cv.badgeIds.map(localId) }))
  const items = [
    ...disclosures.map((value) => ({ store: 'disclosure', id: value.id, value, changedAt: '' })),
    ...(isCopy
      ? []
      : cvs.map((value) => ({ store: 'cv', id: value.id, value, changedAt: value.updatedAt }))),
    ...snapshot.shares.map((value) => ({ store: 'share', id: value.id, value, changedAt: '' })),
  ]
  const changes: RowValue[] = isCopy ? await copiedRows(cvs.filter(isWanted), rows) : []
  for (const { store, id, value, changedAt } of items.filter(isWanted)) {
    // written by the stores and nobody else
    const here = (await rows.read(store, id)) as { updatedAt?: string } | undefined
    if (here === undefined || changedAt > (here.updatedAt ?? changedAt)) {
      changes.push({ store, id, value })
    }
  }
  return changes
}

async function copiedRows(cvs: readonly Cv[], rows: SealedRows): Promise<RowValue[]> {
  const changes = await copiedCvRows(cvs, rows)
  for (const incoming of cvs) {
    const { id } = incoming
    // written by the store and nobody else
    const here = (await rows.read('cv', id)) as Cv | undefined
    const value = here === undefined ? incoming : await mergeCopiedCv(here, incoming, rows)
    if (value !== here) changes.push({ store: 'cv', id, value })
  }
  return changes
}

/** What was removed on the other device goes here too; badges with their place in the index, so elsewhere. */
async function removals(snapshot: Snapshot, rows: SealedRows): Promise<RowValue[]> {
  const gone = snapshot.removed.map((id) => ({ store: removedStore, id, value: true }))
  const changes: RowValue[] = gone
  for (const id of snapshot.removed) {
    for (const store of ['disclosure', 'cv', copiedCvStore, 'share']) {
      if ((await rows.readBytes(store, id)) !== undefined) changes.push({ store, id })
    }
  }
  return changes
}

async function hostsRow(snapshot: Snapshot, rows: SealedRows): Promise<RowValue> {
  // written here and by the wallet's list of hosts
  const here = ((await rows.read(settingStore, 'consented-hosts')) as string[] | undefined) ?? []
  const value = [...new Set([...here, ...snapshot.consentedHosts])]
  return { store: settingStore, id: 'consented-hosts', value }
}
