import { expect, it } from 'vitest'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { consoleSession, signInAs } from '../console-session.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const password = 'harbour lights at noon'

function textOf(location: DatabaseLocation): string {
  if (location.kind === 'sqlite') return location.file
  return `${location.url}?schema=${location.schema}`
}

const tryPassword = (node: TestCity, given: string) =>
  node.ask('/staff/sign-in', {
    method: 'POST',
    headers: { Origin: cityUrl, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: 'gwen@harbour-youth.example', password: given }).toString(),
  })

forEachDatabase('two nodes of a city', (bench) => {
  it('share who is signed in, what is told once, how often was tried, and the end of a session', async () => {
    const config = {
      database: textOf(bench.freshLocation()),
      agentDatabase: textOf(bench.freshLocation()),
      demonstrationPassword: password,
    }
    const [one, two] = await Promise.all([startTestCity({ config }), startTestCity({ config })])
    const here = await signInAs(one, 'mair@harbour-youth.example')
    const there = consoleSession(two, here.cookie)
    expect((await there.get('/console/p/harbour-youth')).status).toBe(200)

    await here.post('/staff/account/name', { name: 'Mair Rhys' })
    const told = await there.get('/staff/account')
    expect(told.text).toContain('Your name is changed.')
    expect((await here.get('/staff/account')).text).not.toContain('Your name is changed.')

    const guesses = await Promise.all(
      Array.from({ length: 14 }, (_, index) => tryPassword(index % 2 === 0 ? one : two, 'a guess')),
    )
    expect(guesses.filter(({ status }) => status === 422)).toHaveLength(10)
    expect((await tryPassword(two, password)).status).toBe(429)

    await there.post('/staff/sign-out')
    expect((await here.get('/console/p/harbour-youth')).status).toBe(303)
    await Promise.all([one.close(), two.close()])
  })
})
