import type { FetchDocument } from '../../../shared/did/did-web-document.ts'
import { findKey } from '../../../shared/verify/key-lookup.ts'
import { learnerRecordType, unopened } from '../../../shared/verify/learner-record.ts'
import type { FurtherVerification } from '../../../shared/verify/ports.ts'
import { hasType } from '../../../shared/verify/values.ts'
import { lazyPart } from './lazy-part.ts'

/**
 * What is verified beyond the badges that most people have, loaded when a badge first needs it: keys of other kinds and
 * places, chains of proofs, older lists of what was taken back, records of several issuers.
 * @param world.fetch the one that asks only hosts that were agreed to
 */
export function lazyFurther(world: {
  fetch: FetchDocument
  clock: () => Date
}): FurtherVerification {
  return furtherBy(
    lazyPart(async () => {
      const part = await import('../../../shared/verify/further/create-further-verification.ts')
      return part.createFurtherVerification(world)
    }),
  )
}

function furtherBy(load: () => Promise<FurtherVerification>): FurtherVerification {
  return {
    async prepare(candidates, ...rest) {
      const isPlain = candidates.every(
        ({ header, chained }) => header === undefined && chained === undefined,
      )
      return isPlain ? candidates : (await load()).prepare(candidates, ...rest)
    },
    async findStatus(entry, ...rest) {
      return (await load()).findStatus(entry, ...rest)
    },
    async complete(outcome, ...rest) {
      const { document = {} } = outcome
      const leadsOn = hasType(document, learnerRecordType) || document.refreshService !== undefined
      return leadsOn ? (await load()).complete(outcome, ...rest) : unopened(outcome)
    },
    async findKey(query, ...rest) {
      const found = await findKey(query, ...rest)
      const isAnswer = found.outcome !== 'refused' || found.refusal === 'unreachable'
      return isAnswer ? found : (await load()).findKey(query, ...rest)
    },
    within: (mayAsk) => furtherBy(lazyPart(async () => (await load()).within(mayAsk))),
  }
}
