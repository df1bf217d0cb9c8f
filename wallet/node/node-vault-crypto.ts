import { hashRaw } from '@node-rs/argon2'
import type { VaultCrypto } from '../core/vault/vault-crypto.ts'

/** Argon2id by number, because the library's enumeration exists in its types only. */
const argon2id = 2

/** Sealing on Node's WebCrypto. */
export const nodeVaultCrypto: VaultCrypto = {
  subtle: crypto.subtle,
  random: (byteCount) => crypto.getRandomValues(new Uint8Array(byteCount)),
  async argon2id(passphrase, salt, { memoryKib, passes, lanes }) {
    const hash = await hashRaw(passphrase, {
      algorithm: argon2id,
      salt,
      memoryCost: memoryKib,
      timeCost: passes,
      parallelism: lanes,
      outputLen: 32,
    })
    return Uint8Array.from(hash)
  },
}
