import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError, isAppError } from '../../../shared/errors/app-error.ts'
import { startTestCity, type TestCity } from '../../issuer/test-city.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, hostSlug, signInAs } from '../console-session.ts'
import { createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'
import { badgeOf, downloadBundle, linesOf, packed } from './bundle-file.ts'

const path = `/console/o/${hostSlug}`
const cityDid = 'did:web:cardiff.example'

let city: TestCity
let verifier: TestVerifier
let owner: ConsoleSession
let isDown = false
const done: (() => void | Promise<void>)[] = []
const whenDone = (close: () => void | Promise<void>) => void done.push(close)

beforeAll(async () => {
  const base = await createCity()
  const { clock } = base.world
  city = await startTestCity({ clock, folder: temporaryFolder(whenDone) })
  const network: typeof base.fetch = async (input, init) => {
    if (isDown) throw new AppError('fetch_failed', 'This host is down')
    try {
      return await city.fetch(input, init)
    } catch (error) {
      if (isAppError(error)) throw error
      throw new AppError('fetch_failed', 'There is no such host')
    }
  }
  verifier = await startTestVerifier({
    city: { ...base, fetch: network },
    change: { demo: true },
    whenDone,
  })
  owner = await signInAs(verifier, 'owain@cafe.example')
  whenDone(() => city.close())
})
afterAll(async () => {
  for (const close of done.toReversed()) await close()
})

function wordsOf(html: string): string {
  return html
    .slice(html.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

async function sendFile(below: string, fields: Record<string, string | Blob>) {
  const body = new FormData()
  const csrf = /name="csrf" value="([^"]+)"/.exec((await owner.get(`${path}/trust`)).text)?.[1]
  for (const [name, value] of Object.entries({ csrf: csrf ?? '', ...fields })) body.set(name, value)
  const answer = await fetch(`${verifier.url}${path}${below}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: owner.cookie, Origin: verifier.config.publicUrl, Accept: 'text/html' },
    body,
  })
  return { status: answer.status, text: await answer.text() }
}

async function upload(bytes: Uint8Array | undefined): Promise<string> {
  const file = bytes && new Blob([Uint8Array.from(bytes)])
  const { status } = await sendFile('/trust/copy', file ? { copy: file } : {})
  expect(status).toBe(303)
  return wordsOf((await owner.get(`${path}/trust`)).text)
}

const zReport = z.looseObject({
  id: z.string(),
  verdict: z.string(),
  nextCheckAt: z.string().optional(),
  badges: z.array(
    z.looseObject({
      verdict: z.string(),
      before: z.object({ verdict: z.string(), sentence: z.string() }).optional(),
    }),
  ),
})

async function report(presentation: string) {
  const answer = await verifier.api('/api/v1/reports', { json: { presentation } })
  return zReport.parse(await answer.json())
}

async function readReport(id: string) {
  return zReport.parse(await (await verifier.api(`/api/v1/reports/${id}`)).json())
}

describe('checking while a city cannot be reached', () => {
  test('takes a copy of a trusted city alone, signed by its key, and shows its age', async () => {
    await city.award()
    await city.seal()
    const good = await downloadBundle(city)
    // nobody trusts the city yet
    expect(await upload(good)).toContain('Nothing was kept')
    expect((await owner.post(`${path}/trust/add`, { city: cityDid })).status).toBe(303)
    const lines = linesOf(good)
    for (const bad of [
      Buffer.from('no bundle'),
      packed(lines.slice(0, -1)),
      packed([...lines.slice(0, 2), ...lines.slice(3)]),
      packed(lines.map((line) => line.replaceAll('cardiff.example', 'leeds.example'))),
    ]) {
      expect(await upload(bad)).toContain('Nothing was kept')
    }
    expect(await upload(undefined)).toContain('Choose the file first')
    const words = await upload(good)
    expect(words).toContain('The copy is kept')
    expect(words).toContain('22 November 2026, 10:00 GMT. It is 0 days old.')
  })

  test('says what the copy says beside an unknown answer, tries again less and less often, and learns it', async () => {
    const { clock } = city
    const good = await badgeOf(city)
    const revoked = await badgeOf(city)
    await city.seal()
    const early = await downloadBundle(city)
    clock.advance(60)
    await city.api('POST', `/awards/${revoked.awardId}/revoke`, { body: { reason: 'A mistake' } })
    await city.seal()
    await city.maintain()
    await upload(await downloadBundle(city))
    // one from before the revocation would call that badge valid
    expect(await upload(early)).toContain('Nothing was kept')
    const later = await badgeOf(city)
    isDown = true
    clock.set('2026-11-24T10:00:00Z')
    const reports = await Promise.all([good, revoked, later].map(({ text }) => report(text)))
    expect(reports.map(({ verdict, badges }) => [verdict, badges[0]?.before])).toEqual([
      [
        'unknown',
        {
          verdict: 'valid',
          sentence: expect.stringMatching(
            /^The city’s own copy, made on 22 November 2026, 10:0\d GMT, says: Proven\.$/,
          ),
        },
      ],
      [
        'unknown',
        {
          verdict: 'invalid',
          sentence: expect.stringMatching(/^The city’s own copy.*: Not valid\./),
        },
      ],
      // the copy is older than the badge
      ['unknown', undefined],
    ])

    const [{ id }] = reports as [z.infer<typeof zReport>]
    const next = async () => (await readReport(id)).nextCheckAt
    // due at once, or with the next turn where one was taken before there was anything to try
    clock.set('2026-11-24T10:00:05Z')
    const afterFirst = /T10:01:0[05]\.000Z$/
    await expect.poll(next, { timeout: 30_000 }).toMatch(afterFirst)
    // then after a minute, two, four
    let due = z.string().parse(await next())
    for (const minutes of [2, 4]) {
      clock.set(due)
      due = new Date(Date.parse(due) + minutes * 60_000).toISOString()
      await expect.poll(next, { timeout: 30_000 }).toBe(due)
    }
    clock.set(due)
    owner = await signInAs(verifier, 'owain@cafe.example')
    const sent = { 'files[]': new Blob([good.text]), whose: 'each', vacancy: '' }
    await sendFile('/candidates/add', sent)
    const list = (await owner.get(`${path}/candidates`)).text
    const candidate =
      /href="(\/console\/o\/[^"/]+\/candidates\/[0-9a-f-]{36})"/.exec(list)?.[1] ?? ''
    const pageOf = async () => wordsOf((await owner.get(candidate)).text)
    await expect.poll(pageOf, { timeout: 30_000 }).toContain('We will try again by ourselves')
    await expect.poll(pageOf, { timeout: 30_000 }).toContain('The city’s own copy')

    isDown = false
    clock.set('2026-11-24T12:00:00Z')
    await city.maintain()
    await expect.poll(next, { timeout: 30_000 }).toBeUndefined()
    const { verdict, badges } = await readReport(id)
    expect([verdict, badges[0]?.verdict]).toEqual(['valid', 'valid'])
    await expect.poll(pageOf, { timeout: 30_000 }).not.toContain('We will try again by ourselves')
    expect(await pageOf()).toContain('The badge is proven')
    owner = await signInAs(verifier, 'owain@cafe.example')
    // what was tried in vain is not in the record, what was learnt is
    const record = wordsOf((await owner.get(`${path}/audit`)).text)
    expect(record.match(/Report checked again/g)).toHaveLength(3)
  })
})
