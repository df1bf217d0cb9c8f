import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate'

export type ZippedFile = { name: string; bytes: Uint8Array }

export const zipLimits = { maxFiles: 100, maxBytes: 20_971_520, maxRatio: 200 }

/** No more of it is looked at before what came out is counted: a thousand times as much can come out at once. */
const sliceBytes = 4_096
/** Below this, what is small may be packed as tightly as it likes. */
const ratioCountsFromBytes = 1_048_576

/**
 * What is in a zip, in memory and bounded, whatever its index says. Names are only names: nothing is written anywhere.
 * @returns undefined where it is damaged, or holds too many, too much, or what is packed too tightly
 */
export function unzipBounded(
  zip: Uint8Array,
  limits: typeof zipLimits = zipLimits,
): ZippedFile[] | undefined {
  const files: { name: string; chunks: Uint8Array[]; isWhole: boolean }[] = []
  let size = 0
  let isRefused = false
  const unzip = new Unzip((file) => {
    const entry = { name: file.name, chunks: [] as Uint8Array[], isWhole: false }
    files.push(entry)
    if (files.length > limits.maxFiles) isRefused = true
    if (isRefused) return
    file.ondata = (error, chunk, isLast) => {
      if (error !== null) {
        isRefused = true
        return
      }
      size += chunk.length
      if (size > limits.maxBytes) isRefused = true
      else entry.chunks.push(chunk)
      if (isLast) entry.isWhole = true
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  unzip.register(UnzipPassThrough)
  try {
    for (let at = 0; at < zip.length && !isRefused; at += sliceBytes) {
      const end = at + sliceBytes
      unzip.push(zip.subarray(at, end), end >= zip.length)
      const read = Math.min(end, zip.length)
      if (size > ratioCountsFromBytes && size > read * limits.maxRatio) isRefused = true
    }
  } catch {
    return undefined
  }
  if (isRefused || files.length === 0 || files.some(({ isWhole }) => !isWhole)) return undefined
  return files
    .filter(({ name }) => !isBeside(name))
    .map(({ name, chunks }) => ({ name: lastPart(name), bytes: Buffer.concat(chunks) }))
}

/** Folders, and what systems put beside files for themselves. */
function isBeside(name: string): boolean {
  return (
    name.endsWith('/') || /(^|\/)__MACOSX\//.test(name) || /^(\.|Thumbs\.db$)/i.test(lastPart(name))
  )
}

function lastPart(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? ''
}
