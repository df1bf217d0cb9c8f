import type { SealedKey, SealedKeyStore } from '../shared/node/kms/sealed-key-store.ts'

export function memoryKeyStore(): SealedKeyStore {
  const keys = new Map<string, SealedKey>()
  return {
    insert: async (key) => void keys.set(key.keyId, key),
    find: async (keyId) => keys.get(keyId),
    list: async () => [...keys.values()],
    delete: async (keyId) => keys.delete(keyId),
  }
}
