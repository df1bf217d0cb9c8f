import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { eventEntity } from '../../../shared/server/webhooks/webhook-schema.ts'
import { forgetUnclaimed } from '../../../verifier/candidates/confirm-evidence.ts'
import { receiveEvidence } from '../../../verifier/candidates/receive-evidence.ts'
import { achievement, badge, createHolder, secure } from '../../shared/verify/world.ts'
import { textOfMain } from '../../support/page-text.ts'
import { openBeside } from '../candidates/asked-by-vacancy.ts'
import { evidenceFrom } from '../candidates/candidates-bench.ts'
import { type ConsoleSession, hostSlug, sendForm, signInAs } from '../console-session.ts'
import { answerTo, post, reachable, readRequest, sendToken } from '../hand-wallet.ts'
import { useVerifier } from '../verifier-bench.ts'

const keyEncryptionKey = generateKeyEncryptionKey()
const bench = useVerifier({ demo: true, keyEncryptionKey })
const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))
let beside: Awaited<ReturnType<typeof openBeside>>
let priya: ConsoleSession
let at: string
let candidateId: string
const done: (() => Promise<void>)[] = []

beforeAll(async () => {
  const { city, verifier } = bench()
  const { clock } = city.world
  beside = await openBeside(verifier, { clock, whenDone: (close) => done.push(close) })
  priya = await signInAs(verifier, 'priya@cafe.example')
  const sending = {
    ...{ organisation: hostSlug, retentionDays: 30, at: clock() },
    ...{ statedName: 'Mari Pugh', contact: 'mari@home.example' },
  }
  const received = await beside.database.transact((tx) =>
    receiveEvidence(tx, sending, [evidenceFrom('first')], { keyEncryptionKey, random }),
  )
  candidateId = received.candidateId
  at = `/console/o/${hostSlug}/candidates/${candidateId}`
})
afterAll(async () => {
  for (const close of done) await close()
})

const read = async (path: string) => textOfMain((await priya.get(path)).text)

/** The newest link on the candidate's page. */
async function linkToSend(): Promise<string> {
  const link = /\/asked\/\w+/.exec((await priya.get(at)).text.replaceAll('<wbr>', ''))?.[0]
  if (link === undefined) throw new Error('there is no link')
  return link
}

async function askForGuide() {
  const fields = { name: 'Harbour guide', ids: achievement.id, purpose: 'For the late shift.' }
  expect((await priya.post(`${at}/ask`, fields)).status).toBe(303)
  return linkToSend()
}

/** Opens the link in a browser of its own, and begins. */
async function begin(link: string) {
  const { verifier } = bench()
  const answer = await sendForm(verifier, `${link}/start`, {})
  const page = answer.headers.get('Location') ?? ''
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  const html = await (
    await fetch(`${verifier.url}${page}`, { headers: { Accept: 'text/html', Cookie: cookie } })
  ).text()
  const uri = /openid4vp:[^"<]+/.exec(html)?.[0].replaceAll('&amp;', '&') ?? ''
  return { cookie, request: await readRequest(uri, verifier) }
}

async function send(request: Awaited<ReturnType<typeof begin>>['request']) {
  const { issuer } = bench().city
  const holder = createHolder()
  const credential = await secure(badge(issuer, { id: holder.did }), issuer.signer)
  const [query] = request.dcql_query.credentials
  const response = await sendToken(request, {
    [query?.id ?? '']: [await answerTo(request, credential, holder)],
  })
  return new URL(reachable((await response.json()).redirect_uri))
}

describe('asking one person', () => {
  test('gives a link, and what is sent by it is that candidate’s, beside what was asked', async () => {
    const { verifier } = bench()
    expect(await read(`${at}/ask`)).toContain('Ask Mari Pugh for one more thing')
    expect((await priya.post(`${at}/ask`)).status).toBe(422)
    const link = await askForGuide()
    expect(await read(at)).toMatch(
      /Asked for Harbour guide . No answer yet\. .*good until 6 December/,
    )
    expect((await priya.get(at)).text).toContain('href="mailto:mari@home.example?body=http')

    const seen = await fetch(`${verifier.url}${link}`, { headers: { Accept: 'text/html' } })
    const words = textOfMain(await seen.text())
    expect(words).toMatch(/Harbour Bakery asks you for one more thing .*Harbour guide/)
    expect(words).toContain('For the late shift.')
    expect(words).not.toContain('Mari')

    const { request, cookie } = await begin(link)
    const back = await send(request)
    // another browser that was led here has nothing to do with it
    expect(await read(at)).toContain('No answer yet')
    const returned = await fetch(new URL(back, verifier.url), {
      ...{ headers: { Cookie: cookie, Accept: 'text/html' }, redirect: 'manual' },
    })
    expect(returned.status).toBe(303)
    const page = await read(at)
    expect(page).toMatch(/Harbour guide Must have .*Harbour guide Quay Youth Club/)
    expect(page).toMatch(/Asked for Harbour guide . Answered/)
    expect((await beside.candidates.listEvidence(hostSlug, candidateId)).length).toBe(2)
  })

  test('is over when it is taken back or its days are, and what nobody claimed is deleted', async () => {
    const { city, verifier } = bench()
    const { clock } = city.world
    const look = async (link: string) => (await fetch(`${verifier.url}${link}`)).status
    const first = await askForGuide()
    const { request } = await begin(first)
    await send(request)
    const action = /action="([^"]+withdraw)"/.exec((await priya.get(at)).text)?.[1] ?? ''
    expect((await priya.post(action)).status).toBe(303)
    expect([await look(first), (await sendForm(verifier, `${first}/start`, {})).status]).toEqual([
      410, 410,
    ])
    expect((await priya.post(action)).status).toBe(404)

    const kept = () => beside.database.reader.query('select id from candidate_evidence')
    const ports = { database: beside.database, clock }
    await forgetUnclaimed(ports)
    expect(await kept()).toHaveLength(3)
    clock.advance(86_401)
    await forgetUnclaimed(ports)
    expect(await kept()).toHaveLength(2)
    clock.advance(-86_401)

    const second = await askForGuide()
    clock.advance(14 * 86_400)
    expect(await look(second)).toBe(410)
    clock.advance(-14 * 86_400)
    expect(await look(second)).toBe(200)
  })

  test('takes what they sent another way to what is there', async () => {
    const { url, config } = bench().verifier
    const body = new FormData()
    const form = (await priya.get(`${at}/add`)).text
    expect(textOfMain(form)).toContain('Add files of Mari Pugh')
    body.append('csrf', /name="csrf" value="([^"]+)"/.exec(form)?.[1] ?? '')
    body.append('files[]', new Blob(['%PDF-1.7 more of my life']), 'life.pdf')
    const headers = { Accept: 'text/html', Origin: config.publicUrl, Cookie: priya.cookie }
    const added = await fetch(`${url}${at}/add`, { method: 'POST', body, headers })
    expect([added.status, textOfMain(await added.text())]).toEqual([
      201,
      expect.stringContaining('All of it was added'),
    ])
    const evidence = await beside.candidates.listEvidence(hostSlug, candidateId)
    expect(evidence.map(({ fileName }) => fileName)).toContain('life.pdf')
  })

  test('is done by API too, and what came of it is told outside', async () => {
    const { verifier, city } = bench()
    const own = `/api/v1/organisations/${hostSlug}`
    const path = `${own}/candidates/${candidateId}/asks`
    const call = async (address: string, init: Parameters<typeof verifier.api>[1] = {}) => {
      const response = await verifier.api(address, init)
      return { status: response.status, body: await response.text() }
    }
    const events = ['ask.answered', 'ask.declined']
    const hook = { name: 'ATS', url: 'https://ats.example/hook', events }
    expect((await call(`${own}/webhooks`, { json: hook })).status).toBe(201)
    const need = {
      ...{ label: 'Harbour guide', isRequired: true },
      wanted: { kind: 'badge', ids: [achievement.id] },
    }
    for (const [wrong, status] of [
      [{}, 400],
      [{ need, vacancy: 'x' }, 400],
      [{ vacancy: 'no-such' }, 404],
      [{ need: { ...need, id: 'mine' } }, 400],
    ] as const) {
      expect((await call(path, { json: wrong })).status).toBe(status)
    }
    const headers = { 'Idempotency-Key': 'ask-once-and-no-more' }
    const made = await call(path, { json: { need, purpose: 'For the late shift.' }, headers })
    const again = await call(path, { json: { need, purpose: 'For the late shift.' }, headers })
    expect([made.status, again.status, again.body]).toEqual([201, 201, made.body])
    const { id, url, ...ask } = JSON.parse(made.body)
    expect(ask).toEqual({
      ...{ title: 'Harbour guide', purpose: 'For the late shift.', state: 'waiting' },
      needs: [{ ...need, id: 'asked' }],
      ...{ retentionDays: 30, createdAt: city.world.clock().toISOString() },
      expiresAt: '2026-12-06T10:00:00.000Z',
    })
    const other = JSON.parse((await call(path, { json: { need } })).body)
    const { request, cookie } = await begin(new URL(url).pathname)
    const back = new URL(await send(request), verifier.url)
    await fetch(back, { headers: { Cookie: cookie, Accept: 'text/html' }, redirect: 'manual' })
    const { request: unwanted } = await begin(new URL(other.url).pathname)
    const no = { error: 'access_denied', state: unwanted.state }
    await post(unwanted, no)

    const { asks } = JSON.parse((await call(path)).body)
    const states = new Map(asks.map((one: { id: string; state: string }) => [one.id, one.state]))
    expect([states.get(id), states.get(other.id)]).toEqual(['answered', 'declined'])
    const told = await beside.database.reader.find(eventEntity)
    const data = { organisation: hostSlug, candidateId }
    expect(told.map(({ body }) => JSON.parse(body))).toEqual([
      expect.objectContaining({ type: 'ask.answered', data: { ...data, askId: id } }),
      expect.objectContaining({ type: 'ask.declined', data: { ...data, askId: other.id } }),
    ])
    const remove = () => call(`${path}/${other.id}`, { method: 'DELETE' })
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 404])
    expect((await fetch(reachable(other.url))).status).toBe(410)
    const foreign = path.replace(hostSlug, 'quayside-cycles')
    expect((await call(foreign)).status).toBe(404)
  })
})
