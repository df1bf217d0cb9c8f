import { randomBytes } from 'node:crypto'
import type { KeyCurve } from '../../shared/did/public-key.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Holder } from '../core/wallet-ports.ts'
import { addHolder, prepareHolder } from './holders.ts'
import { createHostedIdentity, type HostingPorts } from './hosted-identity.ts'

export const holderMethods = ['did:key', 'did:jwk', 'did:web'] as const
export type HolderMethod = (typeof holderMethods)[number]

export type NewHolder = {
  method: HolderMethod
  /** Default Ed25519. */
  curve?: KeyCurve
  /** What the learner calls it. For a did:web, its name at the wallet server; random where absent. */
  name?: string
  /** Where the DID document of a did:web is hosted: the wallet server's public URL. */
  walletServer?: string
}

/**
 * One more identity of the learner's, with a key of its own.
 * @throws AppError config_invalid for a did:web that nobody hosts
 */
export async function createHolder(input: NewHolder, ports: HostingPorts): Promise<Holder> {
  const { method, curve = 'Ed25519', name, walletServer } = input
  if (method !== 'did:web') {
    const prepared = await prepareHolder(ports.agent, { provider: method, curve })
    return addHolder(prepared, name, ports)
  }
  if (walletServer === undefined) {
    throw new AppError(
      'config_invalid',
      'A did:web needs the address of the wallet server that hosts its document: give --server, or set WALLET_PUBLIC_URL',
    )
  }
  const hostedName = name ?? `learner-${randomBytes(8).toString('hex')}`
  const prepared = await createHostedIdentity({ walletServer, hostedName, curve }, ports)
  return addHolder(prepared, name, ports)
}
