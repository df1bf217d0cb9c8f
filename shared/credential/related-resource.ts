import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { decodeBase58, decodeBase64url, encodeBase64url } from '../did/base-encoding.ts'
import { credentialsV2Url } from './context-urls.ts'

/** Digests that a credential gives of what it refers to, against the bytes that are at hand. */

type Digest = { algorithm: Algorithm; bytes: Uint8Array }
type Algorithm = keyof typeof algorithms

/** Strongest last. `multihash` are the code and length that precede a digest in a multihash. */
const algorithms = {
  sha256: { hash: sha256, length: 32, multihash: [0x12, 0x20] },
  sha384: { hash: sha384, length: 48, multihash: [0x20, 0x30] },
  sha512: { hash: sha512, length: 64, multihash: [0x13, 0x40] },
} as const

// sound: the keys of the table above
const names = Object.keys(algorithms) as Algorithm[]

/**
 * The bytes of the base context that the W3C published, in 2024 and since 2025: that they say the same is why both are
 * taken. Base64url.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#base-context
 */
const knownDigests: ReadonlyMap<string, readonly string[]> = new Map([
  [
    credentialsV2Url,
    [
      'WZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ',
      'l_HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4_Tje8YyzYBM8IhqjHWiWpr8-ZbYU',
      'JKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k',
      'NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg',
    ],
  ],
])

/**
 * Undefined for text that is no integrity metadata. Some write the digest in hexadecimal digits, as the W3C's own suite
 * does: it is read as what it means.
 * @see https://www.w3.org/TR/SRI/#the-integrity-attribute
 */
export function readDigestSri(text: string): Digest[] | undefined {
  const digests = text.trim().split(/\s+/).map(readOneSri)
  return digests.every((digest) => digest !== undefined) ? digests : undefined
}

function readOneSri(text: string): Digest | undefined {
  const [, name, value = ''] = /^(sha256|sha384|sha512)-([\w+/-]+)={0,2}$/.exec(text) ?? []
  const algorithm = names.find((each) => each === name)
  const isHex = algorithm !== undefined && value.length === algorithms[algorithm].length * 2
  const bytes = decode(() =>
    isHex ? hexToBytes(value) : decodeBase64url(value.replaceAll('+', '-').replaceAll('/', '_')),
  )
  if (algorithm === undefined || bytes?.length !== algorithms[algorithm].length) return undefined
  return { algorithm, bytes }
}

/**
 * A multihash in multibase, or (as some write it) the digest alone, whose length tells the algorithm. Undefined for
 * one of another algorithm.
 * @see https://www.w3.org/TR/cid-1.0/#multihash
 */
function readDigestMultibase(text: string): Digest | undefined {
  const bytes = decode(() => {
    if (text.startsWith('u')) return decodeBase64url(text.slice(1))
    return text.startsWith('z') ? decodeBase58(text.slice(1)) : undefined
  })
  if (bytes === undefined) return undefined
  for (const algorithm of names) {
    const { length, multihash } = algorithms[algorithm]
    if (bytes.length === length) return { algorithm, bytes }
    const isMultihash = multihash.every((byte, index) => bytes[index] === byte)
    if (isMultihash && bytes.length === length + 2) return { algorithm, bytes: bytes.slice(2) }
  }
  return undefined
}

export type RelatedResource = {
  id: string
  digestSRI?: string | undefined
  digestMultibase?: string | undefined
}

/**
 * Is a digest given that is not of the resource's bytes, where these are at hand: in a data: URL, or of a context that
 * is kept here? What would have to be fetched says nothing.
 * @param fetched the resource's bytes, where somebody has fetched them
 * @see https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
 */
export function isOfOtherBytes(resource: RelatedResource, fetched?: Uint8Array): boolean {
  const { id, digestSRI = '', digestMultibase = '' } = resource
  const bytes = bytesOfDataUrl(id) ?? fetched
  const known = knownDigests.get(id)
  // once, however many digests are given: thousands of half a megabyte kept the thread for minutes
  const digestOf = rememberingDigests()
  const fits = ({ algorithm, bytes: digest }: Digest) => {
    const text = encodeBase64url(digest)
    if (bytes !== undefined) return digestOf(algorithm, bytes) === text
    if (known?.includes(text)) return true
    return known === undefined || algorithm === 'sha512'
  }
  const multibase = readDigestMultibase(digestMultibase)
  const sri = strongest(readDigestSri(digestSRI) ?? [])
  return (multibase !== undefined && !fits(multibase)) || (sri.length > 0 && !sri.some(fits))
}

/** Of one resource's bytes, base64url. */
function rememberingDigests(): (algorithm: Algorithm, bytes: Uint8Array) => string {
  const known = new Map<Algorithm, string>()
  return (algorithm, bytes) => {
    const text = known.get(algorithm) ?? encodeBase64url(algorithms[algorithm].hash(bytes))
    known.set(algorithm, text)
    return text
  }
}

/** Of several algorithms only the strongest counts. @see https://www.w3.org/TR/SRI/#get-the-strongest-metadata-from-set */
function strongest(digests: readonly Digest[]): readonly Digest[] {
  const best = names.findLast((name) => digests.some(({ algorithm }) => algorithm === name))
  return digests.filter(({ algorithm }) => algorithm === best)
}

function bytesOfDataUrl(url: string): Uint8Array | undefined {
  const [, parameters = '', text = ''] = /^data:([^,]*),([^#]*)/i.exec(url) ?? []
  if (!/^data:/i.test(url)) return undefined
  return decode(() => {
    const plain = decodeURIComponent(text)
    if (!/;base64$/i.test(parameters)) return new TextEncoder().encode(plain)
    return decodeBase64url(
      plain
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/={1,2}$/, ''),
    )
  })
}

function decode(read: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
