import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { usualQuota } from '../../../verifier/quota/quota.ts'
import type { ReportAnswer } from '../../../verifier/reports/report-answer.ts'
import { listUrl } from '../../shared/verify/world.ts'
import { pdfText } from '../../support/pdf-text.ts'
import { readPage } from '../check/check-over-http.ts'
import { reachable } from '../hand-wallet.ts'
import { startTestVerifier, type TestVerifier } from '../verifier-bench.ts'
import { createSampleReports, type SampleReport } from './sample-reports.ts'

let verifier: TestVerifier
let samples: SampleReport[]
let city: Awaited<ReturnType<typeof createSampleReports>>['city']
const done: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  const made = await createSampleReports()
  samples = made.samples
  city = {
    ...made.city,
    // who checks a receipt asks the verifier itself for its keys
    fetch: (input, init) =>
      String(input).startsWith('http://localhost:')
        ? fetch(reachable(String(input)))
        : made.city.fetch(input, init),
  }
  // sound: a DID of the test's own city
  const change = { trustedCities: [made.did as `did:${string}`] } as never
  verifier = await startTestVerifier({ city, change, whenDone: (close) => done.push(close) })
})
afterAll(async () => {
  for (const close of done.reverse()) await close()
})

async function makeReport(order: object, headers: Record<string, string> = {}) {
  const response = await verifier.api('/api/v1/reports', { json: order, headers })
  // the API's own answer
  return { status: response.status, body: (await response.json()) as ReportAnswer }
}

function sample(name: string): SampleReport {
  const found = samples.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no sample is called ${name}`)
  return found
}

const names = [
  'all proven',
  'revoked',
  'suspended',
  'expired',
  'not yet valid',
  'issuer not accredited for it',
  'accreditation ended',
  'host down',
  'stolen',
  'self-signed look-alike',
  'hashed name differs',
  'older kind and plain CV',
  'mixed',
]

describe('POST /api/v1/reports', () => {
  test.each(names)('answers the five questions: %s', async (name) => {
    const { order, verdict, answers } = sample(name)
    const { status, body } = await makeReport(order)
    expect([status, body.verdict]).toEqual([201, verdict])
    const page = await readPage(await fetch(reachable(body.reportPage)))
    expect(page.status).toBe(200)
    for (const answer of answers) expect(page.text).toMatch(answer)
    expect(page.text.startsWith('As of 22 November 2026, 10:00 GMT')).toBe(true)
  })
  test('tells programs verdicts and codes, and people the same in words', async () => {
    const { body } = await makeReport(sample('mixed').order)
    expect(body.badges.map(({ verdict, name }) => [name, verdict])).toEqual([
      ['Harbour guide', 'valid'],
      ['Harbour guide', 'invalid'],
      ['Harbour guide', 'unknown'],
      ['First aid', 'invalid'],
      ['Kayak leader', 'unknown'],
    ])
    expect(body.badges[1]?.checks.find(({ name }) => name === 'status')).toEqual({
      name: 'status',
      result: 'fail',
      code: 'revoked',
    })
    expect(body).toMatchObject({
      sentence: '1 of 5 badges is proven. 2 are not valid. 2 could not be checked.',
      said: [
        { title: 'Name', lines: ['Sam Jones'] },
        { title: 'About them', lines: ['I like boats and people.'] },
        { title: 'Work', lines: ['Helper · The Quay · 2024 – 2025'] },
        { title: 'Skills they name', lines: ['Knots'] },
      ],
      plainFiles: [{ name: 'cv-of-sam.pdf' }],
      problems: [],
      deleteAfter: '2026-12-22T10:00:00.000Z',
    })
    expect(body.receipts.length).toBe(2)
  })

  test('takes a form with files, and says which of them is nothing to report on', async () => {
    const form = new FormData()
    const badge = String(sample('self-signed look-alike').order.presentation)
    form.append('files[]', new Blob([badge]), 'badge.json')
    form.append(
      'files[]',
      new Blob([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])]),
      'photo.png',
    )
    form.set('expectedName', 'Sam Jones')
    form.set('language', 'cy')
    const response = await verifier.api('/api/v1/reports', { method: 'POST', body: form })
    const body = (await response.json()) as ReportAnswer
    expect([response.status, body.language, body.problems, body.sentence]).toEqual([
      201,
      'cy',
      [{ fileName: 'photo.png', problem: 'picture-damaged' }],
      'Nid yw’r bathodyn yn ddilys.',
    ])
  })

  test.each<[string, object, number, string]>([
    ['nothing given', {}, 400, 'request_malformed'],
    [
      'a field that it does not know',
      { link: 'https://a.example/1', score: 1 },
      400,
      'request_malformed',
    ],
    ['base64 that is none', { file: '%%%' }, 400, 'request_malformed'],
    ['words', { presentation: 'hello' }, 422, 'nothing_to_report'],
    ['a host that is down', { link: 'https://down.example/badge' }, 422, 'nothing_to_report'],
    ['a vacancy that is not there', { presentation: '{}', vacancy: 'x' }, 404, 'not_found'],
    [
      'longer than the law allows',
      { presentation: '{}', retentionDays: 4000 },
      400,
      'request_malformed',
    ],
  ])('refuses %s', async (_, order, status, code) => {
    const { status: got, body } = await makeReport(order)
    expect([got, (body as unknown as { code: string }).code]).toEqual([status, code])
  })

  test('does one order once, however often it is sent under its key', async () => {
    const headers = { 'Idempotency-Key': 'order-1' }
    const { order } = sample('revoked')
    const [first, again] = [await makeReport(order, headers), await makeReport(order, headers)]
    const other = await makeReport(sample('expired').order, headers)
    expect([first.body.id === again.body.id, other.status]).toEqual([true, 422])

    const quota = `/api/v1/organisations/${first.body.organisation}/quota`
    const limit = (filesPerDay: number) =>
      verifier.api(quota, { method: 'PUT', json: { ...usualQuota, filesPerDay } })
    await limit(0)
    const [full, told] = [await makeReport(order), await makeReport(order, headers)]
    await limit(usualQuota.filesPerDay)
    expect([full.status, told.status, told.body.id]).toEqual([429, 201, first.body.id])
  })

  test('answers with a PDF that can be read and is the same each time', async () => {
    const { body } = await makeReport({ ...sample('mixed').order, language: 'cy' })
    const get = async (path: string, headers = {}) => {
      const response = await verifier.api(path, { headers })
      const bytes = Buffer.from(await response.arrayBuffer())
      return { type: response.headers.get('content-type'), bytes }
    }
    const one = await get(`/api/v1/reports/${body.id}.pdf`)
    const two = await get(`/api/v1/reports/${body.id}`, { Accept: 'application/pdf' })
    expect([one.type, two.type]).toEqual(['application/pdf', 'application/pdf'])
    expect(one.bytes.equals(two.bytes)).toBe(true)
    const source = one.bytes.toString('latin1')
    for (const mark of ['/Lang (cy-GB)', '/MarkInfo', '/StructTreeRoot', '/DisplayDocTitle true']) {
      expect(source).toContain(mark)
    }
    const text = pdfText(one.bytes).replace(/\s+/g, ' ')
    for (const words of [body.sentence, 'Dywedwyd gan yr ymgeisydd, heb ei wirio', 'Sam Jones']) {
      expect(text).toContain(words)
    }
    const made = await verifier.api('/api/v1/reports', {
      json: sample('revoked').order,
      headers: { Accept: 'application/pdf' },
    })
    expect([made.status, made.headers.get('content-type')]).toEqual([201, 'application/pdf'])
  })
})

describe('a report that was made', () => {
  test('opens without an account to whoever has the whole address, until its time is over', async () => {
    const { body } = await makeReport({ ...sample('all proven').order, retentionDays: 60 })
    const page = reachable(body.reportPage)
    const response = await fetch(page)
    expect([
      response.status,
      response.headers.get('cache-control'),
      response.headers.get('x-robots-tag'),
      response.headers.get('referrer-policy'),
    ]).toEqual([200, 'no-store', 'noindex, nofollow', 'no-referrer'])
    expect(body.reportPageUntil).toBe('2026-12-22T10:00:00.000Z')
    const wrong = `${page.slice(0, -1)}${page.endsWith('A') ? 'B' : 'A'}`
    expect((await fetch(wrong)).status).toBe(404)
    expect(verifier.log.join('')).not.toContain(page.split('/').at(-1))
    const { clock } = city.world
    const before = clock()
    clock.set('2026-12-23T10:00:00Z')
    const [closed, kept] = [await fetch(page), await verifier.api(`/api/v1/reports/${body.id}`)]
    clock.set('2027-01-22T10:00:00Z')
    const gone = await verifier.api(`/api/v1/reports/${body.id}`)
    clock.set(before.toISOString())
    expect([closed.status, kept.status, gone.status]).toEqual([404, 200, 404])
  })

  test('shows then and now when it is checked again, and the last known answer while a host is down', async () => {
    const { body } = await makeReport(sample('all proven').order)
    const { lists, clock } = city.world
    const list = lists.get(listUrl)
    clock.set('2026-11-22T12:00:00Z')
    lists.delete(listUrl)
    const again = await verifier.api(`/api/v1/reports/${body.id}/check`, { method: 'POST' })
    const now = (await again.json()) as ReportAnswer
    if (list) lists.set(listUrl, list)
    expect([now.verdict, now.checkedAt, now.badges[0]?.before]).toEqual([
      'unknown',
      '2026-11-22T12:00:00.000Z',
      {
        verdict: 'valid',
        sentence: 'Last known answer, from 22 November 2026, 10:00 GMT: Proven.',
      },
    ])
    const page = await fetch(`${reachable(body.reportPage)}/again`, { method: 'POST' })
    const { text } = await readPage(page)
    clock.set('2026-11-22T10:00:00Z')
    expect(text).toMatch(
      /^As of 22 November 2026, 12:00 GMT\. Checked before that on 22 November 2026, 10:00 GMT\./,
    )
  })

  test('gives a receipt that can be checked again later', async () => {
    const { body } = await makeReport(sample('revoked').order)
    const response = await fetch(`${reachable(body.reportPage)}/receipts/1`)
    expect(response.headers.get('content-type')).toContain('application/waymark-receipt+jwt')
    const receipt = await response.text()
    expect(body.receipts).toEqual([receipt])
    expect((await fetch(`${reachable(body.reportPage)}/receipts/2`)).status).toBe(404)
    const called = (number: number) => verifier.api(`/api/v1/reports/${body.id}/receipts/${number}`)
    expect([await (await called(1)).text(), (await called(2)).status]).toEqual([receipt, 404])
    const check = async (text: string) => {
      const form = new FormData()
      form.set('receipt', text)
      return readPage(await fetch(`${verifier.url}/receipts`, { method: 'POST', body: form }))
    }
    const [nothing, changed] = [await check(''), await check(`${receipt.slice(0, -9)}AAAAAAAAA`)]
    expect([nothing.status, changed.status]).toEqual([400, 200])
    expect(changed.text).toContain('This receipt is not real')
    expect((await check(receipt)).text).toMatch(
      /^This receipt is real\. It was signed by did:web:localhost.*As of 22 November 2026, 10:00 GMT, this is what was found\..*Not taken back: The awarder took this badge back\./,
    )
  })

  test('is gone with all that was given for it once it is deleted', async () => {
    const { body } = await makeReport(sample('all proven').order)
    const remove = () => verifier.api(`/api/v1/reports/${body.id}`, { method: 'DELETE' })
    expect((await remove()).status).toBe(204)
    const page = await fetch(reachable(body.reportPage))
    expect([page.status, (await remove()).status]).toEqual([404, 404])
  })

  test('asks nobody anything to be looked at, however often', async () => {
    const { body } = await makeReport(sample('mixed').order)
    const page = reachable(body.reportPage)
    await fetch(page)
    city.fetched()
    for (let time = 0; time < 10; time += 1) expect((await fetch(page)).status).toBe(200)
    expect(city.fetched()).toEqual([])
  })
})
