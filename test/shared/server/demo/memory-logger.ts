import { createLogger } from '../../../../shared/node/logger.ts'
import type { Logger } from '../../../../shared/server/operation/logger.ts'

const levelNames: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' }

/** The logger of the applications, which keeps its lines instead of writing them. */
export function createMemoryLogger(): { logger: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  const write = (text: string) => {
    const { level, msg: message, ...fields } = JSON.parse(text)
    lines.push({ level: levelNames[level], message, ...fields })
  }
  const logger = createLogger({ name: 'demo', level: 'debug', destination: { write } })
  return { logger, lines }
}
