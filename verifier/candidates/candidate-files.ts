import type { Request } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { recordAudit } from '../audit/audit.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { Permission } from '../staff/roles.ts'
import type { Evidence } from './candidate.ts'
import type { CandidateStore } from './candidate-store.ts'

export type EvidenceFilePorts = {
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

  async function getEvidence({ params }: Request): Promise<Evidence> {
    const { organisation, candidate, evidence: id } = params
    const all = await candidates.listEvidence(String(organisation), String(candidate))
    const found = all.find((one) => one.id === id)
    if (found !== undefined) return found
    throw new AppError('not_found', 'There is no such evidence, or no longer')
  }

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
        const { receipt, report } = await getEvidence(request)
        if (receipt === undefined) throw new AppError('not_found', 'There is no receipt of this')
        const day = report?.checkedAt.slice(0, 10)
        response
          .set('Cache-Control', 'no-store')
          .attachment(`receipt-${day}.jwt`)
          .type('application/waymark-receipt+jwt')
          .send(Buffer.from(receipt))
      },
    },
  ]
}
