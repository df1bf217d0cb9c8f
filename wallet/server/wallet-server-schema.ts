import type { Schema } from '../../shared/node/database/database.ts'
import {
  CreateHostedDocument1770000000000,
  hostedDocumentEntity,
} from './people/hosted-document-store.ts'
import { CreateShare1770200001000, shareEntity } from './shares/share-schema.ts'
import {
  CreateVault1770200000000,
  vaultCopyEntity,
  vaultEntity,
} from './vaults/vault-copy-schema.ts'

/** Everything that a wallet server keeps: public documents, and ciphertext under ids that say nothing. */
export const walletServerSchema: Schema = {
  entities: [hostedDocumentEntity, vaultEntity, vaultCopyEntity, shareEntity],
  migrations: [
    CreateHostedDocument1770000000000,
    CreateVault1770200000000,
    CreateShare1770200001000,
  ],
}
