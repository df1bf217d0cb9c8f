import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { type AwardRow, findAward } from '../awards/award-store.ts'
import { type MakeAwardPorts, makeAward } from '../awards/make-award.ts'
import { plainOrder } from '../awards/settle-award.ts'
import { audit } from '../log/audit.ts'
import { type CheckedCode, refusedCode } from './check-code.ts'
import { type CodeUseRow, codeUseEntity, findCodeUse } from './code-use-store.ts'

export type CodeAward = {
  award: AwardRow
  /** False where the same code was scanned for the same badge before: nothing is awarded again. */
  isNew: boolean
}

/**
 * Awards a badge to the DID of a learner's code: nobody else can take it. A camera sees one code many times, so the same
 * code for the same badge of the same provider is the same award.
 * @throws AppError learner_code_refused, badge_unknown, badge_retired, provider_inactive
 */
export async function awardByCode(
  tx: Transaction,
  input: { provider: string; badge: string; code: CheckedCode; actor: Actor },
  ports: MakeAwardPorts,
): Promise<CodeAward> {
  const { provider, badge, code, actor } = input
  const { holder, ticketHash } = code
  const used = await findCodeUse(tx, ticketHash)
  if (used !== undefined) {
    return { award: await awardOfUse(tx, used, { provider, badge, holder }), isNew: false }
  }
  const award = await makeAward(
    tx,
    {
      request: {
        ...plainOrder,
        badge: `${provider}/${badge}`,
        recipient: { kind: 'person' },
        holder,
      },
      actor,
    },
    ports,
  )
  const usedAt = award.awardedAt
  await tx.insert(codeUseEntity, {
    ...{ ticketHash, provider, holder, awardId: award.id, badge },
    ...{ activityId: null, day: null, personId: null, usedAt },
  })
  await audit(tx, {
    provider,
    actor: actor.name,
    action: 'learner-code.scanned',
    subject: award.id,
    detail: { badge },
    at: usedAt,
  })
  return { award, isNew: true }
}

async function awardOfUse(
  tx: Transaction,
  used: CodeUseRow,
  wanted: Pick<CodeUseRow, 'provider' | 'badge' | 'holder'>,
): Promise<AwardRow> {
  const { provider, badge, holder, awardId: id } = used
  const isSame = provider === wanted.provider && badge === wanted.badge && holder === wanted.holder
  const award = isSame && id !== null ? await findAward(tx, { provider, id }) : undefined
  if (award === undefined) throw refusedCode('used')
  return award
}
