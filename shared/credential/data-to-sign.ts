import { sha256 } from '@noble/hashes/sha2.js'
import { AppError } from '../errors/app-error.ts'
import type { Canonicalize, CanonicalizeOptions } from './canonicalize.ts'
import { isOrderSensitive } from './code-point-order.ts'
import type { JsonObject } from './json.ts'

/**
 * What an eddsa-rdfc-2022 proof signs: SHA-256 of the proof's configuration, then of the document, in that
 * order. The configuration is read under the document's own contexts.
 * @see https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-rdfc-2022
 */
export async function dataToSign(
  unsecured: JsonObject,
  { proofValue: _, ...proofOptions }: JsonObject,
  canonicalize: Canonicalize,
  options: CanonicalizeOptions = {},
): Promise<Uint8Array> {
  const config = { ...proofOptions, '@context': unsecured['@context'] }
  const [configText, documentText] = await Promise.all([
    canonicalize(config, options),
    canonicalize(unsecured, options),
  ])
  return Uint8Array.of(...hashText(configText), ...hashText(documentText))
}

/** Puts this one document into canonical form once in each order, however many of its proofs ask. */
export function rememberingForm(document: object, canonicalize: Canonicalize): Canonicalize {
  const texts = new Map<CanonicalizeOptions['order'], Promise<string>>()
  return (asked, options = {}) => {
    if (asked !== document) return canonicalize(asked, options)
    const text = texts.get(options.order) ?? canonicalize(document, options)
    texts.set(options.order, text)
    return text
  }
}

/** For issuing: refuses a document that libraries which sort by UTF-16 unit could not verify. */
export function withOneOrder(canonicalize: Canonicalize): Canonicalize {
  return async (document) => {
    const text = await canonicalize(document)
    if (isOrderSensitive(text) && text !== (await canonicalize(document, { order: 'utf-16' }))) {
      const problem = 'holds characters that verifiers put in different orders: leave out rare ones'
      throw new AppError('canonicalization_failed', `The document ${problem}`)
    }
    return text
  }
}

function hashText(text: string): Uint8Array {
  return sha256(new TextEncoder().encode(text))
}
