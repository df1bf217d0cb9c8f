import {
  type KeyCurve,
  type PublicKey,
  publicKeyFromBytes,
} from '../../../shared/did/public-key.ts'
import {
  boundTo,
  damaged,
  joined,
  type Place,
  type SealedBytes,
  splitSealed,
} from './sealed-record.ts'
import { gcm, ivLength, type VaultCrypto } from './vault-crypto.ts'

const algorithms = {
  Ed25519: { name: 'Ed25519' },
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
} as const satisfies Record<KeyCurve, Algorithm | EcKeyAlgorithm | { name: string }>

/**
 * A new signing key. It can be read inside this function only, by the platform, which seals it with the data key; what
 * signs later is opened from there.
 */
export async function createSealedKey(
  curve: KeyCurve,
  place: Place,
  dataKey: CryptoKey,
  crypto: VaultCrypto,
): Promise<{ publicKey: PublicKey; sealed: SealedBytes }> {
  const { subtle } = crypto
  // sound: both algorithms make a pair
  const pair = (await subtle.generateKey(algorithms[curve], true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const point = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  const sealed = await sealKey(pair.privateKey, place, dataKey, crypto)
  return { publicKey: publicKeyFromBytes(curve, point), sealed }
}

/**
 * The key as something that signs and cannot be read.
 * @throws AppError storage_damaged
 */
export function openSealedKey(
  sealed: SealedBytes,
  input: { curve: KeyCurve; place: Place; dataKey: CryptoKey },
  crypto: Pick<VaultCrypto, 'subtle'>,
): Promise<CryptoKey> {
  return unseal(sealed, input, false, crypto)
}

/**
 * Takes a key from one vault into another: opened with the one data key, sealed with the other, readable in between by
 * the platform only.
 */
export async function moveSealedKey(
  sealed: SealedBytes,
  from: { curve: KeyCurve; place: Place; dataKey: CryptoKey },
  to: { place: Place; dataKey: CryptoKey },
  crypto: VaultCrypto,
): Promise<SealedBytes> {
  return sealKey(await unseal(sealed, from, true, crypto), to.place, to.dataKey, crypto)
}

async function sealKey(
  privateKey: CryptoKey,
  place: Place,
  dataKey: CryptoKey,
  { subtle, random }: VaultCrypto,
): Promise<SealedBytes> {
  const iv = random(ivLength)
  const ciphertext = await subtle.wrapKey('pkcs8', privateKey, dataKey, gcm(iv, boundTo(place)))
  return joined(iv, new Uint8Array(ciphertext))
}

async function unseal(
  sealed: SealedBytes,
  { curve, place, dataKey }: { curve: KeyCurve; place: Place; dataKey: CryptoKey },
  isExtractable: boolean,
  { subtle }: Pick<VaultCrypto, 'subtle'>,
): Promise<CryptoKey> {
  const { iv, ciphertext } = splitSealed(sealed)
  const algorithm = algorithms[curve]
  const sealing = gcm(iv, boundTo(place))
  try {
    return await subtle.unwrapKey('pkcs8', ciphertext, dataKey, sealing, algorithm, isExtractable, [
      'sign',
    ])
  } catch (cause) {
    throw damaged(cause)
  }
}
