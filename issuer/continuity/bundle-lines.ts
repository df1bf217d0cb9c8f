import { In, MoreThan } from 'typeorm'
import type { Signer } from '../../shared/credential/signer.ts'
import { type Did, parseDid } from '../../shared/did/did.ts'
import { createBundleDigest, hashContexts } from '../../shared/node/bundle/bundle-digest.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { credentialType } from '../../shared/server/documents/accepted-types.ts'
import { type BundleLine, type BundleManifest, bundleVersion } from '../../shared/trust/bundle.ts'
import { tileWidth } from '../../shared/trust/log-tiles.ts'
import { signStatement } from '../../shared/trust/signed-statement.ts'
import type { SignLogState } from '../log/checkpoints.ts'
import { logTileEntity, readHead } from '../log/log-store.ts'
import {
  type PublishedDocumentRow,
  publishedDocumentEntity,
} from '../publishing/published-document-store.ts'

export type BundlePorts = {
  reader: Reader
  publicUrl: string
  cityDid: string
  citySigner: () => Promise<Signer>
  signLogState: SignLogState
  clock: () => Date
}

/**
 * Everything that is needed to check the city's badges without it, as lines of JSON with their line feeds, signed
 * last. The log is read after what refers to it, so that whatever state of the log is named, the bundle has it.
 */
export async function* bundleLines(ports: BundlePorts): AsyncGenerator<string> {
  const digest = createBundleDigest()
  const write = (line: BundleLine) => {
    const text = JSON.stringify(line)
    if (line.type !== 'manifest') digest.add(text)
    return `${text}\n`
  }
  const city = parseDid(ports.cityDid)
  yield write({ type: 'bundle', version: bundleVersion, city })
  for (const [url, hash] of hashContexts()) yield write({ type: 'context', url, hash })
  for await (const line of publishedLines(ports)) yield write(line)

  const head = await readHead(ports.reader)
  for await (const line of leafLines(ports.reader, head.size)) yield write(line)
  const at = ports.clock()
  const { statement } = await ports.signLogState({ ...head, at })
  yield write({ type: 'checkpoint', text: statement })
  const manifest: BundleManifest = {
    iss: city,
    iat: Math.floor(at.getTime() / 1000),
    lines: digest.lines(),
    digest: digest.value(),
    logSize: head.size,
  }
  yield write({ type: 'manifest', text: await signManifest(manifest, ports) })
}

async function signManifest(
  payload: BundleManifest,
  { citySigner }: Pick<BundlePorts, 'citySigner'>,
): Promise<string> {
  return signStatement({ type: 'waymark-bundle+jwt', payload, signer: await citySigner() })
}

const pageSize = 50

/** DID documents, status lists and the trust list stand among the published documents; the rest is made of them. */
async function* publishedLines({
  reader,
  publicUrl,
}: Pick<BundlePorts, 'reader' | 'publicUrl'>): AsyncGenerator<BundleLine> {
  let page: PublishedDocumentRow[] = []
  do {
    page = await reader.find(publishedDocumentEntity, {
      where: { path: MoreThan(page.at(-1)?.path ?? '') },
      order: { path: 'ASC' },
      take: pageSize,
    })
    yield* page.flatMap((row) => lineOf(row, publicUrl) ?? [])
  } while (page.length === pageSize)
}

function lineOf(
  { path, body: text, contentType }: PublishedDocumentRow,
  publicUrl: string,
): BundleLine | undefined {
  if (path.endsWith('/did.json')) return { type: 'did-document', did: didIn(text), text }
  if (path === '/trust/list.jwt') return { type: 'trust-list', text }
  // a list stands beside its token: the bundle has it once
  const isStatusList =
    contentType === credentialType && /^\/providers\/[^/]+\/status\/[^/]+$/.test(path)
  return isStatusList ? { type: 'status-list', url: `${publicUrl}${path}`, text } : undefined
}

/** A provider with a domain of its own has its document in the city all the same. */
function didIn(text: string): Did {
  const { id }: { id: string } = JSON.parse(text)
  return parseDid(id)
}

async function* leafLines(reader: Reader, size: number): AsyncGenerator<BundleLine> {
  const tileCount = Math.ceil(size / tileWidth)
  for (let first = 0; first < tileCount; first += pageSize) {
    const rows = await reader.find(logTileEntity, {
      where: { level: 0, tileIndex: In(indicesFrom(first, Math.min(first + pageSize, tileCount))) },
      order: { tileIndex: 'ASC' },
    })
    for (const { tileIndex, hashes } of rows) {
      // the last tile may have grown since the size was read
      const leaves = Math.min(tileWidth, size - tileIndex * tileWidth)
      const bytes = Buffer.from(hashes, 'base64').subarray(0, leaves * 32)
      yield { type: 'leaves', tile: tileIndex, hashes: bytes.toString('base64') }
    }
  }
}

function indicesFrom(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, at) => first + at)
}
