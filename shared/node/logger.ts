import { type Logger as PinoLogger, pino } from 'pino'
import { isAppError } from '../errors/app-error.ts'
import type { LogLevel } from './config-reading.ts'

/**
 * Everything that a log line may hold besides its message, so that what is secret or personal has no place to
 * slip into. `route` is the pattern (`/offers/:id`), never the path; `inputHash` stands for a hostile input.
 */
const fieldNames = [
  'application',
  'attempt',
  'code',
  'count',
  'durationMs',
  'event',
  'host',
  'inputHash',
  'job',
  'method',
  'port',
  'requestId',
  'route',
  'signal',
  'status',
  'version',
] as const

export type LogFields = Partial<
  Record<(typeof fieldNames)[number], string | number | boolean | undefined>
> & { error?: unknown }

/** Messages are fixed sentences: what varies goes into fields. */
export type Logger = {
  error(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  debug(message: string, fields?: LogFields): void
  /** A logger whose lines all carry these fields. */
  child(fields: LogFields): Logger
}

export type LoggerOptions = {
  name: string
  level: LogLevel
  /** Standard output, unless a test looks at the lines. */
  destination?: { write(line: string): void }
}

/** A logger of JSON lines. Fields outside the vocabulary are dropped, whatever the compiler was told. */
export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  const options = { name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime }
  return wrap(destination ? pino(options, destination) : pino(options))
}

function wrap(logger: PinoLogger): Logger {
  return {
    error: (message, fields) => logger.error(keepKnown(fields), message),
    warn: (message, fields) => logger.warn(keepKnown(fields), message),
    // what is not written is not put together
    info: (message, fields) =>
      logger.isLevelEnabled('info') && logger.info(keepKnown(fields), message),
    debug: (message, fields) =>
      logger.isLevelEnabled('debug') && logger.debug(keepKnown(fields), message),
    child: (fields) => wrap(logger.child(keepKnown(fields))),
  }
}

function keepKnown(fields: LogFields = {}): Record<string, unknown> {
  const known = fieldNames
    .filter((name) => fields[name] !== undefined)
    .map((name) => [name, fields[name]] as const)
  const kept: Record<string, unknown> = Object.fromEntries(known)
  return fields.error === undefined ? kept : { ...kept, error: describeError(fields.error) }
}

/** Engines write these messages from our own names; any other message may quote the input. */
const speakingErrors = new Set(['TypeError', 'RangeError', 'ReferenceError'])
const deepestCause = 4

export type ErrorDescription = {
  name: string
  code?: string
  message?: string
  frames?: string[]
  cause?: ErrorDescription
}

/** What may be said of an error: its kind and where it came from, and its message only where that is our own. */
function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const isOurs = isAppError(error)
  const frames = isOurs ? [] : framesOf(error)
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...((isOurs || speakingErrors.has(error.name)) && { message: error.message }),
    ...(frames.length > 0 && { frames }),
    ...(error.cause !== undefined &&
      depth < deepestCause && { cause: describeError(error.cause, depth + 1) }),
  }
}

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
}
