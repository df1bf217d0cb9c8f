import type { VaultCrypto } from '../../core/vault/vault-crypto.ts'

/** Sealing on WebCrypto; Argon2id is loaded when a passphrase is used. */
export const webCrypto: VaultCrypto = {
  subtle: crypto.subtle,
  random: (byteCount) => crypto.getRandomValues(new Uint8Array(byteCount)),
  async argon2id(passphrase, salt, { memoryKib, passes, lanes }) {
    const { argon2id } = await import('hash-wasm')
    const bytes = await argon2id({
      password: passphrase,
      salt,
      memorySize: memoryKib,
      iterations: passes,
      parallelism: lanes,
      hashLength: 32,
      outputType: 'binary',
    })
    return Uint8Array.from(bytes)
  },
}
