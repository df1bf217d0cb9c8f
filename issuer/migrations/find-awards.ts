import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  type TableColumnOptions,
  TableIndex,
} from 'typeorm'
import { awardWordsOf } from '../awards/search-words.ts'
import { columns } from './columns.ts'

const awardColumns = [
  new TableColumn({ name: 'earner', type: 'varchar', default: "'person'" }),
  new TableColumn({ name: 'delivery', type: 'varchar', default: "'claim'" }),
  new TableColumn({ name: 'replaces', type: 'varchar', isNullable: true }),
  new TableColumn({ name: 'replaced_by', type: 'varchar', isNullable: true }),
  new TableColumn({ name: 'sent_at', type: 'varchar', isNullable: true }),
]

/** As stateSql of award-store.ts, so that its queries find the indices. */
const state = `(CASE WHEN "status" <> 'active' THEN "status" WHEN "delivery" = 'download' THEN 'issued' WHEN "claimed_at" IS NULL THEN 'offered' ELSE 'claimed' END)`

const indices: Readonly<Record<string, string>> = {
  award_state: `"provider", ${state}, "awarded_at", "id"`,
  award_badge: '"provider", "badge", "awarded_at", "id"',
  award_badge_state: `"provider", "badge", ${state}, "awarded_at", "id"`,
}

type KeptAward = {
  provider: string
  id: string
  recipient_email: string
  recipient_name: string | null
}

const awardsAtATime = 500

/** Awards by state, by badge and by what their people are called; groups of people to award to. */
export class FindAwards1778110000000 implements MigrationInterface {
  readonly name = 'FindAwards1778110000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('award', awardColumns)
    for (const [name, parts] of Object.entries(indices)) {
      await runner.query(`CREATE INDEX "${name}" ON "award" (${parts})`)
    }
    await runner.createTable(wordTable(runner))
    await runner.createTable(groupTable)
    await runner.createTable(memberTable)
    await fillWords(runner)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [memberTable, groupTable, wordTable(runner)]) await runner.dropTable(table)
    for (const name of Object.keys(indices)) await runner.query(`DROP INDEX "${name}"`)
    await runner.dropColumns('award', awardColumns)
  }
}

/** Words are looked up by how they begin, which an index finds where they lie in the order of their bytes. */
function wordTable(runner: QueryRunner): Table {
  const inByteOrder = (column: TableColumnOptions): TableColumnOptions =>
    column.name === 'word' && runner.connection.options.type === 'postgres'
      ? { ...column, collation: 'C' }
      : column
  return new Table({
    name: 'award_word',
    columns: columns({ provider: 'varchar', word: 'varchar', award_id: 'varchar' }, {}).map(
      inByteOrder,
    ),
    indices: [new TableIndex({ name: 'award_word_award', columnNames: ['provider', 'award_id'] })],
  })
}

const groupTable = new Table({
  name: 'learner_group',
  columns: columns(
    { provider: 'varchar', id: 'varchar' },
    { name: 'varchar', created_at: 'varchar' },
  ),
})

const memberTable = new Table({
  name: 'learner_group_member',
  columns: columns(
    { provider: 'varchar', group_id: 'varchar', id: 'varchar' },
    { email: 'varchar', 'name?': 'varchar' },
  ),
  uniques: [{ name: 'learner_group_member_email', columnNames: ['provider', 'group_id', 'email'] }],
})

async function fillWords(runner: QueryRunner): Promise<void> {
  const awards: KeptAward[] = await runner.query(
    'SELECT provider, id, recipient_email, recipient_name FROM award',
  )
  for (let start = 0; start < awards.length; start += awardsAtATime) {
    const rows = awards.slice(start, start + awardsAtATime).flatMap(wordsOfKept)
    if (rows.length === 0) continue
    await runner.manager
      .createQueryBuilder()
      .insert()
      .into('award_word', ['provider', 'word', 'awardId'])
      .values(rows)
      .execute()
  }
}

function wordsOfKept({ provider, id, recipient_email, recipient_name }: KeptAward) {
  const recipient = { recipientEmail: recipient_email, recipientName: recipient_name }
  return awardWordsOf(recipient).map((word) => ({ provider, word, awardId: id }))
}
