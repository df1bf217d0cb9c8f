import { AsyncLocalStorage } from 'node:async_hooks'
import { type DataSource, EntityManager, type QueryRunner } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Transaction } from './database.ts'

export const defaultUnitTimeoutMs = 30_000

type Scope = { database: object; isOpen: boolean }

/** The units that the running code is inside of. */
const scopes = new AsyncLocalStorage<readonly Scope[]>()
let openUnits = 0

/** While somebody may ask where a promise was made, Node notes it of each: so nobody asks once the last unit has ended. */
async function runInside<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  openUnits += 1
  try {
    return await scopes.run([...(scopes.getStore() ?? []), scope], work)
  } finally {
    openUnits -= 1
    if (openUnits === 0) scopes.disable()
  }
}

/**
 * A unit inside a unit of the same database would wait for itself on SQLite and see half of the truth on
 * PostgreSQL.
 * @throws TypeError: a mistake in the calling code
 */
export function refuseNesting(database: object): void {
  const isInside = scopes.getStore()?.some((scope) => scope.isOpen && scope.database === database)
  if (isInside) {
    throw new TypeError(
      'transact() was called inside a unit of the same database; pass that unit’s `tx` on instead',
    )
  }
}

export type UnitOptions = {
  database: object
  dataSource: DataSource
  /** The connection on which a transaction has begun. */
  runner: QueryRunner
  timeoutMs: number
}

/**
 * Runs `work` on an open transaction and answers its value. Statements pass only while the unit is open:
 * one that comes later, or is still running when `work` resolves, would write into somebody else's unit.
 * The caller begins, and afterwards commits or rolls back.
 * @throws what `work` threw, or the first failed statement when `work` swallowed it
 */
export async function runUnit<T>(
  work: (tx: Transaction) => Promise<T>,
  { database, dataSource, runner, timeoutMs }: UnitOptions,
): Promise<T> {
  const scope: Scope = { database, isOpen: true }
  const statements = createStatementGate(scope, runner)
  const tx = new EntityManager(dataSource, statements.runner)
  try {
    const value = await withinTime(timeoutMs, () => runInside(scope, () => work(tx)))
    scope.isOpen = false
    if (statements.running() > 0) {
      throw new TypeError('A unit ended while one of its statements was still running: await it')
    }
    statements.throwFailure()
    return value
  } finally {
    scope.isOpen = false
    await statements.settled()
  }
}

/** A view of the connection that lets the statements of one open, undoomed unit through. */
function createStatementGate(scope: Scope, runner: QueryRunner) {
  const inFlight = new Set<Promise<unknown>>()
  let failure: { error: unknown } | undefined

  const query: QueryRunner['query'] = async (...statement: Parameters<QueryRunner['query']>) => {
    if (!scope.isOpen) throw new TypeError('A statement came after the end of its unit')
    if (failure) {
      throw new TypeError('A statement of this unit failed before, so it is rolled back', {
        cause: failure.error,
      })
    }
    refuseNul(statement[1])
    const running = runner.query(...statement)
    inFlight.add(running)
    try {
      return await running
    } catch (error) {
      failure ??= { error }
      throw error
    } finally {
      inFlight.delete(running)
    }
  }
  const refuse = () =>
    Promise.reject(new TypeError('A unit is begun and ended by transact() alone'))
  const replaced = new Map<PropertyKey, unknown>([
    ['query', query],
    ['startTransaction', refuse],
    ['commitTransaction', refuse],
    ['rollbackTransaction', refuse],
    ['release', refuse],
    ['stream', refuse],
    ['isTransactionActive', true],
    // on PostgreSQL the connection goes back to the pool: the gate says more clearly what is wrong
    ['isReleased', false],
  ])
  return {
    runner: new Proxy(runner, {
      get: (target, name) =>
        replaced.has(name) ? replaced.get(name) : Reflect.get(target, name, target),
      set: (_target, name, value) => {
        replaced.set(name, value)
        return true
      },
    }),
    running: () => inFlight.size,
    settled: () => Promise.allSettled(inFlight),
    throwFailure: () => {
      if (failure) throw failure.error
    },
  }
}

/** PostgreSQL has no text with U+0000: so SQLite takes none either. @throws AppError request_malformed */
export function refuseNul(parameters: readonly unknown[] = []): void {
  if (parameters.some(hasNul)) {
    throw new AppError('request_malformed', 'Text to be kept cannot hold the character U+0000')
  }
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  return Array.isArray(value) && value.some(hasNul)
}

async function withinTime<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new AppError(
            'database_unavailable',
            'The work took too long inside its transaction and was rolled back; try again.',
          ),
        ),
      timeoutMs,
    )
  })
  try {
    return await Promise.race([work(), deadline])
  } finally {
    clearTimeout(timer)
  }
}
