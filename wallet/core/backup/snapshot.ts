import { z } from 'zod'
import { decodeBase64url, encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { type Cv, zCv } from '../cv/cv.ts'
import { type Share, zShare } from '../cv/share.ts'
import { badgeFormats, type Disclosure, type HeldBadge } from '../held-badge.ts'
import { keyStore, readIdentity, zIdentity } from '../vault/identity.ts'
import type { SealedBytes } from '../vault/sealed-record.ts'
import type { SealedRows } from '../vault/sealed-rows.ts'
import { removedStore } from '../vault/sealed-store.ts'

const zId = z.string().min(1).max(128)

const zSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('issuer'), credentialIssuer: z.string().max(2_048) }),
  z.object({ kind: z.literal('file') }),
  z.object({ kind: z.literal('link'), url: z.string().max(2_048) }),
])

const zBadge = z.looseObject({
  id: zId,
  text: z.string().min(1),
  format: z.enum(badgeFormats),
  summary: z.looseObject({ types: z.array(z.string()), issuer: z.looseObject({ id: z.string() }) }),
  report: z.looseObject({
    kind: z.literal('credential'),
    verdict: z.enum(['valid', 'invalid', 'unknown']),
    checks: z.array(z.looseObject({ name: z.string(), result: z.string(), code: z.string() })),
    checkedAt: z.string(),
  }),
  source: zSource,
  receivedAt: z.string(),
})

const zDisclosure = z.looseObject({
  id: zId,
  at: z.string(),
  asker: z.looseObject({ clientId: z.string(), domain: z.string(), isProven: z.boolean() }),
  sentTo: z.string(),
  badges: z.array(z.object({ id: z.string(), name: z.string() })),
  isConfirmed: z.boolean(),
})

/** How the sealed copy on the server is found and written. */
const zCopyAccess = z.object({ locator: z.string(), writeToken: z.string() })

export type CopyAccess = z.infer<typeof zCopyAccess>

/** Everything that a wallet holds. Private keys stand in it sealed once more, as their rows are. */
const zSnapshot = z.object({
  type: z.literal('waymark-wallet-backup'),
  version: z.literal(1),
  /** ISO 8601. */
  madeAt: z.string().max(40),
  badges: z.array(zBadge).max(20_000),
  disclosures: z.array(zDisclosure),
  cvs: z.array(zCv),
  shares: z.array(zShare),
  /** Ids of what was removed, which must not come back from an older copy. */
  removed: z.array(zId),
  identity: zIdentity,
  sealedKeys: z.record(zId, z.string()),
  /** Hosts that the learner took from or sent to. */
  consentedHosts: z.array(z.string().max(260)),
  copy: zCopyAccess.optional(),
})

export type Snapshot = Omit<z.infer<typeof zSnapshot>, 'badges' | 'disclosures'> & {
  badges: HeldBadge[]
  disclosures: Disclosure[]
}

export const settingStore = 'setting'

/** @throws AppError vault_file_malformed */
export function parseSnapshot(value: unknown): Snapshot {
  const parsed = zSnapshot.safeParse(value)
  // sound: their parts beyond what is checked here came from a wallet, which alone can seal
  if (parsed.success) return parsed.data as unknown as Snapshot
  throw new AppError(
    'vault_file_malformed',
    'The file does not hold a wallet, or one of a later version. Nothing was stored',
    { cause: parsed.error },
  )
}

export async function readSnapshot(rows: SealedRows, madeAt: Date): Promise<Snapshot> {
  const [badges, disclosures, cvs, shares, removed, identity, hosts, copy] = await Promise.all([
    rows.readAll('badge'),
    rows.readAll('disclosure'),
    rows.readAll('cv'),
    rows.readAll('share'),
    rows.readAll(removedStore),
    readIdentity(rows),
    rows.read(settingStore, 'consented-hosts'),
    rows.read(settingStore, 'copy'),
  ])
  const sealedKeys: Record<string, string> = {}
  for (const { row } of identity.keys) {
    const bytes = await rows.readBytes(keyStore, row)
    if (bytes !== undefined) sealedKeys[row] = encodeBase64url(bytes)
  }
  const access = zCopyAccess.safeParse(copy)
  // sound: these rows were written by the wallet's stores and nobody else
  return {
    type: 'waymark-wallet-backup',
    version: 1,
    madeAt: madeAt.toISOString(),
    badges: valuesOf(badges) as HeldBadge[],
    disclosures: valuesOf(disclosures) as Disclosure[],
    cvs: valuesOf(cvs) as Cv[],
    shares: valuesOf(shares) as Share[],
    removed: removed.map(({ id }) => id),
    identity,
    sealedKeys,
    consentedHosts: (hosts as string[] | undefined) ?? [],
    ...(access.success && { copy: access.data }),
  }
}

export function sealedKeyIn(snapshot: Snapshot, row: string): SealedBytes | undefined {
  const text = snapshot.sealedKeys[row]
  return text === undefined ? undefined : decodeBase64url(text)
}

function valuesOf(rows: { value: unknown }[]): unknown[] {
  return rows.map(({ value }) => value)
}
