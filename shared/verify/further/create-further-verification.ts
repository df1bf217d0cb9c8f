import type { FetchDocument } from '../../did/did-web-document.ts'
import type { FurtherVerification } from '../ports.ts'
import type { ProofCandidate } from '../proof-candidate.ts'
import {
  type ControllerDocuments,
  createControllerDocuments,
  documentsWithin,
} from './controller-documents.ts'
import { findFurtherKey } from './find-further-key.ts'
import { withHeldCredentials } from './learner-record.ts'
import { nameKeys } from './name-keys.ts'
import { withChain } from './proof-chain.ts'
import { refresh } from './refresh.ts'
import { createRevocationLists, type RevocationLists } from './revocation-list.ts'

/** @param world.fetch the guarded one */
export function createFurtherVerification(world: {
  fetch: FetchDocument
  clock: () => Date
}): FurtherVerification {
  return furtherBy(createControllerDocuments(world), createRevocationLists(world.clock))
}

function furtherBy(documents: ControllerDocuments, lists: RevocationLists): FurtherVerification {
  const findKey: FurtherVerification['findKey'] = (query, ports, moment) =>
    findFurtherKey(query, ports, moment, documents)
  return {
    findKey,
    async complete(outcome, verify, ports) {
      const latest = await refresh(outcome, verify, ports)
      return withHeldCredentials(latest, verify)
    },
    findStatus: lists.reader(),
    async prepare(candidates, signer, ports, moment) {
      const [first, ...others] = await nameKeys(candidates, signer, ports, documents)
      const chained = (candidate: ProofCandidate) =>
        withChain(candidate, (query) => findKey(query, ports, moment), moment)
      return [chained(first), ...others.map(chained)]
    },
    within: (mayAsk) => furtherBy(documentsWithin(documents, mayAsk), lists),
  }
}
