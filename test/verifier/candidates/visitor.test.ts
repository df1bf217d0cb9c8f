import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, badge, createHolder, secure } from '../../shared/verify/world.ts'
import { hostSlug } from '../console-session.ts'
import { answerTo, post, type ReadRequest, reachable, sendToken } from '../hand-wallet.ts'
import { useVerifier } from '../verifier-bench.ts'
import { openBeside } from './asked-by-vacancy.ts'

const bench = useVerifier()
let beside: Awaited<ReturnType<typeof openBeside>>
const done: (() => Promise<void>)[] = []
beforeAll(async () => {
  const { city, verifier } = bench()
  const { clock } = city.world
  beside = await openBeside(verifier, { clock, whenDone: (close) => done.push(close) })
})
afterAll(async () => {
  for (const close of done) await close()
})

async function answer(request: ReadRequest, holder: Actor = createHolder()): Promise<URL> {
  const { city } = bench()
  const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
  const response = await sendToken(request, {
    'badges-ldp': [await answerTo(request, credential, holder)],
  })
  if (response.status !== 200) throw new Error(await response.text())
  return new URL(reachable((await response.json()).redirect_uri))
}

async function read(
  url: string | URL,
  { cookie, fields }: { cookie?: string; fields?: Record<string, string> } = {},
) {
  const { config, url: base } = bench().verifier
  const response = await fetch(new URL(url, base), {
    redirect: 'manual',
    headers: {
      Accept: 'text/html',
      ...(cookie && { Cookie: cookie }),
      ...(fields && { Origin: config.publicUrl }),
    },
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
  })
  const text = (await response.text()).replace(/<svg.*?<\/svg>|<[^>]+>/gs, ' ')
  return { status: response.status, text: text.replace(/\s+/g, ' ') }
}

/** What the recruiter sees of whoever sent it: how many things, by the latest first. */
async function listed() {
  const { items } = await beside.candidates.list({ organisation: hostSlug, limit: 100 })
  return items.map(({ id, state, evidence }) => ({ id, state, things: evidence.length }))
}

describe('what a wallet sends for a vacancy', () => {
  test('counts once the browser is back with the code, and joins what the same key sent', async () => {
    const holder = createHolder()
    const first = await beside.ask()
    const back = await answer(first.request, holder)
    expect(await listed()).toMatchObject([{ state: 'waiting', things: 0 }])
    expect((await read(back, first)).status).toBe(303)
    const [candidate] = await listed()
    expect(candidate).toMatchObject({ state: 'received', things: 1 })

    const page = await read(`/requests/${first.made.id}`, first)
    expect(page.text).toContain('Harbour guide')
    expect(page.text).toContain('It will be deleted on 6 December 2026')
    expect(page.text).toMatch(/until you tell them yours: Candidate [A-Z2-9]{4}/)
    // nothing of it is at the page's address for anybody else
    expect((await read(`/requests/${first.made.id}`)).status).toBe(403)
    expect((await read(`/requests/${first.made.id}/receipt`)).status).toBe(403)

    const second = await beside.ask()
    await read(await answer(second.request, holder), second)
    expect(await listed()).toEqual([{ id: candidate?.id, state: 'received', things: 2 }])

    // asked first, which deletes nothing
    const sure = await read(`/requests/${second.made.id}/withdraw`, second)
    expect(sure.text).toContain('Take back what you sent?')
    expect((await read(`/requests/${second.made.id}/withdraw`)).status).toBe(403)
    expect(await listed()).toEqual([{ id: candidate?.id, state: 'received', things: 2 }])

    // taken back one by one, until nothing of them is left
    const takeBack = ({ made, cookie }: typeof first) =>
      read(`/requests/${made.id}/withdraw`, { cookie, fields: {} })
    expect((await takeBack(second)).status).toBe(303)
    expect(await listed()).toEqual([{ id: candidate?.id, state: 'received', things: 1 }])
    await takeBack(first)
    expect(await listed()).toEqual([])
    expect((await read(`/requests/${first.made.id}`, first)).text).toContain('Taken back')
  })

  test('counts, from another device, once the screen says that it is theirs', async () => {
    const { made, request, cookie } = await beside.ask()
    const phone = await read(await answer(request))
    const code = /Code: ([A-Z2-9]{4}) /.exec(phone.text)?.[1] ?? 'no code'
    expect([phone.status, phone.text]).toEqual([200, expect.stringContaining('One more step')])
    const screen = await read(`/requests/${made.id}`, { cookie })
    expect(screen.text).toContain('Is this you?')
    expect(screen.text).toContain(`Code: ${code} `)
    expect(await listed()).toMatchObject([{ state: 'waiting', things: 0 }])
    const confirm = (reply: string, by = cookie) =>
      read(`/requests/${made.id}/confirm`, { cookie: by, fields: { answer: reply } })
    expect((await confirm('yes', `opened_by=${'a'.repeat(43)}`)).status).toBe(403)
    expect((await confirm('maybe')).status).toBe(400)
    expect((await confirm('yes')).status).toBe(303)
    expect((await confirm('yes')).status).toBe(409)
    expect(await listed()).toMatchObject([{ state: 'received', things: 1 }])
    await read(`/requests/${made.id}/withdraw`, { cookie, fields: {} })
  })

  test('is deleted at once where the screen says that it was somebody else', async () => {
    const { made, request, cookie } = await beside.ask()
    const back = await answer(request)
    const fields = { answer: 'no' }
    expect((await read(`/requests/${made.id}/confirm`, { cookie, fields })).status).toBe(303)
    expect(await listed()).toEqual([])
    // the wallet's own way back opens nothing any more
    expect((await read(back, { cookie })).status).toBe(303)
    expect(await listed()).toEqual([])
  })

  test.each([
    ['in another browser', (_own: URL) => ({ cookie: `opened_by=${'b'.repeat(43)}` })],
    ['in a browser without a cookie', () => ({})],
  ])('never counts when the way back is opened %s', async (_name, init) => {
    const { made, request, cookie } = await beside.ask()
    const back = await answer(request)
    expect((await read(back, init(back))).text).toContain('One more step')
    expect(await listed()).toMatchObject([{ state: 'waiting', things: 0 }])
    await read(`/requests/${made.id}/confirm`, { cookie, fields: { answer: 'no' } })
  })

  test('never counts with a guessed code, or that of another request', async () => {
    const [one, other] = [await beside.ask(), await beside.ask()]
    const back = await answer(one.request)
    const backOfOther = await answer(other.request)
    const codeOfOther = backOfOther.searchParams.get('response_code') ?? ''
    for (const code of [codeOfOther, 'guess', '']) {
      back.searchParams.set('response_code', code)
      expect((await read(back, one)).status).toBe(403)
    }
    expect((await listed()).map(({ state }) => state)).toEqual(['waiting', 'waiting'])
    for (const { made, cookie } of [one, other]) {
      await read(`/requests/${made.id}/confirm`, { cookie, fields: { answer: 'no' } })
    }
  })

  test('is of one person only: the nonce is used up, a stolen badge is not theirs', async () => {
    const { city } = bench()
    const [owner, thief] = [createHolder(), createHolder()]
    const { request, cookie, made } = await beside.ask()
    const credential = await secure(badge(city.issuer, { id: owner.did }), city.issuer.signer)
    const stolen = await answerTo(request, credential, thief)
    const [old, own] = [await beside.ask(), await answerTo(request, credential, owner)]
    const refused = await sendToken(old.request, { 'badges-ldp': [own] })
    expect(refused.status).toBe(400)
    const hundredAndOne = Array.from({ length: 101 }, () => own)
    expect((await sendToken(request, { 'badges-ldp': hundredAndOne })).status).toBe(400)
    expect(await listed()).toEqual([])
    expect((await sendToken(request, { 'badges-ldp': [stolen] })).status).toBe(200)
    expect((await sendToken(request, { 'badges-ldp': [own] })).status).toBe(409)
    await read(`/requests/${made.id}/confirm`, { cookie, fields: { answer: 'yes' } })
    const [candidate] = await listed()
    const [evidence] = await beside.candidates.listEvidence(hostSlug, candidate?.id ?? '')
    expect(evidence?.report?.verdict).toBe('invalid')
    await read(`/requests/${made.id}/withdraw`, { cookie, fields: {} })
  })

  test('is noted where somebody says no', async () => {
    const { made, request, cookie } = await beside.ask()
    await post(request, { error: 'access_denied', state: request.state })
    expect((await read(`/requests/${made.id}`, { cookie })).text).toContain('No badges were sent')
    expect(await listed()).toEqual([])
  })
})
