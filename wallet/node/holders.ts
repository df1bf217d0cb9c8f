import type { IIdentifier } from '@veramo/core-types'
import { publicKeyOfIdentifierKey } from '../../shared/agent/identifier-key.ts'
import { createIdentifierSigner } from '../../shared/agent/identifier-signer.ts'
import type { Signer } from '../../shared/credential/signer.ts'
import { type Did, parseDid } from '../../shared/did/did.ts'
import type { KeyCurve, PublicKey } from '../../shared/did/public-key.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { Holder } from '../core/wallet-ports.ts'
import { type HolderRow, holderEntity } from './wallet-schema.ts'

/** A new DID with its key in the agent's stores, not yet one of the wallet's holders. */
export type PreparedHolder = { did: Did; publicKey: PublicKey }

const keyTypes = { Ed25519: 'Ed25519', 'P-256': 'Secp256r1' } as const

/** @param alias for a did:web, what follows `did:web:` */
export async function prepareHolder(
  agent: WaymarkAgent,
  input: { provider: string; curve: KeyCurve; alias?: string },
): Promise<PreparedHolder> {
  const { provider, curve, alias } = input
  const identifier = await agent.didManagerCreate({
    provider,
    ...(alias !== undefined && { alias }),
    options: { keyType: keyTypes[curve] },
  })
  return asPrepared(identifier)
}

/** What an earlier try left in the agent's stores. */
export async function findPrepared(
  agent: WaymarkAgent,
  did: Did,
): Promise<PreparedHolder | undefined> {
  const identifiers = await agent.didManagerFind({ provider: 'did:web' })
  const found = identifiers.find((identifier) => identifier.did === did)
  return found && asPrepared(found)
}

/** Takes a prepared identity in as one of the wallet's holders; the first one is the default. */
export function addHolder(
  prepared: PreparedHolder,
  name: string | undefined,
  { database, clock }: { database: Database; clock: () => Date },
): Promise<Holder> {
  const createdAt = clock().toISOString()
  return database.transact(async (tx) => {
    const row: HolderRow = {
      did: prepared.did,
      curve: prepared.publicKey.curve,
      name: name ?? null,
      isDefault: !(await tx.exists(holderEntity)),
      createdAt,
    }
    await tx.insert(holderEntity, row)
    return toHolder(row)
  })
}

export async function listHolders(database: Database): Promise<Holder[]> {
  const rows = await database.reader.find(holderEntity, { order: { createdAt: 'ASC', did: 'ASC' } })
  const holders = rows.map(toHolder)
  return [
    ...holders.filter(({ isDefault }) => isDefault),
    ...holders.filter(({ isDefault }) => !isDefault),
  ]
}

/** Signs as the holder, with the key that its DID was made for. */
export function signerOf(did: Did, agent: WaymarkAgent): Promise<Signer> {
  return createIdentifierSigner({ did, types: ['Ed25519', 'Secp256r1'], form: 'jwk' }, { agent })
}

function asPrepared({ did, keys: [key] }: IIdentifier): PreparedHolder {
  if (key === undefined) throw new Error('the agent made an identifier without a key')
  return { did: parseDid(did), publicKey: publicKeyOfIdentifierKey(key) }
}

function toHolder(row: HolderRow): Holder {
  return {
    did: parseDid(row.did),
    curve: row.curve === 'P-256' ? 'P-256' : 'Ed25519',
    ...(row.name !== null && { name: row.name }),
    isDefault: row.isDefault,
    createdAt: row.createdAt,
  }
}
