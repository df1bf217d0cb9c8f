import { credentialJwtHeaders } from '../../shared/credential/vc-jwt.ts'
import { parseDid } from '../../shared/did/did.ts'
import { keyIdsOf } from '../../shared/did/did-document.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { type OpenedKey, openSealedKey } from '../../shared/node/kms/open-sealed-key.ts'
import { publicKeyOf } from '../../shared/node/kms/private-key.ts'
import type { SealedKeyStore } from '../../shared/node/kms/sealed-key-store.ts'
import type { TokenSigning } from '../../shared/node/workers/token-signing.ts'
import { getCurrentKey } from './key-store.ts'

/** Secures many credentials of one issuer as vc+jwt, in threads, with the key that it uses today: their payloads. */
export type SignBatch = (
  did: string,
  payloads: readonly string[],
) => Promise<{
  tokens: string[]
  /** Throws in the unit that keeps the tokens, where the issuer has another key by now: sign them again. */
  assertCurrent(tx: Transaction): Promise<void>
}>

export function createBatchSigner(ports: {
  reader: Reader
  store: SealedKeyStore
  keyEncryptionKey: KeyEncryptionKey
  signing: TokenSigning
}): SignBatch {
  const { reader, signing } = ports
  let opened: { keyId: string; key: OpenedKey } | undefined

  async function open(keyId: string): Promise<OpenedKey> {
    if (opened?.keyId !== keyId) opened = { keyId, key: await openSealedKey(keyId, ports) }
    return opened.key
  }

  return async (did, payloads) => {
    const { keyId } = await getCurrentKey(reader, did)
    const key = await open(keyId)
    const kid = keyIdsOf(parseDid(did), publicKeyOf(key.privateKey)).jwk
    const tokens = await signing.sign({
      header: { ...credentialJwtHeaders['vc+jwt'], kid },
      payloads,
      key,
    })
    return {
      tokens,
      async assertCurrent(tx) {
        const current = await getCurrentKey(tx, did)
        if (current.keyId !== keyId) throw new Error('the key of an issuer changed while it signed')
      },
    }
  }
}
