import { isAppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { Outcome, Take } from '../../shared/node/gather.ts'
import {
  findKeptAnswers,
  type IdempotentRequest,
  type KeptAnswers,
  keepAnswers,
} from '../../shared/server/api/idempotency.ts'
import type { Actor } from '../actor.ts'
import { awardIdOf } from './award.ts'
import { type AwardMailPorts, mailOfAward } from './award-mail.ts'
import type { AwardRow } from './award-store.ts'
import { type MakeAwardPorts, placeSettled } from './make-award.ts'
import {
  type AwardOrder,
  type BadgeLookup,
  createBadgeLookup,
  type NewAward,
  settleAward,
} from './settle-award.ts'

export type AwardAsked = {
  /** Of the award, where it is chosen before: then it can be looked for. */
  id?: string
  request: AwardOrder
  actor: Actor
  /** Whether its link goes to the address. */
  isSent: boolean
  /** Where the request has an idempotency key. */
  once?: IdempotentRequest | undefined
}

/** `made` by this request; or its id, where the same request made it before, or it was looked for. */
export type AwardAnswered =
  | { made: { award: AwardRow; mainLanguage: Language } }
  | { replayed: string }

export type AwardTogetherPorts = MakeAwardPorts & AwardMailPorts & { database: Database }

/** @returns how each that it takes went, in their order */
export async function awardTogether(
  take: Take<AwardAsked>,
  ports: AwardTogetherPorts,
): Promise<Outcome<AwardAnswered>[]> {
  const outcomes = new Map<AwardAsked, Outcome<AwardAnswered>>()
  // the same request twice: the second finds what the first has left
  const takeSome = () => firstOfEachKey(take().filter((one) => !outcomes.has(one)))
  do {
    const told = await awardInOneUnit(takeSome, ports)
    for (const [at, one] of takeSome().entries()) {
      outcomes.set(one, told[at] ?? { error: new Error('an award was not answered') })
    }
  } while (outcomes.size < take().length)
  return take().flatMap((one) => outcomes.get(one) ?? [])
}

function firstOfEachKey(asked: readonly AwardAsked[]): AwardAsked[] {
  const seen = new Set<string>()
  return asked.filter(({ once }) => {
    if (once === undefined) return true
    const name = `${once.scope} ${once.key}`
    const isFirst = !seen.has(name)
    seen.add(name)
    return isFirst
  })
}

async function awardInOneUnit(
  take: Take<AwardAsked>,
  ports: AwardTogetherPorts,
): Promise<Outcome<AwardAnswered>[]> {
  try {
    return await ports.database.transact((tx) => awardAll(tx, take(), ports))
  } catch (error) {
    const asked = take()
    const isOutage = isAppError(error) && error.code === 'database_unavailable'
    if (asked.length === 1 || isOutage) return asked.map(() => ({ error }))
    // one of them spoilt it for all: which one shows when each is alone
    const alone: Outcome<AwardAnswered>[] = []
    for (const one of asked) alone.push(...(await awardInOneUnit(() => [one], ports)))
    return alone
  }
}

type Settled = { order: NewAward } | Outcome<AwardAnswered>

async function awardAll(
  tx: Transaction,
  asked: readonly AwardAsked[],
  ports: AwardTogetherPorts,
): Promise<Outcome<AwardAnswered>[]> {
  const requests = asked.flatMap(({ once }) => once ?? [])
  const known = { kept: findKeptAnswers(tx, requests), badges: createBadgeLookup(tx) }
  const settled = await Promise.all(asked.map((one) => settle(one, known, ports)))
  const orders = settled.flatMap((one) => ('order' in one ? [one.order] : []))
  const awards = await placeSettled(tx, orders, { ...ports, badges: known.badges })
  const made = new Map(awards.map((award, at) => [orders[at], award]))
  const answers: Parameters<typeof keepAnswers>[1][number][] = []
  const outcomes: Outcome<AwardAnswered>[] = []
  for (const [at, one] of settled.entries()) {
    const award = 'order' in one ? made.get(one.order) : undefined
    if (!('order' in one) || award === undefined) {
      outcomes.push('order' in one ? { error: new Error('an award was not made') } : one)
      continue
    }
    const { badge } = one.order
    await send(tx, award, { badge, provider: await known.badges.provider(badge.provider) }, ports)
    // what is kept under the idempotency key is the award's id alone: link and code are secrets
    const request = asked[at]?.once
    if (request) answers.push({ request, answer: { status: 201, body: awardIdOf(award) } })
    outcomes.push({ answer: { made: { award, mainLanguage: badge.design.mainLanguage } } })
  }
  await keepAnswers(tx, answers, ports.clock().toISOString())
  return outcomes
}

/** What to award, or what to answer without awarding anything. */
async function settle(
  { id, request, actor, isSent, once }: AwardAsked,
  { kept, badges }: { kept: Promise<KeptAnswers>; badges: BadgeLookup },
  ports: AwardTogetherPorts,
): Promise<Settled> {
  try {
    const before = once && (await kept).of(once)
    if (before !== undefined) return { answer: { replayed: String(before.body) } }
    const order = await settleAward({ request, actor }, badges, ports)
    const mailed = isSent && ports.enqueueMail !== undefined
    return { order: { ...order, ...(id !== undefined && { id }), isSent: mailed } }
  } catch (error) {
    if (isAppError(error)) return { error }
    throw error
  }
}

async function send(
  tx: Transaction,
  award: AwardRow,
  from: Parameters<typeof mailOfAward>[1],
  ports: AwardTogetherPorts,
): Promise<void> {
  if (award.sentAt === null) return
  await ports.enqueueMail?.(tx, mailOfAward(award, from, ports))
}
