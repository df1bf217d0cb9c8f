import sqlite3, { type Statement } from 'sqlite3'

/** How many are kept a connection: more than the routes that are asked most have in all. */
const mostKept = 128

/** Values as large as these would stay in memory with the statement. */
const largeText = 65_536

const keptWords = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|COMMIT|SAVEPOINT|RELEASE)\b/
const returning = /\bRETURNING\b/i

type Callback = (this: unknown, error: Error | null, rows?: unknown[]) => void

type Kept = {
  statement: Statement
  /** Told where the statement cannot be prepared: sqlite3 tells only whoever prepared it. */
  waiting: Set<Callback>
}

/**
 * A connection that keeps the statements it is asked for again and again. By itself sqlite3 prepares each anew, in a step
 * of its own, and finalizes it on the thread that answers requests, which then waits as long as another statement of the
 * connection is running.
 */
export class KeepingDatabase extends sqlite3.Database {
  /** In the order of their last use; undefined was asked for once. */
  readonly #kept = new Map<string, Kept | undefined>()

  override run(sql: string, ...rest: unknown[]): this {
    const [values, callback] = rest
    // a row of it that nobody reads would keep the statement at work
    const kept = returning.test(sql) ? undefined : this.#keep(sql, values, callback)
    if (kept === undefined) return super.run(sql, ...rest)
    kept.statement.run(values, this.#answering(sql, kept, callback))
    return this
  }

  override all(sql: string, ...rest: unknown[]): this {
    const [values, callback] = rest
    const kept = this.#keep(sql, values, callback)
    if (kept === undefined) return super.all(sql, ...rest)
    kept.statement.all(values, this.#answering(sql, kept, callback))
    return this
  }

  override close(callback?: (error: Error | null) => void): void {
    for (const sql of [...this.#kept.keys()]) this.#forget(sql)
    super.close(callback)
  }

  #keep(sql: string, values: unknown, callback: unknown): Kept | undefined {
    if (!isCallback(callback) || !keptWords.test(sql) || isLarge(values)) return undefined
    if (isUnbound(sql, values)) return undefined
    const isKnown = this.#kept.has(sql)
    const kept = this.#kept.get(sql) ?? (isKnown ? this.#prepare(sql) : undefined)
    this.#kept.delete(sql)
    this.#kept.set(sql, kept)
    const [oldest = sql] = this.#kept.keys()
    if (this.#kept.size > mostKept) this.#forget(oldest)
    kept?.waiting.add(callback)
    return kept
  }

  #prepare(sql: string): Kept {
    const waiting = new Set<Callback>()
    const statement = this.prepare(sql, (error: Error | null) => {
      if (error === null) return
      this.#kept.delete(sql)
      for (const callback of waiting) callback.call(statement, error)
    })
    return { statement, waiting }
  }

  #answering(sql: string, kept: Kept, callback: unknown): Callback {
    const forget = () => this.#forget(sql, kept)
    return function (error, rows) {
      // sound: one without a callback is not kept
      const told = callback as Callback
      kept.waiting.delete(told)
      // one that has failed may be halted half-way
      if (error !== null) forget()
      told.call(this, error, rows)
    }
  }

  #forget(sql: string, kept = this.#kept.get(sql)): void {
    if (this.#kept.get(sql) !== kept) return
    this.#kept.delete(sql)
    kept?.statement.finalize()
  }
}

function isCallback(value: unknown): value is Callback {
  return typeof value === 'function'
}

/** sqlite3 binds nothing anew where no values come: those of whoever asked before would still stand in their places. */
function isUnbound(sql: string, values: unknown): boolean {
  return sql.includes('?') && !(Array.isArray(values) && values.length > 0)
}

function isLarge(values: unknown): boolean {
  if (!Array.isArray(values)) return false
  return values.some(
    (value) =>
      value instanceof Uint8Array || (typeof value === 'string' && value.length > largeText),
  )
}
