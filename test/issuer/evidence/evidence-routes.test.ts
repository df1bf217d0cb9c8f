import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { signInAs } from '../console-session.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
})

afterAll(() => city.close())

const good = { name: 'Sam', email: 'sam@mail.example', text: 'I led four sessions.', link: '' }

function send(changes: Record<string, string | Blob> = {}, headers: object = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...good, ...changes })) form.set(name, value)
  return city.ask('/evidence/harbour-youth/young-leader', {
    method: 'POST',
    headers: { Origin: cityUrl, Accept: 'text/html', ...headers },
    body: form,
  })
}

const queue = '/providers/harbour-youth/evidence'

async function listQueue() {
  const { body } = await city.api('GET', queue)
  return (body as { evidence: { id: string; hasFile: boolean }[] }).evidence
}

const pdf = new Blob(['%PDF-1.7 hello'], { type: 'text/html' })

describe('/evidence/:provider/:badge', () => {
  test('takes words and a small file, and the assessor saves it as what it is', async () => {
    expect((await send({ file: pdf })).status).toBe(201)
    const [first] = await listQueue()
    expect(first).toMatchObject({ badge: 'young-leader', name: 'Sam', hasFile: true })
    const session = await signInAs(city, 'gwen@harbour-youth.example')
    const file = await session.get(`/console/p/harbour-youth/reviews/${first?.id}/file`)
    expect([
      file.text,
      file.headers.get('Content-Type'),
      file.headers.get('Content-Disposition'),
    ]).toEqual(['%PDF-1.7 hello', 'application/pdf', 'attachment; filename="evidence.pdf"'])
    expect(file.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
  })

  test('takes a form with its file once, however often it is sent', async () => {
    const { body } = await city.ask('/evidence/harbour-youth/young-leader')
    const [, form = ''] = /name="form" value="([\w-]+)"/.exec(String(body)) ?? []
    const before = (await listQueue()).length
    const answers = [await send({ form, file: pdf }), await send({ form, file: pdf })]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect((await listQueue()).length).toBe(before + 1)
    const other = new Blob(['%PDF-1.7 other'], { type: 'application/pdf' })
    await send({ form, file: other })
    expect((await listQueue()).length).toBe(before + 2)
  })

  test.each<[Record<string, string | Blob>, string]>([
    [{ name: '' }, 'name'],
    [{ email: 'sam' }, 'email'],
    [{ email: 'sam@mail.example\r\nBcc: x@y.example' }, 'email'],
    [{ text: '' }, 'text'],
    [{ text: 'a'.repeat(5_001) }, 'text'],
    [{ link: 'javascript:alert(1)' }, 'link'],
    [{ link: 'http://plain.example' }, 'link'],
    [{ witness: 'nobody' }, 'witness'],
    [{ file: new Blob(['<svg onload="x">'], { type: 'image/png' }) }, 'file'],
    [{ file: new Blob([`%PDF-${'a'.repeat(2_097_152)}`]) }, 'file'],
  ])('refuses form %#, and says where', async (changes, field) => {
    const before = (await listQueue()).length
    const { status, body } = await send(changes)
    expect([status, String(body)]).toEqual([422, expect.stringContaining(`href="#${field}"`)])
    expect((await listQueue()).length).toBe(before)
  })

  test('takes nothing from another origin, and nothing for what is not there', async () => {
    expect((await send({}, { Origin: 'https://evil.example' })).status).toBe(403)
    const { status } = await city.ask('/evidence/harbour-youth/nothing')
    expect(status).toBe(404)
    expect((await city.ask('/witness/guess', { headers: { Accept: 'text/html' } })).status).toBe(
      404,
    )
  })

  test('sends a witness few mails, whoever asks', async () => {
    const statuses = []
    for (let tries = 0; tries < 4; tries += 1) {
      statuses.push((await send({ witness: 'wyn@mail.example' })).status)
    }
    expect(statuses).toEqual([201, 201, 201, 429])
  })
})

describe('reviews', () => {
  test('are decided with a reason, once, by an assessor alone', async () => {
    await send()
    const [one] = (await listQueue()).slice(-1)
    const path = `/console/p/harbour-youth/reviews/${one?.id}`
    const awarder = await signInAs(city, 'amina@harbour-youth.example')
    expect((await awarder.get(path)).status).toBe(403)
    const assessor = await signInAs(city, 'gwen@harbour-youth.example')
    expect((await assessor.post(`${path}/decline`, { reason: ' ' })).status).toBe(422)
    expect((await assessor.post(`${path}/decline`, { reason: 'Not yet' })).status).toBe(303)
    await assessor.post(`${path}/accept`)
    expect((await city.api('GET', `${queue}/${one?.id}`)).body).toMatchObject({
      state: 'declined',
      reason: 'Not yet',
    })
  })
})
