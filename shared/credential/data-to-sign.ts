import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { AppError } from '../errors/app-error.ts'
import { canonicalizeJson } from '../json/jcs.ts'
import type { JsonObject } from '../json/json.ts'
import type { Canonicalize, CanonicalizeOptions } from './canonicalize.ts'
import { isOrderSensitive } from './code-point-order.ts'
import type { Cryptosuite, HashName } from './cryptosuites/cryptosuites.ts'

export type SigningForm = Pick<Cryptosuite, 'canonicalization'> & {
  hash: HashName
  canonicalize: Canonicalize
}

/** What one document came to, for all that is asked of it: its canonical form is made once in each way. */
export type RememberedForm = {
  texts: Map<string, Promise<string>>
  compiled?: { hash: Uint8Array | undefined }
}

/**
 * What a proof signs: the hash of the proof's configuration, then that of the document, in that order.
 * @see https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-rdfc-2022
 * @see https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-jcs-2022
 */
export async function dataToSign(
  unsecured: JsonObject,
  { proofValue: _, ...proofOptions }: JsonObject,
  form: RememberingForm,
  options: CanonicalizeOptions = {},
): Promise<Uint8Array> {
  const compiled = compiledData(unsecured, proofOptions, form, options)
  if (compiled) return compiled
  const [config, document] =
    form.canonicalization === 'jcs'
      ? jsonForms(unsecured, proofOptions)
      : await rdfForms(unsecured, proofOptions, form, { ...options, hash: form.hash })
  return Uint8Array.of(...hashText(config, form.hash), ...hashText(document, form.hash))
}

/** The same where compiled contexts suffice, without waiting. */
function compiledData(
  unsecured: JsonObject,
  proofOptions: JsonObject,
  { canonicalization, hash, canonicalize: { compiled }, remembered }: RememberingForm,
  { isFull = false, budget }: CanonicalizeOptions,
): Uint8Array | undefined {
  if (isFull || compiled === undefined || canonicalization === 'jcs') return undefined
  if (hash !== 'sha-256') return undefined
  const config = { ...proofOptions, '@context': unsecured['@context'] }
  const configHash = compiled.hashConfiguration(config, budget)
  if (configHash === undefined) return undefined
  const known = remembered?.compiled ?? { hash: compiled.hash(unsecured, budget) }
  if (remembered) remembered.compiled = known
  const documentHash = known.hash
  if (documentHash === undefined) return undefined
  const data = new Uint8Array(configHash.length + documentHash.length)
  data.set(configHash)
  data.set(documentHash, configHash.length)
  return data
}

type RememberingForm = SigningForm & { remembered?: RememberedForm }
type Forms = readonly [config: string, document: string]

/** The configuration is read under the document's own contexts. */
function rdfForms(
  unsecured: JsonObject,
  proofOptions: JsonObject,
  { canonicalize, remembered }: RememberingForm,
  options: CanonicalizeOptions,
): Promise<Forms> {
  const config = { ...proofOptions, '@context': unsecured['@context'] }
  return Promise.all([
    canonicalize(config, options),
    documentForm(unsecured, canonicalize, options, remembered),
  ])
}

function documentForm(
  unsecured: JsonObject,
  canonicalize: Canonicalize,
  options: CanonicalizeOptions,
  remembered?: RememberedForm,
): Promise<string> {
  if (remembered === undefined) return canonicalize(unsecured, options)
  // what was given up is the full algorithm's anyway
  const isFull = options.isFull === true || remembered.compiled?.hash === undefined
  const key = `${options.order} ${options.hash} ${isFull}`
  const text = remembered.texts.get(key) ?? canonicalize(unsecured, { ...options, isFull })
  remembered.texts.set(key, text)
  return text
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

/**
 * What is signed when a document is issued. The first and some of the others are made by the full algorithm, too: if
 * that ever differs, its answer stands and the compiled form is switched off.
 */
export async function dataToIssue(
  unsecured: JsonObject,
  config: JsonObject,
  form: SigningForm,
): Promise<Uint8Array> {
  const { compiled } = form.canonicalize
  const data = compiledData(unsecured, config, form, {})
  if (data !== undefined && compiled?.isCheckDue() === false) return data
  try {
    const ordered = { ...form, canonicalize: withOneOrder(form.canonicalize) }
    const full = await dataToSign(unsecured, config, ordered, { isFull: true })
    if (data?.some((byte, index) => byte !== full[index])) compiled?.switchOff()
    return full
  } catch (error) {
    if (data !== undefined) compiled?.switchOff()
    throw error
  }
}

/** For issuing: refuses a document that libraries which sort by UTF-16 unit could not verify. */
function withOneOrder(canonicalize: Canonicalize): Canonicalize {
  return async (document, options) => {
    const text = await canonicalize(document, options)
    if (
      isOrderSensitive(text) &&
      text !== (await canonicalize(document, { ...options, order: 'utf-16' }))
    ) {
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
