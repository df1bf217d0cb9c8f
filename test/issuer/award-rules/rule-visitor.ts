import { compactVerify, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import { type Actor, present } from '../../shared/verify/world.ts'
import type { TestKey } from '../../support/signing-keys.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import type { Answer, TestCity } from '../test-city.ts'

/** What the wallet reads, without any of the code under test. */
export type RuleRequest = {
  client_id: string
  response_uri: string
  nonce: string
  state: string
  dcql_query: {
    credentials: { id: string; claims: { values: string[] }[] }[]
    credential_sets: { required?: boolean }[]
  }
  client_metadata: { client_name: string; purpose: string; retention: string }
}

/** A browser at the page of a rule. */
export type Visitor = {
  cookie: string
  path: string
  page(): Promise<string>
  request(): Promise<RuleRequest>
  /** The link for other wallet apps. */
  walletLink(): Promise<string>
  /** Follows the link that the wallet was given. */
  comeBack(redirectUri: string, cookie?: string): Promise<Answer>
}

export const asActor = (key: TestKey): Actor => {
  const signer = key.signer()
  return { did: key.did, publicKey: key.publicKey, keyId: signer.keyId, signer }
}

const zTaken = z.looseObject({ credentials: z.array(z.object({ credential: z.unknown() })) })

/** A badge of the city in the hands of that key, in the log with the next seal. */
export async function earnUnsealed(city: TestCity, key: TestKey, badge: string) {
  const award = await city.award({ badge })
  const taken = await takeBadge(city, award, key)
  const [first] = zTaken.parse(taken.body).credentials
  return { awardId: award.awardId, credential: first?.credential }
}

export async function earn(city: TestCity, key: TestKey, badge: string) {
  const earned = await earnUnsealed(city, key, badge)
  await city.seal()
  return earned
}

export async function makeRule(city: TestCity, more: object = {}) {
  const answer = await city.api('POST', '/providers/harbour-youth/award-rules', {
    body: {
      name: 'Two steps to the open night',
      badge: 'open-night',
      needs: ['harbour-youth/first-aid', 'dock-makers/repair-cafe'],
      ...more,
    },
  })
  const rule = z.looseObject({ id: z.string(), url: z.string() })
  const { id, url } = rule.parse(answer.body)
  return { id, path: new URL(url).pathname }
}

export const formHeaders = (city: string) => ({
  Origin: city,
  'Content-Type': 'application/x-www-form-urlencoded',
})

export async function visit(city: TestCity, rulePath: string, origin: string): Promise<Visitor> {
  const begun = await city.ask(rulePath, { method: 'POST', headers: formHeaders(origin), body: '' })
  const path = begun.headers.get('Location') ?? ''
  const cookie = begun.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  if (begun.status !== 303) throw new Error(`${rulePath}: ${begun.status} ${String(begun.body)}`)
  const page = async () => String((await city.ask(path, { headers: { Cookie: cookie } })).body)
  const walletLink = async () =>
    (/href="(openid4vp:[^"]+)"/.exec(await page())?.[1] ?? '').replaceAll('&amp;', '&')
  return {
    cookie,
    path,
    page,
    walletLink,
    async request() {
      const address = new URL(await walletLink()).searchParams.get('request_uri') ?? ''
      const text = await (await city.fetch(address, { method: 'POST' })).text()
      const did: { verificationMethod: { id: string; publicKeyJwk?: JWK }[] } = await (
        await city.fetch(`${origin}/.well-known/did.json`)
      ).json()
      const { payload } = await compactVerify(text, ({ kid }) => {
        const method = did.verificationMethod.find(({ id }) => id === kid)
        return importJWK(method?.publicKeyJwk ?? {}, 'EdDSA')
      })
      return JSON.parse(new TextDecoder().decode(payload))
    },
    comeBack(redirectUri, other = cookie) {
      const { pathname, search } = new URL(redirectUri)
      return city.ask(`${pathname}${search}`, { headers: { Cookie: other } })
    },
  }
}

/** One presentation for each query. */
export async function tokenFor(
  request: RuleRequest,
  shown: Readonly<Record<string, unknown>>,
  holder: TestKey,
  options: { created?: Date } = {},
): Promise<Record<string, readonly unknown[]>> {
  const { nonce, client_id: audience } = request
  const entries = Object.entries(shown).map(async ([queryId, credential]) => {
    const presentation = await present([credential], asActor(holder), {
      nonce,
      audience,
      ...options,
    })
    return [queryId, [presentation]] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

export async function send(
  city: TestCity,
  { response_uri: url, state }: Pick<RuleRequest, 'response_uri' | 'state'>,
  vpToken: unknown,
): Promise<{ status: number; error?: string; redirectUri: string }> {
  const response = await city.fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ vp_token: JSON.stringify(vpToken), state }),
  })
  const body: { redirect_uri?: string; error?: string } = await response.json()
  return {
    status: response.status,
    redirectUri: body.redirect_uri ?? '',
    ...(body.error !== undefined && { error: body.error }),
  }
}

/** Shows the badges and answers what the browser is told. */
export async function showAll(
  city: TestCity,
  visitor: Visitor,
  shown: Readonly<Record<string, unknown>>,
  holder: TestKey,
): Promise<string> {
  const request = await visitor.request()
  const sent = await send(city, request, await tokenFor(request, shown, holder))
  if (sent.status !== 200) throw new Error(`the answer was refused: ${sent.error}`)
  const back = await visitor.comeBack(sent.redirectUri)
  if (back.status !== 303) throw new Error(`not let back: ${back.status}`)
  return visitor.page()
}
