import type { IAgentContext, IKey, IKeyManager } from '@veramo/core-types'
import { type PublicKey, publicKeyFromBytes } from '../did/public-key.ts'
import { AppError } from '../errors/app-error.ts'

/** Veramo's names of the key types that an identifier of ours can have. */
export type IdentifierKeyType = 'Ed25519' | 'Secp256r1'

/**
 * Which key a new identifier gets: the stored one called `keyRef`, the one imported from `key.privateKeyHex`, or
 * else a new one. The same names as in Veramo's did:web provider.
 */
export type IdentifierKeyOptions = {
  keyRef?: string
  keyType?: IdentifierKeyType
  key?: {
    type?: IdentifierKeyType
    kid?: string
    privateKeyHex?: string
    meta?: Record<string, unknown>
  }
}

type KeyManagerContext = IAgentContext<IKeyManager>

export async function obtainIdentifierKey(
  context: KeyManagerContext,
  choice: { kms: string; defaultKeyType: IdentifierKeyType; options: IdentifierKeyOptions },
): Promise<IKey> {
  const { keyRef, keyType, key = {} } = choice.options
  if (keyRef !== undefined) return context.agent.keyManagerGet({ kid: keyRef })
  const { privateKeyHex, type = keyType ?? choice.defaultKeyType, ...rest } = key
  const wanted = { ...rest, kms: choice.kms, type }
  const managed =
    privateKeyHex === undefined
      ? await context.agent.keyManagerCreate(wanted)
      : await context.agent.keyManagerImport({ ...wanted, privateKeyHex })
  return { ...managed }
}

/** The public half of a key in Veramo's store. Throws `key_malformed` for a type that Waymark does not use. */
export function publicKeyOfIdentifierKey(key: Pick<IKey, 'type' | 'publicKeyHex'>): PublicKey {
  const bytes = bytesFromHex(key.publicKeyHex)
  if (key.type === 'Ed25519') return publicKeyFromBytes('Ed25519', bytes)
  if (key.type === 'Secp256r1') return publicKeyFromBytes('P-256', bytes)
  throw new AppError('key_malformed', 'Identifiers have Ed25519 or Secp256r1 keys')
}

function bytesFromHex(hex: string): Uint8Array {
  if (!/^(?:[\dA-Fa-f]{2})+$/.test(hex)) {
    throw new AppError('key_malformed', 'The public key is not hexadecimal')
  }
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}
