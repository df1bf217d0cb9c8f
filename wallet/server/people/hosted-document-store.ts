import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { Database } from '../../../shared/node/database/database.ts'
import { isUniqueViolation } from '../../../shared/node/database/failures.ts'
import type { HostedDocument } from './change-document.ts'

type HostedDocumentRow = { name: string; document: string; version: string }

/** The document and its version: not who, not when, not from where. */
export const hostedDocumentEntity = new EntitySchema<HostedDocumentRow>({
  name: 'hosted_document',
  tableName: 'hosted_document',
  columns: {
    name: { type: 'varchar', primary: true },
    document: { type: 'text' },
    version: { type: 'varchar' },
  },
})

export class CreateHostedDocument1770000000000 implements MigrationInterface {
  readonly name = 'CreateHostedDocument1770000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'hosted_document',
        columns: [
          { name: 'name', type: 'varchar', isPrimary: true },
          { name: 'document', type: 'text' },
          { name: 'version', type: 'varchar' },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('hosted_document')
  }
}

export type HostedDocumentStore = {
  find(name: string): Promise<HostedDocument | undefined>
  /** Puts `next` in the place of `current` only if that still stands. @throws AppError conflict */
  replace(name: string, current: HostedDocument | undefined, next: HostedDocument): Promise<void>
}

export function createHostedDocumentStore(database: Database): HostedDocumentStore {
  return {
    async find(name) {
      const row = await database.reader.findOneBy(hostedDocumentEntity, { name })
      return row === null ? undefined : { text: row.document, version: row.version }
    },
    async replace(name, current, next) {
      const row = { document: next.text, version: next.version }
      if (current === undefined) {
        await database
          .transact((tx) => tx.insert(hostedDocumentEntity, { name, ...row }))
          .catch((error: unknown) => {
            throw isUniqueViolation(error) ? changedMeanwhile() : error
          })
        return
      }
      const { affected } = await database.transact((tx) =>
        tx.update(hostedDocumentEntity, { name, version: current.version }, row),
      )
      if (affected !== 1) throw changedMeanwhile()
    },
  }
}

function changedMeanwhile(): AppError {
  return new AppError(
    'conflict',
    'The document was changed meanwhile, or the name is taken: read the current version and sign again',
  )
}
