/** How hard a passphrase is to guess: memory in KiB, passes, lanes. @see RFC 9106 section 4 */
export type Argon2Cost = { memoryKib: number; passes: number; lanes: number }

/** What sealing asks of the platform: WebCrypto, which Node and browsers both have, chance and Argon2id. */
export type VaultCrypto = {
  subtle: SubtleCrypto
  random: (byteCount: number) => Uint8Array<ArrayBuffer>
  /** 32 bytes. */
  argon2id: (
    passphrase: string,
    salt: Uint8Array,
    cost: Argon2Cost,
  ) => Promise<Uint8Array<ArrayBuffer>>
}

export const ivLength = 12

const encoder = new TextEncoder()

/** Associated data: lines that the sealed bytes belong to. None of them may hold a line break. */
export function associatedBytes(...lines: readonly (string | number)[]): Uint8Array<ArrayBuffer> {
  if (lines.some((line) => String(line).includes('\n'))) {
    throw new Error('associated data is made of single lines')
  }
  return Uint8Array.from(encoder.encode(lines.join('\n')))
}

export function gcm(
  iv: Uint8Array<ArrayBuffer>,
  additionalData: Uint8Array<ArrayBuffer>,
): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData, tagLength: 128 }
}
