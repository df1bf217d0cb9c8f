import { createPrivateKey, randomBytes } from 'node:crypto'
import type { IIdentifier } from '@veramo/core-types'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { parseDid } from '../../shared/did/did.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { type KeyEncryptionKey, openBytes } from '../../shared/node/kms/key-encryption.ts'
import { privateKeyBytes, privateKeyFromBytes } from '../../shared/node/kms/private-key.ts'
import { createSealedKeyStore } from '../../shared/node/kms/sealed-key-store.ts'
import { badgesOfAnother } from '../core/backup/badges-of-another.ts'
import { parseSnapshot, type Snapshot, sealedKeyIn } from '../core/backup/snapshot.ts'
import { type Identity, keyStore, type StoredIdentifier } from '../core/vault/identity.ts'
import { openRecord, sealRecord } from '../core/vault/sealed-record.ts'
import { openVaultFile, parseVaultFile, sealVaultFile } from '../core/vault/vault-file.ts'
import { assertPassphrase, createDataKey, openDataKey } from '../core/vault/way-in.ts'
import type { WalletPorts } from '../core/wallet-ports.ts'
import { listHolders } from './holders.ts'
import { nodeVaultCrypto as vaultCrypto } from './node-vault-crypto.ts'
import { restoreHolder } from './restore-holder.ts'

export type BackupPorts = {
  wallet: WalletPorts
  agent: WaymarkAgent
  database: Database
  keyEncryptionKey: KeyEncryptionKey
}

export type RestoreOutcome = { badgeCount: number; newBadgeCount: number; madeAt: string }

/**
 * Everything in this wallet with its keys, sealed with a passphrase: the file that the app makes and opens too.
 * @throws AppError passphrase_weak
 */
export async function backUpWallet(passphrase: string, ports: BackupPorts): Promise<string> {
  assertPassphrase(passphrase)
  const { clock, store } = ports.wallet
  const secret = { kdf: 'argon2id', passphrase } as const
  const { dataKey, wrap } = await createDataKey(secret, clock(), vaultCrypto)
  const { identity, sealedKeys } = await sealIdentity(dataKey, ports)
  const payload: Snapshot = {
    type: 'waymark-wallet-backup',
    version: 1,
    madeAt: clock().toISOString(),
    badges: await store.listBadges(),
    disclosures: await store.listDisclosures(),
    cvs: await store.listCvs(),
    shares: await store.listShares(),
    removed: [],
    identity,
    sealedKeys,
    consentedHosts: [],
  }
  return sealVaultFile({ payload, counter: 0, wraps: [wrap], dataKey }, vaultCrypto)
}

/**
 * Takes in what a file holds and is not here. Its badges are checked again: a file may come from somebody else.
 * @throws AppError vault_file_malformed | way_refused
 */
export async function restoreWallet(
  input: { text: string; passphrase: string },
  ports: BackupPorts,
): Promise<RestoreOutcome> {
  const file = parseVaultFile(input.text)
  const secret = { kdf: 'argon2id', passphrase: input.passphrase } as const
  const dataKey = await openDataKey(file.wraps, secret, vaultCrypto)
  const snapshot = parseSnapshot(await openVaultFile(file, dataKey, vaultCrypto))
  await restoreIdentity(snapshot, dataKey, ports)
  const kept = await restoreBadges(snapshot, ports.wallet)
  await restoreOwnWords(snapshot, kept.idOf, ports.wallet)
  const { badgeCount, newBadgeCount } = kept
  return { badgeCount, newBadgeCount, madeAt: snapshot.madeAt }
}

async function sealIdentity(
  dataKey: CryptoKey,
  { agent, database, keyEncryptionKey }: BackupPorts,
): Promise<{ identity: Identity; sealedKeys: Record<string, string> }> {
  const sealedKeys: Record<string, string> = {}
  const keys: Identity['keys'] = []
  for (const key of await createSealedKeyStore(database).list()) {
    const { keyId: kid, curve, publicKeyHex } = key
    const bytes = openBytes(key, keyEncryptionKey, key)
    const privateKey = privateKeyFromBytes(curve, bytes)
    bytes.fill(0)
    // with its public half, which some browsers want to find there
    const pkcs8 = Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }))
    const row = randomBytes(12).toString('base64url')
    const sealed = await sealRecord(pkcs8, { store: keyStore, id: row }, dataKey, vaultCrypto)
    pkcs8.fill(0)
    sealedKeys[row] = encodeBase64url(sealed)
    keys.push({ kid, curve, publicKeyHex, row })
  }
  const identifiers = (await agent.didManagerFind()).flatMap(asStored)
  return { identity: { keys, identifiers, holders: await listHolders(database) }, sealedKeys }
}

function asStored({ did, provider, controllerKeyId, keys }: IIdentifier): StoredIdentifier[] {
  const kid = controllerKeyId ?? keys[0]?.kid
  const known = (['did:key', 'did:jwk', 'did:web'] as const).find((name) => name === provider)
  return kid === undefined || known === undefined
    ? []
    : [{ did: parseDid(did), provider: known, kid }]
}

async function restoreIdentity(
  snapshot: Snapshot,
  dataKey: CryptoKey,
  ports: BackupPorts,
): Promise<void> {
  const { keys, identifiers, holders } = snapshot.identity
  for (const holder of holders) {
    const identifier = identifiers.find(({ did }) => did === holder.did)
    const key = keys.find(({ kid }) => kid === identifier?.kid)
    const sealed = key && sealedKeyIn(snapshot, key.row)
    if (!identifier || !key || !sealed) continue
    const place = { store: keyStore, id: key.row }
    const pkcs8 = await openRecord(sealed, place, dataKey, vaultCrypto)
    const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    const bytes = privateKeyBytes(privateKey)
    await restoreHolder({ holder, identifier, key, privateKey: bytes }, ports)
    for (const secret of [pkcs8, bytes]) secret.fill(0)
  }
}

async function restoreBadges(snapshot: Snapshot, wallet: WalletPorts) {
  const holders = (await wallet.agent.listHolders()).map(({ did }) => did)
  const badges = await badgesOfAnother(snapshot.badges, holders, wallet)
  const kept = await wallet.store.keepBadges(badges)
  return {
    badgeCount: badges.length,
    newBadgeCount: kept.filter(({ isNew }) => isNew).length,
    idOf: new Map(badges.map(({ id }, index) => [id, kept[index]?.id ?? id])),
  }
}

async function restoreOwnWords(
  snapshot: Snapshot,
  idOf: ReadonlyMap<string, string>,
  { store }: WalletPorts,
): Promise<void> {
  const localId = (id: string) => idOf.get(id) ?? id
  const known = new Set((await store.listDisclosures()).map(({ id }) => id))
  for (const disclosure of snapshot.disclosures.filter(({ id }) => !known.has(id))) {
    const badges = disclosure.badges.map((badge) => ({ ...badge, id: localId(badge.id) }))
    await store.addDisclosure({ ...disclosure, badges })
  }
  const cvs = new Map((await store.listCvs()).map((cv) => [cv.id, cv]))
  for (const cv of snapshot.cvs) {
    const here = cvs.get(cv.id)
    if (here !== undefined && here.updatedAt >= cv.updatedAt) continue
    await store.keepCv({ ...cv, badgeIds: cv.badgeIds.map(localId) })
  }
  const shares = new Set((await store.listShares()).map(({ id }) => id))
  for (const share of snapshot.shares) if (!shares.has(share.id)) await store.keepShare(share)
}
