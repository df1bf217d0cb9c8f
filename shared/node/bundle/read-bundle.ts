import type { Did } from '../../did/did.ts'
import { AppError, isAppError } from '../../errors/app-error.ts'
import { parseJsonStrict } from '../../json/json.ts'
import { type BundleLine, zBundleLine } from '../../trust/bundle.ts'
import { appendLeaves, type LogTile, openTiles, tileWidth } from '../../trust/log-tiles.ts'
import { sha256 } from '../sha256.ts'
import { createBundleDigest, hashContexts } from './bundle-digest.ts'
import { readGzipLines } from './read-lines.ts'

/** What a bundle holds. Nothing of it is to be believed before its manifest was verified: see openBundle. */
export type Bundle = {
  city: Did
  /** Texts by DID. */
  didDocuments: ReadonlyMap<Did, string>
  /** Texts by URL. */
  statusLists: ReadonlyMap<string, string>
  trustList: string | undefined
  log: { size: number; tiles: ReadonlyMap<string, LogTile> }
  checkpoint: string
  manifest: string
  /** Of the lines before the manifest, as they are. */
  lines: number
  digest: string
}

export type ReadBundleOptions = {
  /** Status lists that are not wanted are checked with the rest and then dropped. */
  wantsStatusList?: (url: string) => boolean
  /** Of all lines together, unpacked. Default 4 GiB. */
  maxBytes?: number
}

const maxLineBytes = 16_777_216
const hashBytes = 32
/** Half a gigabyte of leaves. */
const maxLeaves = 16_777_216
const maxDocuments = 100_000

/**
 * Reads a bundle from its gzip file, a line at a time.
 * @throws AppError bundle_refused
 */
export async function readBundle(
  source: AsyncIterable<Uint8Array>,
  { maxBytes, ...options }: ReadBundleOptions = {},
): Promise<Bundle> {
  const digest = createBundleDigest()
  const reading = startReading(options)
  for await (const text of readGzipLines(source, maxBytes === undefined ? {} : { maxBytes })) {
    if (reading.isComplete()) throw refused('Something follows on the end of the bundle')
    const line = parseLine(text)
    reading.take(line)
    if (line.type !== 'manifest') digest.add(text)
  }
  return { ...reading.result(), lines: digest.lines(), digest: digest.value() }
}

function startReading({ wantsStatusList = () => true }: ReadBundleOptions) {
  const contexts = hashContexts()
  const didDocuments = new Map<Did, string>()
  const statusLists = new Map<string, string>()
  const tiles = new Map<string, LogTile>()
  const once = new Map<BundleLine['type'], string>()
  let size = 0

  function takeOnce(type: BundleLine['type'], text: string): void {
    if (once.has(type)) throw refused('The bundle says something twice')
    once.set(type, text)
  }

  function takeInto<Key>(map: Map<Key, string>, key: Key, text: string): void {
    if (map.has(key)) throw refused('The bundle says something twice')
    if (map.size >= maxDocuments) throw refused('The bundle holds more than can be read')
    map.set(key, text)
  }

  function takeLeaves(tile: number, hashes: string): void {
    const leaves = split(Buffer.from(hashes, 'base64'))
    if (size !== tile * tileWidth || size + leaves.length > maxLeaves) {
      throw refused('The award log in the bundle is not whole')
    }
    const open = openTiles(size).flatMap(({ level, index }) => tiles.get(`${level}/${index}`) ?? [])
    for (const changed of appendLeaves(size, open, leaves, sha256)) {
      tiles.set(`${changed.level}/${changed.index}`, changed)
    }
    size += leaves.length
  }

  function take(line: BundleLine): void {
    if (line.type !== 'bundle' && !once.has('bundle')) throw refused('This is not a bundle')
    if (line.type === 'bundle') takeOnce('bundle', line.city)
    else if (line.type === 'context') assertSameContext(contexts, line)
    else if (line.type === 'did-document') takeInto(didDocuments, line.did, line.text)
    else if (line.type === 'leaves') takeLeaves(line.tile, line.hashes)
    else if (line.type !== 'status-list') takeOnce(line.type, line.text)
    else takeInto(statusLists, line.url, wantsStatusList(line.url) ? line.text : '')
  }

  return {
    take,
    isComplete: () => once.has('manifest'),
    result() {
      const [city, checkpoint, manifest] = (['bundle', 'checkpoint', 'manifest'] as const).map(
        (type) => once.get(type),
      )
      if (city === undefined || checkpoint === undefined || manifest === undefined) {
        throw refused('The bundle is cut short')
      }
      return {
        // sound: zBundleLine let only a DID through
        city: city as Did,
        didDocuments,
        statusLists,
        trustList: once.get('trust-list'),
        log: { size, tiles },
        checkpoint,
        manifest,
      }
    },
  }
}

function assertSameContext(
  contexts: ReadonlyMap<string, string>,
  { url, hash }: Extract<BundleLine, { type: 'context' }>,
): void {
  if (contexts.get(url) === hash) return
  throw refused('The bundle was made for other contexts: use the Waymark of its time')
}

function parseLine(text: string): BundleLine {
  try {
    const line = zBundleLine.safeParse(
      parseJsonStrict(text, { maxBytes: maxLineBytes, maxDepth: 2 }),
    )
    if (line.success) return line.data
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw refused('A line of the bundle is not JSON', cause)
  }
  throw refused('A line of the bundle is of no kind that is known')
}

function split(hashes: Buffer): Uint8Array[] {
  const count = hashes.length / hashBytes
  if (!Number.isInteger(count) || count < 1 || count > tileWidth) {
    throw refused('The award log in the bundle is not whole')
  }
  return Array.from({ length: count }, (_, at) =>
    Uint8Array.prototype.slice.call(hashes, at * hashBytes, (at + 1) * hashBytes),
  )
}

function refused(message: string, cause?: unknown): AppError {
  return new AppError('bundle_refused', message, { cause })
}
