import { strToU8, zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { badge, createHolder, secure, statusAt } from '../../shared/verify/world.ts'
import { textOfMain } from '../../support/page-text.ts'
import { type ConsoleSession, hostSlug, signInAs } from '../console-session.ts'
import { useVerifier } from '../verifier-bench.ts'

const bench = useVerifier({ demo: true })
const base = `/console/o/${hostSlug}/batches`
let priya: ConsoleSession
let luca: ConsoleSession
let good: string

beforeAll(async () => {
  const { city, verifier } = bench()
  priya = await signInAs(verifier, 'priya@cafe.example')
  luca = await signInAs(verifier, 'luca@cafe.example')
  const { issuer } = city
  const holder = createHolder()
  const given = badge(issuer, { id: holder.did }, { status: statusAt(3) })
  good = JSON.stringify(await secure(given, issuer.signer))
})

async function bring(files: Record<string, string | Uint8Array>, fields: Record<string, string>) {
  const { url, config } = bench().verifier
  const body = new FormData()
  const page = (await priya.get(base)).text
  body.append('csrf', /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '')
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  for (const [name, content] of Object.entries(files)) {
    body.append('files[]', new Blob([Buffer.from(content)]), name)
  }
  const answer = await fetch(`${url}${base}`, {
    ...{ method: 'POST', body, redirect: 'manual' },
    headers: { Accept: 'text/html', Origin: config.publicUrl, Cookie: priya.cookie },
  })
  return {
    status: answer.status,
    at: answer.headers.get('Location') ?? '',
    text: textOfMain(await answer.text()),
  }
}

const read = async (path: string) => textOfMain((await priya.get(path)).text)

describe('many CVs at the console', () => {
  test('are brought as files, a zip and links, watched, read one by one, saved and deleted', async () => {
    expect(await read(base)).toContain('Nothing yet. What you check is listed here')
    const wrong = await bring({}, { retentionDays: '0' })
    expect([wrong.status, wrong.text]).toEqual([
      422,
      expect.stringMatching(/Nothing was checked yet.*a number of days from 1 to/),
    ])

    const { status, at } = await bring(
      {
        'all.zip': zipSync({ 'cvs/=sam.json': strToU8(good) }),
        'changed.json': good.replace('Harbour guide', 'Harbour boss'),
        'cv.pdf': '%PDF-1.7',
      },
      { name: ' Open  day ', retentionDays: '5', links: 'https://down.example/badge#secret\n' },
    )
    expect(status).toBe(303)
    await expect
      .poll(async () => (await priya.get(`${at}/progress`)).text, { timeout: 30_000 })
      .toContain('"state":"done"')
    expect(JSON.parse((await priya.get(`${at}/progress`)).text)).toEqual({
      ...{ state: 'done', done: 4, countText: '4 of 4 checked' },
    })
    const page = await read(at)
    expect(page).toMatch(/Open day Done : 4 of 4 checked .* Deleted on 27 November 2026/)
    expect(page).toMatch(/Link 1 Nothing to check We could not reach this address/)
    expect(page).toMatch(/=sam.json Proven The badge is proven.*changed.json Not valid/)
    expect(page).not.toContain('secret')
    const proven = await read(`${at}?show=valid`)
    expect([proven.includes('=sam.json'), proven.includes('cv.pdf')]).toEqual([true, false])
    expect(await read(base)).toMatch(/Open day 22 November 2026.* 4 Done/)

    expect(await read(`${at}/rows/1`)).toMatch(/=sam.json The badge is proven.*As of/)
    const pdf = await priya.get(`${at}/rows/1/report.pdf`)
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-'])
    expect(await read(`${at}/rows/3`)).toContain('That is a PDF. It holds no badge')
    for (const none of ['rows/3/report.pdf', 'rows/4', 'rows/x', 'rows/-1']) {
      expect((await priya.get(`${at}/${none}`)).status).toBe(404)
    }
    // a spreadsheet runs nothing of it
    expect((await priya.get(`${at}/receipt.csv`)).text.split('\r\n')).toEqual([
      'Row,CV,Result,Badges,Proven badges,What was found,As of',
      '1,Link 1,Nothing to check,,,We could not reach this address.,',
      "2,'=sam.json,Proven,1,1,The badge is proven.,2026-11-22T10:00:00.000Z",
      '3,changed.json,Not valid,1,0,The badge is not valid.,2026-11-22T10:00:00.000Z',
      '4,cv.pdf,Nothing to check,,,That is a PDF. It holds no badge that can be checked.,',
      '',
    ])

    // who only looks does not begin, stop or delete
    expect(textOfMain((await luca.get(at)).text)).not.toContain('Delete now')
    expect(textOfMain((await luca.get(base)).text)).not.toContain('Check them')
    expect((await priya.post(`${at}/resume`)).status).toBe(409)
    expect(await read(`${at}/delete`)).toContain('Delete Open day?')
    expect((await priya.post(`${at}/delete`)).status).toBe(303)
    expect(await read(base)).toContain('Open day was deleted.')
    expect((await priya.get(at)).status).toBe(404)
  })
})
