import { parseDid } from '../../shared/did/did.ts'
import { keyIdsOf } from '../../shared/did/did-document.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { type OpenedKey, openSealedKey } from '../../shared/node/kms/open-sealed-key.ts'
import { publicKeyOf } from '../../shared/node/kms/private-key.ts'
import type { SealedKeyStore } from '../../shared/node/kms/sealed-key-store.ts'
import type { SigningKey } from '../../shared/node/workers/sign-token.ts'
import { getCurrentKey } from './key-store.ts'

/** The key that an issuer secures credentials with today, for threads that secure many. */
export type OpenBatchKey = (did: string) => Promise<{
  /** What a proof calls it, and what a token does. */
  keyIds: ReturnType<typeof keyIdsOf>
  key: SigningKey
  /** Throws in the unit that keeps the tokens, where the issuer has another key by now: sign them again. */
  assertCurrent(tx: Transaction): Promise<void>
}>

export function createBatchKeys(ports: {
  reader: Reader
  store: SealedKeyStore
  keyEncryptionKey: KeyEncryptionKey
}): OpenBatchKey {
  const { reader } = ports
  let opened: { keyId: string; key: OpenedKey } | undefined

  async function open(keyId: string): Promise<OpenedKey> {
    if (opened?.keyId !== keyId) opened = { keyId, key: await openSealedKey(keyId, ports) }
    return opened.key
  }

  return async (did) => {
    const { keyId } = await getCurrentKey(reader, did)
    const { curve, privateKey } = await open(keyId)
    return {
      keyIds: keyIdsOf(parseDid(did), publicKeyOf(privateKey)),
      key: { curve, privateKey },
      async assertCurrent(tx) {
        const current = await getCurrentKey(tx, did)
        if (current.keyId !== keyId) throw new Error('the key of an issuer changed while it signed')
      },
    }
  }
}
