import { z } from 'zod'
import { decodeBase64url, encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import {
  type Argon2Cost,
  associatedBytes,
  gcm,
  ivLength,
  type VaultCrypto,
} from './vault-crypto.ts'

const zBytes = z
  .string()
  .max(2_048)
  .regex(/^[A-Za-z0-9_-]+$/)

const common = {
  id: zBytes,
  salt: zBytes,
  iv: zBytes,
  /** The data key, sealed by the key that this way in gives. */
  key: zBytes,
  /** ISO 8601. */
  addedAt: z.string().max(40),
}

/**
 * One way into a vault. The bounds of Argon2id keep a forged file from making the passphrase cheap to guess, and from
 * taking all memory.
 */
export const zWrap = z.discriminatedUnion('kdf', [
  z.object({ kdf: z.literal('passkey-prf'), ...common, credentialId: zBytes }),
  z.object({
    kdf: z.literal('argon2id'),
    ...common,
    memoryKib: z.int().min(19_456).max(262_144),
    passes: z.int().min(2).max(10),
    lanes: z.literal(1),
  }),
])

export type Wrap = z.infer<typeof zWrap>

/** What opens a wrap: what a passkey answered, or a passphrase. */
export type Secret =
  | { kdf: 'passkey-prf'; credentialId: string; prf: Uint8Array<ArrayBuffer> }
  | { kdf: 'argon2id'; passphrase: string }

/** @see RFC 9106 section 4, the second recommended option with one lane, as WebAssembly has one. */
const cost: Argon2Cost = { memoryKib: 65_536, passes: 3, lanes: 1 }

/** It seals records, and keys without their being read. */
const dataKeyUsages: KeyUsage[] = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']

const minPassphraseLength = 12
const minDifferentCharacters = 6

/** @throws AppError passphrase_weak for what could be guessed from a stolen copy */
export function assertPassphrase(passphrase: string): void {
  const text = normalised(passphrase)
  const isStrong =
    [...text].length >= minPassphraseLength && new Set(text).size >= minDifferentCharacters
  if (isStrong) return
  throw new AppError(
    'passphrase_weak',
    'A passphrase has twelve characters or more, and not a few of them again and again',
  )
}

/** A new random data key, sealed for its first way in. */
export async function createDataKey(
  secret: Secret,
  addedAt: Date,
  crypto: VaultCrypto,
): Promise<{ dataKey: CryptoKey; wrap: Wrap }> {
  const algorithm = { name: 'AES-GCM', length: 256 }
  const extractable = await crypto.subtle.generateKey(algorithm, true, dataKeyUsages)
  const wrap = await wrapFor(secret, extractable, addedAt, crypto)
  return { dataKey: await openDataKey([wrap], secret, crypto), wrap }
}

/**
 * Opens the data key with a way in. What comes out seals and opens, and never leaves the platform's key store.
 * @throws AppError way_refused
 */
export function openDataKey(
  wraps: readonly Wrap[],
  secret: Secret,
  crypto: VaultCrypto,
): Promise<CryptoKey> {
  return unwrap(wraps, secret, false, crypto)
}

/**
 * One more way in, which takes one that is there: only here a data key that exists can be read, and only by the
 * platform.
 * @throws AppError way_refused
 */
export async function addWrap(
  input: { wraps: readonly Wrap[]; opensNow: Secret; added: Secret; addedAt: Date },
  crypto: VaultCrypto,
): Promise<Wrap> {
  const extractable = await unwrap(input.wraps, input.opensNow, true, crypto)
  return wrapFor(input.added, extractable, input.addedAt, crypto)
}

async function wrapFor(
  secret: Secret,
  dataKey: CryptoKey,
  addedAt: Date,
  crypto: VaultCrypto,
): Promise<Wrap> {
  const [id, salt, iv] = [crypto.random(9), crypto.random(16), crypto.random(ivLength)]
  const empty = {
    id: encodeBase64url(id),
    salt: encodeBase64url(salt),
    iv: encodeBase64url(iv),
    key: '',
    addedAt: addedAt.toISOString(),
  }
  const wrap: Wrap =
    secret.kdf === 'argon2id'
      ? { kdf: 'argon2id', ...empty, ...cost, lanes: 1 }
      : { kdf: 'passkey-prf', ...empty, credentialId: secret.credentialId }
  const wrappingKey = await wrappingKeyOf(wrap, secret, crypto)
  const key = await crypto.subtle.wrapKey('raw', dataKey, wrappingKey, gcm(iv, boundTo(wrap)))
  return { ...wrap, key: encodeBase64url(new Uint8Array(key)) }
}

async function unwrap(
  wraps: readonly Wrap[],
  secret: Secret,
  isExtractable: boolean,
  crypto: VaultCrypto,
): Promise<CryptoKey> {
  for (const wrap of wraps.filter((candidate) => fits(candidate, secret))) {
    const [iv, key] = [decodeBase64url(wrap.iv), decodeBase64url(wrap.key)]
    try {
      return await crypto.subtle.unwrapKey(
        'raw',
        key,
        await wrappingKeyOf(wrap, secret, crypto),
        gcm(iv, boundTo(wrap)),
        'AES-GCM',
        isExtractable,
        dataKeyUsages,
      )
    } catch (error) {
      // the platform says only that it failed: another passphrase, or a wrap that was changed
      if (!(error instanceof DOMException)) throw error
    }
  }
  throw new AppError('way_refused', 'This does not open the wallet')
}

function fits(wrap: Wrap, secret: Secret): boolean {
  if (wrap.kdf !== secret.kdf) return false
  return (
    secret.kdf === 'argon2id' ||
    ('credentialId' in wrap && wrap.credentialId === secret.credentialId)
  )
}

async function wrappingKeyOf(wrap: Wrap, secret: Secret, crypto: VaultCrypto): Promise<CryptoKey> {
  const { subtle } = crypto
  const salt = decodeBase64url(wrap.salt)
  const usages: KeyUsage[] = ['wrapKey', 'unwrapKey']
  if (wrap.kdf === 'argon2id' && secret.kdf === 'argon2id') {
    const bytes = await crypto.argon2id(normalised(secret.passphrase), salt, wrap)
    const key = await subtle.importKey('raw', bytes, 'AES-GCM', false, usages)
    bytes.fill(0)
    return key
  }
  if (secret.kdf !== 'passkey-prf') throw new Error('a wrap is opened by its own kind of secret')
  const base = await subtle.importKey('raw', secret.prf, 'HKDF', false, ['deriveKey'])
  const info = associatedBytes('waymark-wrap', 1, 'passkey-prf')
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt, info }
  return subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, usages)
}

/** Everything that says how the wrap is opened, so that none of it can be swapped. */
function boundTo(wrap: Wrap): Uint8Array<ArrayBuffer> {
  const { kdf, id, salt } = wrap
  return wrap.kdf === 'argon2id'
    ? associatedBytes('waymark-wrap', 1, kdf, id, salt, wrap.memoryKib, wrap.passes, wrap.lanes)
    : associatedBytes('waymark-wrap', 1, kdf, id, salt, wrap.credentialId)
}

/** One spelling of what people type: keyboards compose ŵ in several ways and add a space at the end. */
function normalised(passphrase: string): string {
  return passphrase.normalize('NFC').trim()
}
