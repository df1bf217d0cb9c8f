import { hexToBytes } from '@noble/hashes/utils.js'
import { isAppError } from '../errors/app-error.ts'
import { decodeBase58 } from './base-encoding.ts'
import {
  type KeyCurve,
  type KeyReaders,
  keyReaders,
  publicKeyFromBytes,
  type VerifyingKey,
} from './public-key.ts'

const forms = ['publicKeyMultibase', 'publicKeyJwk', 'publicKeyBase58', 'publicKeyHex'] as const

type Form = (typeof forms)[number]

/** What a verification method says of its key. Nobody has read the forms of the key yet. */
type MethodKey = { type: string } & { [form in Form]?: unknown }

/**
 * The forms in which each type holds its key, and the curve of those that are for one alone. Below stand types of
 * documents from before Multikey, which agents such as Veramo's and DIDKit still publish.
 * @see https://www.w3.org/TR/cid-1.0/#verification-methods
 * @see https://w3c-ccg.github.io/ld-cryptosuite-registry/
 */
const types: ReadonlyMap<string, { forms: readonly Form[]; curve?: KeyCurve }> = new Map([
  ['Multikey', { forms: ['publicKeyMultibase'] }],
  ['JsonWebKey', { forms: ['publicKeyJwk'] }],
  ['JsonWebKey2020', { forms: ['publicKeyJwk'] }],
  ['Ed25519VerificationKey2020', { forms: ['publicKeyMultibase'], curve: 'Ed25519' }],
  [
    'Ed25519VerificationKey2018',
    { forms: ['publicKeyBase58', 'publicKeyHex', 'publicKeyJwk'], curve: 'Ed25519' },
  ],
  [
    'EcdsaSecp256r1VerificationKey2019',
    { forms: ['publicKeyMultibase', 'publicKeyHex', 'publicKeyJwk'], curve: 'P-256' },
  ],
])

/**
 * Undefined for a type that Waymark does not verify with, for a key that is malformed or given in two forms at
 * once, and for one whose private half has been published.
 */
export function readMethodKey(method: MethodKey, readers: KeyReaders): VerifyingKey | undefined {
  if (Object.keys(method).some(isSecret)) return undefined
  const type = types.get(method.type)
  const [form, another] = forms.filter((name) => method[name] !== undefined)
  if (type === undefined || form === undefined || another !== undefined) return undefined
  if (!type.forms.includes(form)) return undefined
  try {
    const publicKey = readForm(form, method[form], { readers, curve: type.curve })
    return type.curve === undefined || publicKey?.curve === type.curve ? publicKey : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

/** In whatever form: older types name the private half by another word. */
function isSecret(member: string): boolean {
  return member.startsWith('secretKey') || member.startsWith('privateKey')
}

/**
 * Is the key of a type or kind that these readers do not know, so that nothing can be said of what it signed? A key that
 * is malformed is of its kind all the same.
 * @param readers default: of the keys that Waymark signs with
 */
export function isOfUnreadKind(method: MethodKey, readers: KeyReaders = keyReaders): boolean {
  const { type, publicKeyJwk: jwk, publicKeyMultibase: multibase } = method
  if (!types.has(type)) return true
  const isFurther = readers !== keyReaders
  if (typeof multibase === 'string') {
    const known = isFurther ? /^z(?:6Mk|Dna|82)/ : /^z(?:6Mk|Dna)/
    return /^z[1-9A-HJ-NP-Za-km-z]{40,}$/.test(multibase) && !known.test(multibase)
  }
  if (typeof jwk !== 'object' || jwk === null) return false
  const { kty, crv }: { kty?: unknown; crv?: unknown } = jwk
  if (typeof kty !== 'string' || crv === 'Ed25519' || crv === 'P-256') return false
  return !isFurther || (kty !== 'RSA' && crv !== 'P-384')
}

function readForm(
  form: Form,
  value: unknown,
  { readers, curve }: { readers: KeyReaders; curve: KeyCurve | undefined },
): VerifyingKey | undefined {
  if (form === 'publicKeyJwk') return readers.fromJwk(value)
  if (typeof value !== 'string') return undefined
  if (form === 'publicKeyMultibase') return readers.fromMultibase(value)
  if (curve === undefined) return undefined
  if (form === 'publicKeyBase58') return publicKeyFromBytes(curve, decodeBase58(value))
  return /^(?:[\da-f]{2}){32,65}$/i.test(value)
    ? publicKeyFromBytes(curve, hexToBytes(value))
    : undefined
}
