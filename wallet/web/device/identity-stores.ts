import type { IIdentifier, IKey, ManagedKeyInfo } from '@veramo/core-types'
import { AbstractDIDStore } from '@veramo/did-manager'
import { AbstractKeyStore } from '@veramo/key-manager'
import { parseDid } from '../../../shared/did/did.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import {
  type Identity,
  identityRow,
  readIdentity,
  type StoredIdentifier,
} from '../../core/vault/identity.ts'
import type { SealedRows } from '../../core/vault/sealed-rows.ts'
import { managedKey } from './web-kms.ts'

/** Veramo's view of the keys, which the key management keeps itself. */
export class SealedKeyList extends AbstractKeyStore {
  readonly #rows: SealedRows

  constructor(rows: SealedRows) {
    super()
    this.#rows = rows
  }

  override async importKey({ kid }: Partial<IKey>): Promise<boolean> {
    return (await this.listKeys()).some((key) => key.kid === kid)
  }

  override async getKey({ kid }: { kid: string }): Promise<IKey> {
    const key = (await this.listKeys()).find((candidate) => candidate.kid === kid)
    if (key !== undefined) return key
    throw new AppError('not_found', 'There is no key under this key id')
  }

  /** The key management has removed it. */
  override async deleteKey(): Promise<boolean> {
    return true
  }

  override async listKeys(): Promise<ManagedKeyInfo[]> {
    return (await readIdentity(this.#rows)).keys.map(managedKey)
  }
}

/** Veramo's identifiers in the sealed row of the learner's identity. */
export class SealedDidStore extends AbstractDIDStore {
  readonly #rows: SealedRows

  constructor(rows: SealedRows) {
    super()
    this.#rows = rows
  }

  override importDID({ did, provider, controllerKeyId, keys }: IIdentifier): Promise<boolean> {
    const kid = controllerKeyId ?? keys[0]?.kid
    if (kid === undefined) throw new AppError('key_unsuitable', 'An identifier needs a key')
    const stored: StoredIdentifier = { did: parseDid(did), provider: providerOf(provider), kid }
    return this.#change(({ identifiers }) => [
      ...identifiers.filter((other) => other.did !== did),
      stored,
    ])
  }

  override async getDID(args: { did: string } | { alias: string }): Promise<IIdentifier> {
    const identity = await readIdentity(this.#rows)
    const found = identity.identifiers.find(({ did }) => 'did' in args && did === args.did)
    if (found !== undefined) return asIdentifier(found, identity)
    throw new AppError('not_found', 'This wallet has no identity with that DID')
  }

  override deleteDID({ did }: { did: string }): Promise<boolean> {
    return this.#change(({ identifiers }) => identifiers.filter((other) => other.did !== did))
  }

  override async listDIDs({ provider }: { provider?: string }): Promise<IIdentifier[]> {
    const identity = await readIdentity(this.#rows)
    return identity.identifiers
      .filter((item) => provider === undefined || item.provider === provider)
      .map((item) => asIdentifier(item, identity))
  }

  #change(change: (identity: Identity) => StoredIdentifier[]): Promise<boolean> {
    return this.#rows.change(async () => {
      const identity = await readIdentity(this.#rows)
      const changed = { ...identity, identifiers: change(identity) }
      return { rows: [identityRow(changed)], result: true }
    })
  }
}

function providerOf(provider: string | undefined): StoredIdentifier['provider'] {
  if (provider === 'did:jwk' || provider === 'did:web') return provider
  return 'did:key'
}

function asIdentifier({ did, provider, kid }: StoredIdentifier, { keys }: Identity): IIdentifier {
  const own = keys.filter((key) => key.kid === kid).map(managedKey)
  return { did, provider, controllerKeyId: kid, keys: own, services: [] }
}
