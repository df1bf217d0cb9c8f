import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { type DatabaseBench, forEachDatabase } from '../support/postgres.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'
import { fetchOffer, requestToken, takeBadge } from './hand-made-wallet.ts'
import { startTestCity } from './test-city.ts'

const learner = ed25519TestKey('learner')

/** Two nodes of one city that start at the same moment on a database with nothing in it. */
async function startTwoNodes(bench: DatabaseBench) {
  const config = {
    database: textOf(bench.freshLocation()),
    agentDatabase: textOf(bench.freshLocation()),
  }
  return Promise.all([startTestCity({ config }), startTestCity({ config })])
}

function textOf(location: DatabaseLocation): string {
  if (location.kind === 'sqlite') return location.file
  return `${location.url}?schema=${location.schema}`
}

const zStatusList = z.looseObject({
  credentialSubject: z.looseObject({ encodedList: z.string() }),
})

forEachDatabase('two nodes of a city', (bench) => {
  it('are one: identities, awards, claims, single use and status', async () => {
    const [one, two] = await startTwoNodes(bench)
    const documentPaths = ['/.well-known/did.json', '/providers/harbour-youth/did.json']
    for (const path of documentPaths) {
      const [here, there] = await Promise.all([one.ask(path), two.ask(path)])
      expect([here.status, there.body]).toEqual([200, here.body])
    }

    const award = await one.award()
    const offers = await Promise.all(
      [one, two, one, two].map((node) => fetchOffer(node, award.offerUri)),
    )
    expect(new Set(offers.map(({ code }) => code)).size).toBe(1)
    const code = offers[0]?.code ?? ''
    const redeemed = await Promise.all(
      Array.from({ length: 20 }, (_, index) => requestToken(index % 2 === 0 ? one : two, { code })),
    )
    expect(redeemed.filter(({ status }) => status === 200)).toHaveLength(1)

    const taken = await takeBadge(two, award, learner)
    expect(taken.status).toBe(200)
    const url = /"statusListCredential":"([^"]+)"/.exec(JSON.stringify(taken.body))?.[1] ?? ''
    const listAt = async (node: typeof one) =>
      zStatusList.parse(await (await node.fetch(url)).json()).credentialSubject.encodedList
    const before = await listAt(one)
    // the badge can be looked at before the other node's next look at what was published
    expect(await listAt(two)).toBe(before)
    await one.api('POST', `/awards/${award.awardId}/revoke`, { body: { reason: 'a mistake' } })
    const after = await listAt(one)
    expect(after).not.toBe(before)
    // the other node looks every few seconds
    await vi.waitFor(async () => expect(await listAt(two)).toBe(after), { timeout: 30_000 })

    await Promise.all([one.close(), two.close()])
  })
})
