import type { Logger } from 'typeorm'

/** TypeORM's own logger prints parameters, which are personal data: this one passes on the statement alone. */
export function createStatementLog(onStatement: (sql: string) => void = () => undefined): Logger {
  const ignore = () => undefined
  return {
    logQuery: (sql) => onStatement(sql),
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  }
}
