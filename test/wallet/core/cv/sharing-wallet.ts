import type { OpenBadgeInput } from '../../../../shared/credential/build-open-badge.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import type { HeldBadge } from '../../../../wallet/core/held-badge.ts'
import type { WalletPorts } from '../../../../wallet/core/wallet-ports.ts'
import { createFakeShares } from '../../../shared/cv/sharing.ts'
import {
  type Actor,
  achievement,
  badge,
  createHolder,
  createIssuer,
  createWorld,
  present,
  secure,
} from '../../../shared/verify/world.ts'
import { createFakeWorld } from '../../fake-ports.ts'

/** A wallet with a real key whose badges are really signed, and a wallet server that keeps shares. */
export function createSharingWallet(options: { issuer?: Actor; walletServer?: string } = {}) {
  const world = createWorld()
  const { issuer = createIssuer(world), walletServer = 'https://wallet.example' } = options
  const holder = createHolder()
  const shares = createFakeShares(world.clock)
  const fake = createFakeWorld()
  const ports: WalletPorts = {
    ...fake.ports,
    clock: world.clock,
    resolveDid: world.ports.resolveDid,
    fetch: shares.fetch,
    walletServer,
    agent: {
      ...fake.ports.agent,
      listHolders: async () => [
        { did: holder.did, curve: 'Ed25519', isDefault: true, createdAt: '2026-11-01T09:00:00Z' },
      ],
      signerOf: async () => holder.signer,
      createPresentation: ({ credential, format, nonce, audience }) =>
        present([format === 'ldp_vc' ? JSON.parse(credential) : enveloped(credential)], holder, {
          format: format === 'ldp_vc' ? 'data-integrity' : 'jwt',
          nonce,
          audience,
        }),
    },
  }

  async function hold(
    name: string,
    change: { alignment?: object[]; by?: typeof holder } = {},
  ): Promise<HeldBadge> {
    const { alignment, by = holder } = change
    const document = await secure(
      badge(issuer, { id: by.did }, {
        id: `urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-${String(fake.badges.length).padStart(12, '0')}`,
        achievement: { ...achievement, name, ...(alignment && { alignment }) },
      } as Partial<OpenBadgeInput>),
      issuer.signer,
    )
    const text = JSON.stringify(document)
    const report = await verifyCredential(text, { ports: world.ports })
    if (report.credential === undefined) throw new Error('the badge cannot be read')
    const held: HeldBadge = {
      id: `badge-${fake.badges.length + 1}`,
      text,
      format: 'ldp_vc',
      holder: by.did,
      summary: report.credential,
      report,
      source: { kind: 'file' },
      receivedAt: '2026-11-20T09:00:00Z',
    }
    fake.badges.push(held)
    return held
  }
  return { world, issuer, holder, shares, fake, ports, hold }
}

function enveloped(jwt: string): JsonObject {
  return {
    '@context': 'https://www.w3.org/ns/credentials/v2',
    id: `data:application/vc+jwt,${jwt}`,
    type: 'EnvelopedVerifiableCredential',
  }
}
