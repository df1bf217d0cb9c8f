import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
let amina: ConsoleSession
let viewer: ConsoleSession

const room = '/console/p/harbour-youth/awards'

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  amina = await signInAs(city, 'amina@harbour-youth.example')
  viewer = await signInAs(city, 'idris@harbour-youth.example')
})

afterAll(() => city.close())

let forms = 0

function form(fields: Record<string, string> = {}) {
  forms += 1
  return {
    badge: 'first-aid',
    email: 'sam@learner.example',
    name: 'Sam Jones',
    once: `00000000-0000-4000-8000-${String(forms).padStart(12, '0')}`,
    ...fields,
  }
}

async function awardOne(fields: Record<string, string> = {}): Promise<string> {
  const { status, headers } = await amina.post(`${room}/new`, form(fields))
  expect(status).toBe(303)
  return (headers.get('Location') ?? '').replace('/hand-over?made', '')
}

const linkIn = (text: string) => /https:\/\/wallet[^<"]+/.exec(text.replaceAll('<wbr>', ''))?.[0]

async function offerAt(link: string | undefined): Promise<number> {
  const uri = new URLSearchParams(new URL(link ?? '').hash.slice(1)).get('credential_offer_uri')
  return (await city.fetch(uri ?? '')).status
}

describe('awarding by form', () => {
  test('hands over a link that opens the offer, as text and as a code to scan', async () => {
    const href = await awardOne()
    const { text } = await amina.get(`${href}/hand-over?made`)
    expect(text).toContain('class="short-link"')
    expect(text).toContain('First aid basics was awarded to Sam Jones.')
    expect(text).toContain('class="qr"')
    expect(await offerAt(linkIn(text))).toBe(200)
  })

  test.each([
    ['ticked', { notify: 'on' }, true],
    ['not ticked', {}, false],
  ])('sends the link by mail only where that is %s', async (_, fields, isSent) => {
    const href = await awardOne({ email: 'mailed@learner.example', ...fields })
    const { text } = await amina.get(`${href}/hand-over?made`)
    expect(text.includes('is on its way to mailed@learner.example')).toBe(isSent)
  })

  test('awards once however often the form is sent', async () => {
    const fields = form({ email: 'twice@learner.example', name: 'Twice' })
    const [one, other] = [
      await amina.post(`${room}/new`, fields),
      await amina.post(`${room}/new`, fields),
    ]
    expect([one.status, other.status]).toEqual([303, 303])
    expect(other.headers.get('Location')).toBe(one.headers.get('Location'))
  })

  test.each([
    [{ badge: '' }, 'Choose a badge.'],
    [{ badge: 'dock-makers/laser' }, 'Choose a badge.'],
    [{ email: 'sam' }, 'Enter an e-mail,'],
    [{ email: '' }, 'Enter an e-mail,'],
    [{ name: 'a\u202eb' }, 'Enter a name in one line.'],
    [{ evidenceUrl: 'javascript:alert(1)' }, 'Enter a link that begins with https://.'],
    [{ language: 'fr' }, 'Choose the other one.'],
  ])('says what is wrong with %o and keeps the rest', async (fields, sentence) => {
    const { status, text } = await amina.post(`${room}/new`, form({ name: 'Kept', ...fields }))
    expect(status).toBe(400)
    expect(text).toContain(sentence)
    expect(text).toContain('There is a problem')
  })

  test('is for those who award', async () => {
    expect((await viewer.get(`${room}/new`)).status).toBe(403)
    expect((await viewer.post(`${room}/new`, form())).status).toBe(403)
    expect((await viewer.get(room)).status).toBe(200)
  })

  test('tells a code apart from the link', async () => {
    const href = await awardOne({ txCode: 'on' })
    expect((await amina.get(`${href}/hand-over`)).text).toMatch(/big-code"><code>\d{6}</)
  })
})

describe('the list of awards', () => {
  test.each([
    ['search=sian', true],
    ['search=Pryce+si', true],
    ['search=SIAN%40learner', true],
    ['search=sian+jones', false],
    ['search=%25', false],
    ['badge=open-night&state=offered', true],
    ['badge=open-night&state=claimed', false],
    ['badge=first-aid', false],
    ['from=2026-01-01&to=2999-01-01', true],
    ['to=2001-01-01', false],
    ['state=nonsense&from=yesterday', true],
  ])('finds by %s', async (query, isFound) => {
    found ??= awardOne({ badge: 'open-night', email: 'sian@learner.example', name: 'Siân Pryce' })
    await found
    const { status, text } = await amina.get(`${room}?${query}`)
    expect([status, text.includes('Siân Pryce')]).toEqual([200, isFound])
  })
  let found: Promise<string> | undefined

  test('shows nothing of another provider', async () => {
    const dock = await signInAs(city, 'sofia@dock-makers.example')
    const { text } = await dock.get('/console/p/dock-makers/awards?search=sian')
    expect(text).not.toContain('Pryce')
    const href = (await awardOne()).replace('harbour-youth', 'dock-makers')
    expect((await dock.get(href)).status).toBe(404)
  })
})

describe('changing an award', () => {
  test('asks for a reason, then takes it back for good', async () => {
    const href = await awardOne()
    const asked = await amina.get(`${href}/revoke`)
    expect(asked.text).toContain('Take this badge back for good')
    const refused = await amina.post(`${href}/revoke`, { reason: ' ' })
    expect([refused.status, refused.text.includes('Say why.')]).toEqual([400, true])
    expect((await amina.post(`${href}/revoke`, { reason: 'Wrong person' })).status).toBe(303)
    const { text } = await amina.get(href)
    expect(text).toContain('Wrong person')
    expect(text).toContain('Taken back')
    expect(text).not.toContain(`${href}/revoke`)
    expect((await amina.get(`${href}/hand-over`)).status).toBe(303)
  })

  test('puts a wrong address right: the old link is dead, the new one opens', async () => {
    const href = await awardOne({ email: 'wrong@learner.example' })
    const before = linkIn((await amina.get(`${href}/hand-over`)).text)
    const correction = { email: 'right@learner.example', name: 'Sam Jones', reason: 'A slip' }
    const answer = await amina.post(`${href}/correct`, correction)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, href])
    const after = linkIn((await amina.get(`${href}/hand-over`)).text)
    expect([await offerAt(before), await offerAt(after)]).toEqual([404, 200])
    expect((await amina.get(`${room}?search=wrong%40`)).text).toContain('No award fits')
    expect((await amina.get(`${room}?search=right%40`)).text).toContain('right@learner.example')
  })

  test('suspends a licence, and undoes it', async () => {
    const made = await city.award({ badge: 'dock-makers/laser-cutter' })
    const id = made.awardId.split('.')[1]
    const sofia = await signInAs(city, 'sofia@dock-makers.example')
    const href = `/console/p/dock-makers/awards/${id}`
    await sofia.post(`${href}/suspend`, { reason: 'Not safe' })
    const told = await sofia.get(href)
    expect(told.text).toContain('Undo: start it again')
    expect(told.text).toContain('Stopped for now')
    await sofia.post(`${href}/reinstate`)
    expect((await sofia.get(href)).text).toContain('Not taken yet')
  })

  test('tells what cannot be done any more instead of doing it', async () => {
    const href = await awardOne()
    const answer = await amina.post(`${href}/claim-again`, { reason: 'New phone' })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, href])
    expect((await amina.get(href)).text).toContain('That could not be done')
    expect((await amina.get(`${href}/nonsense`)).status).toBe(404)
  })
})

describe('claim cards', () => {
  test('are printed for those who have not taken their badge', async () => {
    const taken = await awardOne({
      email: 'card@learner.example',
      name: 'Cara Card',
      language: 'cy',
    })
    await amina.post(`${await awardOne({ name: 'Gone Card' })}/revoke`, { reason: 'Gone' })
    const { text } = await amina.get(`${room}/cards?search=card`)
    expect(text).toContain('I Cara Card')
    expect(text).toContain('lang="cy"')
    expect(text).not.toContain('Gone Card')
    expect((await viewer.get(`${room}/cards`)).status).toBe(403)
    expect(taken).toContain(room)
  })
})
