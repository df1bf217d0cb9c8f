import { createServer, type Server } from 'node:http'
// @ts-expect-error the package brings no types
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startIssuer } from '../../../issuer/start.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import type { RunningApplication } from '../../../shared/node/running-application.ts'
import { freePorts } from '../../support/free-ports.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

const apiKey = 'key-of-the-city-0123456789-abcdefghij'
const secret = 'secret-of-the-city-0123456789-abcdefghij'

/** Who signs in at the other side, and what it says of them. */
const claimsOf: Readonly<Record<string, object>> = {
  nia: { email: 'Nia@Council.example', email_verified: true, name: 'Nia Bowen' },
  gwen: { email: 'gwen@harbour-youth.example', email_verified: true, name: 'Gwen' },
  mallory: { email: 'carys@city.example', email_verified: false, name: 'Carys' },
  rhys: { email: 'rhys@council.example', email_verified: true, name: 'Rhys' },
  stranger: { email: 'stranger@council.example', email_verified: true, name: 'Somebody' },
}

let city: RunningApplication
let other: Server
let origin = ''
let otherOrigin = ''

beforeAll(async () => {
  const ports = await freePorts()
  origin = `http://localhost:${ports.issuer}`
  otherOrigin = `http://localhost:${ports.wallet}`
  const provider = new Provider(otherOrigin, {
    clients: [
      {
        client_id: 'city',
        client_secret: secret,
        redirect_uris: [`${origin}/staff/single-sign-on/back`],
      },
    ],
    cookies: { keys: ['a key of a test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...claimsOf[id] }),
    }),
  })
  other = createServer(provider.callback()).listen(ports.wallet, '127.0.0.1')
  const folder = temporaryFolder(afterAll)
  city = await startIssuer({
    publicUrl: origin,
    host: 'localhost',
    port: ports.issuer,
    database: `${folder}/city.sqlite`,
    agentDatabase: `${folder}/agent.sqlite`,
    keyEncryptionKey: generateKeyEncryptionKey(),
    walletUrl: 'http://localhost:3002',
    cityName: { en: 'Cardiff', cy: 'Caerdydd' },
    demo: true,
    allowLoopbackHttp: true,
    bootstrapApiKey: apiKey,
    singleSignOn: { issuer: otherOrigin, clientId: 'city', clientSecret: secret, name: 'Council' },
    statusTtlSeconds: 300,
    logLevel: 'silent',
  })
})

afterAll(async () => {
  await city.close()
  other.close()
})

/** A browser as far as this needs one: cookies for each origin, and no redirect that is not asked for. */
function openBrowser() {
  const jar = new Map<string, Map<string, string>>()
  return async (url: string, fields?: Record<string, string>) => {
    const host = new URL(url).origin
    const cookies = jar.get(host) ?? new Map<string, string>()
    jar.set(host, cookies)
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        Accept: 'text/html',
        Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields && { Origin: host }),
      },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = response.headers.get('Location')
    const next = location === null ? undefined : new URL(location, url).href
    return { status: response.status, next, text: await response.text() }
  }
}

type Browse = ReturnType<typeof openBrowser>

/** Out to the other side, its forms filled in, and as far as the address that leads back. */
async function wayBack(browse: Browse, login: string, to = ''): Promise<string> {
  let { next } = await browse(`${origin}/staff/single-sign-on?to=${encodeURIComponent(to)}`)
  for (let step = 0; step < 12; step += 1) {
    if (next === undefined || next.startsWith(`${origin}/`)) return next ?? ''
    const page: Awaited<ReturnType<Browse>> = await browse(next)
    if (page.next !== undefined) next = page.next
    else {
      const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1] ?? ''
      next = (await browse(next, { prompt, login, password: 'any' })).next
    }
  }
  throw new Error('the other side leads nowhere')
}

async function invite(email: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/providers/harbour-youth/staff/invitations`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, role: 'author', deliver: 'link' }),
  })
  expect(response.status).toBe(201)
  return z.looseObject({ link: z.string() }).parse(await response.json()).link
}

const zStaff = z.looseObject({ members: z.array(z.looseObject({ email: z.string() })) })

describe('single sign-on', () => {
  test('lets in who is known here by a checked address, and knows them again', async () => {
    for (const browse of [openBrowser(), openBrowser()]) {
      const back = await wayBack(browse, 'gwen', '/console/p/harbour-youth?x=1')
      const { status, next } = await browse(back)
      expect([status, next]).toEqual([303, `${origin}/console/p/harbour-youth?x=1`])
      expect((await browse(`${origin}/console/p/harbour-youth`)).status).toBe(200)
    }
  })

  test('makes an account for who is invited under that address', async () => {
    await invite('nia@council.example')
    const browse = openBrowser()
    await browse(await wayBack(browse, 'nia'))
    expect((await browse(`${origin}/console`)).next).toBe(`${origin}/console/p/harbour-youth`)
    const response = await fetch(`${origin}/api/v1/providers/harbour-youth/staff`, {
      headers: { Authorization: `Bearer ${apiKey}` },
    })
    expect(zStaff.parse(await response.json()).members).toContainEqual(
      expect.objectContaining({ email: 'nia@council.example', name: 'Nia Bowen', role: 'author' }),
    )
  })

  test('leaves no way in to who made the account from a link in hand', async () => {
    const link = await invite('rhys@council.example')
    const password = 'the thief was here first'
    const thief = openBrowser()
    await thief(link, { name: 'Mallory', password })
    expect((await thief(`${origin}/console/p/harbour-youth`)).status).toBe(200)
    const rhys = openBrowser()
    await rhys(await wayBack(rhys, 'rhys'))
    const { text } = await rhys(`${origin}/staff/account`)
    expect(text).toContain('The password and passkeys of this account have ended.')
    expect((await thief(`${origin}/console/p/harbour-youth`)).next).toContain('/staff/sign-in')
    const email = 'rhys@council.example'
    const again = await thief(`${origin}/staff/sign-in`, { email, password })
    expect([again.status, again.next]).toEqual([422, undefined])
    // who is known by their single sign-on may set a password, and keeps it
    await rhys(await wayBack(rhys, 'rhys'))
    expect((await rhys(`${origin}/staff/account`)).text).not.toContain('have ended')
  })

  test.each([
    ['nobody has asked in', 'stranger'],
    ['the other side has not checked', 'mallory'],
  ])('turns away whom %s', async (_, login) => {
    const browse = openBrowser()
    const { next } = await browse(await wayBack(browse, login))
    expect(next).toBe(`${origin}/staff/sign-in?refused`)
    expect((await browse(`${origin}/console`)).status).toBe(303)
  })

  test('is finished by the browser that began it, and once', async () => {
    const victim = openBrowser()
    const attacker = openBrowser()
    const back = await wayBack(attacker, 'gwen')
    expect((await victim(back)).next).toBe(`${origin}/staff/sign-in?refused`)
    expect((await attacker(back)).next).toBe(`${origin}/console`)
    expect((await attacker(back)).next).toBe(`${origin}/staff/sign-in?refused`)
  })

  test('believes no answer that was changed on the way', async () => {
    const browse = openBrowser()
    const back = new URL(await wayBack(browse, 'gwen'))
    back.searchParams.set('code', 'another')
    expect((await browse(back.href)).status).toBe(403)
    expect((await browse(`${origin}/console`)).next).toContain('/staff/sign-in')
  })
})
