import { expect, test } from 'vitest'
import { auditEntity, recordAudit } from '../../../verifier/audit/audit.ts'
import { deleteNow, deleteOfVacancy } from '../../../verifier/retention/delete-now.ts'
import { hashId } from '../../../verifier/retention/deletion.ts'
import { deletionEntity } from '../../../verifier/retention/deletion-schema.ts'
import { deletionText } from '../../../verifier/retention/deletion-text.ts'
import { readDeletion } from '../../../verifier/retention/read-deletion.ts'
import { sweep } from '../../../verifier/retention/sweep.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { bytesOf, marksOf, openKept, organisation } from './kept-bench.ts'

const list = async () => []

async function found(bench: Awaited<ReturnType<typeof openKept>>, who: string): Promise<string[]> {
  const bytes = await bytesOf(bench.database, bench.location)
  return marksOf(who).filter((mark) => bytes.includes(mark))
}

forEachDatabase('sweep', (databases) => {
  test('leaves nothing of who is over on the disk, and all of who is not', async () => {
    const bench = await openKept(databases)
    const { clock, database, signers, requests, reports, madeReports, send, ask, make } = bench
    const gone = await send('Mari')
    const request = await ask('Mari', { retentionDays: 29 })
    const made = await make('Mari', 30)
    clock.advance(86_400)
    const staying = await send('Olwen')
    const open = await ask('Olwen')
    await make('Olwen', 30)
    expect((await found(bench, 'Mari')).length).toBeGreaterThanOrEqual(4)
    clock.advance(29 * 86_400)

    const deletedAt = clock().toISOString()
    const both = () => {
      const ports = { ...signers, organisations: { list } }
      return Promise.all([sweep(ports), sweep(ports)])
    }
    await both()
    clock.advance(3_600)
    await both()
    expect(await found(bench, 'Mari')).toEqual([])
    expect((await found(bench, 'Olwen')).length).toBeGreaterThanOrEqual(4)
    expect([
      await requests.find(request),
      await reports.find(request),
      await madeReports.find(organisation, made.id, clock()),
    ]).toEqual([undefined, undefined, undefined])
    expect(await reports.find(open)).toMatchObject({ requestId: open })
    expect(await bench.candidates.find(organisation, staying.candidateId)).toMatchObject({
      id: staying.candidateId,
    })

    const [row, ...others] = await database.reader.find(deletionEntity)
    expect(others).toEqual([])
    const reading = await readDeletion(row?.statement ?? '', { ...bench.world.ports, clock })
    expect(reading).toMatchObject({
      outcome: 'read',
      payload: {
        iss: 'did:web:hire.example',
        jti: row?.id,
        deletedAt,
        why: 'clock',
        counts: { candidates: 1, evidence: 1, reports: 2, batches: 0 },
        hashes: {
          candidates: [hashId(gone.candidateId)],
          evidence: [hashId(gone.evidence[0]?.id ?? '')],
          reports: [hashId(request), hashId(made.id)].sort(),
          batches: [],
        },
      },
    })
    expect(deletionText(reading)).toBe(
      [
        'This proof is real. It was signed by did:web:hire.example.',
        'They say that on 22 December 2026, 10:00 GMT they deleted this:',
        'Why: its time was over',
        'People: 1',
        'Things they sent: 1',
        'Reports: 2',
      ].join('\n'),
    )
    const other = await readDeletion('not one', { ...bench.world.ports, clock })
    expect(deletionText(other)).toBe('This is not a receipt, or it is broken.')
  })
  test('deletes what was asked for at once, a vacancy’s all too, and tells by whom', async () => {
    const bench = await openKept(databases)
    const { database, signers, send, make } = bench
    const one = await send('Mari', { vacancyId: 'cook' })
    for (const who of ['Olwen', 'Nest']) await send(who)
    await make('Nest', 30, 'baker')
    const actor = 'staff:8f1c'
    const { candidateId: subject } = one
    const asked = { organisation, actor, action: 'candidate.deleted', subject } as const
    await deleteNow({ candidates: [subject] }, asked, signers)
    expect([await found(bench, 'Mari'), (await found(bench, 'Nest')).length > 2]).toEqual([
      [],
      true,
    ])
    await deleteOfVacancy({ organisation, vacancyId: 'baker' }, actor, signers, 1)
    expect([await found(bench, 'Olwen'), await found(bench, 'Nest')]).toEqual([[], []])
    const rows = await database.reader.find(deletionEntity)
    expect(
      rows.map(({ why, deletedBy, statement }) => [why, deletedBy, statement !== null]),
    ).toEqual(Array(3).fill(['asked', actor, true]))
    const entries = await database.reader.find(auditEntity)
    const told = entries.map((entry) => [entry.action, entry.subject])
    expect(told).toContainEqual(['candidate.deleted', subject])
    expect(told).toContainEqual(['vacancy.emptied', 'baker'])
  })

  test('does what a crash left undone, and says nothing before the disk is clean', async () => {
    const { clock, database, signers, send } = await openKept(databases)
    const { candidateId } = await send('Mari')
    const busy = { ...database, scrub: async () => false }
    const asked = {
      organisation,
      actor: 'host',
      action: 'candidate.deleted',
      subject: 'x',
    } as const
    await deleteNow({ candidates: [candidateId] }, asked, { ...signers, database: busy })
    const statements = async () =>
      (await database.reader.find(deletionEntity)).map(({ statement }) => statement !== null)
    expect(await statements()).toEqual([false])
    clock.advance(3_600)
    await sweep({ ...signers, organisations: { list } })
    expect(await statements()).toEqual([true])
  })

  test('forgets who did what after a year, of each organisation and of the host', async () => {
    const { clock, database, signers } = await openKept(databases)
    const note = (of: string) =>
      database.transact((tx) =>
        recordAudit(tx, {
          ...{ organisation: of, actor: 'staff:1', action: 'candidate.opened', subject: 'x' },
          at: clock().toISOString(),
        }),
      )
    for (const of of ['cycles', 'cycles', '@host']) await note(of)
    clock.advance(365 * 86_400)
    await note('cycles')
    clock.advance(1)
    // sound: the sweeper asks for short names alone
    const list = async () => [{ slug: 'cycles' }] as never
    await sweep({ ...signers, organisations: { list } }, 1)
    expect(await database.reader.count(auditEntity)).toBe(1)
  })
})
