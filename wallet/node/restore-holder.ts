import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { StoredIdentifier, StoredKey } from '../core/vault/identity.ts'
import type { Holder } from '../core/wallet-ports.ts'
import { holderEntity } from './wallet-schema.ts'

const keyTypes = { Ed25519: 'Ed25519', 'P-256': 'Secp256r1' } as const

/** Takes an identity in that another wallet made: its key and DID into the agent, then its row. Can be done again. */
export async function restoreHolder(
  input: { holder: Holder; identifier: StoredIdentifier; key: StoredKey; privateKey: Uint8Array },
  { agent, database }: { agent: WaymarkAgent; database: Database },
): Promise<void> {
  const { holder, identifier, key } = input
  const { did, provider, kid } = identifier
  const known = await agent.didManagerFind({ provider })
  if (!known.some((other) => other.did === did)) {
    const privateKeyHex = Buffer.from(input.privateKey).toString('hex')
    const type = keyTypes[key.curve]
    await agent.didManagerImport({
      did,
      provider,
      controllerKeyId: kid,
      keys: [{ kid, kms: 'local', type, privateKeyHex }],
      services: [],
    })
  }
  await database.transact(async (tx) => {
    if (await tx.exists(holderEntity, { where: { did } })) return
    const { curve, name, createdAt } = holder
    // the first one here stays the one that is taken without asking
    const isDefault = holder.isDefault && !(await tx.exists(holderEntity))
    await tx.insert(holderEntity, { did, curve, name: name ?? null, isDefault, createdAt })
  })
}
