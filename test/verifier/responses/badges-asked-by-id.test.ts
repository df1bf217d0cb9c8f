import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import type { CredentialReport } from '../../../shared/verify/report.ts'
import { reportText } from '../../../verifier/commands/report-text.ts'
import {
  type Actor,
  achievement,
  badge,
  createHolder,
  createIssuer,
  secure,
} from '../../shared/verify/world.ts'
import { accredited, createTrustWorld } from '../../support/trust-city.ts'
import { ask, readResult } from '../asking.ts'
import { answerTo, sendToken } from '../hand-wallet.ts'
import { type City, createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'
import { cityOverNetwork } from '../vouching-city.ts'

const forgedId = 'urn:uuid:0e0f5a8c-5d3e-4a39-9d5a-0d2c6a2f6a11'
const sentence = 'This may not be the awarder’s own badge. No city vouches for it.'

/** Somebody's own badge under the id of another's, shown to the verifier that asked for that id. */
async function show(verifier: TestVerifier, issuer: Actor, options: Options = {}) {
  const { achievementId = achievement.id, isNamed = true, cities } = options
  const holder = createHolder()
  const { created, request } = await ask(verifier, {
    ...(isNamed && { badges: [achievementId] }),
    ...(cities && { trustedCities: cities }),
  })
  const signed = await secure(
    badge(
      issuer,
      { id: holder.did },
      {
        id: forgedId,
        achievement: { ...achievement, id: achievementId },
      },
    ),
    issuer.signer,
  )
  const queryId = isNamed ? 'badge-1-ldp' : 'badges-ldp'
  const response = await sendToken(request, {
    [queryId]: [await answerTo(request, signed, holder)],
  })
  expect(response.status).toBe(200)
  const { report } = await readResult(verifier, created)
  if (report === undefined) throw new Error('the answer was taken')
  const page = await fetch(new URL(new URL(created.reportPage).pathname, verifier.url), {
    headers: { Accept: 'text/html' },
  })
  return { report, outcome: outcomeOf(report.credentials[0]), page: await page.text() }
}

type Options = { achievementId?: string; isNamed?: boolean; cities?: string[] }

function outcomeOf(report: CredentialReport | undefined) {
  return [report?.verdict, report?.checks.find(({ name }) => name === 'accreditation')?.code]
}

const forgers: [string, (city: City) => Actor][] = [
  ['a did:key', () => createHolder()],
  ['a did:web elsewhere', ({ world }) => createIssuer(world, 'did:web:wallet.example:people:quay')],
  ['a neighbour', ({ world }) => createIssuer(world, 'did:web:city.example:providers:quay-club')],
]

describe('a badge that was asked for by its id', () => {
  test.each(forgers)(
    'is not proven when it comes from %s, and the report says why',
    async (_, by) => {
      const city = await createCity()
      const verifier = await startTestVerifier({ city })
      const { report, outcome, page } = await show(verifier, by(city))
      expect(outcome).toEqual(['unknown', 'achievement_of_another'])
      expect(report.verdict).toBe('unknown')
      expect(page).toContain('The badge could not be checked.')
      expect(page).toContain(sentence)
      expect(page).not.toContain('is proven')
      expect(reportText(report)).toContain(`Harbour guide: Could not be checked. ${sentence}`)
    },
  )

  test('is proven when it comes from its own awarder', async () => {
    const city = await createCity()
    const verifier = await startTestVerifier({ city })
    expect((await show(verifier, city.issuer)).outcome).toEqual(['valid', 'not_asked'])
  })

  test('is not proven under an id that leads nowhere, whoever signs', async () => {
    const city = await createCity()
    const verifier = await startTestVerifier({ city })
    const achievementId = 'urn:uuid:11111111-2222-4333-8444-555555555555'
    const { outcome } = await show(verifier, city.issuer, { achievementId })
    expect(outcome).toEqual(['unknown', 'achievement_of_another'])
  })

  test('leaves badges that nobody named as they are, and reports whose they are', async () => {
    const city = await createCity()
    const verifier = await startTestVerifier({ city })
    const { outcome } = await show(verifier, createHolder(), { isNamed: false })
    expect(outcome).toEqual(['valid', 'achievement_of_another'])
  })
})

describe('a badge of another that a reported city', () => {
  async function setUp(awarder: 'vouched' | 'listed' | 'unlisted') {
    const base = await createCity()
    const trust = createTrustWorld(base.world)
    const vouching = await trust.createCity('vouching.example')
    const franchisee = createIssuer(base.world, 'did:web:club.example')
    if (awarder !== 'unlisted') {
      const id = awarder === 'vouched' ? achievement.id : `${achievement.id}0`
      vouching.list.providers.push(accredited(franchisee, id))
    }
    vouching.award(forgedId, achievement.id)
    await vouching.publish()
    const city = cityOverNetwork(base, trust, vouching)
    const verifier = await startTestVerifier({
      city,
      change: { reportedCities: [vouching.did] },
    })
    return { city, trust, vouching, franchisee, verifier }
  }

  test('vouches for is proven', async () => {
    const { verifier, franchisee } = await setUp('vouched')
    expect((await show(verifier, franchisee)).outcome).toEqual(['valid', 'ok'])
  })

  test.each(['listed', 'unlisted'] as const)(
    'does not vouch for is not proven (%s)',
    async (awarder) => {
      const { verifier, franchisee } = await setUp(awarder)
      const { outcome, report } = await show(verifier, franchisee)
      expect(outcome).toEqual(['unknown', 'achievement_of_another'])
      const made = report.credentials[0]?.checks.find(({ name }) => name === 'accreditation')
      expect(made?.detail).toMatch(/no city vouches for that\. \(not_accredited\)$/)
    },
  )

  test('cannot be asked about is not proven, for that reason', async () => {
    const { verifier, franchisee, trust, vouching } = await setUp('vouched')
    trust.served.delete(`${vouching.url}/trust/list.jwt`)
    const { outcome } = await show(verifier, franchisee)
    expect(outcome).toEqual(['unknown', 'trust_list_unavailable'])
  })

  test('its own awarder needs no city, whatever the city says', async () => {
    const { verifier, city } = await setUp('vouched')
    expect((await show(verifier, city.issuer)).outcome).toEqual(['valid', 'not_accredited'])
  })

  test('is invalid where the request trusts a city that does not vouch', async () => {
    const { verifier, city, vouching, franchisee } = await setUp('unlisted')
    const cities = [parseDid(vouching.did)]
    const outcomes = [
      (await show(verifier, franchisee, { cities })).outcome,
      (await show(verifier, city.issuer, { cities })).outcome,
    ]
    expect(outcomes).toEqual([
      ['invalid', 'not_accredited'],
      ['invalid', 'not_accredited'],
    ])
  })
})
