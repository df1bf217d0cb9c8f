import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm'

/**
 * Runs the pending migrations inside the transaction that the caller has begun on `runner`, so that they all
 * happen or none, and only once however many processes start together. Migrations that end and begin
 * transactions of their own (one of Veramo's does, to switch foreign keys off) are kept from it: the caller
 * has done what they wanted.
 */
export async function runMigrations(dataSource: DataSource, runner: QueryRunner): Promise<void> {
  const stay = () => Promise.resolve()
  const replaced = new Map<PropertyKey, unknown>([
    ['isTransactionActive', true],
    ['startTransaction', stay],
    ['commitTransaction', stay],
    ['rollbackTransaction', stay],
  ])
  const contained: QueryRunner = new Proxy(runner, {
    get: (target, name, receiver) =>
      replaced.has(name) ? replaced.get(name) : Reflect.get(target, name, receiver),
  })
  const executor = new MigrationExecutor(dataSource, contained)
  executor.transaction = 'none'
  await executor.executePendingMigrations()
}
