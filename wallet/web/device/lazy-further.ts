import type { FetchDocument } from '../../../shared/did/did-web-document.ts'
import { findKey } from '../../../shared/verify/key-lookup.ts'
import { learnerRecordType, unopened } from '../../../shared/verify/learner-record.ts'
import type { FurtherVerification } from '../../../shared/verify/ports.ts'
import { hasType } from '../../../shared/verify/values.ts'
import { lazyPart } from './lazy-part.ts'

/**
 * What is verified beyond the badges that most people have, loaded when a badge first needs it: keys of other kinds and
 * places, chains of proofs, older lists of what was taken back, records of several issuers. Where it cannot be loaded,
 * offline say, what needs it is unknown: a badge that has just come is kept all the same.
 * @param world.fetch the one that asks only hosts that were agreed to
 */
export function lazyFurther(
  world: { fetch: FetchDocument; clock: () => Date },
  loadPart: () => Promise<FurtherPart> = importPart,
): FurtherVerification {
  return furtherBy(lazyPart(async () => (await loadPart()).createFurtherVerification(world)))
}

const importPart = () => import('../../../shared/verify/further/create-further-verification.ts')

type FurtherPart = Awaited<ReturnType<typeof importPart>>

function furtherBy(load: () => Promise<FurtherVerification>): FurtherVerification {
  const find = () => load().catch(() => undefined)
  return {
    async prepare(candidates, ...rest) {
      const isPlain = candidates.every(
        ({ header, chained }) => header === undefined && chained === undefined,
      )
      const further = isPlain ? undefined : await find()
      return further?.prepare(candidates, ...rest) ?? candidates
    },
    async findStatus(entry, ...rest) {
      return (await find())?.findStatus(entry, ...rest)
    },
    async complete(outcome, ...rest) {
      const { document = {} } = outcome
      const leadsOn = hasType(document, learnerRecordType) || document.refreshService !== undefined
      const further = leadsOn ? await find() : undefined
      return further?.complete(outcome, ...rest) ?? unopened(outcome)
    },
    async findKey(query, ...rest) {
      const found = await findKey(query, ...rest)
      const isAnswer = found.outcome !== 'refused' || found.refusal === 'unreachable'
      const further = isAnswer ? undefined : await find()
      return further?.findKey(query, ...rest) ?? found
    },
    within: (mayAsk) => furtherBy(lazyPart(async () => (await load()).within(mayAsk))),
  }
}
