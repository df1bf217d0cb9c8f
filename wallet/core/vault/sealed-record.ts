import { AppError } from '../../../shared/errors/app-error.ts'
import { associatedBytes, gcm, ivLength, type VaultCrypto } from './vault-crypto.ts'

/** Where a sealed record stands: bound into the seal, so that one moved elsewhere does not open. */
export type Place = { store: string; id: string }

/** Random IV, then ciphertext with its tag. */
export type SealedBytes = Uint8Array<ArrayBuffer>

export async function sealRecord(
  plaintext: Uint8Array<ArrayBuffer>,
  place: Place,
  dataKey: CryptoKey,
  { subtle, random }: VaultCrypto,
): Promise<SealedBytes> {
  const iv = random(ivLength)
  const ciphertext = await subtle.encrypt(gcm(iv, boundTo(place)), dataKey, plaintext)
  return joined(iv, new Uint8Array(ciphertext))
}

/** @throws AppError storage_damaged: changed, moved from another place, or sealed with another key */
export async function openRecord(
  sealed: Uint8Array<ArrayBuffer>,
  place: Place,
  dataKey: CryptoKey,
  { subtle }: Pick<VaultCrypto, 'subtle'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { iv, ciphertext } = splitSealed(sealed)
  try {
    return new Uint8Array(await subtle.decrypt(gcm(iv, boundTo(place)), dataKey, ciphertext))
  } catch (cause) {
    throw damaged(cause)
  }
}

export function boundTo({ store, id }: Place): Uint8Array<ArrayBuffer> {
  return associatedBytes('waymark-row', 1, store, id)
}

export function splitSealed(sealed: Uint8Array<ArrayBuffer>) {
  return { iv: sealed.subarray(0, ivLength), ciphertext: sealed.subarray(ivLength) }
}

export function joined(iv: Uint8Array, ciphertext: Uint8Array): SealedBytes {
  const sealed = new Uint8Array(iv.length + ciphertext.length)
  sealed.set(iv)
  sealed.set(ciphertext, iv.length)
  return sealed
}

export function damaged(cause: unknown): AppError {
  return new AppError(
    'storage_damaged',
    'A sealed record does not open: it was changed or is of another wallet',
    { cause },
  )
}
