import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { signInAs } from '../console-session.ts'
import { addProviderKey, cityApiKey, startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
const key = 'key-of-harbour-youth-0123456789-abcdef'
const drafts = '/providers/harbour-youth/badge-drafts'

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder })
  await addProviderKey(folder, { provider: 'harbour-youth', text: key })
})

afterAll(() => city.close())

function send(method: string, path: string, body?: object, as = key) {
  return city.ask(`/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${as}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
}

const standard = {
  id: 'cardiff',
  version: '2',
  name: { en: 'Cardiff standard', cy: 'Safon Caerdydd' },
  layers: [
    {
      code: 'spark',
      name: { en: 'Spark', cy: 'Gwreichionen' },
      description: { en: 'It began here.', cy: 'Dechreuodd yma.' },
    },
  ],
}

const design = {
  texts: { en: { name: 'Night paddle', description: 'Paddled at night.', criteria: 'Be there.' } },
  standard: { id: 'cardiff', version: '2' },
  layer: 'spark',
  skills: [
    {
      code: 'night',
      name: { en: 'Seeing at night', cy: 'Gweld yn y nos' },
      url: 'https://esco.example/night',
      framework: 'ESCO',
    },
  ],
}

const reviewed = (revision: number, points: string[]) => ({ result: 'approve', points, revision })
const points = [
  'name-is-clear',
  'criteria-can-be-checked',
  'layer-fits',
  'skills-fit',
  'languages-agree',
  'nobody-is-shut-out',
]

describe('the API of badges', () => {
  test('makes, checks and publishes a badge of a standard of the city', async () => {
    const begun = await send('POST', drafts, { design })
    expect(begun.status).toBe(201)
    expect(begun.body).toMatchObject({ badge: 'night-paddle', missing: ['layer'], revision: 1 })
    expect((await send('POST', '/badge-standards', standard)).status).toBe(404)
    expect((await send('POST', '/badge-standards', standard, cityApiKey)).status).toBe(201)
    expect((await send('POST', '/badge-standards', standard, cityApiKey)).status).toBe(409)

    const draft = `${drafts}/night-paddle`
    expect((await send('PUT', draft, { design, revision: 9 })).status).toBe(409)
    expect((await send('PUT', draft, { design, revision: 1 })).body).toMatchObject({ missing: [] })
    expect((await send('POST', `${draft}/submit`)).body).toMatchObject({ state: 'in-review' })
    expect((await send('POST', `${draft}/review`, reviewed(3, points))).status).toBe(403)
    const checked = await send('POST', `${draft}/review`, reviewed(3, points), cityApiKey)
    expect(checked.body).toMatchObject({ state: 'approved' })
    const published = await send('POST', `${draft}/publish`)
    expect([published.status, published.body]).toEqual([
      200,
      expect.objectContaining({ reference: 'harbour-youth/night-paddle', version: 1 }),
    ])
    expect((await send('GET', draft)).status).toBe(404)

    const path = '/providers/harbour-youth/badges/night-paddle'
    const { body } = await city.ask(`${path}/v/1.json`)
    expect(body).toMatchObject({
      alignment: [
        { targetUrl: 'urn:waymark:badge-standard:cardiff:2:spark', targetName: 'Spark' },
        { targetCode: 'attended' },
        { targetUrl: 'https://esco.example/night', targetFramework: 'ESCO' },
      ],
    })
    expect((await send('GET', path)).body).toMatchObject({
      versions: [{ version: 1 }],
      events: expect.arrayContaining([expect.objectContaining({ kind: 'approved', points })]),
    })
    expect((await send('POST', `${path}/retire`, { reason: 'Over' })).status).toBe(200)
  })

  test.each<[string, string, string, object?]>([
    ['GET', '/providers/dock-makers/badge-drafts', 'drafts of others'],
    ['POST', '/providers/dock-makers/badge-drafts', 'a draft for others', { design }],
    ['POST', '/providers/dock-makers/badges/laser-cutter/retire', 'the end of others’ badges'],
    ['POST', '/skills', 'skills for all', { skills: design.skills }],
  ])('lets a provider not have by %s %s: %s', async (method, path, _, body) => {
    expect((await send(method, path, body)).status).toBe(404)
  })

  test.each<[string, object]>([
    ['a member too many', { design: { ...design, isBest: true } }],
    ['a name of 121 letters', { design: { texts: { en: { name: 'x'.repeat(121) } } } }],
    [
      'a skill whose link runs',
      { design: { ...design, skills: [{ ...design.skills[0], url: 'javascript:alert(1)' }] } },
    ],
    ['a picture of nobody', { design: { ...design, picture: 'a'.repeat(64) } }],
    ['a copy that is a path', { copy: '../../x' }],
  ])('refuses %s', async (_, body) => {
    expect((await send('POST', drafts, body)).status).toBe(400)
  })

  test('takes skills as CSV at the console, all or none of them', async () => {
    const admin = await signInAs(city, 'carys@city.example')
    const page = '/console/city/standards'
    const csv =
      'code,en,cy,url,framework\nknots,Tying knots,Clymu,https://a.example/k,A\nrope,Rope,,,'
    expect((await admin.post(`${page}/skills`, { text: csv })).status).toBe(303)
    expect((await send('GET', '/skills?text=KNOTS')).body).toEqual({
      skills: [
        {
          code: 'knots',
          name: { en: 'Tying knots', cy: 'Clymu' },
          url: 'https://a.example/k',
          framework: 'A',
        },
      ],
    })
    for (const text of ['', 'code,en\n"x', 'code,en\nx,X\nx,Y', 'code,en\n../x,X', '[{}]', '{']) {
      const { status, text: shown } = await admin.post(`${page}/skills`, { text })
      expect([status, shown]).toEqual([400, expect.stringContaining('Nothing was brought in')])
    }
    expect((await send('GET', '/skills?text=x')).body).toEqual({ skills: [] })
    for (const [path, text, sentence] of [
      ['standard', '{', 'This is not whole JSON.'],
      ['skills', '{', 'This is not whole JSON.'],
      ['skills', 'code,en\n"x', 'The first line must be code,en,cy,url,framework.'],
    ] as const) {
      const { status, text: shown } = await admin.post(`${page}/${path}`, { text })
      expect([status, shown]).toEqual([400, expect.stringContaining(sentence)])
    }
    expect((await admin.get(page)).text).toContain('RSA Badge Standard')
  })
})
