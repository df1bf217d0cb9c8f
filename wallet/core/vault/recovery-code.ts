import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { associatedBytes, type VaultCrypto } from './vault-crypto.ts'

/** Finds a wallet's sealed copy and opens nothing: 128 random bits, also in the user handle of its passkeys. */
export type Locator = Uint8Array<ArrayBuffer>

export const locatorLength = 16

/** Crockford's: no letter that is taken for a digit or another letter. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const misread: Record<string, string> = { O: '0', I: '1', L: '1' }
const checkLength = 2

/** Seven groups of four: the locator, and ten bits that tell a code that was misread. */
export async function recoveryCodeOf(
  locator: Locator,
  crypto: Pick<VaultCrypto, 'subtle'>,
): Promise<string> {
  const text = toBase32(locator) + (await checkOf(locator, crypto))
  return text.match(/.{4}/g)?.join('-') ?? ''
}

/** @throws AppError encoding_malformed for a code that was misread */
export async function readRecoveryCode(
  code: string,
  crypto: Pick<VaultCrypto, 'subtle'>,
): Promise<Locator> {
  const characters = [...code.toUpperCase().replace(/[\s-]/g, '')]
  const text = characters.map((character) => misread[character] ?? character).join('')
  const locator = fromBase32(text.slice(0, -checkLength))
  const isRight =
    locator !== undefined && (await checkOf(locator, crypto)) === text.slice(-checkLength)
  if (isRight) return locator
  throw new AppError('encoding_malformed', 'This is not a recovery code: a letter may be wrong')
}

/** The opaque id by which the server knows the copy: it does not tell the code. */
export async function copyIdOf(
  locator: Locator,
  { subtle }: Pick<VaultCrypto, 'subtle'>,
): Promise<string> {
  const base = await subtle.importKey('raw', locator, 'HKDF', false, ['deriveBits'])
  const info = associatedBytes('waymark-copy-id', 1)
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return encodeBase64url(new Uint8Array(await subtle.deriveBits(hkdf, base, 256)))
}

async function checkOf(locator: Locator, { subtle }: Pick<VaultCrypto, 'subtle'>): Promise<string> {
  const digest = new Uint8Array(await subtle.digest('SHA-256', locator))
  return toBase32(digest).slice(0, checkLength)
}

/** Most significant bit first, the last character filled with zeros. */
function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)] ?? '').join('')
}

function fromBase32(text: string): Locator | undefined {
  const values = [...text].map((character) => alphabet.indexOf(character))
  if (text.length !== 26 || values.includes(-1)) return undefined
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('')
  if (Number.parseInt(bits.slice(locatorLength * 8), 2) !== 0) return undefined
  const bytes = bits.slice(0, locatorLength * 8).match(/.{8}/g) ?? []
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2))
}
