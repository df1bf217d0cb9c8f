import type { MessagePort } from 'node:worker_threads'
import {
  type CanonicalizationBudget,
  createCanonicalizationBudget,
} from '../../credential/canonicalization-budget.ts'
import type { Canonicalize } from '../../credential/canonicalize.ts'
import { createCompiledCanonicalization } from '../../credential/compiled/compiled-canonicalization.ts'
import { pinnedContexts } from '../../credential/contexts.ts'
import { withinBudget } from '../../credential/within-budget.ts'
import type { ResolveDid } from '../../did/resolution.ts'
import type { JsonObject } from '../../json/json.ts'
import type { TrustReader } from '../../trust/trust-reader.ts'
import { createFurtherVerification } from '../../verify/further/create-further-verification.ts'
import { canonicalizationLimits } from '../../verify/limits.ts'
import type { Moment } from '../../verify/moment.ts'
import type {
  ElsewhereOutcome,
  FetchStatusList,
  FurtherVerification,
  PresentedLogProofs,
  VerificationPolicy,
  VerificationPorts,
} from '../../verify/ports.ts'
import type { StatusListReading } from '../../verify/status-list-cache.ts'
import { verifyCredentialAt } from '../../verify/verify-credential.ts'
import { verifySignature } from '../kms/node-crypto.ts'
import { sha256OfText } from '../sha256-of-text.ts'
import { askAt } from '../workers/asking.ts'
import type { Worked } from '../workers/worker-pool.ts'

/** Credentials as JSON, which is copied faster than objects are. */
export type VerifyingTask = {
  shown: { text: string; expectedHolder?: string }[]
  policy: VerificationPolicy
  moment: Moment
  logProofs?: PresentedLogProofs
  hasTrust: boolean
  hasFurther: boolean
  /** To whoever answers a ThreadWorld. */
  port: MessagePort
}

/** The JSON of a list of an outcome for each credential, or null for one that is left to whoever asked. */
export type VerifyingAnswer = string

/** What the thread asks: everything that is fetched or kept. */
export type ThreadWorld = {
  resolveDid: ResolveDid
  fetchStatusList: FetchStatusList
  readStatusList(url: string, issuer: string): Promise<StatusListReading>
  findStatus(
    entry: JsonObject,
    credential: { document: JsonObject; issuer: string },
  ): ReturnType<FurtherVerification['findStatus']>
  judge: TrustReader['judge']
  findDocument: TrustReader['findDocument']
}

/** Not one of the errors that a verdict is made of: the credential is left to whoever asked. */
class LeftToCaller extends Error {}

const leave = () => Promise.reject(new LeftToCaller('this is not worked out here'))

/** Documents at https addresses are fetched and kept by the caller alone. */
function mayNotAsk(): never {
  throw new LeftToCaller('nothing is fetched here')
}

const compiled = createCompiledCanonicalization(pinnedContexts, {
  sha256: sha256OfText,
  onDifference: () => undefined,
})

/** The compiled form alone: whatever it does not find right is for the full algorithm, which is not in this thread. */
const canonicalize: Canonicalize = Object.assign(leave, { compiled })

/** By the pipeline itself, so that reports are the same wherever they are made. */
export async function work(task: VerifyingTask): Promise<Worked<VerifyingAnswer>> {
  const ports = portsOf(task)
  const most = createCanonicalizationBudget(canonicalizationLimits)
  const outcomes = await Promise.all(
    task.shown.map(async ({ text, ...held }): Promise<ElsewhereOutcome | null> => {
      const spent = countSpent(most)
      const context = {
        ...{ policy: task.policy, moment: task.moment, depth: 0, ...held },
        ...(task.logProofs && { logProofs: task.logProofs }),
        ports: { ...ports, canonicalize: withinBudget(canonicalize, spent.budget) },
      }
      try {
        return { report: await verifyCredentialAt(text, context), work: spent.work }
      } catch {
        return null
      }
    }),
  )
  task.port.close()
  return { answer: JSON.stringify(outcomes) }
}

function portsOf({ port, moment, hasTrust, hasFurther }: VerifyingTask): VerificationPorts {
  const ask = askAt(port)
  // sound: the other end answers each name with what the function of this name gives
  const asking = (name: keyof ThreadWorld) =>
    (async (...args: unknown[]) => ask(name, args)) as never
  const world: ThreadWorld = {
    resolveDid: asking('resolveDid'),
    fetchStatusList: asking('fetchStatusList'),
    readStatusList: asking('readStatusList'),
    findStatus: asking('findStatus'),
    judge: asking('judge'),
    findDocument: asking('findDocument'),
  }
  const { resolveDid, fetchStatusList, readStatusList, findStatus, judge, findDocument } = world
  const clock = () => moment.now
  return {
    ...{ resolveDid, fetchStatusList, canonicalize, verifySignature, clock },
    statusLists: {
      find: () => undefined,
      share: (url, issuer) => readStatusList(url, issuer),
      isNewest: leave,
      keep: () => undefined,
    },
    ...(hasTrust && { trust: { judge, findDocument } }),
    ...(hasFurther && {
      further: {
        ...createFurtherVerification({ fetch: leave, clock }).within(mayNotAsk),
        findStatus: (entry, credential) => findStatus(entry, credential),
      },
    }),
  }
}

/** Counts what one credential takes, and leaves it to the caller once all together take too much. */
function countSpent(most: CanonicalizationBudget) {
  const work = { nodes: 0, hashes: 0 }
  const within = (spend: () => void) => {
    try {
      spend()
    } catch (cause) {
      throw new LeftToCaller('there is too much of it', { cause })
    }
  }
  const budget: CanonicalizationBudget = {
    spendNodes(count) {
      work.nodes += count
      within(() => most.spendNodes(count))
    },
    spendHash(count = 1) {
      work.hashes += count
      within(() => most.spendHash(count))
    },
  }
  return { work, budget }
}
