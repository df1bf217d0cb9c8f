import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { parseDidDocument } from '../../shared/did/did-document.ts'
import type { Bundle } from '../../shared/node/bundle/read-bundle.ts'
import { sha256 } from '../../shared/node/sha256.ts'
import { nodeReader, tileWidth } from '../../shared/trust/log-tiles.ts'
import { consistencyProof, inclusionProof } from '../../shared/trust/merkle-tree.ts'
import { trustListService } from '../../shared/trust/read-trust-list.ts'
import type { TrustPorts } from '../../shared/trust/trust-ports.ts'

const hashBytes = 32

/** Answers as the city's trust list and award log would, from a bundle. */
export function createBundleTrustFetch(bundle: Bundle, logUrl: string): TrustPorts['fetchText'] {
  const { log, checkpoint, trustList } = bundle
  const readNode = nodeReader((level, index) => log.tiles.get(`${level}/${index}`), sha256)
  const trustListUrl = trustListUrlOf(bundle)

  function answer(url: string): string | undefined {
    if (url === trustListUrl) return trustList
    if (!url.startsWith(`${logUrl}/`)) return undefined
    const [kind, name = ''] = url.slice(logUrl.length + 1).split('/')
    if (kind === 'checkpoint' && name === '') return checkpoint
    if (kind === 'consistency') return proveConsistency(name)
    return kind === 'proofs' ? proveInclusion(name) : undefined
  }

  function proveConsistency(sizes: string): string | undefined {
    const [older = 0, newer = 0] = sizes.split('-').map(Number)
    if (!(older >= 1 && older <= newer && newer <= log.size)) return undefined
    return JSON.stringify({
      path: consistencyProof(older, newer, readNode).map(encodeBase64url),
    })
  }

  function proveInclusion(leaf: string): string | undefined {
    const index = findLeaf(Buffer.from(leaf, 'base64url'), bundle)
    if (index === undefined) return undefined
    const path = inclusionProof(index, log.size, readNode).map(encodeBase64url)
    return JSON.stringify({ index, path, checkpoint })
  }

  return async (url) => {
    const text = answer(url)
    if (text !== undefined) return { outcome: 'fetched', text }
    // the whole log is here: a leaf that is not in it was never logged
    return { outcome: url.startsWith(`${logUrl}/proofs/`) ? 'absent' : 'unavailable' }
  }
}

function trustListUrlOf({ city, didDocuments }: Bundle): string | undefined {
  // the manifest's signature was checked against this document before
  const document = parseDidDocument(JSON.parse(didDocuments.get(city) ?? '{}'), city)
  const service = document.service?.find(({ type }) => type === trustListService)
  return typeof service?.serviceEndpoint === 'string' ? service.serviceEndpoint : undefined
}

function findLeaf(leaf: Buffer, { log }: Bundle): number | undefined {
  for (let tile = 0; tile * tileWidth < log.size; tile += 1) {
    const hashes = Buffer.from(log.tiles.get(`0/${tile}`)?.hashes ?? [])
    for (let at = hashes.indexOf(leaf); at !== -1; at = hashes.indexOf(leaf, at + 1)) {
      if (at % hashBytes === 0) return tile * tileWidth + at / hashBytes
    }
  }
  return undefined
}
