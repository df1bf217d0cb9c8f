import type { IIdentifier } from '@veramo/core-types'
import { publicKeyOfIdentifierKey } from '../../shared/agent/identifier-key.ts'
import { createIdentifierSigner } from '../../shared/agent/identifier-signer.ts'
import type { Signer } from '../../shared/credential/signer.ts'
import { type Did, didMethod } from '../../shared/did/did.ts'
import { buildDidDocument, type DidDocument } from '../../shared/did/did-document.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import type { PublicKey } from '../../shared/did/public-key.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { findIdentity, type IdentityRow, settleIdentity } from './identity-store.ts'

export type VerifierIdentity = {
  did: Did
  /** What stands at /.well-known/did.json. */
  document: DidDocument
  /** Signs requests. */
  signer: Signer
}

export type IdentityPorts = { agent: WaymarkAgent; database: Database; clock: () => Date }

const keyTypes = { 'P-256': 'Secp256r1', Ed25519: 'Ed25519' } as const

/** The verifier's did:web, made with its keys at the first start and the same ever after. */
export async function ensureIdentity(
  publicUrl: string,
  ports: IdentityPorts,
): Promise<VerifierIdentity> {
  const did = didWebFromUrl(publicUrl)
  const row = (await findIdentity(ports.database, did)) ?? (await createIdentity(did, ports))
  await registerIdentifier(row, ports.agent)
  const [p256, ed25519] = await Promise.all([
    publicKeyOf(row.p256KeyId, ports.agent),
    publicKeyOf(row.ed25519KeyId, ports.agent),
  ])
  const signer = await createIdentifierSigner(
    { did, keyRef: row.p256KeyId, types: ['Secp256r1'], form: 'jwk' },
    { agent: ports.agent },
  )
  // a key-encryption key that does not open the key must stop the start, not the first request
  await signer.sign(new Uint8Array(1))
  const document = buildDidDocument({ did, keys: [{ publicKey: p256 }, { publicKey: ed25519 }] })
  return { did, document, signer }
}

async function createIdentity(did: Did, ports: IdentityPorts): Promise<IdentityRow> {
  const { agent, database, clock } = ports
  const [p256, ed25519] = await Promise.all([
    agent.keyManagerCreate({ kms: 'local', type: keyTypes['P-256'] }),
    agent.keyManagerCreate({ kms: 'local', type: keyTypes.Ed25519 }),
  ])
  const row = await settleIdentity(database, {
    did,
    p256KeyId: p256.kid,
    ed25519KeyId: ed25519.kid,
    createdAt: clock().toISOString(),
  })
  if (row.p256KeyId !== p256.kid) {
    await agent.keyManagerDelete({ kid: p256.kid })
    await agent.keyManagerDelete({ kid: ed25519.kid })
  }
  return row
}

/** Tells the agent which keys the DID has; run again, it completes what an interrupted start left undone. */
async function registerIdentifier(row: IdentityRow, agent: WaymarkAgent): Promise<void> {
  const known = await findIdentifier(row.did, agent)
  const identifier = known ?? (await importIdentifier(row, agent))
  if (identifier.keys.some(({ kid }) => kid === row.ed25519KeyId)) return
  const key = await agent.keyManagerGet({ kid: row.ed25519KeyId })
  await agent.didManagerAddKey({ did: row.did, key })
}

async function importIdentifier(row: IdentityRow, agent: WaymarkAgent): Promise<IIdentifier> {
  const alias = row.did.slice(`did:${didMethod(row.did)}:`.length)
  try {
    return await agent.didManagerCreate({
      provider: 'did:web',
      kms: 'local',
      alias,
      options: { keyRef: row.p256KeyId },
    })
  } catch (error) {
    // another process that starts at the same time may have been faster
    const identifier = await findIdentifier(row.did, agent)
    if (identifier === undefined) throw error
    return identifier
  }
}

async function findIdentifier(did: Did, agent: WaymarkAgent): Promise<IIdentifier | undefined> {
  const found = await agent.didManagerFind({})
  return found.find((identifier) => identifier.did === did)
}

async function publicKeyOf(kid: string, agent: WaymarkAgent): Promise<PublicKey> {
  return publicKeyOfIdentifierKey(await agent.keyManagerGet({ kid }))
}
