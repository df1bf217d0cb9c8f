import { type AuditAction, recordAudit } from '../audit/audit.ts'
import { candidateEntity } from '../candidates/candidate-schema.ts'
import { madeReportEntity } from '../reports/made-report-store.ts'
import { requestEntity } from '../requests/request-schema.ts'
import { type Chosen, deleteKept } from './delete-kept.ts'
import { type FinishPorts, finishDeletions } from './finish-deletions.ts'

/** Who wants it, and under what it is on record. */
export type Asked = { organisation: string; actor: string; action: AuditAction; subject: string }

/**
 * Deletes what was chosen at once, on the disk too, and says so. Where the database is too busy to overwrite it now,
 * the sweeper does within a minute.
 */
export async function deleteNow(
  chosen: Chosen,
  { organisation, actor, action, subject }: Asked,
  ports: FinishPorts,
): Promise<void> {
  const at = ports.clock()
  const cause = { why: 'asked', by: actor } as const
  await ports.database.transact(async (tx) => {
    await deleteKept(tx, chosen, { organisation, cause, at })
    await recordAudit(tx, { organisation, actor, action, subject, at: at.toISOString() })
  })
  await finishDeletions(ports)
}

type OfVacancy = { organisation: string; vacancyId: string }

/** All that was sent for a vacancy, and all that was found in it. The vacancy stays. */
export async function deleteOfVacancy(
  { organisation, vacancyId }: OfVacancy,
  actor: string,
  ports: FinishPorts,
  atOnce = 200,
): Promise<void> {
  const { database, clock } = ports
  const at = clock()
  const cause = { why: 'asked', by: actor } as const
  const deleteSome = () =>
    database.transact(async (tx) => {
      const some = { select: { id: true }, where: { organisation, vacancyId }, take: atOnce }
      const candidates = (await tx.find(candidateEntity, some)).map(({ id }) => id)
      const requests = (await tx.find(requestEntity, some)).map(({ id }) => id)
      const madeReports = (await tx.find(madeReportEntity, some)).map(({ id }) => id)
      await deleteKept(tx, { candidates, requests, madeReports }, { organisation, cause, at })
      return candidates.length + requests.length + madeReports.length > 0
    })
  while (await deleteSome());
  await database.transact((tx) =>
    recordAudit(tx, {
      ...{ organisation, actor, action: 'vacancy.emptied', subject: vacancyId },
      at: at.toISOString(),
    }),
  )
  await finishDeletions(ports)
}
