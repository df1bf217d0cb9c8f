import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../../../shared/node/database/database.ts'
import { createLogger } from '../../../../shared/node/logger.ts'
import { createMailSeal } from '../../../../shared/server/mail/mail-seal.ts'
import { createMailSender } from '../../../../shared/server/mail/mail-sender.ts'
import { listStuckMail } from '../../../../shared/server/mail/mail-store.ts'
import { enqueueMails, forgetOldMail, tryMailAgain } from '../../../../shared/server/mail/outbox.ts'
import { mailEntity, mailSchema } from '../../../../shared/server/mail/outbox-schema.ts'
import { createSmtpTransport } from '../../../../shared/server/mail/smtp-transport.ts'
import { createTestClock } from '../../../support/clock.ts'
import { type MailServer, startMailServer } from '../../../support/mail-server.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

const mailSeal = createMailSeal(Buffer.alloc(32, 7))
const link = 'https://wallet.example/receive#secret-of-the-link'

let servers: MailServer[] = []

afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  servers = []
})

async function mailServer(port?: number): Promise<MailServer> {
  const server = await startMailServer(port)
  servers.push(server)
  return server
}

function outboxOn(database: Database) {
  const clock = createTestClock()
  const ports = { mailSeal, clock }
  return {
    clock,
    enqueue: async (to = 'sam@learner.example', badge = 'First aid') => {
      const about = `award:${to}`
      const params = { badge, provider: 'Harbour Youth', link }
      const mail = { to, template: 'award-offer', params, language: 'en', about } as const
      await database.transact((tx) => enqueueMails(tx, [mail], ports))
      const row = await database.reader.findOneBy(mailEntity, { about })
      return String(row?.id)
    },
    senderTo(url: string) {
      const transport = createSmtpTransport({
        url,
        from: 'badges@city.example',
        host: 'city.example',
      })
      onTestFinished(() => transport.close())
      const logger = createLogger({ name: 'test', level: 'silent' })
      const serviceName = () => 'Cardiff'
      return createMailSender({ database, clock, logger, mailSeal, transport, serviceName })
    },
    stateOf: async (to = 'sam@learner.example') => {
      const mail = await database.reader.findOneBy(mailEntity, { about: `award:${to}` })
      return mail === null ? undefined : [mail.state, mail.attempts, mail.failure]
    },
  }
}

forEachDatabase('an outbox', (bench) => {
  test('sends a mail as text and page, once, and keeps nothing that is in it', async () => {
    const database = await bench.open(mailSchema)
    const server = await mailServer()
    const { enqueue, senderTo } = outboxOn(database)
    const id = await enqueue()
    const before = await database.reader.findOneBy(mailEntity, { id })
    expect(JSON.stringify(before)).not.toContain('secret-of-the-link')

    const sender = senderTo(server.url)
    expect([await sender.sendNow(), await sender.sendNow()]).toEqual([1, 0])
    const [mail, ...others] = server.received
    expect([mail?.from, mail?.to, others]).toEqual([
      'badges@city.example',
      ['sam@learner.example'],
      [],
    ])
    expect(mail?.raw).toMatch(/^From: Cardiff <badges@city\.example>$/m)
    expect(mail?.raw).toMatch(/^Subject: Your badge is here: First aid$/m)
    expect(mail?.raw).toContain(`Message-ID: <${id}@city.example>`)
    expect(mail?.raw.match(/^Content-Type: text\/\w+/gm)).toEqual([
      'Content-Type: text/plain',
      'Content-Type: text/html',
    ])
    const after = await database.reader.findOneBy(mailEntity, { id })
    expect(after).toMatchObject({ state: 'sent', content: null, attempts: 1 })
  })

  test('goes out only where its unit is committed', async () => {
    const database = await bench.open(mailSchema)
    const server = await mailServer()
    const { senderTo, clock } = outboxOn(database)
    const unit = database.transact(async (tx) => {
      const params = { name: 'Mair', service: 'Cardiff', link }
      const mail = {
        to: 'mair@x.example',
        template: 'staff-reset',
        params,
        language: 'cy',
      } as const
      await enqueueMails(tx, [mail, { ...mail, to: 'kit@learner.example' }], { mailSeal, clock })
      throw new Error('rolled back')
    })
    await expect(unit).rejects.toThrow('rolled back')
    expect(await senderTo(server.url).sendNow()).toBe(0)
  })

  test('answers whoever asks meanwhile once what was due is sent', async () => {
    const database = await bench.open(mailSchema)
    const server = await mailServer()
    const { enqueue, senderTo } = outboxOn(database)
    await enqueue()
    const sender = senderTo(server.url)
    const first = sender.sendNow()
    const second = sender.sendNow()
    expect([await second, server.received.length, await first]).toEqual([0, 1, 1])
  })

  test('sends each mail from one of two nodes', async () => {
    const database = await bench.open(mailSchema)
    const server = await mailServer()
    const { enqueue, senderTo } = outboxOn(database)
    const people = Array.from({ length: 60 }, (_, index) => `learner-${index}@x.example`)
    for (const to of people) await enqueue(to)
    const nodes = [senderTo(server.url), senderTo(server.url)]
    const counts = await Promise.all(nodes.map((node) => node.sendNow()))
    expect(counts.reduce((sum, count) => sum + count)).toBe(60)
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual([...people].sort())
  })

  test('waits longer each time the mail server is away, and sends when it is back', async () => {
    const database = await bench.open(mailSchema)
    const gone = await startMailServer()
    await gone.close()
    const { clock, enqueue, senderTo, stateOf } = outboxOn(database)
    await enqueue()
    const sender = senderTo(gone.url)
    await sender.sendNow()
    expect(await stateOf()).toEqual(['waiting', 1, 'unreachable'])
    expect(await sender.sendNow()).toBe(0)
    clock.advance(60)
    await sender.sendNow()
    expect(await stateOf()).toEqual(['waiting', 2, 'unreachable'])
    const stuck = await listStuckMail(database.reader, { limit: 9 })
    expect(stuck.map(({ state, triedAgainAt }) => [state, triedAgainAt])).toEqual([
      ['waiting', '2026-11-22T10:03:00.000Z'],
    ])

    const back = await mailServer(Number(new URL(gone.url).port))
    clock.advance(120)
    expect([await sender.sendNow(), back.received.length]).toEqual([1, 1])
    expect(await listStuckMail(database.reader, { limit: 9 })).toEqual([])
  })

  test('gives up after a day, and tries for another day when it is asked to', async () => {
    const database = await bench.open(mailSchema)
    const gone = await startMailServer()
    await gone.close()
    const { clock, enqueue, senderTo, stateOf } = outboxOn(database)
    const id = await enqueue()
    const sender = senderTo(gone.url)
    for (let hours = 0; hours < 26; hours += 1) {
      await sender.sendNow()
      clock.advance(3_600)
    }
    expect((await stateOf())?.slice(0, 1)).toEqual(['failed'])
    const again = () => database.transact((tx) => tryMailAgain(tx, id, { clock }))
    expect(await again()).toBe(true)
    const back = await mailServer(Number(new URL(gone.url).port))
    expect([await sender.sendNow(), back.received.length, await again()]).toEqual([1, 1, false])
  })

  test.each([
    ['550 5.1.1 no such user', ['failed', 1, 'recipient-refused']],
    ['451 try later', ['waiting', 1, 'refused']],
  ])('a recipient that is answered with %s', async (refusal, state) => {
    const database = await bench.open(mailSchema)
    const server = await mailServer()
    server.refusals.set('sam@learner.example', refusal)
    const { enqueue, senderTo, stateOf } = outboxOn(database)
    await enqueue()
    await senderTo(server.url).sendNow()
    expect(await stateOf()).toEqual(state)
  })

  test('a node that dies while it sends lets go after five minutes', async () => {
    const database = await bench.open(mailSchema)
    const server = await mailServer()
    const { clock, enqueue, senderTo } = outboxOn(database)
    const id = await enqueue()
    const dueAt = new Date(clock().getTime() + 300_000).toISOString()
    await database.transact((tx) => tx.update(mailEntity, { id }, { lease: 'dead', dueAt }))
    const sender = senderTo(server.url)
    expect(await sender.sendNow()).toBe(0)
    clock.advance(300)
    expect(await sender.sendNow()).toBe(1)
  })

  test('is forgotten after thirty days', async () => {
    const database = await bench.open(mailSchema)
    const { clock, enqueue, stateOf } = outboxOn(database)
    await enqueue()
    clock.advance(29 * 86_400)
    await forgetOldMail({ database, clock })
    expect(await stateOf()).toBeDefined()
    clock.advance(2 * 86_400)
    await forgetOldMail({ database, clock })
    expect(await stateOf()).toBeUndefined()
  })
})

describe('enqueueMails', () => {
  test.each([
    '',
    'sam',
    'sam@learner.example\r\nBcc: all@city.example',
    'sam@learner.example\nX: y',
    'sam@learner.example, all@city.example',
    'sam@learner.example;all@city.example',
    'Sam <sam@learner.example>',
    '"a b"@learner.example',
    'sam(comment)@learner.example',
    'group: sam@learner.example;',
    `${'a'.repeat(250)}@learner.example`,
    'sam@learner.example\0',
  ])('takes one plain address alone: %j', async (to) => {
    const insert = () => Promise.reject(new Error('it was kept'))
    const mail = {
      to,
      template: 'award-offer',
      params: { badge: 'First aid', provider: 'Harbour Youth', link },
      language: 'en',
    } as const
    // sound: nothing else of a unit is used before the address is refused
    const tx = { insert } as unknown as Parameters<typeof enqueueMails>[0]
    await expect(enqueueMails(tx, [mail], { mailSeal, clock: createTestClock() })).rejects.toThrow(
      'A mail goes to one e-mail address',
    )
  })
})

describe('createSmtpTransport', () => {
  test('makes no header of what others wrote', async () => {
    const server = await mailServer()
    const transport = createSmtpTransport({
      url: server.url,
      from: 'badges@city.example',
      host: 'city.example',
    })
    onTestFinished(() => transport.close())
    await transport.send({
      id: '1',
      to: 'sam@learner.example',
      senderName: 'Cardiff\r\nBcc: a@city.example" <b@city.example>, c@city.example',
      subject: 'First\r\nBcc: d@city.example\r\n\r\nbody',
      text: 'text',
      html: '<p>text</p>',
      language: 'en',
    })
    const [mail] = server.received
    const head = mail?.raw.split('\r\n\r\n')[0] ?? ''
    const names = head
      .split('\r\n')
      .filter((line) => !/^\s/.test(line))
      .map((line) => line.split(':')[0])
    expect([mail?.to, names.sort()]).toEqual([
      ['sam@learner.example'],
      [
        'Auto-Submitted',
        'Content-Language',
        'Content-Type',
        'Date',
        'From',
        'MIME-Version',
        'Message-ID',
        'Subject',
        'To',
      ],
    ])
  })

  test('never sends a password in the clear to another machine', async () => {
    const server = await startMailServer(0, '127.0.0.2')
    servers.push(server)
    const transport = createSmtpTransport({
      url: server.url.replace('//', '//user:password@'),
      from: 'badges@city.example',
      host: 'city.example',
    })
    onTestFinished(() => transport.close())
    const mail = { id: '1', to: 'sam@learner.example', senderName: 'C', subject: 's' }
    const { outcome } = await transport.send({ ...mail, text: 't', html: 'h', language: 'en' })
    expect([outcome, server.verbs, server.received]).toEqual(['later', ['EHLO', 'STAR'], []])
  })
})
