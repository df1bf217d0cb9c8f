import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Quad, RdfTerm } from 'jsonld'
import type { MessageDigest } from 'rdf-canonize'
import type { CanonicalizationBudget } from './canonicalization-budget.ts'
import type { HashName } from './cryptosuites/cryptosuites.ts'

/**
 * RDFC-1.0 sorts N-Quads by code point, JavaScript by UTF-16 unit. They differ only where a surrogate meets a
 * unit from U+E000 on. Swapping the two ranges makes sorting by unit come out in the order of code points; the
 * swap is undone before anything is hashed or returned.
 * @see https://www.w3.org/TR/rdf-canon/#terminology (code point order)
 */

const fromSurrogates = /[\uD800-\uFFFF]/g
const bytes = new TextEncoder()

export function isOrderSensitive(text: string): boolean {
  return /[\uD800-\uDBFF]/.test(text) && /[\uE000-\uFFFF]/.test(text)
}

export function inCodePointOrder({ subject, predicate, object, graph }: Quad): Quad {
  return {
    subject: mapTerm(subject),
    predicate: mapTerm(predicate),
    object: mapTerm(object),
    graph: mapTerm(graph),
  }
}

/** Undoes the swap. */
export function inUtf16Order(text: string): string {
  return text.replace(fromSurrogates, (unit) => {
    const code = unit.charCodeAt(0)
    return String.fromCharCode(code >= 0xf800 ? code - 0x2000 : code + 0x0800)
  })
}

/** Hashes as often as is allowed, over what mapped strings were before. Throws when it is used up. */
export function createDigests(options: {
  hash: HashName
  maxHashes: number
  isMapped: boolean
  budget?: CanonicalizationBudget | undefined
}): () => MessageDigest {
  let left = options.maxHashes
  return () => {
    options.budget?.spendHash()
    left -= 1
    if (left < 0) throw new Error('the graph needs more hashes than are allowed')
    const hash = (options.hash === 'sha-256' ? sha256 : sha384).create()
    return {
      update: (message) => {
        hash.update(bytes.encode(options.isMapped ? inUtf16Order(message) : message))
      },
      digest: () => bytesToHex(hash.digest()),
    }
  }
}

function mapTerm<T extends RdfTerm>(term: T): T {
  return { ...term, value: swap(term.value) }
}

function swap(text: string): string {
  return text.replace(fromSurrogates, (unit) => {
    const code = unit.charCodeAt(0)
    return String.fromCharCode(code >= 0xe000 ? code - 0x0800 : code + 0x2000)
  })
}
