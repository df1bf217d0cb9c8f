import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zAchievement } from '../../shared/credential/achievement.ts'
import { parseDid } from '../../shared/did/did.ts'
import { parseDidDocument } from '../../shared/did/did-document.ts'
import { sharedTemporaryFolder } from '../support/temp-folder.ts'
import { cityUrl, startTestCity, type TestCity } from './test-city.ts'

const folder = sharedTemporaryFolder()
const badge = '/providers/harbour-youth/badges/first-aid/v/1'
let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder })
})
afterAll(() => city.close())

const asBrowser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

async function page(path: string, headers: Record<string, string> = {}): Promise<string> {
  const { status, body } = await city.ask(path, { headers: { ...asBrowser, ...headers } })
  expect([path, status]).toEqual([path, 200])
  return String(body)
}

describe('an achievement id', () => {
  it('answers a program with the Achievement, in its language, linked to the others', async () => {
    const { status, headers, body } = await city.ask(badge, {
      headers: { Accept: 'application/ld+json' },
    })
    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toContain('application/ld+json')
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(zAchievement.parse(body)).toEqual(body)
    expect(body).toEqual({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: `${cityUrl}${badge}`,
      type: ['Achievement'],
      achievementType: 'Badge',
      name: 'First aid basics',
      description: 'Can help a person who is hurt until an expert comes.',
      criteria: { id: `${cityUrl}${badge}`, narrative: expect.stringContaining('- call 999') },
      image: { id: `${cityUrl}${badge}/image.png?stone=clay.heart`, type: 'Image' },
      creator: {
        id: 'did:web:cardiff.example:providers:harbour-youth',
        type: ['Profile'],
        name: 'Harbour Youth Club',
        url: `${cityUrl}/providers/harbour-youth`,
        description: 'A youth club by the water. Sport, music, trips and a place to be.',
      },
      alignment: [
        {
          type: ['Alignment'],
          targetName: 'Demonstrate',
          targetDescription: 'You did it for real and used what people told you about it.',
          targetUrl: 'urn:waymark:badge-standard:rsa-cities-of-learning:1:demonstrate',
          targetFramework: 'RSA Badge Standard',
          targetCode: 'demonstrate',
        },
        {
          type: ['Alignment'],
          targetName: 'assessed',
          targetUrl: 'urn:waymark:how-shown:assessed',
          targetFramework: 'How it is shown',
          targetCode: 'assessed',
        },
        ...['first-aid', 'keeping-calm', 'communication'].map((code) => ({
          type: ['Alignment'],
          targetName: expect.any(String),
          targetUrl: `${cityUrl}/skills/${code}`,
          targetFramework: 'Cardiff: skills',
          targetCode: code,
        })),
      ],
      inLanguage: 'en',
      version: '1',
      related: [{ id: `${cityUrl}${badge}/cy`, type: ['Related'], inLanguage: 'cy', version: '1' }],
      tag: ['health'],
    })
  })

  it('in Welsh is another, that names the first', async () => {
    const { body } = await city.ask(`${badge}/cy`)
    expect(body).toMatchObject({
      id: `${cityUrl}${badge}/cy`,
      inLanguage: 'cy',
      name: 'Hanfodion cymorth cyntaf',
      related: [{ id: `${cityUrl}${badge}`, inLanguage: 'en' }],
    })
  })

  it('answers anybody who ends it in .json, or accepts anything, with data', async () => {
    const [asJson, asAnything] = await Promise.all([
      city.ask(`${badge}.json`, { headers: asBrowser }),
      city.ask(badge),
    ])
    expect(asJson.headers.get('Content-Type')).toContain('application/json')
    expect(asJson.body).toEqual(asAnything.body)
  })

  it('need not be sent again to who has it', async () => {
    const { headers } = await city.ask(badge)
    const answer = await city.ask(badge, {
      headers: { 'If-None-Match': headers.get('ETag') ?? '' },
    })
    expect(answer.status).toBe(304)
  })

  it('answers a browser with a page: stone, criteria, skills, no script', async () => {
    const html = await page(badge)
    expect(html).toContain('<html lang="en">')
    expect(html).toMatch(/aria-label="First aid basics\. Demonstrate\. Assessed"/)
    expect(html).toContain('<li>call 999 and say what is needed</li>')
    expect(html).toContain('<a href="/skills/keeping-calm">Keeping calm</a>')
    expect(html).toContain('<a href="/providers/harbour-youth">Harbour Youth Club</a>')
    expect(html).toContain('36 months')
    expect(html).not.toContain('<script')
  })

  it.each([
    [`${badge}/image.png?stone=clay.heart`, 'image/png', 'Demonstrate'],
    [`${badge}/image.svg`, 'image/svg+xml', 'Demonstrate'],
    [`${badge}/cy/image.svg`, 'image/svg+xml', 'Dangos'],
  ])('has a picture of its stone at %s', async (path, type, word) => {
    const { status, headers, body } = await city.ask(path)
    expect([status, headers.get('Content-Type')]).toEqual([200, type])
    expect(headers.get('Cache-Control')).toBe('public, max-age=86400')
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
    expect(headers.get('Content-Security-Policy')).toContain('sandbox')
    if (type !== 'image/png') expect(body).toContain(`>${word}</text>`)
    const again = await city.ask(path, {
      headers: { 'If-None-Match': headers.get('ETag') ?? '' },
    })
    expect(again.status).toBe(304)
  })

  it.each(['/v/9/image.png', '/v/1/en/image.png', '/v/1/fr/image.svg', '/v/1/image.gif'])(
    'has no picture at %s',
    async (path) => {
      const place = badge.replace('/v/1', path)
      expect((await city.ask(place)).status).toBe(404)
    },
  )

  it('speaks Welsh to who asks for it', async () => {
    const html = await page(`${badge}?lang=cy`)
    expect(html).toContain('<html lang="cy">')
    expect(html).toContain('<h1>Hanfodion cymorth cyntaf</h1>')
    expect(html).toContain('Y sgiliau mae’n eu dangos')
    expect(html).toContain('36 mis')
  })

  it('marks the language of a text that is not the page’s', async () => {
    const html = await page(`${badge}/cy?lang=en`)
    expect(html).toContain('<h1 lang="cy">Hanfodion cymorth cyntaf</h1>')
    expect(html).toContain('<p class="lede" lang="cy">')
    expect(html).toContain('This badge in English')
  })

  it('without a version leads to the newest', async () => {
    const answer = await city.ask('/providers/harbour-youth/badges/first-aid', {
      headers: asBrowser,
    })
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, badge])
  })
})

describe('pages of the city', () => {
  it('list badges and who gives them', async () => {
    const html = await page('/')
    expect(html.match(/class="badge-grid__item"/g)).toHaveLength(13)
    for (const name of ['Laser cutter licence', 'Green Terrace Community Garden']) {
      expect(html).toContain(name)
    }
    expect(await page('/?lang=cy')).toContain('Trwydded torrwr laser')
  })

  it('show a provider with its badges', async () => {
    const html = await page('/providers/dock-makers')
    expect(html).toContain('<h1>Dock Makers</h1>')
    expect(html.match(/class="badge-grid__item"/g)).toHaveLength(3)
  })

  it('show a skill with the badges that show it', async () => {
    const html = await page('/skills/leadership')
    expect(html).toContain('Young leader')
    expect(html).toContain('Volunteer lead')
    expect(html.match(/class="badge-grid__item"/g)).toHaveLength(2)
  })

  it('are data to programs', async () => {
    const [home, provider, skill] = await Promise.all(
      ['/city.json', '/providers/dock-makers.json', '/skills/leadership.json'].map(
        async (path) => (await city.ask(path, { headers: asBrowser })).body,
      ),
    )
    expect(home).toMatchObject({
      name: { en: 'Cardiff', cy: 'Caerdydd' },
      did: 'did:web:cardiff.example',
      providers: [
        { provider: 'castle-street-college' },
        { provider: 'dock-makers' },
        { provider: 'green-terrace' },
        { provider: 'harbour-youth' },
      ],
    })
    expect(provider).toMatchObject({
      did: 'did:web:cardiff.example:providers:dock-makers',
      credentialIssuer: `${cityUrl}/providers/dock-makers`,
      badges: [
        { reference: 'dock-makers/first-project', howShown: 'self-stated' },
        { reference: 'dock-makers/laser-cutter', isSuspendable: true },
        { reference: 'dock-makers/repair-cafe' },
      ],
    })
    expect(skill).toMatchObject({
      skill: `${cityUrl}/skills/leadership`,
      badges: [
        { reference: 'green-terrace/volunteer-lead' },
        { reference: 'harbour-youth/young-leader' },
      ],
    })
  })
})

describe('identities', () => {
  it.each([
    ['/.well-known/did.json', 'did:web:cardiff.example'],
    ['/providers/harbour-youth/did.json', 'did:web:cardiff.example:providers:harbour-youth'],
  ])('%s is the document of %s', async (path, did) => {
    const { headers, body } = await city.ask(path)
    expect(headers.get('Content-Type')).toBe('application/did+json')
    const document = parseDidDocument(body, parseDid(did))
    const ids = document.verificationMethod?.map(({ id }) => id)
    expect(document.verificationMethod?.map(({ type }) => type)).toEqual([
      'Multikey',
      'JsonWebKey2020',
    ])
    expect([document.authentication, document.assertionMethod]).toEqual([ids, ids])
  })

  it('have a key of their own each', async () => {
    const paths = ['/.well-known', '/providers/harbour-youth', '/providers/dock-makers']
    const documents = await Promise.all(paths.map((path) => city.ask(`${path}/did.json`)))
    const keys = documents.map(
      ({ body }) => JSON.stringify(body).match(/"publicKeyMultibase":"([^"]+)"/)?.[1],
    )
    expect(new Set(keys).size).toBe(3)
  })
})
