import { walletFileType } from '../../../shared/credential/wallet-file.ts'
import type { WalletPorts } from '../wallet-ports.ts'

/** Every badge, verbatim, with what its owner wrote of it, and what was shown to whom, as one JSON file. No keys. */
export async function exportWallet(ports: Pick<WalletPorts, 'store' | 'clock'>): Promise<string> {
  const badges = await ports.store.listBadges()
  const file = {
    type: walletFileType,
    version: 1,
    exportedAt: ports.clock().toISOString(),
    badges: badges.map(({ text, format, source, receivedAt, logProof, reflection }) => ({
      text,
      format,
      source,
      receivedAt,
      ...(logProof && { logProof }),
      ...(reflection && { reflection }),
    })),
    disclosures: await ports.store.listDisclosures(),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
