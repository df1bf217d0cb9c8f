import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
let [author, owner, reviewer, admin]: ConsoleSession[] = []

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  author = await signInAs(city, 'tomos@harbour-youth.example')
  owner = await signInAs(city, 'mair@harbour-youth.example')
  reviewer = await signInAs(city, 'rhodri@city.example')
  admin = await signInAs(city, 'carys@city.example')
})

afterAll(() => city.close())

function person(session: ConsoleSession | undefined): ConsoleSession {
  if (session === undefined) throw new Error('they are signed in before the tests')
  return session
}

const badges = '/console/p/harbour-youth/badges'
const layer = 'rsa-cities-of-learning:1:participate'
const form = {
  'name-en': 'Canoe guide',
  'description-en': 'Led a group on calm water.',
  'criteria-en': 'Lead **two** trips.\n\n- plan\n- lead <b>',
  layer,
  'how-shown': 'assessed',
  hue: 'harbour',
  face: 'wave',
  'skill-leadership': 'on',
  tags: 'health, civic pride',
  months: '24',
  'leads-to-harbour-youth/young-leader': 'on',
}
const points = [
  'name-is-clear',
  'criteria-can-be-checked',
  'layer-fits',
  'skills-fit',
  'languages-agree',
  'nobody-is-shut-out',
]
const allPoints = Object.fromEntries(points.map((point) => [`point-${point}`, 'on']))

async function revisionOf(room: string): Promise<string> {
  const { text } = await person(author).get(`${room}/edit`)
  return /name="revision" value="(\d+)"/.exec(text)?.[1] ?? ''
}

async function writeDraft(name: string): Promise<string> {
  const begun = await person(author).post(badges, { name })
  const room = (begun.headers.get('Location') ?? '').replace('/edit', '')
  const saved = await person(author).post(`${room}/edit`, {
    ...form,
    'name-en': name,
    revision: await revisionOf(room),
  })
  expect([begun.status, saved.status]).toEqual([303, 303])
  return room
}

describe('a badge on its way', () => {
  test('is written, checked by somebody else, published, awarded, changed and retired', async () => {
    const room = await writeDraft('Canoe guide')
    expect(room).toBe(`${badges}/canoe-guide`)
    expect((await person(owner).post(`${room}/publish`)).status).toBe(409)

    await person(author).post(`${room}/submit`)
    expect((await person(reviewer).get('/console/city/quality')).text).toContain(`${room}/review`)
    const unfinished = await person(reviewer).post(`${room}/review`, {
      result: 'approve',
      revision: '3',
    })
    expect([unfinished.status, unfinished.text]).toEqual([
      400,
      expect.stringContaining('Tick every point'),
    ])
    const back = await person(reviewer).post(`${room}/review`, {
      result: 'ask-for-changes',
      words: 'Say where <script>',
      revision: '3',
    })
    expect(back.status).toBe(303)
    const { text: room1 } = await person(author).get(room)
    expect(room1).toContain('Say where &lt;script&gt;')
    expect(room1).toContain('Changes asked for')

    await person(author).post(`${room}/submit`)
    await person(reviewer).post(`${room}/review`, {
      ...allPoints,
      result: 'approve',
      revision: '5',
    })
    expect((await person(author).post(`${room}/publish`)).status).toBe(403)
    expect((await person(owner).post(`${room}/publish`)).status).toBe(303)

    const address = '/providers/harbour-youth/badges/canoe-guide/v/1'
    const { body } = await city.ask(`${address}.json`)
    expect(body).toMatchObject({
      name: 'Canoe guide',
      tag: ['health', 'civic pride'],
      alignment: [
        { targetCode: 'participate' },
        { targetCode: 'assessed' },
        { targetCode: 'leadership' },
      ],
    })
    const page = String((await city.ask(address, { headers: { Accept: 'text/html' } })).body)
    expect(page).toContain('<strong>two</strong>')
    expect(page).toContain('&lt;b&gt;')
    expect(page).toContain('Young leader')
    const award = '/console/p/harbour-youth/awards/new?badge=canoe-guide'
    expect((await person(owner).get(room)).text).toContain(`href="${award}"`)
    expect((await person(author).get(room)).text).not.toContain(award)
    expect((await person(owner).get(award)).text).toContain('value="canoe-guide" selected')
    const awarded = await city.award({ badge: 'harbour-youth/canoe-guide' })
    expect(awarded.awardId).toBeDefined()

    await person(author).post(`${room}/version`)
    const again = await person(author).post(`${room}/edit`, {
      ...form,
      'name-en': 'Canoe guide on calm water',
      revision: '1',
    })
    expect(again.status).toBe(303)
    expect((await city.ask(`${address}.json`)).body).toMatchObject({ name: 'Canoe guide' })

    expect((await person(owner).post(`${room}/retire`)).status).toBe(303)
    expect((await person(owner).get(room)).text).not.toContain(award)
    const refused = await city.api('POST', '/awards', {
      body: { badge: 'harbour-youth/canoe-guide', recipient: { email: 'sam@learner.example' } },
    })
    expect([refused.status, refused.body]).toEqual([
      409,
      expect.objectContaining({ code: 'badge_retired' }),
    ])
  })

  test('is not checked by who wrote it where the city asks for that', async () => {
    const room = await writeDraft('Own work')
    await person(author).post(`${room}/take-back`)
    await person(admin).post(`${room}/edit`, { ...form, 'name-en': 'Own work', revision: '2' })
    await person(author).post(`${room}/submit`)
    const review = { ...allPoints, result: 'approve', revision: '4' }
    const own = await person(admin).post(`${room}/review`, review)
    expect([own.status, own.text]).toEqual([
      403,
      expect.stringContaining('You wrote this yourself'),
    ])
    await person(admin).post('/console/city/quality/rule', { needsCheck: 'on' })
    expect((await person(admin).post(`${room}/review`, review)).status).toBe(303)
    await person(admin).post('/console/city/quality/rule', {
      needsCheck: 'on',
      needsOtherPerson: 'on',
    })
  })
})

describe('the designer', () => {
  test('keeps the words of who was overtaken, and says so', async () => {
    const room = await writeDraft('Overtaken')
    const late = await person(owner).post(`${room}/edit`, {
      ...form,
      'name-en': 'My own words',
      revision: '1',
    })
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('My own words')])
    expect(late.text).toContain('Somebody else saved this draft')
  })

  test('names the field that is wrong and keeps the rest', async () => {
    const room = await writeDraft('Wrong field')
    const wrong = await person(author).post(`${room}/edit`, {
      ...form,
      months: 'many',
      tags: `health, ${'x'.repeat(51)}`,
      'criteria-cy': 'Rhywbeth',
      revision: '2',
    })
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('href="#months"')])
    expect(wrong.text).toContain('href="#tags">It must have at most 50 characters<')
    expect(wrong.text).toContain('Rhywbeth')
  })

  test('previews without saving, and hints at a badge much like it', async () => {
    const room = await writeDraft('First aid basic')
    const { status, text } = await person(author).post(`${room}/preview`, {
      ...form,
      'name-en': 'First aid basics',
      'name-cy': 'Cymorth',
      revision: '2',
    })
    expect(status).toBe(200)
    expect(text).toContain('/providers/harbour-youth/badges/first-aid/v/1')
    expect(text).toContain('Say in Welsh how it is earned.')
    expect(text).not.toContain('<html')
    expect((await person(author).get(room)).text).toContain('First aid basic<')
  })

  test('copies a badge of another provider, without its picture', async () => {
    const begun = await person(author).post(badges, {
      name: 'Our laser',
      other: 'dock-makers/laser-cutter',
    })
    const { text } = await person(author).get(begun.headers.get('Location') ?? '')
    expect(text).toContain('value="Our laser"')
    const missing = await person(author).post(badges, { name: 'X', other: 'nobody/nothing' })
    expect([missing.status, missing.text]).toEqual([404, expect.stringContaining('no such badge')])
    expect(missing.text).toContain('id="other-error"')
  })

  test('says which form the badge of others has, and begins no draft', async () => {
    const { status, text } = await person(author).post(badges, { name: 'Raft', other: 'first-aid' })
    expect([status, text.includes('id="other-error"'), text]).toEqual([
      400,
      true,
      expect.stringContaining('must be a badge, as in harbour-youth/first-aid'),
    ])
    expect((await person(author).get(badges)).text).not.toContain('Raft')
    const trimmed = { name: 'Raft', other: ' dock-makers/laser-cutter ' }
    expect((await person(author).post(badges, trimmed)).status).toBe(303)
  })

  test.each(['new', 'first-aid/edit', 'nothing'])(
    'shows nothing at %s to who may not',
    async (path) => {
      const viewer = await signInAs(city, 'idris@harbour-youth.example')
      const { status } = await viewer.get(`${badges}/${path}`)
      expect([403, 404]).toContain(status)
      const stranger = await signInAs(city, 'sofia@dock-makers.example')
      expect((await stranger.get(`/console/p/green-terrace/badges/${path}`)).status).toBe(404)
    },
  )
})
