import { In, LessThan, LessThanOrEqual, Not } from 'typeorm'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { auditEntity, hostItself, recordAudit } from '../audit/audit.ts'
import { candidateEntity } from '../candidates/candidate-schema.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { madeReportEntity } from '../reports/made-report-store.ts'
import { requestEntity } from '../requests/request-schema.ts'
import { type Chosen, deleteKept } from './delete-kept.ts'
import { type FinishPorts, finishInTime } from './finish-deletions.ts'

export type SweepPorts = FinishPorts & { organisations: Pick<OrganisationStore, 'list'> }

/** So long it is known who did and saw what. */
const auditDays = 365

const dayInMilliseconds = 86_400_000

/**
 * Deletes whatever is kept of anybody and whose time is over, on the disk too, and says so; and what is on record of those
 * who work here once it is a year old. Run by several processes at the same time, everything is deleted and told once.
 */
export async function sweep(ports: SweepPorts, atOnce = 200): Promise<void> {
  const { database } = ports
  while (await sweepSome(ports, atOnce));
  while ((await finishInTime(ports)) > 0);
  const now = ports.clock()
  for (const { slug } of [...(await ports.organisations.list()), { slug: hostItself }]) {
    while (await forgetRecord(database, { organisation: slug, now, atOnce }));
  }
}

type Due = { organisation: string; id: string }

/** In units of their own, so that nothing waits long behind a day on which much is due. */
async function sweepSome(
  { database, clock }: Pick<SweepPorts, 'database' | 'clock'>,
  atOnce: number,
): Promise<boolean> {
  return database.transact(async (tx) => {
    const at = clock()
    const due = await findDue(tx, at.toISOString(), atOnce)
    const all = [...due.candidates, ...due.requests, ...due.madeReports]
    for (const organisation of new Set(all.map((one) => one.organisation))) {
      const chosen = ofOrganisation(due, organisation)
      const id = await deleteKept(tx, chosen, { organisation, cause: { why: 'clock' }, at })
      if (id === undefined) continue
      const entry = { actor: 'host', action: 'kept.time-over', subject: id } as const
      await recordAudit(tx, { organisation, ...entry, at: at.toISOString() })
    }
    return all.length > 0
  })
}

async function findDue(tx: Transaction, now: string, take: number) {
  const choice = {
    select: { organisation: true, id: true },
    where: { deleteAfter: LessThanOrEqual(now) },
    take,
  } as const
  return {
    candidates: await tx.find(candidateEntity, choice),
    requests: await tx.find(requestEntity, {
      ...choice,
      where: { ...choice.where, progress: Not('waiting') },
    }),
    madeReports: await tx.find(madeReportEntity, choice),
  }
}

function ofOrganisation(
  due: Record<Exclude<keyof Chosen, 'batches'>, readonly Due[]>,
  organisation: string,
): Chosen {
  const ids = (some: readonly Due[]) =>
    some.filter((one) => one.organisation === organisation).map(({ id }) => id)
  return {
    candidates: ids(due.candidates),
    requests: ids(due.requests),
    madeReports: ids(due.madeReports),
  }
}

async function forgetRecord(
  database: Database,
  { organisation, now, atOnce }: { organisation: string; now: Date; atOnce: number },
): Promise<boolean> {
  const before = new Date(now.getTime() - auditDays * dayInMilliseconds).toISOString()
  return database.transact(async (tx) => {
    const old = await tx.find(auditEntity, {
      select: { id: true },
      where: { organisation, at: LessThan(before) },
      take: atOnce,
    })
    if (old.length === 0) return false
    await tx.delete(auditEntity, { organisation, id: In(old.map(({ id }) => id)) })
    return old.length === atOnce
  })
}
