import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import type { Actor } from '../actor.ts'
import { renewOffer } from '../oid4vci/offers.ts'
import { awardStateOf, oneLinePattern } from './award.ts'
import { type AwardMailPorts, sendAgain, sendAward } from './award-mail.ts'
import type { AwardRow } from './award-store.ts'
import { changeAwardStatus } from './change-status.ts'
import { awardAgain, isHandedOut, renewAward } from './replace-award.ts'

/** What staff can do with an award, beside putting it right. */
const awardActs = [
  'send',
  'new-link',
  'claim-again',
  'renew',
  'suspend',
  'reinstate',
  'revoke',
] as const

export type AwardAct = (typeof awardActs)[number]

export function isAwardAct(text: unknown): text is AwardAct {
  return awardActs.some((act) => act === text)
}

export const harmfulActs: ReadonlySet<AwardAct> = new Set(['revoke', 'suspend', 'claim-again'])

const needReason: ReadonlySet<AwardAct> = new Set(['revoke', 'suspend', 'claim-again'])

export function needsReason(act: AwardAct): boolean {
  return needReason.has(act)
}

/** What can be done with an award now, in the order of use. */
export function possibleActs(
  award: AwardRow,
  { isSuspendable, sendsMail }: { isSuspendable: boolean; sendsMail: boolean },
): AwardAct[] {
  const { status, replacedBy, recipientEmail } = award
  if (status === 'revoked' || recipientEmail === '') return []
  const state = awardStateOf(award)
  const possible: Record<AwardAct, boolean> = {
    send: sendsMail && (state === 'offered' || state === 'issued'),
    'new-link': state === 'offered',
    'claim-again': isHandedOut(award) && replacedBy === null,
    renew: isHandedOut(award) && replacedBy === null && award.validUntil !== null,
    suspend: isSuspendable && status === 'active',
    reinstate: status === 'suspended',
    revoke: true,
  }
  return awardActs.filter((act) => possible[act])
}

const say = { error: () => translate('en', 'console.awards.error.reason') }

/** A reason in one line, with what to say where there is none. */
export const zReasonText = z.string(say).regex(oneLinePattern, say).max(500, say)

const zReasonForm = z.strictObject({ reason: zReasonText })

const zNoForm = z.object({})

/** @throws AppError request_malformed, with what is wrong in words for whoever fills in the form */
export function parseReason(act: AwardAct, body: unknown): string {
  if (!needsReason(act)) {
    parseBody(zNoForm, body ?? {})
    return 'No reason was given'
  }
  return parseBody(zReasonForm, withoutEmpty(body)).reason
}

/** A field that was left empty was not filled in. */
export function withoutEmpty(body: unknown): Record<string, string> {
  const entries = Object.entries(body ?? {}).map(([name, value]) => [name, String(value).trim()])
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

/** Does it, in one unit. @returns the award that there is to look at afterwards */
export async function performAct(
  tx: Transaction,
  input: { act: AwardAct; award: AwardRow; reason: string; actor: Actor },
  ports: AwardMailPorts,
): Promise<AwardRow> {
  const { act, award, reason, actor } = input
  const key = { provider: award.provider, id: award.id }
  const send = (one: AwardRow) => sendAward(tx, one, { actor, ports })
  if (act === 'send') return sendAgain(tx, { key, actor }, ports)
  if (act === 'new-link') return send(await renewOffer(tx, { key, actor }, ports))
  if (act === 'claim-again') return send(await awardAgain(tx, { key, actor, reason }, ports))
  if (act === 'renew') return send(await renewAward(tx, { key, actor }, ports))
  const at = ports.clock().toISOString()
  return changeAwardStatus(tx, { key, change: act, reason, actor, at })
}
