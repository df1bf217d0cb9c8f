import { describe, expect, test } from 'vitest'
import { zDid } from '../../../shared/trust/trust-values.ts'
import { textOfMain } from '../../support/page-text.ts'
import { hostSlug, signInAs } from '../console-session.ts'
import { useVerifier } from '../verifier-bench.ts'

const one = zDid.parse('did:web:one.example')
const two = zDid.parse('did:web:two.example')
const bench = useVerifier({ demo: true, trustedCities: [one, two] })
const path = `/api/v1/organisations/${hostSlug}/vacancies`

describe('a vacancy', () => {
  test('is made once by a form that is sent twice', async () => {
    const priya = await signInAs(bench().verifier, 'priya@cafe.example')
    const room = `/console/o/${hostSlug}/vacancies`
    const { text } = await priya.get(`${room}/new`)
    const [, form = ''] = /name="form" value="([\w-]+)"[\s\S]*?name="title"/.exec(text) ?? []
    const fields = {
      kind: 'vacancy',
      title: 'Night baker',
      purpose: 'To meet',
      retentionDays: '30',
    }
    const asked = { form, ...fields, language: 'en', listed: 'no' }
    const answers = await Promise.all([0, 1].map(() => priya.post(`${room}/new`, asked)))
    const [first, second] = answers.map(({ headers }) => headers.get('Location'))
    expect([answers[0]?.status, second]).toEqual([303, first])
    expect((await priya.get(room)).text.match(/Night baker/g)).toHaveLength(1)
  })
})

describe('whose word counts for a vacancy', () => {
  test('is chosen among the trusted cities, until it is opened', async () => {
    const { verifier } = bench()
    const priya = await signInAs(verifier, 'priya@cafe.example')
    const made = await verifier.api(path, { json: { title: 'Baker', purpose: 'To meet' } })
    const { id } = await made.json()
    const page = `/console/o/${hostSlug}/vacancies/${id}`
    const choose = (cities: string[]) =>
      priya.post(`${page}/cities`, Object.fromEntries(cities.map((city) => [city, 'yes'])))
    const counting = async () => (await (await verifier.api(`${path}/${id}`)).json()).trustedCities

    expect(textOfMain((await priya.get(page)).text)).toMatch(/Cities that count did:web:one/)
    expect((await choose([one, 'did:web:stranger.example'])).status).toBe(303)
    expect(await counting()).toEqual([one])
    await choose([two, one])
    expect(await counting()).toBeUndefined()
    await choose([two])
    await verifier.api(`${path}/${id}/state`, { json: { state: 'open' } })
    for (const later of [[], [one], [one, two]]) await choose(later)
    expect(await counting()).toEqual([two])
    const opened = textOfMain((await priya.get(page)).text)
    expect(opened).toContain('Cities that count did:web:two.example')
    expect(opened).not.toContain('Whose word counts here?')
  })
})
