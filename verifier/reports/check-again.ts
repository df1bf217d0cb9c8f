import type { Database } from '../../shared/node/database/database.ts'
import { recordAudit } from '../audit/audit.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import type { MadeReport } from './made-report.ts'
import type { MadeReportStore } from './made-report-store.ts'
import { checkReportAgain, type MakingPorts } from './make-report.ts'

export type RenewingPorts = MakingPorts & {
  database: Database
  organisations: Pick<OrganisationStore, 'get'>
  vacancies: Pick<VacancyStore, 'find'>
  madeReports: MadeReportStore
}

/** Checks what was given once more, by whom the organisation trusts today, and keeps what is found. */
export async function checkAgain(
  made: MadeReport,
  actor: string,
  ports: RenewingPorts,
): Promise<MadeReport> {
  const { organisations, vacancies, madeReports, database } = ports
  const organisation = await organisations.get(made.organisation)
  const vacancy =
    made.vacancyId === undefined
      ? undefined
      : await vacancies.find(made.organisation, made.vacancyId)
  const given = await madeReports.openGiven(made)
  const renewed = await checkReportAgain(made, given, { organisation, vacancy }, ports)
  await database.transact(async (tx) => {
    await madeReports.update(tx, renewed)
    // what is tried by itself is told where it found something
    if (actor === 'host' && verdictsIn(made) === verdictsIn(renewed)) return
    await recordAudit(tx, {
      organisation: made.organisation,
      actor,
      action: 'report.checked-again',
      subject: made.id,
      at: renewed.checkedAt,
    })
  })
  return renewed
}

function verdictsIn({ evidence }: MadeReport): string {
  return evidence.map(({ report }) => report?.verdict).join()
}
