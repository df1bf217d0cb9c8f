import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Schema } from '../../../../shared/node/database/database.ts'

export type Note = { id: string; text: string; count: number }

export const noteEntity = new EntitySchema<Note>({
  name: 'note',
  columns: {
    id: { type: 'varchar', primary: true },
    text: { type: 'text' },
    count: { type: 'integer' },
  },
})

class CreateNotes1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'note',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'text', type: 'text' },
          { name: 'count', type: 'integer', default: 0 },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('note')
  }
}

export const notesSchema: Schema = {
  entities: [noteEntity],
  migrations: [CreateNotes1700000000001],
}

export function note(id: string, count = 0): Note {
  return { id, text: `text of ${id}`, count }
}
