import type { Transaction } from '../../shared/node/database/database.ts'
import { alreadyDecided, type EvidenceKey } from './evidence.ts'
import type { EvidencePorts } from './evidence-ports.ts'
import { evidenceEntity, getEvidence } from './evidence-store.ts'

/** The witness says whether they saw it, once. @throws AppError conflict */
export async function witnessEvidence(
  tx: Transaction,
  { key, saw }: { key: EvidenceKey; saw: boolean },
  { clock }: Pick<EvidencePorts, 'clock'>,
): Promise<void> {
  const { provider, id, witnessAt, decidedAt } = await getEvidence(tx, key)
  if (witnessAt !== null || decidedAt !== null) throw alreadyDecided()
  await tx.update(
    evidenceEntity,
    { provider, id },
    { witnessSaw: saw, witnessAt: clock().toISOString() },
  )
}
