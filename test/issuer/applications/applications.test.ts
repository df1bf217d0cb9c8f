import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
let carys: ConsoleSession

const room = '/console/city/applications'

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  carys = await signInAs(city, 'carys@city.example')
})

afterAll(() => city.close())

const form = {
  name: 'Splott Boxing Club',
  kind: 'club',
  description: 'We box, and we help with homework.',
  website: 'https://splott-boxing.example',
  badges: 'For who trains for a term, and for who helps the small ones.',
  contact: 'Nia Bevan',
  email: 'Nia@Splott-Boxing.example',
}

async function send(path: string, fields: Record<string, string> = {}, origin = cityUrl) {
  const { status, body } = await city.ask(path, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
  return { status, text: String(body) }
}

/** The newest mail to an address, as the mailbox of the demonstration shows it. */
async function mailTo(email: string): Promise<string> {
  city.clock.advance(1)
  await city.sendMail()
  const box = String((await city.ask('/demo/mailbox')).body)
  const rows = box
    .replaceAll('<wbr>', '')
    .split('<li ')
    .filter((row) => row.includes(email))
  const href = /href="(\/demo\/mailbox\/[^"]+)"/.exec(rows[0] ?? '')?.[1]
  return href === undefined ? '' : String((await city.ask(href)).body)
}

async function linkIn(email: string, kind: string): Promise<string> {
  const text = await mailTo(email)
  return new RegExp(`${cityUrl}(${kind}/[\\w-]+)`).exec(text)?.[1] ?? `no link in: ${text}`
}

async function applyAs(fields: Partial<typeof form>): Promise<string> {
  const { email } = { ...form, ...fields }
  await send('/apply', { ...form, ...fields })
  const link = await linkIn(email.toLowerCase(), '/apply/confirm')
  await send(link)
  return idOf(fields.name ?? form.name)
}

async function idOf(name: string): Promise<string> {
  const { text } = await carys.get(room)
  return new RegExp(`/applications/([\\da-f-]{36})">${name}<`).exec(text)?.[1] ?? 'none'
}

describe('the public form', () => {
  test('is sent to the city once its mail is confirmed, and by a button alone', async () => {
    const sent = await send('/apply', form)
    expect([sent.status, sent.text.includes('Nia@Splott-Boxing.example')]).toEqual([200, true])
    const link = await linkIn('nia@splott-boxing.example', '/apply/confirm')
    const page = await city.ask(link)
    expect([page.status, String(page.body).includes('Was it you?')]).toEqual([200, true])
    for (const words of [form.description, form.website, form.badges, form.contact]) {
      expect(String(page.body)).toContain(words)
    }
    expect(await idOf(form.name)).toBe('none')
    expect((await send(link)).text).toContain('The city has it now')
    expect((await send(link)).text).toContain('The city has it now')
    const waits = /<a href="([^"]+)">1 group asks to give badges</
    expect(waits.exec((await carys.get('/console/city')).text)?.[1]).toBe(room)
    const { text } = await carys.get(`${room}/${await idOf(form.name)}`)
    for (const words of [form.description, form.badges, form.contact, 'A club or a group']) {
      expect(text).toContain(words)
    }
  })

  test('that somebody else sends for the same address changes nothing of the first', async () => {
    const name = 'Tidal Choir'
    const email = 'sing@tidal.example'
    await send('/apply', { ...form, name, email })
    const link = await linkIn(email, '/apply/confirm')
    await send('/apply', { ...form, name, email, description: 'Send us money.' })
    const other = await linkIn(email, '/apply/confirm')
    expect(String((await city.ask(other)).body)).toContain('Send us money.')
    expect((await send(link)).text).toContain('The city has it now')
    expect((await send(other)).text).toContain('The city has it now')
    const { body } = await city.api('GET', '/applications')
    const { applications } = z.object({ applications: z.array(z.looseObject({})) }).parse(body)
    const ofThem = applications.filter((one) => one.email === email)
    expect(ofThem.map(({ description }) => description)).toEqual([form.description])
  })

  test('says the same to who applied before, and tells them by mail', async () => {
    const again = await send('/apply', { ...form, name: ' splott  BOXING club' })
    expect([again.status, again.text.includes('Now look at your mail')]).toEqual([200, true])
    expect(await mailTo('nia@splott-boxing.example')).toContain('You asked to give badges before')
    const { body } = await city.api('GET', '/applications')
    expect(body).toMatchObject({ applications: [{ name: form.name, state: 'applied' }, {}] })
  })

  test.each([
    [{ name: ' ' }, 'name'],
    [{ kind: 'bank' }, 'kind'],
    [{ description: '' }, 'description'],
    [{ description: 'x'.repeat(501) }, 'description'],
    [{ website: 'javascript:alert(1)' }, 'website'],
    [{ badges: '' }, 'badges'],
    [{ contact: 'Nia\r\nBcc: all@example.org' }, 'contact'],
    [{ email: 'nia' }, 'email'],
    [{ email: 'nia@club.example,eve@evil.example' }, 'email'],
  ])('with %o is shown again, with what is wrong beside it', async (fields, field) => {
    const { status, text } = await send('/apply', { ...form, ...fields })
    expect([status, text.includes(`id="${field}-error"`)]).toEqual([422, true])
    expect(text.match(/govuk-error-message"/g)).toHaveLength(1)
  })

  test('is taken from its own page alone, and from one address a few times', async () => {
    expect((await send('/apply', form, 'https://evil.example')).status).toBe(403)
    const email = 'flood@club.example'
    const statuses: number[] = []
    for (let turn = 0; turn < 4; turn += 1) {
      statuses.push((await send('/apply', { ...form, email })).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429])
    expect((await city.ask('/apply/confirm/not-a-link')).status).toBe(404)
  })

  test('is closed and opened by the city', async () => {
    await carys.post(`${room}/form/close`)
    expect(String((await city.ask('/apply')).body)).toContain('You cannot apply here just now')
    expect((await send('/apply', form)).text).toContain('You cannot apply here just now')
    expect((await carys.get('/')).text).not.toContain('href="/apply"')
    const { body } = await city.api('POST', '/application-form', { body: { isOpen: true } })
    expect(body).toEqual({ isOpen: true })
    expect((await carys.get('/')).text).toContain('href="/apply"')
    expect((await carys.get('/console/city/settings')).status).toBe(200)
  })
})

describe('the city', () => {
  test('asks for more, and gets it by the link in the mail', async () => {
    const id = await applyAs({ name: 'Pier Choir', email: 'choir@pier.example' })
    const nothing = await carys.post(`${room}/${id}/ask`, { question: ' ' })
    expect([nothing.status, nothing.text.includes('Write what you want to know.')]).toEqual([
      422,
      true,
    ])
    await carys.post(`${room}/${id}/ask`, { question: 'Who is in charge of safety?' })
    const link = await linkIn('choir@pier.example', '/apply/more')
    const page = String((await city.ask(link)).body)
    expect(page).toContain('Who is in charge of safety?')
    expect(page).toContain('Pier Choir')
    const changed = {
      ...form,
      name: 'Pier Choir',
      badges: 'Ann keeps us safe.',
      email: 'x@y.example',
    }
    expect((await send(link, changed)).text).toContain('The city has it now')
    expect((await city.api('GET', `/applications/${id}`)).body).toMatchObject({
      state: 'applied',
      badges: 'Ann keeps us safe.',
      email: 'choir@pier.example',
    })
  })

  test('declines with a reason that goes by mail, once', async () => {
    const id = await applyAs({ name: 'Fast Loans', email: 'loans@fast.example' })
    const reason = 'This is no place of learning.'
    await carys.post(`${room}/${id}/decline`, { reason })
    expect(await mailTo('loans@fast.example')).toContain(reason)
    const again = await city.api('POST', `/applications/${id}/decline`, { body: { reason } })
    expect(again.status).toBe(409)
    const accepted = await carys.post(`${room}/${id}/accept`, {
      slug: 'fast-loans',
      nameEn: 'Fast Loans',
      descriptionEn: 'Loans.',
      state: 'active',
    })
    expect(accepted.headers.get('Location')).toBe(`${room}/${id}`)
    expect((await city.ask('/providers/fast-loans')).status).toBe(404)
  })

  test('accepts: the applicant is a provider, and invited as its owner', async () => {
    const id = await idOf(form.name)
    const shown = await carys.get(`${room}/${id}`)
    expect(shown.text).toContain('value="splott-boxing-club"')
    const answer = {
      slug: 'harbour-youth',
      nameEn: form.name,
      nameCy: 'Clwb Bocsio Sblot',
      descriptionEn: form.description,
      state: 'active',
    }
    const taken = await carys.post(`${room}/${id}/accept`, answer)
    expect([taken.status, taken.text.includes('This short name is taken.')]).toEqual([422, true])
    const { headers } = await carys.post(`${room}/${id}/accept`, { ...answer, slug: 'splott' })
    expect(headers.get('Location')).toBe('/console/city/providers/splott')
    expect((await city.ask('/providers/splott/did.json')).status).toBe(200)
    const link = await linkIn('nia@splott-boxing.example', '/staff/invitation')
    const page = await city.ask(link)
    expect([page.status, String(page.body).includes(form.name)]).toEqual([200, true])
    const again = await city.api('POST', `/applications/${id}/accept`, { body: { slug: 'other' } })
    expect(again.status).toBe(409)
  })

  test('accepts as a draft: its people prepare, and nothing is public until it begins', async () => {
    const id = await applyAs({ name: 'Dry Dock', email: 'dry@dock.example' })
    const body = { slug: 'dry-dock', state: 'draft' }
    const { body: accepted } = await city.api('POST', `/applications/${id}/accept`, { body })
    expect(accepted).toMatchObject({ state: 'accepted', provider: 'dry-dock' })
    const publicPaths = ['/providers/dry-dock', '/providers/dry-dock/did.json']
    const statuses = async () =>
      Promise.all(publicPaths.map(async (path) => (await city.ask(path)).status))
    expect(await statuses()).toEqual([404, 404])
    expect(JSON.stringify((await city.ask('/city.json')).body)).not.toContain('dry-dock')
    const room = await carys.get('/console/p/dry-dock')
    expect(room.text).toContain('You can get ready here.')
    const suspended = await city.api('POST', '/providers/dry-dock/suspend', { body: {} })
    expect(suspended.status).toBe(409)
    await carys.post('/console/city/providers/dry-dock/activate')
    expect(await statuses()).toEqual([200, 200])
  })

  test('forgets what nobody confirmed, and what was decided long ago', async () => {
    await send('/apply', { ...form, name: 'Nobody', email: 'nobody@club.example' })
    const link = await linkIn('nobody@club.example', '/apply/confirm')
    const held = async () => {
      const { body } = await city.api('POST', '/people/subject-access', {
        body: { email: 'nobody@club.example' },
      })
      return body
    }
    expect(await held()).toMatchObject({ applications: [{ name: 'Nobody' }] })
    await city.api('POST', '/people/forget', { body: { email: 'nobody@club.example' } })
    expect(await held()).toMatchObject({ applications: [] })
    expect((await city.ask(link)).status).toBe(404)
  })
})
