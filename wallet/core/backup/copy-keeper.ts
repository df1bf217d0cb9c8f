import { z } from 'zod'
import { decodeBase64url, encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { type ErrorCode, errorStatuses } from '../../../shared/errors/error-codes.ts'
import type { Cv } from '../cv/cv.ts'
import { copyIdOf, type Locator, locatorLength } from '../vault/recovery-code.ts'
import type { SealedRows } from '../vault/sealed-rows.ts'
import type { VaultCrypto } from '../vault/vault-crypto.ts'
import { openVaultFile, parseVaultFile, sealVaultFile } from '../vault/vault-file.ts'
import type { Wrap } from '../vault/way-in.ts'
import { copiedCvRows } from './copied-cvs.ts'
import { type CopyClient, failureCodeOf } from './copy-client.ts'
import {
  type CopyAccess,
  parseSnapshot,
  readSnapshot,
  type Snapshot,
  settingStore,
} from './snapshot.ts'

const zCopyRow = z.object({
  locator: z.string(),
  writeToken: z.string(),
  isOn: z.boolean(),
  /** Something has changed since the copy was made. */
  isStale: z.boolean(),
  /** Left behind where the page went away, or the wallet was locked, before the copy was there for certain. */
  isBeingWritten: z.literal(true).exactOptional(),
  /** The highest that this wallet has made or seen: an older copy is never taken in. */
  counter: z.int().min(0),
  savedAt: z.string().exactOptional(),
  byteCount: z.int().exactOptional(),
  failure: z
    .string()
    .refine((code): code is ErrorCode => Object.hasOwn(errorStatuses, code))
    .exactOptional(),
})

export type CopyRow = z.infer<typeof zCopyRow>

/** Is there anything here of which nobody knows that the copy has it? */
export function isBehind({ isOn, isStale, isBeingWritten }: CopyRow): boolean {
  return isOn && (isStale || isBeingWritten === true)
}

export type CopyKeeperPorts = {
  rows: SealedRows
  client: CopyClient
  crypto: VaultCrypto
  dataKey: () => CryptoKey
  readWraps: () => Promise<Wrap[]>
  /** Takes in what another device wrote. */
  merge: (snapshot: Snapshot) => Promise<unknown>
  clock: () => Date
  /** One at a time, over all tabs. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>
}

const maxTries = 4

/** How a new wallet finds its copy. */
export function newCopyRow(locator: Locator, { random }: Pick<VaultCrypto, 'random'>): CopyRow {
  return {
    locator: encodeBase64url(locator),
    writeToken: encodeBase64url(random(32)),
    isOn: true,
    isStale: true,
    counter: 0,
  }
}

export function newLocator({ random }: Pick<VaultCrypto, 'random'>): Locator {
  return random(locatorLength)
}

export function copyRowValue(row: CopyRow) {
  return { store: settingStore, id: 'copy', value: row }
}

const readCopyRow = async (rows: SealedRows): Promise<CopyRow> =>
  zCopyRow.parse(await rows.read(settingStore, 'copy'))

/**
 * Rows of which the copy has one each: it is behind from the very write that changes them, so that no change is
 * forgotten whose page goes away at once.
 */
export function rowsOfCopy(rows: SealedRows): SealedRows {
  return {
    ...rows,
    change: (decide) =>
      rows.change(async () => {
        const { rows: changed, result } = await decide()
        const copy = await readCopyRow(rows)
        if (changed.length === 0 || copy.isStale) return { rows: changed, result }
        return { rows: [...changed, copyRowValue({ ...copy, isStale: true })], result }
      }),
  }
}

export type CopyKeeper = {
  read(): Promise<CopyRow>
  /** Remembers that the copy is behind. @returns whether one is kept at all */
  markStale(): Promise<boolean>
  /** Writes the copy now; a failure is remembered, not thrown. */
  save(): Promise<CopyRow>
  /**
   * Off, there is none on the server, nor does one come that was on its way.
   * @throws AppError fetch_failed where it could not be removed
   */
  switchTo(isOn: boolean): Promise<CopyRow>
}

/** Keeps the sealed copy on the server in step with the wallet. */
export function createCopyKeeper(ports: CopyKeeperPorts): CopyKeeper {
  const { rows, client, exclusively } = ports

  const read = () => readCopyRow(rows)

  const update = (change: (row: CopyRow) => CopyRow): Promise<CopyRow> =>
    rows.change(async () => {
      const row = change(await read())
      return { rows: [copyRowValue(row)], result: row }
    })

  const removeFromServer = async (): Promise<void> => {
    const row = await read()
    await client.remove(await idOf(row, ports), row.writeToken)
  }

  return {
    read,
    async markStale() {
      const { isOn, isStale } = await read()
      if (isOn && !isStale) await update((row) => ({ ...row, isStale: true }))
      return isOn
    },
    save: () =>
      exclusively(async () => {
        const before = await read()
        if (!before.isOn) return before
        try {
          const { cvs, ...written } = await write(before, ports, update)
          return await rows.change(async () => {
            const { failure: _, isBeingWritten: __, ...row } = await read()
            const result = { ...row, ...written }
            return { rows: [copyRowValue(result), ...(await copiedCvRows(cvs, rows))], result }
          })
        } catch (error) {
          const failure = failureCodeOf(error)
          return update(({ isBeingWritten: _, ...row }) => ({ ...row, isStale: true, failure }))
        }
      }),
    switchTo: (isOn) =>
      exclusively(async () => {
        if (!isOn) await removeFromServer()
        return update(({ savedAt: _, byteCount: __, failure: ___, ...row }) => ({
          ...row,
          isOn,
          isStale: true,
        }))
      }),
  }
}

/** Writes a copy that follows the one on the server, after taking in what another device put there. */
async function write(
  before: CopyRow,
  ports: CopyKeeperPorts,
  update: (change: (row: CopyRow) => CopyRow) => Promise<CopyRow>,
): Promise<Partial<CopyRow> & { cvs: readonly Cv[] }> {
  const { client, clock } = ports
  const id = await idOf(before, ports)
  let known = before.counter
  let onServer = before.counter === 0 ? undefined : before.counter
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    await update((row) => ({ ...row, isStale: false, isBeingWritten: true }))
    const madeAt = clock()
    const counter = known + 1
    const payload = await readSnapshot(ports.rows, madeAt)
    const text = await sealAll(payload, counter, ports)
    const { writeToken } = before
    const follows = onServer === undefined ? {} : { before: onServer }
    const put = await client.put({ id, writeToken, text, counter, ...follows })
    if (put.outcome === 'kept') {
      const { cvs } = payload
      return { counter, savedAt: madeAt.toISOString(), byteCount: text.length, cvs }
    }
    onServer = await takeIn(id, known, ports)
    known = Math.max(known, onServer ?? 0)
    await update((row) => ({ ...row, counter: Math.max(row.counter, known) }))
  }
  throw new AppError('vault_copy_changed', 'Another device writes the sealed copy all the time')
}

/**
 * What is on the server instead of what was expected. Newer: it is another device's, and taken in. Older than this
 * wallet has seen: the server went back in time, or somebody replays; nothing is taken from it.
 */
async function takeIn(
  id: string,
  known: number,
  ports: CopyKeeperPorts,
): Promise<number | undefined> {
  const fetched = await ports.client.get(id)
  if (fetched === undefined) return undefined
  const file = parseVaultFile(fetched.text)
  if (file.counter > known) {
    await ports.merge(parseSnapshot(await openVaultFile(file, ports.dataKey(), ports.crypto)))
    return file.counter
  }
  // only a number, to say which copy the next one follows; what the file itself says may be older still
  return fetched.counter
}

async function sealAll(
  payload: Snapshot,
  counter: number,
  { dataKey, crypto, readWraps }: CopyKeeperPorts,
): Promise<string> {
  return sealVaultFile({ payload, counter, wraps: await readWraps(), dataKey: dataKey() }, crypto)
}

function idOf(
  { locator }: CopyAccess,
  { crypto }: Pick<CopyKeeperPorts, 'crypto'>,
): Promise<string> {
  return copyIdOf(decodeBase64url(locator), crypto)
}
