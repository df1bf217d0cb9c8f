import { availableParallelism } from 'node:os'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WorkBeside } from '../verify/ports.ts'
import { verifySignatureBeside } from './kms/node-crypto.ts'

/** By the threads that Node has anyhow: nothing is copied to them but what was signed. */
export const workBeside: WorkBeside = {
  verifySignature: verifySignatureBeside,
  nextTurn: () => nextTurn(),
}

/** As ports have it: on one core, handing over would only cost. */
export const besideWhereItPays: { beside?: WorkBeside } =
  availableParallelism() > 1 ? { beside: workBeside } : {}
