import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
let carys: ConsoleSession

const room = '/console/city/providers'

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  carys = await signInAs(city, 'carys@city.example')
})

afterAll(() => city.close())

const form = {
  nameEn: 'Dock College',
  nameCy: 'Coleg y Doc',
  slug: 'dock-college',
  descriptionEn: 'Courses by the water.',
}

const zOwn = z.looseObject({
  ownDomain: z.looseObject({ url: z.string(), document: z.looseObject({}), state: z.string() }),
})

const zListed = z.object({
  accreditations: z.array(
    z.looseObject({
      accreditationId: z.string(),
      scope: z.looseObject({}),
      until: z.string().optional(),
    }),
  ),
})

async function awardAnswer(badge: string): Promise<number> {
  const { status } = await city.api('POST', '/awards', {
    body: { badge, recipient: { email: 'sam@learner.example' } },
  })
  return status
}

describe('providers at the console', () => {
  test('are added with an address below the city', async () => {
    const { status, headers } = await carys.post(`${room}/new`, form)
    expect([status, headers.get('Location')]).toEqual([303, `${room}/dock-college`])
    const { text } = await carys.get(`${room}/dock-college`)
    expect(text).toContain('did:web:cardiff.example:providers:dock-college')
    expect((await city.ask('/providers/dock-college/did.json')).status).toBe(200)
    const taken = await carys.post(`${room}/new`, form)
    expect([taken.status, taken.text.includes('This short name is taken.')]).toEqual([400, true])
  })

  test.each([
    [{ slug: 'Dock College' }, 'Use small letters'],
    [{ nameEn: ' ' }, 'Enter a name.'],
    [{ descriptionEn: '' }, 'Say in one line'],
    [{ slug: 'by-ip', domain: 'https://127.0.0.1' }, 'Enter a link that begins with https://.'],
    [{ slug: 'by-http', domain: 'http://college.example' }, 'Enter a link'],
  ])('are not added with %o', async (fields, sentence) => {
    const { status, text } = await carys.post(`${room}/new`, { ...form, ...fields })
    expect([status, text.includes(sentence)]).toEqual([400, true])
  })

  test('with a domain of their own are told what to publish, and that is checked there', async () => {
    const domain = 'https://college.example'
    await carys.post(`${room}/new`, { ...form, slug: 'own-college', domain })
    const href = `${room}/own-college`
    const { text } = await carys.get(href)
    const told = /<code>(\{[^<]+\})<\/code>/.exec(text)?.[1]?.replaceAll('&quot;', '"') ?? ''
    const document: object = JSON.parse(told)
    const check = async () => {
      await carys.post(`${href}/check-domain`)
      return (await carys.get(href)).text
    }
    expect(await check()).toContain('Their domain could not be reached.')
    const url = `${domain}/.well-known/did.json`
    city.documents.set(url, { ...document, verificationMethod: [], assertionMethod: [] })
    expect(await check()).toContain('There is another file, or it is old.')
    city.documents.set(url, document)
    expect(await check()).toContain('The right file is there.')
  })

  test('are added by API alike, and their domain is looked at', async () => {
    const body = {
      slug: 'api-college',
      name: { en: 'API College', cy: 'Coleg API' },
      description: { en: 'Courses.', cy: 'Cyrsiau.' },
      ownDomain: 'https://api-college.example',
    }
    const added = await city.api('POST', '/providers', { body })
    expect([added.status, added.body]).toEqual([
      201,
      expect.objectContaining({ did: 'did:web:api-college.example', state: 'active' }),
    ])
    expect((await city.api('POST', '/providers', { body })).status).toBe(409)
    const look = async () => {
      const answer = await city.api('POST', '/providers/api-college/check-domain', { body: {} })
      return zOwn.parse(answer.body).ownDomain
    }
    const { url, document, state } = await look()
    expect(state).toBe('unreachable')
    city.documents.set(url, document)
    expect(await look()).toMatchObject({ state: 'same', okAt: city.clock().toISOString() })
    expect((await city.api('GET', '/providers/api-college')).body).toMatchObject({
      ownDomain: { url, state: 'same' },
    })
    const below = await city.api('POST', '/providers/harbour-youth/check-domain', { body: {} })
    expect(below.status).toBe(409)
  })

  test('are accredited for what is ticked, until it ends or is ended', async () => {
    const href = `${room}/harbour-youth`
    const nothing = await carys.post(`${href}/accreditations`, {})
    expect([nothing.status, nothing.text.includes('Tick at least one.')]).toEqual([400, true])
    const past = await carys.post(`${href}/accreditations`, {
      'layer-lead': 'on',
      until: '2001-01-01',
    })
    expect([past.status, past.text.includes('still to come')]).toEqual([400, true])
    await carys.post(`${href}/accreditations`, { 'layer-lead': 'on', until: '2099-01-01' })
    const { body } = await city.api('GET', '/accreditations?provider=harbour-youth')
    expect(JSON.stringify(body)).toContain('"scope":{"layers":["lead"]}')
    const { text } = await carys.get(href)
    expect(text).toContain('1 January 2099')
    for (const [, end = ''] of text.matchAll(/href="([^"]+\/end)"/g)) await carys.post(end)
    expect((await carys.get(href)).text).not.toMatch(/\/end"/)
  })

  test('are accredited by skill, for less, and again', async () => {
    const href = `${room}/dock-makers`
    const listed = async () => {
      const { body } = await city.api('GET', '/accreditations?provider=dock-makers')
      return zListed.parse(body).accreditations.filter(({ until }) => until === undefined)
    }
    for (const { accreditationId } of await listed()) {
      await city.api('POST', `/accreditations/${accreditationId}/end`, { body: {} })
    }
    const page = (await carys.get(href)).text
    const badges = [...page.matchAll(/name="(badge-[^"]+)"/g)].map(([, name = '']) => name)
    const skill = /name="(skill-[^"]+)"/.exec(page)?.[1] ?? ''
    await carys.post(`${href}/accreditations`, { [skill]: 'on', [badges[0] ?? '']: 'on' })
    const [given] = await listed()
    expect(given?.scope).toEqual({ badges: [badges[0]?.slice(6)], skills: [skill.slice(6)] })
    const narrowHref = `${href}/accreditations/${given?.accreditationId.split('.')[1]}/narrow`
    const form = await carys.get(narrowHref)
    expect(form.text).toContain('keep the city behind them')
    const more = await carys.post(narrowHref, { [badges[0] ?? '']: 'on', 'layer-lead': 'on' })
    expect([more.status, more.text.includes('This is more than before.')]).toEqual([400, true])
    city.clock.advance(60)
    await carys.post(narrowHref, { [badges[0] ?? '']: 'on' })
    const [narrowed, ...others] = await listed()
    expect([narrowed?.scope, others]).toEqual([{ badges: [badges[0]?.slice(6)] }, []])
    const again = await carys.post(narrowHref, { [badges[0] ?? '']: 'on' })
    expect(again.status).toBe(400)
    const id = narrowed?.accreditationId.split('.')[1]
    await carys.post(`${href}/accreditations/${id}/end`)
    expect(await listed()).toEqual([])
    expect((await carys.get(href)).text).toContain('Undo: stand behind them again')
    await carys.post(`${href}/accreditations/${id}/again`)
    expect((await listed()).map(({ scope }) => scope)).toEqual([narrowed?.scope])
  })

  test('stop, go on and close, as the button says', async () => {
    const href = `${room}/green-terrace`
    const badge = 'green-terrace/garden-welcome'
    const unsaid = await carys.post(`${href}/suspend`)
    expect([unsaid.status, unsaid.text.includes('Say why, in up to 500 letters.')]).toEqual([
      400,
      true,
    ])
    expect(unsaid.text).toContain('Badges that people have stay good.')
    const reason = 'Their insurance has run out'
    await carys.post(`${href}/suspend`, { reason })
    expect((await carys.get(href)).text).toContain('Undo: let them go on')
    expect((await carys.get('/console/p/green-terrace')).text).toContain(reason)
    const shown = await carys.get('/providers/green-terrace')
    expect(shown.text).toContain('They give no badges for now.')
    expect(shown.text).not.toContain(reason)
    expect(await awardAnswer(badge)).toBe(409)
    await carys.post(`${href}/resume`)
    expect(await awardAnswer(badge)).toBe(201)
    const asked = await carys.get(`${href}/close`)
    expect(asked.text).toContain('The city keeps them alive in their place.')
    await carys.post(`${href}/close`, { reason: 'They moved away' })
    expect(await awardAnswer(badge)).toBe(409)
    await carys.post(`${href}/resume`)
    expect((await carys.get(href)).text).toContain('This can no longer be done.')
  })

  test('have owners who read by mail that it stops and goes on, each once', async () => {
    const href = `${room}/dock-makers`
    await carys.post(`${href}/suspend`, { reason: 'A tool was not safe' })
    await city.api('POST', '/providers/dock-makers/suspend', { body: {} })
    await city.api('POST', '/providers/dock-makers/resume', { body: {} })
    await city.sendMail()
    const box = String((await city.ask('/demo/mailbox')).body).replaceAll('<wbr>', '')
    const rows = box.split('<li ').filter((row) => row.includes('sofia@dock-makers.example'))
    const mails = rows.map((row) => /href="(\/demo\/mailbox\/[^"]+)"/.exec(row)?.[1] ?? '')
    const texts = await Promise.all(mails.map(async (path) => String((await city.ask(path)).body)))
    const said = texts.map((text) => [
      /stopped you for now/.test(text),
      text.includes('The city says: A tool was not safe'),
      /you can go on/.test(text),
    ])
    expect(said.sort()).toEqual([
      [false, false, true],
      [true, true, false],
    ])
  })

  test('are changed by the city alone', async () => {
    const rhodri = await signInAs(city, 'rhodri@city.example')
    expect((await rhodri.get(`${room}/harbour-youth`)).status).toBe(200)
    expect((await rhodri.post(`${room}/harbour-youth/close`)).status).toBe(403)
    const mair = await signInAs(city, 'mair@harbour-youth.example')
    expect((await mair.get(room)).status).toBe(404)
  })
})
