import { expect, it } from 'vitest'
import { z } from 'zod'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { cityUrl, startTestCity } from '../test-city.ts'
import { earnUnsealed, makeRule, send, tokenFor, visit } from './rule-visitor.ts'

function textOf(location: DatabaseLocation): string {
  if (location.kind === 'sqlite') return location.file
  return `${location.url}?schema=${location.schema}`
}

forEachDatabase('a rule on two nodes', (bench) => {
  it('takes each answer once, gives each holder one badge, and keeps its cap', async () => {
    const config = {
      database: textOf(bench.freshLocation()),
      agentDatabase: textOf(bench.freshLocation()),
    }
    const one = await startTestCity({ config })
    const two = await startTestCity({ config })
    const nodes = [one, two, one, two]
    const { id, path } = await makeRule(one, { needs: ['harbour-youth/first-aid'], cap: 4 })
    const people = Array.from({ length: 6 }, (_, index) => ed25519TestKey(`of two nodes ${index}`))
    const ready = await Promise.all(
      people.map(async (key) => {
        const { credential } = await earnUnsealed(one, key, 'harbour-youth/first-aid')
        const visits = await Promise.all([visit(one, path, cityUrl), visit(two, path, cityUrl)])
        const requests = await Promise.all(visits.map((each) => each.request()))
        return Promise.all(
          requests.map(async (request) => ({
            request,
            token: await tokenFor(request, { 'badge-1-ldp': credential }, key),
            again: { credential, key },
          })),
        )
      }),
    )
    await one.seal()
    // the first lets both nodes read the city's lists, so that none of the others waits for them
    const [first = [], ...others] = ready
    const early = await Promise.all(
      first.map(({ request, token }, index) => send(index === 0 ? one : two, request, token)),
    )
    expect(early.map(({ status }) => status)).toEqual([200, 200])
    const statuses = await Promise.all(
      others.flat().map(async ({ request, token }) => {
        const answers = await Promise.all(nodes.map((node) => send(node, request, token)))
        return answers.map(({ status }) => status).sort()
      }),
    )
    expect(statuses).toEqual(Array.from({ length: 10 }, () => [200, 409, 409, 409]))
    // while awards are made the log grows, so a badge shown then may be unknown for a moment: they show it again
    const ruleOf = async () =>
      (await two.api('GET', `/providers/harbour-youth/award-rules/${id}`)).body
    for (const { again } of others.flat()) {
      if (z.object({ state: z.string() }).parse(await ruleOf()).state === 'full') break
      await one.seal()
      const request = await (await visit(one, path, cityUrl)).request()
      const token = await tokenFor(request, { 'badge-1-ldp': again.credential }, again.key)
      expect((await send(one, request, token)).status).toBe(200)
    }
    expect(await ruleOf()).toMatchObject({ uses: 4, state: 'full' })
    await Promise.all([one.close(), two.close()])
  }, 90_000)
})
