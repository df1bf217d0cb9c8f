import { createSecretKey } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Not } from 'typeorm'
import { expect, it, onTestFinished } from 'vitest'
import { zAwardRequest } from '../../../issuer/awards/award.ts'
import { awardEntity } from '../../../issuer/awards/award-store.ts'
import {
  type AwardAnswered,
  type AwardAsked,
  awardTogether,
} from '../../../issuer/awards/award-together.ts'
import { work } from '../../../issuer/awards/awarding-thread.ts'
import { gatherAwards } from '../../../issuer/awards/gather-awards.ts'
import { appendBesideAwards } from '../../../issuer/awards/open-awarding.ts'
import {
  type AwardingThread,
  openAwardingThread,
} from '../../../issuer/awards/open-awarding-thread.ts'
import type { Portion } from '../../../issuer/log/append-portion.ts'
import { findAuditBreak } from '../../../issuer/log/audit-chain.ts'
import { auditEntity } from '../../../issuer/log/audit-entry.ts'
import { logLeafEntity } from '../../../issuer/log/award-log.ts'
import { checkpointEntity } from '../../../issuer/log/checkpoints.ts'
import { logHeadEntity, readHead } from '../../../issuer/log/log-store.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import type { Outcome } from '../../../shared/node/gather.ts'
import { deriveWith } from '../../../shared/node/kms/derive-bytes.ts'
import { createMailSeal } from '../../../shared/server/mail/mail-seal.ts'
import { createEnqueueMail } from '../../../shared/server/mail/outbox.ts'
import { mailEntity } from '../../../shared/server/mail/outbox-schema.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type StoredCity, storeCity } from '../stored-city.ts'

const actor = { name: 'api-key:test' }
const walletUrl = 'https://wallet.example'

function ask(email: string, more: object = {}, key?: string): AwardAsked {
  return {
    request: zAwardRequest.parse({
      badge: 'harbour-youth/first-aid',
      recipient: { email },
      ...more,
    }),
    actor,
    isSent: true,
    ...(key !== undefined && { once: { scope: 'test', key, fingerprint: email } }),
  }
}

const asked = [
  ask('sam@learner.example', { language: 'cy', txCode: true, evidence: [{ name: 'A film' }] }),
  ask('alex@learner.example', {}, 'k'),
  ask('alex@learner.example', {}, 'k'),
  ask('jo@learner.example', {}, 'k'),
  ask('ali@learner.example', { badge: 'harbour-youth/no-such-badge' }),
  ask('bad@learner.example', { validUntil: '2020-01-01T00:00:00Z' }),
  { ...ask('cat@learner.example'), actor: { ...actor, provider: 'castle-street-college' } },
]

/** All but what is random in them. */
function told(outcome: Outcome<AwardAnswered>): unknown {
  if ('error' in outcome) {
    return isAppError(outcome.error)
      ? [outcome.error.code, outcome.error.message]
      : String(outcome.error)
  }
  if ('replayed' in outcome.answer) return 'replayed'
  const { award, mainLanguage } = outcome.answer.made
  const { id, credentialId, recipientSalt, statusList, statusIndex, claimHash, ...same } = award
  return { ...same, mainLanguage }
}

/** Four of each wait: they get their places there, unless another node seals, or as errors that say what is wrong. */
async function expectSealed(
  thread: AwardingThread,
  { database, clock }: Pick<StoredCity, 'database' | 'clock'>,
): Promise<void> {
  const { reader } = database
  const append = (portion: Portion, node = 'here', isOpen = true) => {
    const beside = appendBesideAwards({ ...thread, isOpen: () => isOpen }, database)
    return beside(portion, { node, now: clock() })
  }
  expect(await append({ of: 'leaves' })).toBe(4)
  const { root } = await readHead(reader)
  const signed = { statement: 'signed', keyThumbprint: 'key', isGood: true, signedAt: '2026' }
  const checkpoint = { size: 4, root, ...signed }
  expect(await append({ of: 'audit', checkpoint })).toBe(4)
  expect(await findAuditBreak(reader)).toBe(undefined)
  expect(await readHead(reader)).toMatchObject({ size: 4, auditSize: 4, leaseHolder: 'here' })

  // what is kept stays, whoever signs the same state again
  const again = { ...checkpoint, statement: 'signed again' }
  expect(await append({ of: 'leaves' }, 'there')).toBe('elsewhere')
  expect(await append({ of: 'audit', checkpoint: again }, 'there')).toBe('elsewhere')
  expect(await reader.find(checkpointEntity)).toEqual([checkpoint])

  await database.lend(() => thread.award([ask('late@learner.example')]))
  expect(await append({ of: 'leaves' }, 'here', false)).toBe(2)
  await database.transact((tx) => tx.delete(logHeadEntity, { id: Not('') }))
  await expect(append({ of: 'leaves' })).rejects.toThrow('the head of the award log is gone')
}

forEachDatabase('awards that another thread makes', (bench) => {
  it('are those that would be made in this one, and so are refusals, and are sealed there', async () => {
    const location = bench.freshLocation()
    const city = await storeCity(bench, {}, location)
    const { database, publicUrl, secret, secrets, clock } = city
    const place = { database: location, publicUrl, walletUrl, secret, sendsMail: true }
    const thread = openAwardingThread(place, { clock })
    onTestFinished(() => thread.close())
    const there = await database.lend(() => thread.award(asked))

    const { reader } = database
    const kept = await reader.find(awardEntity, { order: { recipientEmail: 'ASC' } })
    expect(kept).toEqual(
      [there[1], there[0]].map((one) =>
        one && 'answer' in one && 'made' in one.answer ? one.answer.made.award : one,
      ),
    )
    expect(await reader.count(logLeafEntity)).toBe(4)
    expect(await reader.count(auditEntity)).toBe(4)
    expect(await reader.count(mailEntity)).toBe(2)

    await expectSealed(thread, { database, clock })

    const other = await storeCity(bench)
    const mailSeal = createMailSeal(deriveWith(secret)('mail'))
    const here = await awardTogether(() => asked, {
      ...{ database: other.database, publicUrl, secrets, clock, walletUrl },
      enqueueMail: createEnqueueMail({ mailSeal, clock }),
    })
    expect(there.map(told)).toEqual(here.map(told))
    expect(there.map(told)).toMatchObject([
      { recipientEmail: 'sam@learner.example', language: 'cy', mainLanguage: 'en' },
      { recipientEmail: 'alex@learner.example' },
      'replayed',
      ['idempotency_key_reused', expect.any(String)],
      ['badge_unknown', expect.any(String)],
      ['request_malformed', expect.any(String)],
      ['forbidden', expect.any(String)],
    ])
  })

  it('are answered though the thread dies after its commit', async () => {
    const location = bench.freshLocation()
    const { database, publicUrl, secrets, clock } = await storeCity(bench, {}, location)
    const there = await bench.open(issuerSchema, {}, location)
    const ports = { database, publicUrl, secrets, clock, walletUrl }
    const awardingThread = {
      begin: () => undefined,
      isOpen: () => true,
      async award(some) {
        await awardTogether(() => some.slice(0, 2), { ...ports, database: there })
        throw new Error('a worker thread ended in the middle of its work')
      },
      append: async () => 0,
      backfill: async () => undefined,
      close: async () => undefined,
    } satisfies AwardingThread
    const award = gatherAwards({ ...ports, awardingThread })
    const outcomes = await Promise.allSettled([
      award(ask('committed@learner.example', {}, 'a')),
      award(ask('committed-too@learner.example')),
      award(ask('lost@learner.example', {}, 'c')),
      award(ask('lost-too@learner.example')),
      award(ask('nothing@learner.example', { badge: 'no badge' })),
    ])
    const made = await database.reader.find(awardEntity, { order: { recipientEmail: 'ASC' } })
    expect(made.map(({ recipientEmail }) => recipientEmail)).toEqual([
      ...['committed-too@learner.example', 'committed@learner.example'],
      ...['lost-too@learner.example', 'lost@learner.example'],
    ])
    const [committedToo, committed, lostToo, lost] = made
    expect(outcomes).toMatchObject([
      { value: { replayed: `harbour-youth.${committed?.id}` } },
      { value: { replayed: `harbour-youth.${committedToo?.id}` } },
      { value: { made: { award: { id: lost?.id } } } },
      { value: { made: { award: { id: lostToo?.id } } } },
      { reason: { code: 'badge_unknown' } },
    ])
  })
})

it('opens its database with the next task where it could not be opened', async () => {
  const inTheWay = join(temporaryFolder(), 'data')
  writeFileSync(inTheWay, 'no folder')
  const place = {
    ...{ publicUrl: 'https://cardiff.example', walletUrl, sendsMail: false },
    database: { kind: 'sqlite', file: join(inTheWay, 'city.sqlite') },
    secret: createSecretKey(Buffer.alloc(32)),
  } as const
  const askFor = async (some: readonly AwardAsked[]) =>
    (await work({ place, now: 0, asked: JSON.stringify(some) })).answer
  await expect(askFor([])).rejects.toMatchObject({ code: 'database_unavailable' })
  const one = [ask('sam@learner.example')]
  expect(JSON.parse(await askFor(one))).toMatchObject([{ code: 'database_unavailable' }])
  rmSync(inTheWay)
  expect(JSON.parse(await askFor(one))).toMatchObject([{ code: 'badge_unknown' }])
  await work('close')
})
