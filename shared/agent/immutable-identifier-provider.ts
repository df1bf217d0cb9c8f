import type { IAgentContext, IIdentifier, IKeyManager } from '@veramo/core-types'
import { AbstractIdentifierProvider } from '@veramo/did-manager'
import type { Did } from '../did/did.ts'
import type { PublicKey } from '../did/public-key.ts'
import { AppError } from '../errors/app-error.ts'
import {
  type IdentifierKeyOptions,
  type IdentifierKeyType,
  obtainIdentifierKey,
  publicKeyOfIdentifierKey,
} from './identifier-key.ts'

export type ImmutableIdentifierProviderOptions = {
  /** The key management system that holds the key where the caller names none. */
  defaultKms: string
  /** Default Ed25519. */
  defaultKeyType?: IdentifierKeyType
}

/** A DID that is made of its one key: it has no services, and never another key. */
export abstract class ImmutableIdentifierProvider extends AbstractIdentifierProvider {
  readonly #defaultKms: string
  readonly #defaultKeyType: IdentifierKeyType

  constructor(options: ImmutableIdentifierProviderOptions) {
    super()
    this.#defaultKms = options.defaultKms
    this.#defaultKeyType = options.defaultKeyType ?? 'Ed25519'
  }

  /** `did:key` or `did:jwk`. */
  protected abstract readonly method: string

  protected abstract didOf(key: PublicKey): Did

  override async createIdentifier(
    args: { kms?: string; alias?: string; options?: IdentifierKeyOptions },
    context: IAgentContext<IKeyManager>,
  ): Promise<Omit<IIdentifier, 'provider'>> {
    const key = await obtainIdentifierKey(context, {
      kms: args.kms ?? this.#defaultKms,
      defaultKeyType: this.#defaultKeyType,
      options: args.options ?? {},
    })
    const did = this.didOf(publicKeyOfIdentifierKey(key))
    return { did, controllerKeyId: key.kid, keys: [key], services: [] }
  }

  override async deleteIdentifier(
    identifier: IIdentifier,
    context: IAgentContext<IKeyManager>,
  ): Promise<boolean> {
    for (const { kid } of identifier.keys) await context.agent.keyManagerDelete({ kid })
    return true
  }

  override matchPrefix(prefix: string): boolean {
    return prefix === this.method || prefix.startsWith(`${this.method}:`)
  }

  override async updateIdentifier(): Promise<IIdentifier> {
    throw this.#unchangeable()
  }

  override async addKey(): Promise<never> {
    throw this.#unchangeable()
  }

  override async removeKey(): Promise<never> {
    throw this.#unchangeable()
  }

  override async addService(): Promise<never> {
    throw this.#unchangeable()
  }

  override async removeService(): Promise<never> {
    throw this.#unchangeable()
  }

  #unchangeable(): AppError {
    const message = `A ${this.method} is made of its one key and cannot change: create another identifier`
    return new AppError('did_immutable', message)
  }
}
