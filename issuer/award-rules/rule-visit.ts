import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { WantedBadge } from '../../shared/oid4vc/dcql-badges.ts'
import { createNonce, type RandomBytes } from '../../shared/oid4vc/nonce.ts'
import type { WalletRequest } from '../../shared/server/presenting/authorization-request.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import { type AwardRule, ruleStates } from './award-rule.ts'
import { gapReasons } from './evaluate-rule.ts'
import { neededIds } from './needed-badges.ts'
import { buildRuleQuery } from './rule-query.ts'
import { type RuleVisitRow, ruleVisitEntity } from './rule-schema.ts'

/** So long a learner has from the button to the answer of the wallet. */
const visitSeconds = 900

const zGaps = z.array(z.object({ need: z.int(), reason: z.enum(gapReasons) }))

/** What came of a visit. Nothing of what was shown is in it. */
const zOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('met'), awardId: z.string() }),
  z.object({ kind: z.enum(['unmet', 'unknown']), gaps: zGaps }),
  /** The badges are held by several keys, who may be several people. */
  z.object({ kind: z.literal('holders') }),
  z.object({ kind: z.literal('declined') }),
  /** The rule ended, filled up or was paused while the learner was at it. */
  z.object({ kind: z.literal('closed'), state: z.enum(ruleStates) }),
])

export type VisitOutcome = z.infer<typeof zOutcome>

export type RuleVisit = Omit<RuleVisitRow, 'wanted' | 'outcome' | 'progress'> & {
  wanted: readonly WantedBadge[]
  progress: 'waiting' | 'answered'
  outcome?: VisitOutcome
}

const zWanted = z.array(z.tuple([z.string()], z.string()))

export type BeginVisitPorts = {
  publicUrl: string
  random: RandomBytes
  clock: () => Date
  /** The name by which wallets know a visit. */
  exchangeIdOf(visitId: string): string
}

/** A request that is bound to the browser that begins it. @returns its id, which names its page */
export async function beginVisit(
  tx: Transaction,
  input: { rule: AwardRule; language: Language; session: string },
  ports: BeginVisitPorts,
): Promise<string> {
  const { rule, language, session } = input
  const { publicUrl, random, clock, exchangeIdOf } = ports
  const wanted = await Promise.all(
    rule.needs.map((need) => neededIds(need, { reader: tx, publicUrl })),
  )
  const now = clock()
  const id = createNonce(random)
  await tx.insert(ruleVisitEntity, {
    exchangeHash: hashSecret(exchangeIdOf(id)),
    provider: rule.provider,
    ruleId: rule.id,
    id,
    nonce: createNonce(random),
    state: createNonce(random),
    wanted: JSON.stringify(wanted),
    language,
    sessionHash: hashSecret(session),
    responseCodeHash: null,
    hasReturned: false,
    progress: 'waiting',
    outcome: null,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + visitSeconds * 1000).toISOString(),
  })
  return id
}

export async function findVisitByExchange(
  reader: Reader,
  exchangeId: string,
): Promise<RuleVisit | undefined> {
  const row = await reader.findOneBy(ruleVisitEntity, { exchangeHash: hashSecret(exchangeId) })
  return row === null ? undefined : visitOf(row)
}

/** The visit of this browser alone. */
export async function findVisit(
  reader: Reader,
  { id, session }: { id: string; session: string },
): Promise<RuleVisit | undefined> {
  const row = await reader.findOneBy(ruleVisitEntity, { id, sessionHash: hashSecret(session) })
  return row === null ? undefined : visitOf(row)
}

/** @throws AppError request_answered | request_expired */
export function assertWaiting({ progress, expiresAt }: RuleVisit, now: Date): void {
  if (progress !== 'waiting') throw answered()
  if (expiresAt <= now.toISOString()) {
    throw new AppError('request_expired', 'This request has expired; begin again on its page')
  }
}

export function answered(): AppError {
  return new AppError('request_answered', 'This request was answered already; begin again')
}

/** What the wallet is asked, and what it is told of why and of what is kept. */
export async function walletRequestOf(
  { visit, exchangeId, rule }: { visit: RuleVisit; exchangeId: string; rule: AwardRule },
  reader: Reader,
): Promise<WalletRequest> {
  const { language, nonce, state, wanted, expiresAt } = visit
  const badge = await findBadge(reader, { provider: rule.provider, slug: rule.badge })
  const name = badge ? badgeText(badge.design, language).name : rule.name
  return {
    exchangeId,
    clientIdPrefix: 'decentralized_identifier',
    responseMode: 'direct_post',
    nonce,
    state,
    query: buildRuleQuery(wanted, rule.count),
    purpose: translate(language, 'issuer.rule.purpose', { badge: name }),
    retention: translate(language, 'issuer.rule.retention'),
    expiresAt: new Date(expiresAt),
  }
}

function visitOf({ wanted, outcome, progress, ...row }: RuleVisitRow): RuleVisit {
  return {
    ...row,
    wanted: zWanted.parse(JSON.parse(wanted)),
    progress: progress === 'waiting' ? 'waiting' : 'answered',
    ...(outcome !== null && { outcome: zOutcome.parse(JSON.parse(outcome)) }),
  }
}
