import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { receiveEvidence } from '../../../verifier/candidates/receive-evidence.ts'
import { badge, createHolder, publishList, secure, statusAt } from '../../shared/verify/world.ts'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { type ConsoleSession, hostSlug, signInAs } from '../console-session.ts'
import { useVerifier } from '../verifier-bench.ts'
import { openBeside } from './asked-by-vacancy.ts'
import { evidenceFrom } from './candidates-bench.ts'

const keyEncryptionKey = generateKeyEncryptionKey()
const bench = useVerifier({
  demo: true,
  demonstrationPassword: 'a long password of a demo',
  keyEncryptionKey,
})
const base = `/console/o/${hostSlug}/candidates`
const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))
const browser = useBrowser()
let beside: Awaited<ReturnType<typeof openBeside>>
let priya: ConsoleSession
const done: (() => Promise<void>)[] = []

beforeAll(async () => {
  const { city, verifier } = bench()
  const whenDone = (close: () => Promise<void>) => void done.push(close)
  beside = await openBeside(verifier, { clock: city.world.clock, whenDone })
  priya = await signInAs(verifier, 'priya@cafe.example')
})
afterAll(async () => {
  for (const close of done) await close()
})

async function receive(
  ...[statedName, ...evidence]: [string | undefined, ...ReturnType<typeof evidenceFrom>[]]
) {
  const { clock } = bench().city.world
  const named = statedName === undefined ? {} : { statedName }
  const sending = { organisation: hostSlug, retentionDays: 30, at: clock(), ...named }
  const received = await beside.database.transact((tx) =>
    receiveEvidence(tx, sending, evidence, { keyEncryptionKey, random }),
  )
  return received.candidateId
}

const textIn = (html: string) =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html)
    .replace(/<svg.*?<\/svg>|<[^>]+>/gs, ' ')
    .replace(/\s+/g, ' ')

describe('the candidates of an organisation', () => {
  test('are none at first, and the page says what to do', async () => {
    const { status, text } = await priya.get(base)
    expect([status, textIn(text)]).toEqual([
      200,
      expect.stringContaining('No one has sent anything yet'),
    ])
    const owain = await signInAs(bench().verifier, 'owain@cafe.example')
    const [front, ofOwner] = await Promise.all(
      [priya, owain].map(async (one) => textIn((await one.get(`/console/o/${hostSlug}`)).text)),
    )
    expect(front).toContain('You can begin in three steps.')
    expect(front).not.toContain('You trust no city yet.')
    expect(ofOwner).toContain('Needs you You trust no city yet.')
  })

  test('are told of as waiting for a yes, and not what they sent, until they say it', async () => {
    const { clock } = bench().city.world
    const sending = { organisation: hostSlug, retentionDays: 30, at: clock(), counts: false }
    const ports = { keyEncryptionKey, random }
    const { candidateId } = await beside.database.transact((tx) =>
      receiveEvidence(tx, sending, [evidenceFrom('waiting')], ports),
    )
    const text = textIn((await priya.get(base)).text)
    expect(text).toContain('1 answer came and is not confirmed yet.')
    expect(text).toMatch(/ Not shown yet Waiting for their yes /)
    const { candidates } = beside
    const count = (more: object) => candidates.countUnconfirmed({ organisation: hostSlug, ...more })
    expect([
      await count({}),
      await count({ search: 'CANDIDATE' }),
      await count({ search: 'no such name' }),
      await count({ vacancyId: 'baker' }),
      await candidates.countUnconfirmed({ organisation: 'quayside-cycles' }),
    ]).toEqual([1, 1, 0, 0, 0])
    await priya.post(`${base}/${candidateId}/delete`)
    expect(textIn((await priya.get(base)).text)).toContain('No one has sent anything yet')
  })

  test('are listed, checked again from what was kept, joined, parted and deleted', async () => {
    const { city } = bench()
    const holder = createHolder()
    const credential = await secure(
      badge(city.issuer, { id: holder.did }, { status: statusAt(77) }),
      city.issuer.signer,
    )
    const body = new FormData()
    const csrf =
      /name="csrf" value="([^"]+)"/.exec((await priya.get(`${base}/add`)).text)?.[1] ?? ''
    body.append('csrf', csrf)
    body.append('whose', 'each')
    body.append('files[]', new Blob([JSON.stringify(credential)]), 'badge.json')
    body.append('files[]', new Blob(['%PDF-1.7 my life']), 'Mari Pugh.pdf')
    const { url, config } = bench().verifier
    const added = await fetch(`${url}${base}/add`, {
      method: 'POST',
      body,
      headers: { Accept: 'text/html', Origin: config.publicUrl, Cookie: priya.cookie },
    })
    expect([added.status, textIn(await added.text())]).toEqual([
      201,
      expect.stringMatching(/All of it was added.*badge.json Sent: 1 badge .*Sent: a plain CV/),
    ])
    const list = await beside.candidates.list({ organisation: hostSlug, limit: 9 })
    const [plain, shown] = ['plain-cv', 'file'].map((source) =>
      list.items.find(({ evidence }) => evidence[0]?.source === source),
    )
    const page = textIn((await priya.get(`${base}/${shown?.id}`)).text)
    expect(page).toContain('The badge is proven.')
    const pdf = await fetch(`${url}${base}/${shown?.id}/report.pdf`, {
      headers: { Cookie: priya.cookie },
    })
    expect([pdf.status, pdf.headers.get('Content-Type'), (await pdf.text()).slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ])

    city.world.clock.advance(86_400)
    await publishList(city.world, city.issuer, { set: [77], ttlMs: 0 })
    priya = await signInAs(bench().verifier, 'priya@cafe.example')
    expect((await priya.post(`${base}/${shown?.id}/check`)).status).toBe(303)
    const again = textIn((await priya.get(`${base}/${shown?.id}`)).text)
    expect(again).toMatch(
      /Could not be checked Checked 23 November 2026.*Before that: Proven 22 November 2026/,
    )
    const place = /[^"]+\/receipt(?=")/.exec((await priya.get(`${base}/${shown?.id}`)).text)?.[0]
    const apiPath = place?.replace('/console/o/', '/api/v1/organisations/') ?? ''
    const receipt = await bench().verifier.api(apiPath)
    expect([receipt.status, receipt.headers.get('Content-Type'), await receipt.text()]).toEqual([
      200,
      'application/waymark-receipt+jwt',
      (await priya.get(place ?? '')).text,
    ])

    await priya.post(`${base}/${shown?.id}/join`, { other: plain?.id ?? '' })
    const joined = await beside.candidates.listEvidence(hostSlug, shown?.id ?? '')
    expect(joined.map(({ source }) => source).sort()).toEqual(['file', 'plain-cv'])
    const file = joined.find(({ source }) => source === 'plain-cv')
    const saved = await priya.get(`${base}/${shown?.id}/evidence/${file?.id}/file`)
    expect([saved.text, saved.headers.get('content-disposition')]).toEqual([
      '%PDF-1.7 my life',
      'attachment; filename="Mari Pugh.pdf"',
    ])
    await priya.post(`${base}/${shown?.id}/part`, { [file?.id ?? '']: 'yes' })
    expect(await beside.candidates.listEvidence(hostSlug, shown?.id ?? '')).toHaveLength(1)

    const api = `/api/v1/organisations/${hostSlug}/candidates`
    const told = await (await bench().verifier.api(`${api}/${shown?.id}`)).json()
    expect([told.evidence.length, told.earlierChecks.length]).toEqual([1, 1])
    expect(textIn((await priya.get(`${base}/${shown?.id}/delete`)).text)).toContain(
      'No one can bring it back',
    )
    expect((await priya.post(`${base}/${shown?.id}/delete`)).status).toBe(303)
    expect((await priya.get(`${base}/${shown?.id}`)).status).toBe(404)
    const rest = await (await bench().verifier.api(api)).json()
    for (const { id } of rest.items) {
      expect((await bench().verifier.api(`${api}/${id}`, { method: 'DELETE' })).status).toBe(204)
    }
    const { items } = await beside.candidates.list({ organisation: hostSlug, limit: 9 })
    expect(items).toEqual([])
  })

  test('are not there for others, and may only be read by who only looks', async () => {
    const id = await receive('Mari Pugh', evidenceFrom('a', ['did:key:one']))
    const { verifier } = bench()
    const [nia, luca] = [
      await signInAs(verifier, 'nia@cycles.example'),
      await signInAs(verifier, 'luca@cafe.example'),
    ]
    const otherRoom = `/console/o/quayside-cycles/candidates/${id}`
    expect([(await nia.get(`${base}/${id}`)).status, (await nia.get(otherRoom)).status]).toEqual([
      404, 404,
    ])
    const seen = await luca.get(`${base}/${id}`)
    expect([seen.status, textIn(seen.text).includes('Delete now')]).toEqual([200, false])
    expect((await luca.post(`${base}/${id}/delete`)).status).toBe(403)
  })

  test('are told of as waiting also where they stand on a later page', async () => {
    const { clock } = bench().city.world
    const ports = { keyEncryptionKey, random }
    const sending = { organisation: hostSlug, retentionDays: 30 }
    await beside.database.transact(async (tx) => {
      const waiting = { ...sending, at: clock(), counts: false }
      await receiveEvidence(tx, waiting, [evidenceFrom('waiting')], ports)
      const later = new Date(clock().getTime() + 1_000)
      for (let number = 0; number < 25; number += 1) {
        await receiveEvidence(tx, { ...sending, at: later }, [evidenceFrom(`n${number}`)], ports)
      }
    })
    const text = textIn((await priya.get(base)).text)
    expect(text).toContain('1 answer came and is not confirmed yet.')
    expect(text).not.toContain('Not shown yet')
    const front = textIn((await priya.get(`/console/o/${hostSlug}`)).text)
    expect(front).toContain('Newest answers 1 answer came and is not confirmed yet.')
    expect(front.match(/Candidate [A-Z2-9]{4} /g)).toHaveLength(5)
    expect(front).toContain('All candidates')
  })

  test('who sent files are known by the names of these, found by them, and by whether a badge was sent', async () => {
    const { report: _nothing, ...plain } = evidenceFrom('plain', [])
    const file = { source: 'plain-cv', fileName: 'Nia 100% pastry.pdf' } as const
    const { clock } = bench().city.world
    const sending = { organisation: hostSlug, retentionDays: 30, at: clock(), vacancyId: 'pastry' }
    await beside.database.transact(async (tx) => {
      const ports = { keyEncryptionKey, random }
      await receiveEvidence(tx, sending, [{ ...plain, ...file }], ports)
      const badge = { source: 'file', fileName: 'a pastry badge.json' } as const
      await receiveEvidence(tx, sending, [evidenceFrom('pastry', [], badge)], ports)
      await receiveEvidence(
        tx,
        { ...sending, counts: false },
        [evidenceFrom('unseen', [], { fileName: 'pastry not shown yet.json' })],
        ports,
      )
    })
    const who = (html: string) =>
      textIn(html).match(/(?<=Candidate [A-Z2-9]{4} ).*?(?= Candidate |$)/g)
    const at = (query: string) => priya.get(`${base}?vacancy=pastry&${query}`)
    const [pdf, badge] = [
      /^Nia 100% pastry. pdf .* 1 plain CV Came/,
      /^a pastry badge. json .* 1 badge Proven Came/,
    ]
    const both = [expect.stringMatching(badge), expect.stringMatching(pdf)]
    const waiting = expect.stringMatching(/Not shown yet Waiting for their yes/)
    const all = who((await at('')).text)
    expect(all).toHaveLength(3)
    expect(all).toEqual(expect.arrayContaining([...both, waiting]))
    expect(who((await at('search=PASTRY')).text)?.sort()).toEqual(both.toReversed())
    expect(who((await at('search=100%25')).text)).toEqual([both[1]])
    expect(who((await at('sent=badges')).text)).toEqual([both[0]])
    expect(who((await at('sent=nonsense')).text)).toHaveLength(3)
    expect([...(await beside.candidates.count(hostSlug, ['pastry', 'baker']))]).toEqual([
      ['pastry', 2],
    ])
    expect([...(await beside.candidates.count('quayside-cycles', ['pastry']))]).toEqual([])
  })

  test.skipIf(!hasBrowser)(
    'are shown in pages that everybody can use',
    { timeout: 60_000 },
    async () => {
      const long = 'Bartholomew-Llewellyn ap Gwynedd of the very long name that does not end'
      const { report: _nothing, ...plain } = evidenceFrom('c')
      const id = await receive(long, evidenceFrom('b', ['did:key:two']), {
        ...plain,
        source: 'plain-cv',
        fileName: 'CV.pdf',
      })
      await receive(undefined, evidenceFrom('d'))
      const { verifier } = bench()
      const page = await browser().newPage({ viewport: { width: 390, height: 844 } })
      const [name = '', value = ''] = priya.cookie.split(/=(.*)/s)
      await page.context().addCookies([{ name, value, url: verifier.url }])
      for (const path of [base, `${base}/${id}`, `${base}/add`, `${base}/${id}/delete`]) {
        await page.goto(`${verifier.url}${path}`)
        expect([path, await accessibilityFaults(page)]).toEqual([path, []])
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect([path, width]).toEqual([path, 390])
        if (process.env.SHOTS) {
          const file = `${process.env.SHOTS}/${path.split('/').at(-1)?.slice(0, 12)}`
          await page.screenshot({ path: `${file}-390.png`, fullPage: true })
          await page.setViewportSize({ width: 1200, height: 900 })
          await page.screenshot({ path: `${file}-1200.png`, fullPage: true })
          await page.setViewportSize({ width: 390, height: 844 })
        }
      }
      await page.close()
    },
  )
})
