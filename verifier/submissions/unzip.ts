import { isAppError } from '../../shared/errors/app-error.ts'
import { isBesideFiles, lastPartOf } from '../../shared/node/zip/entry-name.ts'
import { readZip } from '../../shared/node/zip/read-zip.ts'

export type ZippedFile = { name: string; bytes: Uint8Array }

export const zipLimits = { maxFiles: 100, maxBytes: 20_971_520, maxRatio: 200 }

/** Below this, what is small may be packed as tightly as it likes. */
const ratioCountsFromBytes = 1_048_576

/**
 * What is in a zip, in memory and bounded, whatever its index says of sizes. Names are only names: nothing is written
 * anywhere.
 * @returns undefined where it is damaged, or holds too many, too much, or what is packed too tightly
 */
export async function unzipBounded(
  zip: Uint8Array,
  limits: typeof zipLimits = zipLimits,
): Promise<ZippedFile[] | undefined> {
  const { maxFiles: maxEntries } = limits
  const maxBytes = mostOf(zip, limits)
  const files: ZippedFile[] = []
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength)
  try {
    let count = 0
    for (const entry of readZip(bytes, { maxEntries, maxEntryBytes: maxBytes, maxBytes })) {
      count += 1
      const unpacked = await entry.read()
      if (!isBesideFiles(entry.name)) files.push({ name: lastPartOf(entry.name), bytes: unpacked })
    }
    return count === 0 ? undefined : files
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

/** As much as can come out of it. */
export function mostOf(
  zip: Uint8Array,
  { maxBytes, maxRatio }: typeof zipLimits = zipLimits,
): number {
  return Math.min(maxBytes, Math.max(zip.length * maxRatio, ratioCountsFromBytes))
}
