import { expect, it } from 'vitest'
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
    const { id, path } = await makeRule(one, { needs: ['harbour-youth/first-aid'], cap: 3 })
    const people = Array.from({ length: 5 }, (_, index) => ed25519TestKey(`of two nodes ${index}`))
    const ready = await Promise.all(
      people.map(async (key) => {
        const { credential } = await earnUnsealed(one, key, 'harbour-youth/first-aid')
        const visits = await Promise.all([visit(one, path, cityUrl), visit(two, path, cityUrl)])
        const requests = await Promise.all(visits.map((each) => each.request()))
        return Promise.all(
          requests.map(async (request) => ({
            request,
            token: await tokenFor(request, { 'badge-1-ldp': credential }, key),
          })),
        )
      }),
    )
    await one.seal()
    const statuses = await Promise.all(
      ready.flat().map(async ({ request, token }) => {
        const answers = await Promise.all(nodes.map((node) => send(node, request, token)))
        return answers.map(({ status }) => status).sort()
      }),
    )
    expect(statuses).toEqual(Array.from({ length: 10 }, () => [200, 409, 409, 409]))
    const { body } = await two.api('GET', `/providers/harbour-youth/award-rules/${id}`)
    expect(body).toMatchObject({ uses: 3, state: 'full' })
    await Promise.all([one.close(), two.close()])
  })
})
