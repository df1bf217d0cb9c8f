import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bakePng } from '../../../shared/credential/baking/bake-png.ts'
import { makeVacancy, zVacancyContent } from '../../../verifier/vacancies/vacancy.ts'
import { insertVacancy } from '../../../verifier/vacancies/vacancy-store.ts'
import { badge, createHolder, secure } from '../../shared/verify/world.ts'
import { openBeside } from '../candidates/asked-by-vacancy.ts'
import { hostSlug } from '../console-session.ts'
import { useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()
let beside: Awaited<ReturnType<typeof openBeside>>
const done: (() => Promise<void>)[] = []
const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))

async function addVacancy(change: object = {}): Promise<string> {
  const { clock } = bench().city.world
  const made = makeVacancy(
    zVacancyContent.parse({ title: 'Baker', purpose: 'Work here', retentionDays: 14 }),
    { slug: hostSlug, retentionDays: 30 },
    { random, clock },
  )
  const vacancy = { ...made, state: 'open' as const, publishedAt: made.createdAt, ...change }
  await beside.database.transact((tx) => insertVacancy(tx, vacancy))
  return vacancy.code
}

let code: string
beforeAll(async () => {
  const { city, verifier } = bench()
  const whenDone = (close: () => Promise<void>) => void done.push(close)
  beside = await openBeside(verifier, { clock: city.world.clock, whenDone })
  code = await addVacancy()
})
afterAll(async () => {
  for (const close of done) await close()
})

async function read(path: string, init: RequestInit = {}) {
  const { config, url } = bench().verifier
  const response = await fetch(`${url}${path}`, {
    redirect: 'manual',
    ...init,
    headers: {
      ...{ Accept: 'text/html', Origin: config.publicUrl },
      // while a test packs for seconds, the server's time for a kept connection runs out unseen
      ...{ Connection: 'close', ...init.headers },
    },
  })
  const html = await response.text()
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html
  const text = main.replace(/<svg.*?<\/svg>|<[^>]+>/gs, ' ').replace(/\s+/g, ' ')
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  return { status: response.status, at: response.headers.get('Location') ?? '', text, cookie }
}

/** The page that the form leads to, in the same browser. */
async function send(
  files: Record<string, string | Uint8Array>,
  {
    fields = {},
    cookie = '',
    to = code,
  }: { fields?: Record<string, string>; cookie?: string; to?: string } = {},
) {
  const body = new FormData()
  for (const [name, content] of Object.entries(files)) {
    body.append('files[]', new Blob([Buffer.from(content)]), name)
  }
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const answer = await read(`/v/${to}/send`, { method: 'POST', body, headers: { Cookie: cookie } })
  if (answer.status !== 303) return answer
  const own = answer.cookie === '' ? cookie : answer.cookie
  const page = await read(answer.at, { headers: { Cookie: own } })
  return { ...page, at: answer.at, cookie: own }
}

async function badgeText(): Promise<string> {
  const { city } = bench()
  const holder = createHolder()
  return JSON.stringify(await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer))
}

/** Packs well, and not so well that it looks like a bomb. */
function wide(size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; at += 8_192) bytes.set(random(Math.min(128, size - at)), at)
  return bytes
}

const listed = async () => {
  const { items } = await beside.candidates.list({ organisation: hostSlug, limit: 100 })
  return items.map(({ statedName, contact, evidence, deleteAfter }) => ({
    ...{ statedName, contact, deleteAfter },
    sources: evidence.map(({ source, verdict }) => [source, verdict]),
  }))
}

describe('what is sent for a vacancy without the protocol', () => {
  test('is told what is kept and for how long, before anything is sent', async () => {
    const form = await read(`/v/${code}/send`)
    expect(form.status).toBe(200)
    expect(form.text).toContain('It is kept for 14 days, and then it is deleted.')
    expect((await read(`/v/no-such/send`)).status).toBe(404)
    const draft = await addVacancy({ publishedAt: undefined, state: 'draft' })
    expect((await read(`/v/${draft}/send`)).status).toBe(404)
    const closed = await addVacancy({ state: 'closed' })
    expect([
      (await read(`/v/${closed}/send`)).status,
      (await send({ a: 'b' }, { to: closed })).status,
    ]).toEqual([410, 410])
    expect((await send({})).status).toBe(422)
    expect(await listed()).toEqual([])
  })

  test('becomes one candidate, each file with its outcome, and can be taken back', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const sent = await send(
      {
        'badge.json': await badgeText(),
        '<b>CV</b>.pdf': '%PDF-1.7 nobody reads this',
        'letter.txt': 'I would like to work here. I can start on Monday.',
        'many.zip': zipSync({
          'a/badge.json': strToU8(await badgeText()),
          'a/in.zip': zipSync({ b: strToU8('c') }),
          'cv.docx': zipSync({ '[Content_Types].xml': strToU8('<Types/>') }),
        }),
        'wallet.json': JSON.stringify({ wraps: [], ct: 'x' }),
        'noise.bin': Uint8Array.from([0, 255, 254, 1]),
        'picture.png': png,
        'baked.png': bakePng(png, await badgeText()),
      },
      {
        fields: {
          link: 'https://somewhere.example/page',
          name: '  Mari\u202e Pugh ',
          contact: 'mari@home.example',
        },
      },
    )
    expect(sent.status).toBe(200)
    expect(sent.text).toContain('Some of it was sent, some was not')
    // loading it again sends nothing again, and nobody else sees it
    expect((await read(sent.at, { headers: { Cookie: sent.cookie } })).text).toBe(sent.text)
    for (const cookie of ['', `opened_by=${'c'.repeat(43)}`]) {
      const elsewhere = await read(sent.at, { headers: { Cookie: cookie } })
      expect([elsewhere.status, elsewhere.text.includes('badge.json')]).toEqual([404, false])
    }
    const outcome = (name: string) => sent.text.split(name)[1]?.slice(0, 40)
    expect(outcome('badge.json')).toContain('Sent: 1 badge')
    expect(outcome('&lt;b&gt;CV&lt;/b&gt;.pdf')).toContain('Sent: a plain CV. Nothing')
    expect(outcome('letter.txt')).toContain('Sent: a plain CV')
    expect(outcome('cv.docx')).toContain('Sent: a plain CV')
    expect(outcome('in.zip')).toContain('Not sent: this zip is damaged')
    expect(outcome('wallet.json')).toContain('Not sent, for your safety')
    expect(outcome('noise.bin')).toContain('Not sent: we found no badge')
    expect(outcome('picture.png')).toContain('Not sent: we found no badge')
    expect(outcome('baked.png')).toContain('Sent: 1 badge')
    expect(outcome('The link')).toContain('Not sent: this is not the link of a')
    expect(await listed()).toEqual([
      {
        statedName: 'Mari Pugh',
        contact: 'mari@home.example',
        deleteAfter: '2026-12-06T10:00:00.000Z',
        sources: expect.arrayContaining([
          ['file', 'valid'],
          ['plain-cv', undefined],
        ]),
      },
    ])

    // from the same browser it is the same person; what came before is not there twice
    const more = await send(
      { 'letter.txt': 'I would like to work here. I can start on Monday.' },
      sent,
    )
    expect(more.text).toContain('You had sent this before')
    expect(await listed()).toHaveLength(1)

    // whoever left the page that offered it finds the way to take it back again, and nobody else
    const formSeenWith = async (cookie: string) =>
      (await read(`/v/${code}/send`, { headers: { Cookie: cookie } })).text
    expect(await formSeenWith(sent.cookie)).toContain('Take back what I sent')
    expect(await formSeenWith('')).not.toContain('Take back')

    // asked first, which deletes nothing
    const sureWith = (cookie: string) =>
      read(`/v/${code}/withdraw`, { headers: { Cookie: cookie } })
    const sure = await sureWith(sent.cookie)
    expect([sure.status, sure.text]).toEqual([200, expect.stringMatching(/It cannot be undone/)])
    expect([(await sureWith('')).at, await listed()]).toEqual([
      `/v/${code}/send`,
      [expect.objectContaining({ statedName: 'Mari Pugh' })],
    ])

    const takeBack = (cookie: string) =>
      read(`/v/${code}/withdraw`, { method: 'POST', headers: { Cookie: cookie } })
    expect((await takeBack('')).status).toBe(403)
    await takeBack(`opened_by=${'c'.repeat(43)}`)
    expect(await listed()).toHaveLength(1)
    expect((await takeBack(sent.cookie)).text).toContain('Taken back')
    expect((await read(sent.at, { headers: { Cookie: sent.cookie } })).status).toBe(404)
    expect(await listed()).toEqual([])
    expect(await formSeenWith(sent.cookie)).not.toContain('Take back')
  })

  test.each([
    [
      'a share link whose host is down',
      { link: `https://down.example/s#abcdefgh.${'A'.repeat(43)}` },
      'did not answer',
    ],
    [
      'a share link that was cut off',
      { link: 'https://down.example/s#abcdefgh.AAA' },
      'Copy all of it',
    ],
  ])('keeps nothing of %s', async (_name, fields, words) => {
    const sent = await send({}, { fields })
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining(words)])
    expect(sent.text).toContain('Nothing was sent')
    expect(await listed()).toEqual([])
    expect(bench().verifier.log.join('\n')).not.toContain('abcdefgh')
  })

  test('is refused from other pages, and file by file beyond the most', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 23 }, (_, index) => [`cv-${index}.txt`, `My CV, page ${index}`]),
    )
    const body = new FormData()
    body.append('name', 'x')
    const headers = { Origin: 'https://evil.example' }
    expect((await read(`/v/${code}/send`, { method: 'POST', body, headers })).status).toBe(403)
    const sent = await send(many)
    expect(sent.text).toMatch(/21 files .*cv-0\.txt.* Sent: a plain CV/)
    expect(sent.text).toMatch(/2 files .*cv-2\d\.txt.* Not sent: too many files/)
    await read(`/v/${code}/withdraw`, { method: 'POST', headers: { Cookie: sent.cookie } })
  })

  test('unpacks no more of many zips than of two: the rest is refused', async () => {
    const zip = zipSync({ 'cv.pdf': wide(14_000_000) }, { level: 1 })
    const bomb = zipSync({ 'cv.pdf': new Uint8Array(9_000_000) }, { level: 1 })
    const sent = await send({ 'a.zip': zip, 'bomb.zip': bomb, 'b.zip': zip, 'c.zip': zip })
    expect(sent.text).toContain('Nothing was sent')
    expect(sent.text.match(/cv\.pdf/g)).toHaveLength(2)
    const refused = 'Not sent: this zip is damaged'
    expect(sent.text.split('bomb.zip')[1]).toContain(refused)
    expect(sent.text.split('c.zip')[1]).toContain(refused)
  })

  test('takes five hundred files a day of one client, and no more', async () => {
    const { clock } = bench().city.world
    // so that what was sent before does not count, and ten sendings a minute are not too many
    clock.advance(2 * 86_400)
    const names = Array.from({ length: 100 }, (_, at) => [`${at}.txt`, Buffer.from('x')] as const)
    const zip = zipSync(Object.fromEntries(names))
    const statuses: number[] = []
    for (let sending = 1; sending <= 6; sending += 1) {
      statuses.push((await send({ 'many.zip': zip })).status)
      clock.advance(6)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    clock.advance(-2 * 86_400 - 36)
  })
})
