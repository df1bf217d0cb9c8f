import { QueryFailedError } from 'typeorm'
import { AppError, isAppError } from '../../errors/app-error.ts'

const serializationFailure = '40001'
const deadlockDetected = '40P01'
const uniqueViolation = '23505'

/** SQLite result codes that speak of the file or the machine, not of the statement. */
const sqliteOutages = new Set([
  'SQLITE_BUSY',
  'SQLITE_CANTOPEN',
  'SQLITE_CORRUPT',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_LOCKED',
  'SQLITE_NOMEM',
  'SQLITE_NOTADB',
  'SQLITE_PERM',
  'SQLITE_READONLY',
])

/** Connection exception, lock not available in time, insufficient resources, operator intervention, system error. */
const postgresOutage = /^(08|53|55P03|57P|58)/
const connectionOutage = /^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)/
/** The last is what TypeORM says of a connection that broke under a unit. */
const droppedConnection =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query runner already released|Client was closed and is not queryable|socket has been ended/

/** True when a statement failed because its row already exists: the same question on both databases. */
export function isUniqueViolation(error: unknown): boolean {
  return failuresOf(error).some(
    ({ code, message }) =>
      code === uniqueViolation ||
      (code === 'SQLITE_CONSTRAINT' && /UNIQUE constraint failed/.test(message)),
  )
}

/** PostgreSQL lost a race for this unit: run again, it can succeed. */
export function isLostRace(error: unknown): boolean {
  return failuresOf(error).some(
    ({ code }) => code === serializationFailure || code === deadlockDetected,
  )
}

/** Another process holds the SQLite file; waiting helps. */
export function isBusy(error: unknown): boolean {
  return failuresOf(error).some(({ code }) => code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED')
}

export function isConstraintViolation(error: unknown): boolean {
  return failuresOf(error).some(({ code }) => code === 'SQLITE_CONSTRAINT' || code.startsWith('23'))
}

/** The database cannot be worked with at the moment: full, gone, locked, damaged. */
export function isOutage(error: unknown): boolean {
  return failuresOf(error).some(
    ({ code, message }) =>
      sqliteOutages.has(code) ||
      postgresOutage.test(code) ||
      connectionOutage.test(code) ||
      droppedConnection.test(message),
  )
}

export function unavailable(cause: unknown): AppError {
  return new AppError(
    'database_unavailable',
    'The database cannot be read or written at the moment. Check its disk, its address and its permissions, then try again.',
    { cause },
  )
}

/** An outage becomes the coded error; any other failure stays what it is. */
export function asAppError(error: unknown): unknown {
  return !isAppError(error) && isOutage(error) ? unavailable(error) : error
}

type Failure = { code: string; message: string }

/** The error and what it was caused by, innermost last. TypeORM keeps the driver's error as `driverError`. */
function failuresOf(error: unknown, depth = 0): Failure[] {
  if (!(error instanceof Error) || depth > 5) return []
  const code = 'code' in error ? String(error.code) : ''
  const inner = error instanceof QueryFailedError ? error.driverError : error.cause
  return [{ code, message: error.message }, ...failuresOf(inner, depth + 1)]
}
