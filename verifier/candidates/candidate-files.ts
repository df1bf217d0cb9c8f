import type { Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { recordAudit } from '../audit/audit.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { RenewalPorts } from '../receipts/renew-receipt.ts'
import { sendKept } from '../receipts/send-receipt.ts'
import type { Permission } from '../staff/roles.ts'
import type { Evidence } from './candidate.ts'
import type { CandidateStore } from './candidate-store.ts'

export type EvidenceFilePorts = RenewalPorts & {
  database: Database
  candidates: CandidateStore
  clock: () => Date
  /** Of one thing that a candidate sent: `…/:candidate/evidence/:evidence`. */
  path: string
}

/** Files as they came, to be saved: nothing here opens or shows them. */
export function evidenceFileRoutes(ports: EvidenceFilePorts): GuardedRoute<Permission>[] {
  const { candidates, database, clock, path } = ports
  const read = {
    method: 'GET',
    permission: 'candidate.read',
    scope: inOrganisation,
    errors: 'page',
  } as const

  const getEvidence = (request: Request) => getEvidenceIn(request, candidates)

  return [
    {
      ...read,
      path: `${path}/file`,
      async handler(request, response, { actorId: actor }) {
        const evidence = await getEvidence(request)
        const kept = await candidates.openPresented(evidence)
        if (kept.kind !== 'file') throw new AppError('not_found', 'This is no file')
        const { organisation, candidateId: subject, id, fileName } = evidence
        await database.transact((tx) =>
          recordAudit(tx, {
            ...{ organisation, actor, action: 'candidate.file-opened', subject },
            detail: { evidence: id },
            at: clock().toISOString(),
          }),
        )
        response
          .set('Cache-Control', 'no-store')
          .set('Content-Security-Policy', "default-src 'none'; sandbox")
          .attachment(fileName ?? 'file')
          .type('application/octet-stream')
          .send(Buffer.from(kept.base64, 'base64'))
      },
    },
    {
      ...read,
      path: `${path}/receipt`,
      async handler(request, response) {
        await sendEvidenceReceipt(await getEvidence(request), response, ports)
      },
    },
  ]
}

/** @throws AppError not_found */
export async function getEvidenceIn(
  { params }: Request,
  { listEvidence }: Pick<CandidateStore, 'listEvidence'>,
): Promise<Evidence> {
  const { organisation, candidate, evidence: id } = params
  const all = await listEvidence(String(organisation), String(candidate))
  const found = all.find((one) => one.id === id)
  if (found !== undefined) return found
  throw new AppError('not_found', 'There is no such evidence, or no longer')
}

/** @throws AppError not_found where nothing in it could be signed for */
export async function sendEvidenceReceipt(
  { receipt, report, receivedAt, organisation }: Evidence,
  response: Response,
  ports: RenewalPorts,
): Promise<void> {
  if (receipt === undefined) throw new AppError('not_found', 'There is no receipt of this')
  const at = report?.checkedAt ?? receivedAt
  await sendKept(response, { receipt, organisation, at }, ports)
}
