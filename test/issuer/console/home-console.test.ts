import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type PersonEmail, signInAs } from '../console-session.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
})

afterAll(() => city.close())

const page = { Accept: 'text/html' }

describe('the console', () => {
  test('leads who has not signed in to the sign-in page, and from there back', async () => {
    const { status, headers } = await city.ask('/console/p/harbour-youth?page=2', {
      headers: page,
    })
    expect([status, headers.get('Location')]).toEqual([
      303,
      '/staff/sign-in?to=%2Fconsole%2Fp%2Fharbour-youth%3Fpage%3D2',
    ])
  })

  test.each<[PersonEmail, string, number, string]>([
    ['carys@city.example', '/console', 303, '/console/city'],
    ['carys@city.example', '/console/p/harbour-youth', 200, ''],
    ['carys@city.example', '/console/p/nobody', 404, ''],
    ['mair@harbour-youth.example', '/console', 303, '/console/p/harbour-youth'],
    ['mair@harbour-youth.example', '/console/p/harbour-youth', 200, ''],
    ['mair@harbour-youth.example', '/console/p/dock-makers', 404, ''],
    ['mair@harbour-youth.example', '/console/city', 404, ''],
    ['sofia@dock-makers.example', '/console', 200, ''],
  ])('shows %s of %s: %i %s', async (email, path, status, location) => {
    const session = await signInAs(city, email)
    const answer = await session.get(path)
    expect([answer.status, answer.headers.get('Location') ?? '']).toEqual([status, location])
  })

  test('lists every place that somebody works in', async () => {
    const { text } = await (await signInAs(city, 'sofia@dock-makers.example')).get('/console')
    expect(text.match(/href="\/console\/p\/[^"]+"/g)).toEqual(
      expect.arrayContaining(['href="/console/p/dock-makers"', 'href="/console/p/harbour-youth"']),
    )
  })

  test.each<[PersonEmail, string]>([
    ['mair@harbour-youth.example', 'Make a badge, publish it, bring out a new version.'],
    ['idris@harbour-youth.example', 'All badges of this place, and how far each one is.'],
  ])('tells %s what there is to do, or to look at', async (email, sentence) => {
    const { text } = await (await signInAs(city, email)).get('/console/p/harbour-youth')
    expect(text).toContain(`>${sentence}<`)
  })

  test.each<[PersonEmail, string[]]>([
    ['mair@harbour-youth.example', ['Make badges', 'Give badges', 'This place']],
    ['tomos@harbour-youth.example', ['Make badges', 'Give badges']],
    ['amina@harbour-youth.example', ['Give badges', 'Make badges']],
    ['idris@harbour-youth.example', ['Make badges', 'Give badges']],
  ])(
    'shows %s first what they have come to do, then what they may look at',
    async (email, groups) => {
      const { text } = await (await signInAs(city, email)).get('/console/p/harbour-youth')
      expect(text.match(/(?<=<h3 class="room-areas__group">)[^<]+/g)).toEqual(groups)
    },
  )

  test('leads who lost their way in it back to its front', async () => {
    const session = await signInAs(city, 'idris@harbour-youth.example')
    for (const [path, start] of [
      ['/console/p/harbour-youth/sessions', '/console'],
      ['/console/p/nobody', '/console'],
      ['/consoles', '/'],
    ]) {
      expect((await session.get(path ?? '')).text).toContain(`class="onward" href="${start}"`)
    }
  })

  test('is not kept by the browser or a proxy, and names itself alone as referrer', async () => {
    const { headers } = await (await signInAs(city, 'mair@harbour-youth.example')).get('/console')
    expect([headers.get('Cache-Control'), headers.get('Referrer-Policy')]).toEqual([
      'no-store',
      'same-origin',
    ])
  })

  test('ends with the session', async () => {
    const session = await signInAs(city, 'mair@harbour-youth.example')
    const out = await session.post('/staff/sign-out')
    const { status, headers } = await session.get('/console')
    expect([out.status, status, headers.get('Location')]).toEqual([
      303,
      303,
      '/staff/sign-in?to=%2Fconsole',
    ])
  })

  test.each([undefined, 'null', 'https://evil.example', `${cityUrl}.evil.example`])(
    'signs nobody in for another origin: %s',
    async (origin) => {
      const { status } = await city.ask('/staff/demonstration', {
        method: 'POST',
        headers: {
          ...(origin !== undefined && { Origin: origin }),
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: 'email=carys%40city.example',
      })
      expect(status).toBe(403)
    },
  )
})

describe('the front of a provider', () => {
  const waiting = async (email: PersonEmail) => {
    const { text } = await (await signInAs(city, email)).get('/console/p/harbour-youth')
    return /<a href="([^"]+)">[^<]+not been taken[^<]*<\/a>/
      .exec(text)?.[1]
      ?.replaceAll('&amp;', '&')
  }

  test('says where to begin to who may make badges, while there are none', async () => {
    const body = {
      slug: 'quiet-room',
      name: { en: 'Quiet Room', cy: 'Ystafell Dawel' },
      description: { en: 'A room.', cy: 'Ystafell.' },
    }
    expect((await city.api('POST', '/providers', { body })).status).toBe(201)
    const carys = await signInAs(city, 'carys@city.example')
    const begin = '<a href="/console/p/quiet-room/badges/new">Begin here: make your first badge</a>'
    expect((await carys.get('/console/p/quiet-room')).text).toContain(begin)
    await city.api('POST', '/providers/quiet-room/badge-drafts', { body: { design: {} } })
    expect((await carys.get('/console/p/quiet-room')).text).not.toContain('Begin here')
    expect((await carys.get('/console/p/harbour-youth')).text).not.toContain('Begin here')
  })

  test('tells who may send links again of badges that nobody took for a week', async () => {
    await city.award()
    expect(await waiting('amina@harbour-youth.example')).toBeUndefined()
    city.clock.advance(8 * 86_400)
    const { awardId } = await city.award()
    const href = await waiting('amina@harbour-youth.example')
    expect(href).toBe('/console/p/harbour-youth/awards?state=offered&to=2026-11-23')
    const { text } = await (await signInAs(city, 'amina@harbour-youth.example')).get(href ?? '')
    expect(text.match(/href="[^"]*\/awards\/[\da-f-]{36}"/g)).toHaveLength(1)
    expect(text).not.toContain(awardId)
  })

  test('says so where there may be more than were counted', async () => {
    const front = async () => {
      const amina = await signInAs(city, 'amina@harbour-youth.example')
      return (await amina.get('/console/p/harbour-youth')).text
    }
    await Promise.all(Array.from({ length: 98 }, () => city.award()))
    city.clock.advance(8 * 86_400)
    // with the two of before
    expect(await front()).toContain('At least 100 badges have not been taken')
    expect(await front()).not.toContain('>100 badges')
  })

  test('says it to nobody who may only look on', async () => {
    expect(await waiting('idris@harbour-youth.example')).toBeUndefined()
  })
})
