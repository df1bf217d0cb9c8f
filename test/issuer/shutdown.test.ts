import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { startMailServer } from '../support/mail-server.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { cityApiKey, startTestCity } from './test-city.ts'

const zAwarded = z.looseObject({ awardId: z.string() })

/** @returns the award's id; undefined where the city took no connection any more */
function award(origin: string, agent: Agent, number: number): Promise<string | undefined> {
  const body = JSON.stringify({
    badge: 'harbour-youth/first-aid',
    recipient: { email: `p${number}@learner.example` },
  })
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/api/v1/awards`, {
      ...{ method: 'POST', agent },
      headers: { Authorization: `Bearer ${cityApiKey}`, 'Content-Type': 'application/json' },
    })
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // not let in any more, or waiting to be: that none of these was awarded is shown below
      if (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') resolve(undefined)
      else reject(error)
    })
    sent.on('response', async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      resolve(zAwarded.parse(JSON.parse(Buffer.concat(chunks).toString())).awardId)
    })
    sent.end(body)
  })
}

it('a city that is stopped under load answers every award that it took, and kept each that it answered', async () => {
  const folder = temporaryFolder()
  const city = await startTestCity({ folder })
  const agent = new Agent({ keepAlive: false, maxSockets: 32 })
  let asked = 0
  let isOver = false
  const answered: string[] = []
  const askOn = async () => {
    while (!isOver) {
      asked += 1
      const id = await award(city.listensAt, agent, asked)
      if (id === undefined) return
      answered.push(id)
    }
  }
  const clients = Array.from({ length: 32 }, askOn)
  while (answered.length < 40) await sleep(5)
  await city.close()
  isOver = true
  await Promise.all(clients)

  const again = await startTestCity({ folder })
  const zPage = z.object({
    awards: z.array(z.object({ awardId: z.string() })),
    nextCursor: z.string().optional(),
  })
  const kept: string[] = []
  let cursor: string | undefined = ''
  while (cursor !== undefined) {
    const from = cursor === '' ? '' : `&cursor=${cursor}`
    const { body } = await again.api('GET', `/awards?limit=100${from}`)
    const page = zPage.parse(body)
    kept.push(...page.awards.map(({ awardId }) => awardId))
    cursor = page.nextCursor
  }
  expect(kept.toSorted()).toEqual(answered.toSorted())
  await again.close()
})

it('a city that is stopped while it awards a list and mails leaves the rest for the next start', async () => {
  const folder = temporaryFolder()
  await (await startTestCity({ folder })).close()
  const server = await startMailServer()
  const mail = { smtpUrl: server.url, from: 'badges@cardiff.example' }
  const start = () => startTestCity({ folder, config: { demo: false, mail } })
  const people = Array.from({ length: 400 }, (_, at) => `p${at}@learner.example`)
  const city = await start()
  const { body } = await city.api('POST', '/bulk-awards', {
    body: {
      badge: 'harbour-youth/first-aid',
      csv: ['email', ...people].join('\n'),
      notify: true,
    },
  })
  const { id } = z.looseObject({ id: z.string() }).parse(body)
  const mailed = () => server.received.flatMap(({ to }) => to)
  await vi.waitFor(() => expect(mailed().length).toBeGreaterThan(0), { timeout: 30_000 })
  await city.close()
  const atStop = mailed()
  expect(atStop.length).toBeLessThan(people.length)

  const again = await start()
  await vi.waitFor(
    async () => {
      const { body: view } = await again.api('GET', `/bulk-awards/${id}`)
      expect([view, mailed().length]).toMatchObject([
        { state: 'done', awarded: people.length },
        people.length,
      ])
    },
    { timeout: 40_000, interval: 300 },
  )
  expect(mailed().toSorted()).toEqual(people.toSorted())
  await again.close()
  await server.close()
})
