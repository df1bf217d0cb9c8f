import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { AppError } from '../errors/app-error.ts'
import type { Canonicalize, CanonicalizeOptions } from './canonicalize.ts'
import { isOrderSensitive } from './code-point-order.ts'
import type { Cryptosuite, HashName } from './cryptosuites/cryptosuites.ts'
import { canonicalizeJson } from './jcs.ts'
import type { JsonObject } from './json.ts'

export type SigningForm = Pick<Cryptosuite, 'canonicalization'> & {
  hash: HashName
  canonicalize: Canonicalize
}

/**
 * What a proof signs: the hash of the proof's configuration, then that of the document, in that order.
 * @see https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-rdfc-2022
 * @see https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-jcs-2022
 */
export async function dataToSign(
  unsecured: JsonObject,
  { proofValue: _, ...proofOptions }: JsonObject,
  form: SigningForm,
  options: CanonicalizeOptions = {},
): Promise<Uint8Array> {
  const [config, document] =
    form.canonicalization === 'jcs'
      ? jsonForms(unsecured, proofOptions)
      : await rdfForms(unsecured, proofOptions, form.canonicalize, options)
  return Uint8Array.of(...hashText(config, form.hash), ...hashText(document, form.hash))
}

type Forms = readonly [config: string, document: string]

/** The configuration is read under the document's own contexts. */
function rdfForms(
  unsecured: JsonObject,
  proofOptions: JsonObject,
  canonicalize: Canonicalize,
  options: CanonicalizeOptions,
): Promise<Forms> {
  const config = { ...proofOptions, '@context': unsecured['@context'] }
  return Promise.all([canonicalize(config, options), canonicalize(unsecured, options)])
}

/**
 * The configuration keeps the contexts that the document had when it was signed: later ones may only follow. Throws
 * `canonicalization_failed`.
 * @see https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-jcs-2022
 */
function jsonForms(unsecured: JsonObject, proofOptions: JsonObject): Forms {
  const signed = proofOptions['@context']
  if (signed === undefined) return [canonicalizeJson(proofOptions), canonicalizeJson(unsecured)]
  const present: unknown[] = [unsecured['@context']].flat()
  const areFirst = [signed].flat().every((context, index) => isSameJson(context, present[index]))
  if (!areFirst) {
    throw new AppError('canonicalization_failed', 'The proof was made under other contexts')
  }
  const document = { ...unsecured, '@context': signed }
  return [canonicalizeJson(proofOptions), canonicalizeJson(document)]
}

function isSameJson(one: unknown, other: unknown): boolean {
  return other !== undefined && canonicalizeJson(one) === canonicalizeJson(other)
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

function hashText(text: string, name: HashName): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  return name === 'sha-256' ? sha256(bytes) : sha384(bytes)
}
