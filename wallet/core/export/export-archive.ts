import type { WalletPorts } from '../wallet-ports.ts'
import { exportBadge } from './export-badge.ts'
import { exportPicture, type PictureOptions } from './export-picture.ts'
import { exportWallet } from './export-wallet.ts'
import { type ZipEntry, zip } from './zip.ts'

export type ExportedArchive = {
  bytes: Uint8Array<ArrayBuffer>
  mediaType: 'application/zip'
  fileName: string
}

const about = `This is everything from a Waymark wallet, but for its keys.

badges/    each badge as it was signed, and as a picture that carries it: any Open Badges wallet or checker takes both
wallet.json    all of it in one file, with who was shown what: a Waymark wallet takes it back
`

/**
 * Every badge as a file and as a picture, and the whole wallet as JSON, in one archive.
 * @param onProgress is told how many badges are done
 */
export async function exportArchive(
  ports: Pick<WalletPorts, 'store' | 'clock'>,
  options: PictureOptions & { onProgress?: (done: number, total: number) => void },
): Promise<ExportedArchive> {
  const badges = await ports.store.listBadges()
  const entries: ZipEntry[] = [
    { name: 'README.txt', bytes: encode(about) },
    { name: 'wallet.json', bytes: encode(await exportWallet(ports)) },
  ]
  for (const [index, badge] of badges.entries()) {
    const file = exportBadge(badge)
    const picture = await exportPicture(badge, options)
    // badges of one name may also begin with the same id
    const place = `badges/${String(index + 1).padStart(4, '0')}-`
    entries.push(
      { name: `${place}${file.fileName}`, bytes: encode(file.text) },
      { name: `${place}${picture.fileName}`, bytes: picture.bytes },
    )
    options.onProgress?.(index + 1, badges.length)
  }
  const day = ports.clock().toISOString().slice(0, 10)
  return {
    bytes: zip(entries),
    mediaType: 'application/zip',
    fileName: `waymark-badges-${day}.zip`,
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
