import { hashRaw } from '@node-rs/argon2'
import type { VaultCrypto } from '../../../../wallet/core/vault/vault-crypto.ts'

/** Argon2id of another maker than the browser's. */
export const testCrypto: VaultCrypto = {
  subtle: crypto.subtle,
  random: (byteCount) => crypto.getRandomValues(new Uint8Array(byteCount)),
  argon2id: async (passphrase, salt, { memoryKib, passes, lanes }) =>
    Uint8Array.from(
      await hashRaw(passphrase, {
        algorithm: 2,
        salt,
        memoryCost: memoryKib,
        timeCost: passes,
        parallelism: lanes,
        outputLen: 32,
      }),
    ),
}

export function testDataKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
    'wrapKey',
    'unwrapKey',
  ])
}
