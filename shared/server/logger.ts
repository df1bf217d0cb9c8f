import type { Logger as Pino } from 'pino'

/** What the server needs of a logger: a subset of pino's. */
export type Logger = Pick<Pino, 'debug' | 'info' | 'warn' | 'error'>
