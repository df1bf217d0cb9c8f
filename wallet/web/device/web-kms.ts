import { bytesToHex } from '@noble/hashes/utils.js'
import type { IKey, ManagedKeyInfo, TKeyType } from '@veramo/core-types'
import { AbstractKeyManagementSystem } from '@veramo/key-manager'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import type { KeyCurve } from '../../../shared/did/public-key.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { identityRow, keyStore, readIdentity, type StoredKey } from '../../core/vault/identity.ts'
import { createSealedKey, openSealedKey } from '../../core/vault/sealed-key.ts'
import type { SealedRows } from '../../core/vault/sealed-rows.ts'
import type { VaultCrypto } from '../../core/vault/vault-crypto.ts'

export type WebKmsPorts = { rows: SealedRows; dataKey: () => CryptoKey; crypto: VaultCrypto }

/** Veramo's name of a key type, and the names under which this key signs, the usual one first. */
const keyTypes = {
  Ed25519: { type: 'Ed25519', algorithms: ['EdDSA', 'Ed25519'] },
  'P-256': { type: 'Secp256r1', algorithms: ['ES256'] },
} as const satisfies Record<KeyCurve, { type: TKeyType; algorithms: readonly string[] }>

const signing = {
  Ed25519: { name: 'Ed25519' },
  'P-256': { name: 'ECDSA', hash: 'SHA-256' },
} as const satisfies Record<KeyCurve, AlgorithmIdentifier | EcdsaParams>

/**
 * Veramo's key management on WebCrypto. A private key is at rest only as a sealed row; opened, it signs and cannot be
 * read. Nothing opened is remembered, so that nothing signs once the wallet is locked.
 */
export class WebKms extends AbstractKeyManagementSystem {
  readonly #ports: WebKmsPorts

  constructor(ports: WebKmsPorts) {
    super()
    this.#ports = ports
  }

  override async createKey(args: { type: TKeyType; kid?: string }): Promise<ManagedKeyInfo> {
    const { rows, dataKey, crypto } = this.#ports
    const curve = curveOf(args.type)
    const row = encodeBase64url(crypto.random(12))
    const place = { store: keyStore, id: row }
    const { publicKey, sealed } = await createSealedKey(curve, place, dataKey(), crypto)
    const publicKeyHex = bytesToHex(publicKey.bytes)
    const key: StoredKey = { kid: args.kid ?? publicKeyHex, curve, publicKeyHex, row }
    return rows.change(async () => {
      const identity = await readIdentity(rows)
      const changed = { ...identity, keys: [...identity.keys, key] }
      const written = [{ ...place, bytes: sealed }, identityRow(changed)]
      return { rows: written, result: managedKey(key) }
    })
  }

  override async importKey(): Promise<ManagedKeyInfo> {
    throw new AppError('key_malformed', 'Keys come into this wallet sealed, from a backup')
  }

  override async listKeys(): Promise<ManagedKeyInfo[]> {
    return (await readIdentity(this.#ports.rows)).keys.map(managedKey)
  }

  override async deleteKey({ kid }: { kid: string }): Promise<boolean> {
    const { rows } = this.#ports
    return rows.change(async () => {
      const identity = await readIdentity(rows)
      const key = identity.keys.find((candidate) => candidate.kid === kid)
      if (key === undefined) return { rows: [], result: false }
      const changed = { ...identity, keys: identity.keys.filter((other) => other !== key) }
      return { rows: [{ store: keyStore, id: key.row }, identityRow(changed)], result: true }
    })
  }

  /**
   * @returns base64url of the 64 bytes: an Ed25519 signature, or r ‖ s of ECDSA P-256 with SHA-256
   * @throws AppError not_found, vault_locked, storage_damaged, or key_malformed for an algorithm that is not the key's
   */
  override async sign(args: {
    keyRef: Pick<IKey, 'kid'>
    algorithm?: string
    data: Uint8Array
  }): Promise<string> {
    const { keyRef, algorithm, data } = args
    const { rows, dataKey, crypto } = this.#ports
    const { keys } = await readIdentity(rows)
    const key = keys.find(({ kid }) => kid === keyRef.kid)
    const sealed = key && (await rows.readBytes(keyStore, key.row))
    if (key === undefined || sealed === undefined) {
      throw new AppError('not_found', 'There is no private key under this key id')
    }
    const { curve, row } = key
    const { algorithms } = keyTypes[curve]
    if (algorithm !== undefined && !algorithms.some((name) => name === algorithm)) {
      throw new AppError('key_malformed', `This key signs with ${algorithms[0]} only`)
    }
    const input = { curve, place: { store: keyStore, id: row }, dataKey: dataKey() }
    const privateKey = await openSealedKey(sealed, input, crypto)
    const bytes = Uint8Array.from(data)
    return encodeBase64url(
      new Uint8Array(await crypto.subtle.sign(signing[curve], privateKey, bytes)),
    )
  }

  override async sharedSecret(): Promise<string> {
    throw new AppError('key_malformed', 'These keys sign; they do not agree on secrets')
  }
}

function curveOf(type: string): KeyCurve {
  if (type === 'Ed25519') return 'Ed25519'
  if (type === 'Secp256r1') return 'P-256'
  throw new AppError('key_malformed', 'Keys are of type Ed25519 or Secp256r1 (P-256)')
}

export function managedKey({ kid, curve, publicKeyHex }: StoredKey): ManagedKeyInfo {
  const { type, algorithms } = keyTypes[curve]
  return { kid, kms: 'local', type, publicKeyHex, meta: { algorithms: [...algorithms] } }
}
