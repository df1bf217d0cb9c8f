import type { EntitySchemaColumnOptions } from 'typeorm'
import { publicKeyOfIdentifierKey } from '../../agent/identifier-key.ts'
import type { DidDocumentKey } from '../../did/did-document.ts'
import { jwkThumbprint, type PublicKey, publicKeyToJwk } from '../../did/public-key.ts'

/** A key that one of an application's identities has or had. The private half is in the agent's key store. */
export type HistoricKey = {
  did: string
  /** How the agent calls it. */
  keyId: string
  keyType: 'Ed25519' | 'Secp256r1'
  publicKeyHex: string
  /** RFC 7638 */
  thumbprint: string
  createdAt: string
  retiredAt: string | null
  compromisedAt: string | null
}

/** How every table of keys keeps them. */
export const historicKeyColumns = {
  did: { type: 'varchar', primary: true },
  keyId: { type: 'varchar', primary: true, name: 'key_id' },
  keyType: { type: 'varchar', name: 'key_type' },
  publicKeyHex: { type: 'varchar', name: 'public_key_hex' },
  thumbprint: { type: 'varchar' },
  createdAt: { type: 'varchar', name: 'created_at' },
  retiredAt: { type: 'varchar', name: 'retired_at', nullable: true },
  compromisedAt: { type: 'varchar', name: 'compromised_at', nullable: true },
} as const satisfies Record<keyof HistoricKey, EntitySchemaColumnOptions>

export type AgentKey = { kid: string; type: string; publicKeyHex: string }

export function newHistoricKey(input: { did: string; key: AgentKey; at: string }): HistoricKey {
  const { did, key, at } = input
  return {
    did,
    keyId: key.kid,
    keyType: key.type === 'Secp256r1' ? 'Secp256r1' : 'Ed25519',
    publicKeyHex: key.publicKeyHex,
    thumbprint: jwkThumbprint(publicKeyToJwk(publicKeyOfIdentifierKey(key))),
    createdAt: at,
    retiredAt: null,
    compromisedAt: null,
  }
}

export function publicKeyOf({
  keyType,
  publicKeyHex,
}: Pick<HistoricKey, 'keyType' | 'publicKeyHex'>): PublicKey {
  return publicKeyOfIdentifierKey({ type: keyType, publicKeyHex })
}

/**
 * A key as it stands in the DID document: a retired one stays as it is, since what it signed stays good; one in
 * someone else's hands says so.
 */
export function documentKeyOf(key: HistoricKey): DidDocumentKey {
  return {
    publicKey: publicKeyOf(key),
    ...(key.compromisedAt !== null && { revoked: key.compromisedAt }),
  }
}
