import { MessageChannel } from 'node:worker_threads'
import { createIssuerResolver } from '../../verify/issuer-resolver.ts'
import type {
  ElsewhereOutcome,
  ShownCredential,
  VerificationPorts,
  VerifyElsewhere,
} from '../../verify/ports.ts'
import { getStatusList } from '../../verify/status-list.ts'
import type { VerifiedStatusList } from '../../verify/verified-status-list.ts'
import { answerAt } from '../workers/asking.ts'
import { createWorkerPool, type WorkerPool } from '../workers/worker-pool.ts'
import type { ThreadWorld, VerifyingAnswer, VerifyingTask } from './verifying-thread.ts'

const module = new URL('./verifying-thread.js', import.meta.url)

/** Of fewer, handing over costs what is gained. */
const defaultLeast = 20
const leastInThread = 4
const youngGenerationMb = 48
/** Each takes memory, and few presentations have work for more. */
const mostThreads = 4

type Context = Parameters<VerifyElsewhere>[1]
export type VerifyingPool = WorkerPool<VerifyingTask, VerifyingAnswer>

export type VerifyingThreads = {
  verifyElsewhere: VerifyElsewhere
  /** Begins the threads, which the first credentials do too, without waiting for them. */
  open(): Promise<void>
  close(): Promise<void>
}

/**
 * Verifies the credentials of a presentation in threads, beside the one that answers requests. They see keys, lists
 * and the word of cities through this thread's ports alone: its guarded fetch, its caches, its limits. What a thread
 * does not find out, because it needs more than compiled contexts or because the thread died, is done here.
 */
export function createVerifyingThreads({
  threads: wanted,
  leastCredentials = defaultLeast,
  pool = createWorkerPool({ module, threads: Math.min(wanted, mostThreads), youngGenerationMb }),
}: {
  /** None leave everything to the caller. */
  threads: number
  leastCredentials?: number
  pool?: VerifyingPool
}): VerifyingThreads {
  const threads = Math.min(wanted, mostThreads)
  let opening: Promise<void> | undefined
  let areOpen = false

  function open(): Promise<void> {
    opening ??= Promise.all(Array.from({ length: threads }, () => pool.run(...emptyTask()))).then(
      () => {
        areOpen = true
      },
      () => {
        opening = undefined
      },
    )
    return opening
  }

  return {
    open,
    async verifyElsewhere(shown, context) {
      const isSuited =
        threads > 0 &&
        shown.length >= leastCredentials &&
        context.ports.canonicalize.compiled?.isOn() === true &&
        context.policy.contexts === undefined
      if (!isSuited) return []
      if (!areOpen) {
        void open()
        return []
      }
      const parts = inParts(shown, threads)
      const outcomes = await Promise.all(parts.map((part) => verifyPart(part, context, pool)))
      return outcomes.flat()
    },
    close: () => pool.close(),
  }
}

/** Equal ones, each of enough for a thread. */
function inParts<Item>(items: readonly Item[], most: number): Item[][] {
  const count = Math.min(most, Math.ceil(items.length / leastInThread))
  const size = Math.ceil(items.length / count)
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  )
}

async function verifyPart(
  shown: readonly ShownCredential[],
  { ports, policy, moment, logProofs }: Context,
  pool: VerifyingPool,
): Promise<(ElsewhereOutcome | undefined)[]> {
  const { port1, port2 } = new MessageChannel()
  answerAt(port1, worldOf({ ports, policy, moment }))
  const task: VerifyingTask = {
    shown: shown.map(({ credential, ...held }) => ({ text: JSON.stringify(credential), ...held })),
    ...{ policy, moment, ...(logProofs && { logProofs }) },
    hasTrust: ports.trust !== undefined,
    hasFurther: ports.further !== undefined,
    port: port2,
  }
  try {
    // sound: written by the thread, which has the same type of it
    const outcomes = JSON.parse(await pool.run(task, [port2])) as (ElsewhereOutcome | null)[]
    return shown.map((_, at) => outcomes[at] ?? undefined)
  } catch {
    return shown.map(() => undefined)
  } finally {
    port1.close()
  }
}

function worldOf({ ports, policy, moment }: Context): ThreadWorld {
  const { resolveDid } = createIssuerResolver(policy, ports, moment)
  return {
    resolveDid: ports.resolveDid,
    fetchStatusList: ports.fetchStatusList,
    async readStatusList(url, issuer) {
      const reading = await getStatusList(url, issuer, { ...ports, resolveDid }, moment)
      return reading.outcome === 'verified' ? { ...reading, list: shared(reading.list) } : reading
    },
    findStatus: async (entry, credential) =>
      ports.further?.findStatus(entry, credential, ports, moment),
    judge: async (query) => trustOf(ports).judge(query),
    findDocument: async (query) => trustOf(ports).findDocument(query),
  }
}

const sharedLists = new WeakMap<VerifiedStatusList, VerifiedStatusList>()

/** The same list, whose bits threads read where they are: copying them takes longer than what is done with them. */
function shared(list: VerifiedStatusList): VerifiedStatusList {
  const known = sharedLists.get(list)
  if (known) return known
  const bits = new Uint8Array(new SharedArrayBuffer(list.bits.length))
  bits.set(list.bits)
  const made = { ...list, bits }
  sharedLists.set(list, made)
  return made
}

function trustOf({ trust }: VerificationPorts): NonNullable<VerificationPorts['trust']> {
  if (trust === undefined) throw new TypeError('A thread asked cities though there are none')
  return trust
}

/** Answered as soon as a thread has begun. */
function emptyTask(): Parameters<VerifyingPool['run']> {
  const { port2 } = new MessageChannel()
  const moment = { now: new Date(0), clockSkewSeconds: 0 }
  return [
    { shown: [], policy: {}, moment, hasTrust: false, hasFurther: false, port: port2 },
    [port2],
  ]
}
