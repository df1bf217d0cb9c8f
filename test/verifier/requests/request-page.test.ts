import decodeQR from 'qr/decode.js'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { drawQrCode } from '../../../shared/look/qr-code.ts'
import {
  achievement,
  badge,
  createHolder,
  publishList,
  secure,
  statusAt,
} from '../../shared/verify/world.ts'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { ask } from '../asking.ts'
import { answerTo, post, type ReadRequest, sendToken } from '../hand-wallet.ts'
import { startTestVerifier, type TestVerifier, useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()

async function readPage(
  verifier: TestVerifier,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; headers: Headers; html: string; text: string }> {
  const response = await fetch(`${verifier.url}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { Accept: 'text/html', ...init.headers },
  })
  const html = await response.text()
  const text = html.replace(/<svg.*?<\/svg>|<[^>]+>/gs, ' ').replace(/\s+/g, ' ')
  return { status: response.status, headers: response.headers, html, text }
}

async function answer(
  request: ReadRequest,
  queryId: string,
  change: Parameters<typeof badge>[2] = {},
) {
  const { city } = bench()
  const holder = createHolder()
  const credential = await secure(
    badge(city.issuer, { id: holder.did }, change),
    city.issuer.signer,
  )
  return sendToken(request, { [queryId]: [await answerTo(request, credential, holder)] })
}

describe('the page of a request', () => {
  test('while it waits, says who asks for what and why, and how to answer', async () => {
    const { verifier } = bench()
    const { created } = await ask(verifier, {
      badges: [achievement.id],
      purpose: 'Kitchen assistant',
      retentionDays: 7,
    })
    const { status, headers, html, text } = await readPage(
      verifier,
      `/requests/${created.requestId}`,
    )
    expect(status).toBe(200)
    expect(text).toContain('Waiting for badges')
    expect(text).toContain('Who asks Harbour Bakery')
    expect(text).toContain('Which badges city.example/providers/quay/badges/harbour-guide/v/1')
    expect(text).toContain('What for Kitchen assistant')
    expect(text).toContain('Kept for 7 days')
    expect(text).toContain('Open until 22 November 2026, 11:00 GMT.')
    expect(html).toContain(`href="${created.requestLink.replaceAll('&', '&amp;')}"`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-robots-tag')).toBe('noindex')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })

  test('works without a script: it loads itself anew, and has a link for it', async () => {
    const { verifier } = bench()
    const { created } = await ask(verifier)
    const { html, headers } = await readPage(verifier, `/requests/${created.requestId}`)
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="10"></noscript>')
    expect(html).toContain('<a href="?">Look now</a>')
    const nonce = /script-src 'nonce-([^']+)'/.exec(
      headers.get('content-security-policy') ?? '',
    )?.[1]
    const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    expect(scripts).toEqual([expect.stringContaining(`nonce="${nonce}"`)])
  })

  test('becomes the report', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier, { badges: [achievement.id] })
    expect((await answer(request, 'badge-1-ldp')).status).toBe(200)
    const { html, text } = await readPage(verifier, `/requests/${created.requestId}`)
    expect(text).toContain('The badge is proven.')
    expect(text).toContain('Harbour guide')
    expect(text).toContain('Quay Youth Club')
    expect(text).toMatch(/What was asked .*harbour-guide\/v\/1 Proven/)
    expect(text).toMatch(
      /It will be deleted after this time: 30 days Fingerprint of what was sent: [\w-]{43}/,
    )
    expect(html).not.toContain('http-equiv="refresh"')
    expect(html).not.toContain('<script')
    expect(text).toContain('Harbour guide Must have')
  })

  test('is saved as PDF, and checked again from what was kept', async () => {
    const { verifier, city } = bench()
    const { created, request } = await ask(verifier, { badges: [achievement.id] })
    const at = `/requests/${created.requestId}`
    expect((await readPage(verifier, `${at}/report.pdf`)).status).toBe(404)
    await answer(request, 'badge-1-ldp', { status: statusAt(91) })
    const pdf = await readPage(verifier, `${at}/report.pdf`)
    expect([pdf.status, pdf.html.slice(0, 5)]).toEqual([200, '%PDF-'])
    const again = (headers: Record<string, string> = { Origin: verifier.config.publicUrl }) =>
      readPage(verifier, `${at}/check`, { method: 'POST', headers })
    expect((await again({ Origin: 'https://evil.example' })).status).toBe(403)
    city.world.clock.advance(90_000)
    await publishList(city.world, city.issuer, { set: [91], ttlMs: 0 })
    expect((await again()).status).toBe(303)
    const { text } = await readPage(verifier, at)
    expect(text).toMatch(/As of 23 November 2026.*before.*22 November 2026/i)
    expect(text).toContain('Last known answer, from 22 November 2026, 10:00 GMT: Proven.')
    const told = await verifier.api(`/api/v1${at}/check`, { method: 'POST' })
    const verdicts = z.object({
      report: z.looseObject({ verdict: z.string() }),
      earlier: z.looseObject({ checkedAt: z.string() }),
    })
    expect([told.status, verdicts.parse(await told.json())]).toMatchObject([
      200,
      { report: { verdict: 'unknown' }, earlier: { checkedAt: '2026-11-23T11:00:00.000Z' } },
    ])
    city.world.clock.advance(-90_000)
  })

  test('says that the wallet declined', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier)
    await post(request, { error: 'access_denied', state: request.state })
    const { text } = await readPage(verifier, `/requests/${created.requestId}`)
    expect(text).toContain('No badges were sent')
    expect(text).not.toContain('Open the wallet')
  })

  test('says that its time is over', async () => {
    const { city } = bench()
    const verifier = await startTestVerifier({ city, change: { requestTtlSeconds: 60 } })
    const { created } = await ask(verifier)
    city.world.clock.advance(60)
    const { text } = await readPage(verifier, `/requests/${created.requestId}`)
    city.world.clock.advance(-60)
    expect(text).toContain('The time is over')
    expect(text).not.toContain('Open the wallet')
  })

  test('speaks Welsh', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier)
    const waiting = await readPage(verifier, `/requests/${created.requestId}?lang=cy`)
    expect(waiting.html).toContain('<html lang="cy">')
    expect(waiting.text).toContain('Yn aros am fathodynnau')
    await answer(request, 'badges-ldp')
    const received = await readPage(verifier, `/requests/${created.requestId}`, {
      headers: { 'Accept-Language': 'cy' },
    })
    expect(received.text).toContain('Mae’r bathodyn wedi’i brofi.')
  })

  test('is not there at the address that wallets have, nor at any other', async () => {
    const { verifier } = bench()
    const { request } = await ask(verifier)
    const exchangeId = new URL(request.response_uri).pathname.split('/')[2]
    for (const id of [exchangeId, 'x', '..%2f..%2fetc']) {
      const { status, text } = await readPage(verifier, `/requests/${id}`)
      expect([status, text]).toEqual([404, expect.stringContaining('There is no page here')])
    }
  })

  test('shows what others wrote as text', async () => {
    const { verifier } = bench()
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const { created, request } = await ask(verifier, { purpose: evil })
    const page = await readPage(verifier, `/requests/${created.requestId}`)
    await answer(request, 'badges-ldp', {
      issuer: { id: bench().city.issuer.did, type: ['Profile'], name: evil },
      achievement: { ...achievement, name: `${evil}‮moc.ytic` },
    })
    const report = await readPage(verifier, `/requests/${created.requestId}`)
    for (const { html } of [page, report]) {
      expect(html).not.toContain('<img')
      expect(html).not.toContain('<script>')
      expect(html).not.toContain('\u202e')
      expect(html).toContain('&lt;script&gt;')
    }
  })

  test('tells its state to its script', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier)
    const state = async () =>
      (await fetch(`${verifier.url}/requests/${created.requestId}/state`)).json()
    expect(await state()).toEqual({ state: 'waiting' })
    await answer(request, 'badges-ldp')
    expect(await state()).toEqual({ state: 'received' })
  })
})

describe('a request for the same device', () => {
  const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(';')[0] ?? ''

  /** Presses the button as the page's own form does. */
  function start(verifier: TestVerifier, requestId: string, headers: HeadersInit = {}) {
    return readPage(verifier, `/requests/${requestId}/start`, {
      method: 'POST',
      headers: { Origin: verifier.config.publicUrl, ...headers },
    })
  }

  async function answered() {
    const { verifier } = bench()
    const { created, request } = await ask(verifier, { sameDevice: true })
    const path = `/requests/${created.requestId}`
    const cookie = cookieOf((await start(verifier, created.requestId)).headers)
    const response = await answer(request, 'badges-ldp')
    const { redirect_uri: redirectUri }: { redirect_uri: string } = await response.json()
    const back = redirectUri.replace(verifier.config.publicUrl, '')
    return { verifier, path, cookie, back, requestId: created.requestId }
  }

  test('opens the wallet only in a browser that has begun it', async () => {
    const { verifier } = bench()
    const { created } = await ask(verifier, { sameDevice: true })
    const path = `/requests/${created.requestId}`
    expect((await readPage(verifier, path)).text).not.toContain('Open the wallet')
    const { status, headers } = await start(verifier, created.requestId)
    expect([status, headers.get('location')]).toEqual([303, path])
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        new RegExp(`^opened_by=[\\w-]{43}; .*Path=${path};.*HttpOnly; SameSite=Lax$`),
      ),
    ])
    const own = await readPage(verifier, path, { headers: { Cookie: cookieOf(headers) } })
    expect(own.text).toContain('Open the wallet')
  })

  test('shows its answer to that browser alone, once it is back with the code of the answer', async () => {
    const { verifier, path, cookie, back, requestId } = await answered()
    expect(back).toMatch(new RegExp(`^${path}/return\\?response_code=[\\w-]{43}$`))
    const headers = { Cookie: cookie }
    const state = async () =>
      (await (await verifier.api(`/api/v1/requests/${requestId}`)).json()).state
    expect((await readPage(verifier, path, { headers })).text).toContain('Waiting for badges')
    expect(await state()).toBe('waiting')

    const returned = await readPage(verifier, back, { headers })
    expect([returned.status, returned.headers.get('location')]).toEqual([303, path])
    expect((await readPage(verifier, path, { headers })).text).toContain('The badge is proven.')
    expect(await state()).toBe('received')
    expect((await readPage(verifier, path)).status).toBe(403)
  })

  test.each<[string, (scene: Awaited<ReturnType<typeof answered>>) => Promise<{ status: number }>]>(
    [
      ['the code in another browser', ({ verifier, back }) => readPage(verifier, back)],
      [
        'the code with a guessed session',
        ({ verifier, back }) =>
          readPage(verifier, back, { headers: { Cookie: `opened_by=${'A'.repeat(43)}` } }),
      ],
      [
        'a guessed code in the right browser',
        ({ verifier, path, cookie }) =>
          readPage(verifier, `${path}/return?response_code=${'A'.repeat(43)}`, {
            headers: { Cookie: cookie },
          }),
      ],
      [
        'no code',
        ({ verifier, path, cookie }) =>
          readPage(verifier, `${path}/return`, { headers: { Cookie: cookie } }),
      ],
      [
        'two codes',
        ({ verifier, back, cookie }) =>
          readPage(verifier, `${back}&response_code=x`, { headers: { Cookie: cookie } }),
      ],
      [
        'the session of another request',
        async ({ verifier, back }) =>
          readPage(verifier, back, { headers: { Cookie: (await answered()).cookie } }),
      ],
      [
        'the code a second time',
        async ({ verifier, back, cookie }) => {
          await readPage(verifier, back, { headers: { Cookie: cookie } })
          return readPage(verifier, back, { headers: { Cookie: cookie } })
        },
      ],
    ],
  )('refuses %s', async (_name, attack) => {
    expect((await attack(await answered())).status).toBe(403)
  })

  test.each<[string, HeadersInit]>([
    ['another website', { Origin: 'https://evil.example' }],
    ['nobody in particular', { Origin: 'null' }],
  ])('is not begun by %s', async (_name, headers) => {
    const { verifier } = bench()
    const { created } = await ask(verifier, { sameDevice: true })
    expect((await start(verifier, created.requestId, headers)).status).toBe(403)
  })

  test('is not begun in a second browser', async () => {
    const { verifier } = bench()
    const { created } = await ask(verifier, { sameDevice: true })
    expect((await start(verifier, created.requestId)).status).toBe(303)
    expect((await start(verifier, created.requestId)).status).toBe(403)
  })
})

describe('drawQrCode', () => {
  test('draws what a camera reads back', () => {
    const text = `https://wallet.example/present#client_id=${'a'.repeat(400)}`
    const code = drawQrCode(text)
    expect(decodeQR(pixelsOf(code?.path ?? '', code?.size ?? 0))).toBe(text)
  })

  test('does not draw what no phone could read', () => {
    expect(drawQrCode('a'.repeat(1001))).toBe(undefined)
  })

  /** The path as a picture, four pixels a module. */
  function pixelsOf(path: string, size: number) {
    const scale = 4
    const side = size * scale
    const data = new Uint8ClampedArray(side * side * 4).fill(255)
    for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
        const from = (row * side + Number(x) * scale) * 4
        for (let at = from; at < from + Number(length) * scale * 4; at += 4)
          data.fill(0, at, at + 3)
      }
    }
    return { width: side, height: side, data }
  }
})

describe('GET /', () => {
  test('says what this is and where recruiters sign in, in both languages', async () => {
    const { verifier } = bench()
    const { text } = await readPage(verifier, '/')
    expect(text).toContain('Ask for badges and check them')
    expect(text).toContain('Sign in as a recruiter')
    expect((await readPage(verifier, '/?lang=cy')).text).toContain(
      'Gofyn am fathodynnau a’u gwirio',
    )
  })
})

describe.runIf(hasBrowser)('the pages in a browser', () => {
  const browser = useBrowser()

  test('a waiting page changes into the report by itself; both are accessible', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier, {
      badges: [achievement.id],
      purpose: 'Kitchen assistant',
    })
    const page = await browser().newPage({ viewport: { width: 390, height: 844 } })
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    try {
      await page.goto(`${verifier.url}/requests/${created.requestId}`)
      expect(await accessibilityFaults(page)).toEqual([])
      expect(await scrollsSideways(page)).toBe(false)
      await answer(request, 'badge-1-ldp')
      await page.getByRole('heading', { name: 'The badge is proven.' }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect(await scrollsSideways(page)).toBe(false)
      await page.goto(`${verifier.url}/`)
      expect(await accessibilityFaults(page)).toEqual([])
      expect(faults).toEqual([])
    } finally {
      await page.close()
    }
  })

  function scrollsSideways(page: Awaited<ReturnType<ReturnType<typeof browser>['newPage']>>) {
    return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  }
})
