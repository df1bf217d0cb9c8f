import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestClock } from '../../support/clock.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'
import { earn, makeRule, showAll, visit } from './rule-visitor.ts'

const sam = ed25519TestKey('sam')
const clock = createTestClock()

let city: TestCity
let folder: string

beforeEach(async () => {
  folder = temporaryFolder()
  city = await startTestCity({ folder, clock })
})

afterEach(() => city.close())

async function restart(): Promise<void> {
  await city.close()
  city = await startTestCity({ folder, clock })
}

/** Serves at that address from now on what is there now. @returns a function that begins with it */
async function keepServing(url: string): Promise<() => void> {
  const kept = await city.fetch(url)
  const body = await kept.arrayBuffer()
  const { headers } = kept
  return () => void city.listeners.set(url, () => new Response(body, { headers }))
}

/** Who shows that badge to a rule that asks for it. */
async function show(path: string, credential: unknown): Promise<string> {
  return showAll(city, await visit(city, path, cityUrl), { 'badge-1-ldp': credential }, sam)
}

describe('what a city saw before it was restarted', () => {
  test('is a newer status list than the one that it is given now: nothing is awarded', async () => {
    const { awardId, credential } = await earn(city, sam, 'harbour-youth/first-aid')
    const { path } = await makeRule(city, { needs: ['harbour-youth/first-aid'] })
    const [url = ''] = /https:[^"]*\/status\/[^"#]*/.exec(JSON.stringify(credential)) ?? []
    const serveOld = await keepServing(url)
    clock.advance(1)
    await city.api('POST', `/awards/${awardId}/revoke`, { body: { reason: 'a mistake' } })
    await city.maintain()
    expect(await show(path, credential)).toContain('Something is missing')
    await restart()
    serveOld()
    expect(await show(path, credential)).toContain('We could not check this now')
  })

  test('is a newer trust list than the one that it is given now: nothing is awarded', async () => {
    const { credential } = await earn(city, sam, 'harbour-youth/first-aid')
    const { path } = await makeRule(city, { needs: ['harbour-youth/first-aid'] })
    const serveOld = await keepServing(`${cityUrl}/trust/list.jwt`)
    clock.advance(1)
    await city.api('POST', '/providers/dock-makers/close', { body: {} })
    await city.maintain()
    expect(await show(path, credential)).toContain('Your badge is ready')
    await restart()
    serveOld()
    expect(await show(path, credential)).toContain('We could not check this now')
  })
})
