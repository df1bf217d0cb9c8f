import type { Logger } from '../../../../shared/server/logger.ts'

/** A logger that keeps its lines as the JSON they would be written as. */
export function createMemoryLogger(): { logger: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  const at =
    (level: string) =>
    (fields: object, message: string): void => {
      lines.push({ level, message, ...JSON.parse(JSON.stringify(fields)) })
    }
  const logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  // sound: the shared server always logs an object and a message, one of the ways that pino can be called
  return { logger: logger as Logger, lines }
}
