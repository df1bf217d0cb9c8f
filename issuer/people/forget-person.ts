import { randomBytes, randomUUID } from 'node:crypto'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { idempotencyKeyEntity } from '../../shared/server/api/api-schema.ts'
import { forgetMailTo } from '../../shared/server/mail/outbox.ts'
import { mailEntity } from '../../shared/server/mail/outbox-schema.ts'
import type { Actor } from '../actor.ts'
import { applicationEntity, forgetApplicationsOf } from '../applications/application-store.ts'
import { type RuleUseRow, ruleUseEntity } from '../award-rules/rule-schema.ts'
import { forgetWhoUsed, listRuleUsesOf } from '../award-rules/rule-store.ts'
import { awardIdOf } from '../awards/award.ts'
import {
  type AwardRow,
  awardEntity,
  findAward,
  listAwardsTo,
  updateAward,
} from '../awards/award-store.ts'
import { awardWordEntity } from '../awards/award-words.ts'
import { changeAwardStatus } from '../awards/change-status.ts'
import { isHandedOut } from '../awards/replace-award.ts'
import { bulkPartEntity, forgetInRosters } from '../bulk/bulk-store.ts'
import { claimCodeEntity } from '../claim-codes/claim-code-store.ts'
import { evidenceEntity, evidenceFileEntity, forgetEvidenceOf } from '../evidence/evidence-store.ts'
import { forgetMember, groupMemberEntity } from '../groups/group-store.ts'
import { audit } from '../log/audit.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import {
  accessTokenEntity,
  forgetCodesOf,
  issuedCredentialEntity,
  offerCodeEntity,
} from '../oid4vci/claim-store.ts'
import {
  attendanceEntity,
  listRegistersOf,
  registerEntity,
  removeFromRegister,
} from '../registers/activity-store.ts'
import type { StatusLists } from '../status/status-lists.ts'

export type ForgetPorts = { database: Database; statusLists: StatusLists; clock: () => Date }

export type Forgotten = {
  awards: number
  /** Awards that nobody had claimed: they cannot be claimed any more. */
  withdrawn: number
  /** False where the database was too busy to overwrite at once what was deleted. */
  isScrubbed: boolean
}

/** What was erased, in every table that held some of it. */
const scrubbed = [
  awardEntity,
  awardWordEntity,
  groupMemberEntity,
  registerEntity,
  attendanceEntity,
  evidenceEntity,
  evidenceFileEntity,
  applicationEntity,
  issuedCredentialEntity,
  offerCodeEntity,
  claimCodeEntity,
  accessTokenEntity,
  idempotencyKeyEntity,
  mailEntity,
  bulkPartEntity,
  ruleUseEntity,
]

/**
 * Erases a person from the city: what is left of an award is which badge it was, when, its place in a status list
 * and its leaf in the log, and nothing leads from there to a person or to the badge in a wallet. So that badge stays
 * as valid as it was, and log and audit stay whole.
 */
export async function forgetPerson(
  { email, actor }: { email: string; actor: Actor },
  { database, statusLists, clock }: ForgetPorts,
): Promise<Forgotten> {
  const at = clock().toISOString()
  const { awards, withdrawn } = await database.transact(async (tx) => {
    const addressed = await listAwardsTo(tx, email)
    const uses = await listRuleUsesOf(tx, await holdersOf(tx, addressed))
    for (const use of uses) await forgetWhoUsed(tx, use)
    const awards = [...addressed, ...(await awardsOf(tx, uses))]
    const withdrawn = awards.filter(isWaiting)
    for (const award of withdrawn) await withdraw(tx, award, { actor, at })
    for (const award of awards) await eraseFrom(tx, award, { actor, at })
    await forgetMember(tx, email)
    await forgetEvidenceOf(tx, email)
    for (const row of await listRegistersOf(tx, email)) await removeFromRegister(tx, row)
    await forgetApplicationsOf(tx, email)
    await forgetMailTo(tx, email)
    await forgetInRosters(tx, email)
    return { awards, withdrawn }
  })
  const isScrubbed = await database.scrub(scrubbed)
  // a list waits for others who change it: all that were touched go together
  await Promise.all(
    withdrawn.map(({ provider, statusList: id }) => statusLists.publishChange({ provider, id })),
  )
  return { awards: awards.length, withdrawn: withdrawn.length, isScrubbed }
}

/** The wallets that took them: what a rule gave has no address, but was given to one of these. */
async function holdersOf(tx: Transaction, awards: readonly AwardRow[]): Promise<string[]> {
  const taken = await Promise.all(
    awards.map(({ provider, id: awardId }) =>
      tx.findBy(issuedCredentialEntity, { provider, awardId }),
    ),
  )
  return [...new Set(taken.flat().map(({ holder }) => holder))]
}

async function awardsOf(tx: Transaction, uses: readonly RuleUseRow[]): Promise<AwardRow[]> {
  const awards = await Promise.all(
    uses.map(({ provider, awardId: id }) => findAward(tx, { provider, id })),
  )
  return awards.filter((award) => award !== undefined)
}

function isWaiting(award: AwardRow): boolean {
  return !isHandedOut(award) && award.status !== 'revoked'
}

type By = { actor: Actor; at: string }

/** Its claim link is in somebody's mail, and there is nobody any more to award it to. */
async function withdraw(tx: Transaction, award: AwardRow, { actor, at }: By): Promise<void> {
  const reason = 'The person asked to be forgotten'
  await changeAwardStatus(tx, { key: award, change: 'revoke', reason, actor, at })
}

async function eraseFrom(tx: Transaction, award: AwardRow, { actor, at }: By): Promise<void> {
  const { provider, id } = award
  await updateAward(tx, award, {
    recipientEmail: '',
    recipientName: null,
    recipientSalt: '',
    evidence: null,
    statusReason: null,
    holder: null,
    // other values than before, and of no use: both columns are unique
    credentialId: `urn:uuid:${randomUUID()}`,
    claimHash: hashSecret(randomBytes(32).toString('hex')),
  })
  await forgetCodesOf(tx, award)
  await tx.delete(issuedCredentialEntity, { provider, awardId: id })
  // the hash of the request is kept with it, and an address can be guessed from a hash
  await tx.delete(idempotencyKeyEntity, { body: JSON.stringify(awardIdOf(award)) })
  await audit(tx, { provider, actor: actor.name, action: 'award.erased', subject: id, at })
}
