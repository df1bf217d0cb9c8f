import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { type HistoricKey, historicKeyColumns } from '../../shared/node/identity/historic-key.ts'
import { CreateVerifierIdentity1771000000000 } from '../migrations/create-verifier-identity.ts'
import { KeepVerifierKeys1776100000002 } from '../migrations/keep-verifier-keys.ts'

/**
 * The keys that the verifier has or had. `retiredAt` may lie ahead: until then a key signs, and its successor
 * stands in the document already.
 */
export const verifierKeyEntity = new EntitySchema<HistoricKey>({
  name: 'verifier_key',
  tableName: 'verifier_key',
  columns: historicKeyColumns,
})

export const keySchema: Schema = {
  entities: [verifierKeyEntity],
  migrations: [CreateVerifierIdentity1771000000000, KeepVerifierKeys1776100000002],
}
