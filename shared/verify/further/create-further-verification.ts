import type { FetchDocument } from '../../agent/did-web-document.ts'
import { createControllerDocuments } from './controller-documents.ts'
import { findFurtherKey } from './find-further-key.ts'
import type { FurtherVerification } from './further-verification.ts'
import { nameKeys } from './name-keys.ts'

/** @param world.fetch the guarded one */
export function createFurtherVerification(world: {
  fetch: FetchDocument
  clock: () => Date
}): FurtherVerification {
  const documents = createControllerDocuments(world)
  return {
    nameKeys: (candidates, signer, ports) => nameKeys(candidates, signer, ports, documents),
    findKey: (query, ports, moment) => findFurtherKey(query, ports, moment, documents),
  }
}
