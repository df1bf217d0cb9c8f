import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { createTrustWorld } from '../../support/trust-city.ts'
import { ask } from '../asking.ts'
import { hostSlug, signInAs } from '../console-session.ts'
import { createCity, startTestVerifier } from '../verifier-bench.ts'
import { cityOverNetwork } from '../vouching-city.ts'

const path = `/console/o/${hostSlug}/trust`

async function setUp(change: Parameters<typeof startTestVerifier>[0]['change'] = {}) {
  const base = await createCity()
  const trust = createTrustWorld(base.world)
  const vouching = await trust.createCity('vouching.example')
  await vouching.publish()
  const city = cityOverNetwork(base, trust, vouching)
  const verifier = await startTestVerifier({ city, change: { demo: true, ...change } })
  const owner = await signInAs(verifier, 'owain@cafe.example')
  const viewer = await signInAs(verifier, 'luca@cafe.example')
  return { base, trust, vouching, verifier, owner, viewer }
}

/** What a page says, without its markup. */
function wordsOf(html: string): string {
  const main = html.slice(html.indexOf('<main'))
  return main
    .replaceAll(/<wbr>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ')
}

describe('the page of trusted cities', () => {
  test('shows a city before it is trusted, and then the number, age and end of its list', async () => {
    const { vouching, verifier, owner, viewer } = await setUp()
    expect(wordsOf((await owner.get(path)).text)).toContain('You trust no city yet')
    const looked = await owner.post(path, { address: 'vouching.example' })
    expect(wordsOf(looked.text)).toContain('Trust City of vouching.example?')
    expect(wordsOf(looked.text)).toContain(vouching.did)
    // looking changes nothing
    expect(wordsOf((await owner.get(path)).text)).toContain('You trust no city yet')

    const added = await owner.post(`${path}/add`, { city: vouching.did })
    expect(added.status).toBe(303)
    const words = wordsOf((await viewer.get(path)).text)
    expect(words).toContain('Its list is here and good')
    expect(words).toContain('Number of the list 1')
    expect(words).toContain('We read it 22 November 2026')
    expect(words).not.toContain('Stop trusting')

    const { created } = await ask(verifier)
    const stored = await verifier.api(`/api/v1/requests/${created.requestId}`)
    expect(stored.status).toBe(200)
  })

  test('offers the cities that the host asks already, until they are trusted', async () => {
    const vouching = parseDid('did:web:vouching.example')
    const { owner, viewer } = await setUp({ reportedCities: [vouching] })
    const offer = 'Look at the list of vouching.example'
    expect(wordsOf((await viewer.get(path)).text)).not.toContain(offer)
    const { text } = await owner.get(path)
    expect(wordsOf(text)).toContain(offer)
    const address = /name="address" value="(did:[^"]+)"/.exec(text)?.[1] ?? ''
    const looked = await owner.post(path, { address })
    expect(wordsOf(looked.text)).toContain('Trust City of vouching.example?')
    await owner.post(`${path}/add`, { city: vouching })
    expect(wordsOf((await owner.get(path)).text)).not.toContain(offer)
  })

  test('says at once when a list cannot be read any more, and keeps what it had', async () => {
    const { trust, vouching, owner } = await setUp()
    await owner.post(`${path}/add`, { city: vouching.did })
    trust.served.delete(`${vouching.url}/trust/list.jwt`)
    await owner.post(`${path}/refresh`)
    const words = wordsOf((await owner.get(path)).text)
    expect(words).toContain('1 list could not be read. We keep what we had.')
    expect(words).toContain('Its list could not be read')
    expect(words).toContain('Number of the list 1')
    expect(words).not.toContain('here and good')
  })

  test('calls a list too old once its time is over', async () => {
    const { base, verifier, vouching, owner } = await setUp()
    await owner.post(`${path}/add`, { city: vouching.did })
    base.world.clock.advance(30 * 86_400)
    const later = await signInAs(verifier, 'owain@cafe.example')
    const words = wordsOf((await later.get(path)).text)
    expect(words).toContain('Its list is too old')
  })

  test.each([
    ['an address that is none', 'not an address', 'Write the address like this'],
    ['nothing', '', 'Write the address like this'],
    ['a host that is no city', 'nobody.example', 'We found no good list of a city there'],
  ])('refuses %s, and trusts nobody by it', async (_what, address, sentence) => {
    const { owner } = await setUp()
    const answer = await owner.post(path, { address })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain(sentence)
  })

  test('stops trusting only after asking, and tells it in the record', async () => {
    const { vouching, owner } = await setUp()
    await owner.post(`${path}/add`, { city: vouching.did })
    const one = `${path}/${encodeURIComponent(vouching.did)}/remove`
    expect(wordsOf((await owner.get(one)).text)).toContain(
      'Stop trusting City of vouching.example?',
    )
    expect((await owner.post(one)).status).toBe(303)
    expect(wordsOf((await owner.get(path)).text)).toContain('You trust no city yet')
    const record = wordsOf((await owner.get(`/console/o/${hostSlug}/audit`)).text)
    expect(record).toContain('City not trusted any more')
    expect(record).toContain('City trusted')
  })
})
