import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { composeAgent } from '../../shared/node/compose-agent.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { makeFolder } from '../../shared/node/make-folder.ts'
import { drawStone } from '../../shared/node/stone-png.ts'
import { createTrustMemoryStore } from '../../shared/node/trust/trust-memory-store.ts'
import { acceptOffer, type Receipt } from '../core/accept-offer.ts'
import { answerRequest, type PresentOutcome } from '../core/answer-request.ts'
import type { Share } from '../core/cv/share.ts'
import { shareCv } from '../core/cv/share-cv.ts'
import { livingShares, withdrawShare } from '../core/cv/withdraw-share.ts'
import { type DeclineOutcome, declineRequest } from '../core/decline-request.ts'
import { type ExportedArchive, exportArchive } from '../core/export/export-archive.ts'
import { type ExportedBadge, exportBadge } from '../core/export/export-badge.ts'
import { type ExportedPicture, exportPicture } from '../core/export/export-picture.ts'
import { exportWallet } from '../core/export/export-wallet.ts'
import type { Disclosure, HeldBadge } from '../core/held-badge.ts'
import {
  type ImportInput,
  type ImportOutcome,
  importAnything,
} from '../core/import/import-anything.ts'
import { type OfferOptions, type OpenOffer, openOffer } from '../core/open-offer.ts'
import { type OpenRequest, openRequest } from '../core/open-request.ts'
import { recheckBadge } from '../core/record/recheck-badge.ts'
import type { BadgeChoice } from '../core/requested-badges.ts'
import type { Holder, WalletPorts } from '../core/wallet-ports.ts'
import { findBadge } from './find-badge.ts'
import { obtainWalletKey } from './key-file.ts'
import { createHolder, type NewHolder } from './new-holder.ts'
import { createOutsideWorld } from './outside-world.ts'
import { createWalletAgent } from './wallet-agent.ts'
import { backUpWallet, type RestoreOutcome, restoreWallet } from './wallet-backup.ts'
import { walletSchema } from './wallet-schema.ts'
import { createWalletStore } from './wallet-store.ts'

export type NodeWalletOptions = {
  /** Made if it does not exist; holds the databases and, unless a key is given, `wallet.key`. */
  folder: string
  allowLoopbackHttp: boolean
  /** PEM of one more certificate authority to trust. */
  extraCa?: string
  /** Base64 or hex of 32 bytes; without it the key is in the folder's file that only its owner can read. */
  keyEncryptionKey?: string
  /** Address of the wallet server that hosts did:web documents, where one is known. */
  walletServer?: string
  clock: () => Date
}

/** The headless wallet: wallet/core on a Veramo agent, SQLite and the guarded fetch. */
export type NodeWallet = {
  listHolders(): Promise<Holder[]>
  createHolder(input: NewHolder): Promise<Holder>
  openOffer(uri: string, options?: OfferOptions): Promise<OpenOffer>
  acceptOffer(offer: OpenOffer, options?: { txCode?: string }): Promise<Receipt>
  listBadges(): Promise<HeldBadge[]>
  /** By id or by an unambiguous beginning of it. Throws AppError not_found. */
  getBadge(id: string): Promise<HeldBadge>
  /** Runs the checks again and keeps the report. */
  checkBadge(id: string): Promise<HeldBadge>
  openRequest(uri: string): Promise<OpenRequest>
  answerRequest(request: OpenRequest, choice: BadgeChoice): Promise<PresentOutcome>
  /** Tells the asker, where it can be told, that nothing is sent. */
  declineRequest(request: OpenRequest): Promise<DeclineOutcome>
  exportBadge(id: string): Promise<ExportedBadge>
  exportAll(): Promise<string>
  exportPicture(id: string): Promise<ExportedPicture>
  exportArchive(): Promise<ExportedArchive>
  importAnything(input: ImportInput): Promise<ImportOutcome[]>
  listDisclosures(): Promise<Disclosure[]>
  /** A link to these badges that opens for a while. Ids may be cut short. Throws AppError not_found. */
  share(input: { ids: readonly string[]; title: string; expiresInSeconds: number }): Promise<Share>
  /** Those that can still be looked at. */
  listShares(): Promise<Share[]>
  withdrawShare(id: string): Promise<Share>
  /** Gone for good. @returns what it was */
  removeBadge(id: string): Promise<HeldBadge>
  /** The owner's own words about a badge; none take them away. */
  reflect(id: string, words: string): Promise<HeldBadge>
  /** Everything with its keys, sealed. Throws AppError passphrase_weak. */
  backUp(passphrase: string): Promise<string>
  /** Throws AppError vault_file_malformed | way_refused. */
  restore(input: { text: string; passphrase: string }): Promise<RestoreOutcome>
  close(): Promise<void>
}

const files = { wallet: 'wallet.sqlite', agent: 'agent.sqlite', key: 'wallet.key' }

/**
 * Opens the wallet in a folder, making it where there is none.
 * @throws AppError key_encryption_key_missing | database_unavailable | config_invalid
 */
export async function openWallet(options: NodeWalletOptions): Promise<NodeWallet> {
  const { folder, keyEncryptionKey: value, walletServer } = options
  makeFolder(folder)
  const walletFile = join(folder, files.wallet)
  const keyEncryptionKey = obtainWalletKey({
    ...(value !== undefined && { value }),
    file: join(folder, files.key),
    isNewWallet: !existsSync(walletFile),
  })
  const database = await openDatabase({ kind: 'sqlite', file: walletFile }, walletSchema)
  try {
    const trustMemory = createTrustMemoryStore(database)
    const world = createOutsideWorld({ ...options, trustMemory })
    const { agent, close } = await composeAgent({
      name: 'wallet',
      database,
      agentLocation: { kind: 'sqlite', file: join(folder, files.agent) },
      keyEncryptionKey,
      resolver: world.veramoResolver,
      verification: world.verification,
      clock: world.clock,
    })
    const ports: WalletPorts = {
      ...world,
      ...(walletServer !== undefined && { walletServer }),
      agent: createWalletAgent({ agent, database, clock: world.clock }),
      // hexadecimal, since an id that begins with a dash looks like an option on the command line
      store: createWalletStore({ database, newId: () => randomBytes(6).toString('hex') }),
    }
    const backup = { wallet: ports, agent, database, keyEncryptionKey }
    return {
      ...receiving(ports),
      ...presenting(ports),
      ...holding(ports),
      ...sharing(ports),
      backUp: (passphrase) => backUpWallet(passphrase, backup),
      restore: (input) => restoreWallet(input, backup),
      listHolders: ports.agent.listHolders,
      createHolder: (input) => createHolder(input, { ...world, agent, database }),
      async close() {
        await close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function receiving(ports: WalletPorts) {
  return {
    openOffer: (uri: string, options: OfferOptions = {}) => openOffer(uri, options, ports),
    acceptOffer: (offer: OpenOffer, options: { txCode?: string } = {}) =>
      acceptOffer(offer, options, ports),
  }
}

function presenting(ports: WalletPorts) {
  return {
    openRequest: (uri: string) => openRequest(uri, ports),
    answerRequest: (request: OpenRequest, choice: BadgeChoice) =>
      answerRequest(request, choice, ports),
    declineRequest: (request: OpenRequest) => declineRequest(request, ports),
    listDisclosures: () => ports.store.listDisclosures(),
  }
}

/** The command line is English. */
const pictures = {
  drawStone,
  language: 'en',
  revokedWord: translate('en', 'stone.revoked'),
} as const

function holding(ports: WalletPorts) {
  const { store } = ports
  return {
    listBadges: () => store.listBadges(),
    getBadge: (id: string) => findBadge(id, store),
    async checkBadge(id: string): Promise<HeldBadge> {
      const { badge } = await recheckBadge(await findBadge(id, store), ports)
      return badge
    },
    async removeBadge(id: string): Promise<HeldBadge> {
      const badge = await findBadge(id, store)
      await store.removeBadge(badge.id)
      return badge
    },
    async reflect(id: string, words: string): Promise<HeldBadge> {
      const { reflection: _, ...badge } = await findBadge(id, store)
      await store.keepReflection(badge.id, words)
      return words === '' ? badge : { ...badge, reflection: words }
    },
    exportBadge: async (id: string) => exportBadge(await findBadge(id, store)),
    exportAll: () => exportWallet(ports),
    exportPicture: async (id: string) => exportPicture(await findBadge(id, store), pictures),
    exportArchive: () => exportArchive(ports, pictures),
    importAnything: (input: ImportInput) => importAnything(input, ports),
  }
}

function sharing(ports: WalletPorts) {
  return {
    async share({
      ids,
      ...input
    }: {
      ids: readonly string[]
      title: string
      expiresInSeconds: number
    }) {
      const badges = await Promise.all(ids.map((id) => findBadge(id, ports.store)))
      return shareCv({ badges, ...input }, ports)
    },
    listShares: () => livingShares(ports),
    async withdrawShare(id: string): Promise<Share> {
      const share = (await ports.store.listShares()).find((each) => each.id === id)
      if (share === undefined) throw new AppError('not_found', 'There is no share with this id')
      await withdrawShare(share, ports)
      return share
    },
  }
}
