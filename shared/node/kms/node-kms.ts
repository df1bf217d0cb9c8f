import { type KeyObject, sign } from 'node:crypto'
import type { IKey, ManagedKeyInfo, MinimalImportableKey, TKeyType } from '@veramo/core-types'
import { AbstractKeyManagementSystem } from '@veramo/key-manager'
import type { KeyCurve } from '../../did/public-key.ts'
import { AppError } from '../../errors/app-error.ts'
import { isUniqueViolation } from '../database/failures.ts'
import { signEd25519 } from './ed25519.ts'
import { type KeyEncryptionKey, sealBytes } from './key-encryption.ts'
import { openSealedKey } from './open-sealed-key.ts'
import {
  generatePrivateKey,
  privateKeyBytes,
  privateKeyFromBytes,
  publicKeyOf,
} from './private-key.ts'
import type { SealedKey, SealedKeyStore } from './sealed-key-store.ts'

export type NodeKmsOptions = {
  store: SealedKeyStore
  keyEncryptionKey: KeyEncryptionKey
  /** Whose keys these are where `meta.owner` does not say otherwise. */
  owner: string
  clock: () => Date
  /** How many opened keys are remembered. Default 256. */
  maxOpenKeys?: number
}

type OwnedKey = { keyId: string; owner: string | undefined }

/** Veramo's name of a key type, and the names under which this key signs, the usual one first. */
const keyTypes = {
  Ed25519: { type: 'Ed25519', algorithms: ['EdDSA', 'Ed25519'] },
  'P-256': { type: 'Secp256r1', algorithms: ['ES256'] },
} as const satisfies Record<KeyCurve, { type: TKeyType; algorithms: readonly string[] }>

/**
 * Veramo's key management on node:crypto and libsodium. A private key is at rest only as a sealed row; in memory as a
 * KeyObject, of which a bounded number is remembered, and beside it as libsodium's bytes once it has signed.
 */
export class NodeKms extends AbstractKeyManagementSystem {
  readonly #options: Required<NodeKmsOptions>
  readonly #openKeys = new Map<string, { owner: string; privateKey: KeyObject }>()

  constructor(options: NodeKmsOptions) {
    super()
    this.#options = { maxOpenKeys: 256, ...options }
  }

  /** @param args `meta.owner` says whose key it is; the id is the public key in hex unless `kid` is given */
  override async createKey(args: {
    type: TKeyType
    meta?: { owner?: string } | null
    kid?: string
  }): Promise<ManagedKeyInfo> {
    const privateKey = generatePrivateKey(curveOf(args.type))
    return describe(await this.#seal(privateKey, { keyId: args.kid, owner: args.meta?.owner }))
  }

  /** Takes the key in; the same key a second time is the same key. */
  override async importKey(args: Omit<MinimalImportableKey, 'kms'>): Promise<ManagedKeyInfo> {
    const curve = curveOf(args.type)
    const privateKey = privateKeyFromHex(curve, args.privateKeyHex)
    const wanted = { keyId: args.kid, owner: ownerIn(args.meta) }
    try {
      return describe(await this.#seal(privateKey, wanted))
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return this.#findImported(privateKey, wanted)
    }
  }

  override async listKeys(): Promise<ManagedKeyInfo[]> {
    return (await this.#options.store.list()).map(describe)
  }

  override async deleteKey({ kid }: { kid: string }): Promise<boolean> {
    this.#openKeys.delete(kid)
    return this.#options.store.delete(kid)
  }

  /**
   * @returns base64url of the 64 bytes: an Ed25519 signature, or r ‖ s of ECDSA P-256 with SHA-256
   * @throws AppError not_found, key_unreadable, or key_malformed for an algorithm that is not the key's
   */
  override async sign(args: {
    keyRef: Pick<IKey, 'kid'> & Partial<Pick<IKey, 'meta'>>
    algorithm?: string
    data: Uint8Array
  }): Promise<string> {
    const { keyRef, algorithm, data } = args
    const key = await this.#open({ keyId: keyRef.kid, owner: ownerIn(keyRef.meta) })
    const curve: KeyCurve = key.asymmetricKeyType === 'ed25519' ? 'Ed25519' : 'P-256'
    const { algorithms } = keyTypes[curve]
    if (algorithm !== undefined && !algorithms.some((name) => name === algorithm)) {
      throw new AppError('key_malformed', `This key signs with ${algorithms[0]} only`)
    }
    const signature =
      curve === 'Ed25519'
        ? signEd25519(key, data)
        : sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' })
    return signature.toString('base64url')
  }

  override async sharedSecret(): Promise<string> {
    throw new AppError('key_malformed', 'These keys sign; they do not agree on secrets')
  }

  async #seal(
    privateKey: KeyObject,
    wanted: { keyId: string | undefined; owner: string | undefined },
  ): Promise<SealedKey> {
    const { curve, bytes } = publicKeyOf(privateKey)
    const publicKeyHex = Buffer.from(bytes).toString('hex')
    const context = {
      owner: wanted.owner ?? this.#options.owner,
      keyId: wanted.keyId || publicKeyHex,
    }
    const plaintext = privateKeyBytes(privateKey)
    const sealed = sealBytes(plaintext, this.#options.keyEncryptionKey, context)
    plaintext.fill(0)
    const createdAt = this.#options.clock().toISOString()
    const key: SealedKey = { ...context, ...sealed, curve, publicKeyHex, createdAt }
    await this.#options.store.insert(key)
    this.#remember(context.keyId, { owner: context.owner, privateKey })
    return key
  }

  async #findImported(
    privateKey: KeyObject,
    wanted: { keyId: string | undefined; owner: string | undefined },
  ): Promise<ManagedKeyInfo> {
    const publicKeyHex = Buffer.from(publicKeyOf(privateKey).bytes).toString('hex')
    const existing = await this.#options.store.find(wanted.keyId || publicKeyHex)
    const owner = wanted.owner ?? this.#options.owner
    if (existing?.publicKeyHex !== publicKeyHex || existing.owner !== owner) {
      throw new AppError('conflict', 'Another key is already kept under this key id')
    }
    return describe(existing)
  }

  async #open({ keyId, owner }: OwnedKey): Promise<KeyObject> {
    const remembered = this.#openKeys.get(keyId)
    const opened = remembered ?? (await this.#unseal(keyId))
    if (owner !== undefined && owner !== opened.owner) {
      throw new AppError(
        'key_unreadable',
        'This key belongs to another owner than its reference says',
      )
    }
    this.#remember(keyId, opened)
    return opened.privateKey
  }

  async #unseal(keyId: string): Promise<{ owner: string; privateKey: KeyObject }> {
    return openSealedKey(keyId, this.#options)
  }

  /** The most recently used stand last; the first goes when there are too many. */
  #remember(keyId: string, key: { owner: string; privateKey: KeyObject }): void {
    this.#openKeys.delete(keyId)
    this.#openKeys.set(keyId, key)
    const [oldest] = this.#openKeys.keys()
    if (this.#openKeys.size > this.#options.maxOpenKeys && oldest !== undefined) {
      this.#openKeys.delete(oldest)
    }
  }
}

function curveOf(type: string): KeyCurve {
  if (type === 'Ed25519') return 'Ed25519'
  if (type === 'Secp256r1') return 'P-256'
  throw new AppError(
    'key_malformed',
    'Keys are of type Ed25519 or Secp256r1 (P-256): say which, for a did:web as options.keyType',
  )
}

function describe({ keyId, owner, curve, publicKeyHex }: SealedKey): ManagedKeyInfo {
  const { type, algorithms } = keyTypes[curve]
  // the name of this system is the agent's to give; Veramo's key manager overwrites it
  return {
    kid: keyId,
    kms: 'local',
    type,
    publicKeyHex,
    meta: { algorithms: [...algorithms], owner },
  }
}

function ownerIn(meta: unknown): string | undefined {
  if (typeof meta !== 'object' || meta === null || !('owner' in meta)) return undefined
  return typeof meta.owner === 'string' ? meta.owner : undefined
}

/** Hex of the 32 bytes; for Ed25519 also Veramo's 64, the seed followed by the public key. */
function privateKeyFromHex(curve: KeyCurve, hex: string): KeyObject {
  const isHex = /^(0x)?([0-9a-f]{64}|[0-9a-f]{128})$/i.test(hex)
  const bytes = Buffer.from(hex.replace(/^0x/, ''), 'hex')
  if (!isHex || (bytes.length === 64 && curve !== 'Ed25519')) {
    throw new AppError('key_malformed', 'A private key is given as 64 hex digits')
  }
  const privateKey = privateKeyFromBytes(curve, bytes.subarray(0, 32))
  const publicPart = bytes.subarray(32)
  if (publicPart.length > 0 && !publicPart.equals(publicKeyOf(privateKey).bytes)) {
    throw new AppError('key_malformed', 'The public part of the private key is not its own')
  }
  return privateKey
}
