import type { Logger as NodeLogger } from '../../node/logger.ts'

/** What the server needs of a logger. */
export type Logger = Pick<NodeLogger, 'debug' | 'info' | 'warn' | 'error'>
