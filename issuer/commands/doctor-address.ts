import { isDeepStrictEqual } from 'node:util'
import { isAppError } from '../../shared/errors/app-error.ts'
import { createGuardedFetch, type GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import type { IssuerConfig } from '../config.ts'
import { type Finding, type Look, lookAt, mostSkewMs } from './doctor-finding.ts'

export type AddressPorts = {
  config: IssuerConfig
  clock: () => Date
  /** As others ask: by the public addresses. */
  fetch: GuardedFetch
  /** As the proxy asks: the process itself, on this machine. */
  fetchHere?: GuardedFetch
}

/** How the city looks through the proxy, from this machine. */
export async function lookAtAddresses(ports: AddressPorts): Promise<Finding[]> {
  return Promise.all([
    lookAt('public address', () => lookAtPublicAddress(ports)),
    lookAt('proxy', () => lookAtProxy(ports)),
    lookAt('wallet', () => lookAtWallet(ports)),
  ])
}

const documentPath = '/.well-known/did.json'

async function lookAtPublicAddress(ports: AddressPorts): ReturnType<Look> {
  const { config, clock, fetch } = ports
  const { publicUrl } = config
  const address = `${publicUrl}${documentPath}`
  const answer = await ask(fetch, address)
  if ('text' in answer) return answer
  const { response } = answer
  if (!response.ok) {
    const text = `${address} answers ${response.status}: lead the proxy to the issuer, with paths unchanged, and start it`
    return { outcome: 'fail', text }
  }
  const skew = Math.abs(Date.parse(response.headers.get('Date') ?? '') - clock().getTime())
  if (skew > mostSkewMs) {
    const text = 'the clocks of this machine and of the proxy differ: set both by NTP'
    return { outcome: 'fail', text }
  }
  const document = await readJson(response)
  const here = await documentHere(ports)
  if (here !== undefined && !isDeepStrictEqual(document, here)) {
    const text = `${address} is not what the issuer answers: the proxy leads elsewhere, or keeps an old copy`
    return { outcome: 'fail', text }
  }
  if (!isDocumentOf(publicUrl, document)) {
    const text = `${address} is not the identity of this city: look at ISSUER_PUBLIC_URL`
    return { outcome: 'fail', text }
  }
  if (response.headers.get('Access-Control-Allow-Origin') !== '*') {
    const text = 'the proxy takes Access-Control-Allow-Origin away: let it pass on all headers'
    return { outcome: 'fail', text }
  }
  const asked =
    here === undefined ? '; the issuer itself was not asked' : ', the same as the issuer'
  return { outcome: 'ok', text: `${publicUrl} answers${asked}. Ask once from another network too` }
}

/** The process without the proxy; nothing where it speaks TLS or does not answer here. */
async function documentHere({ config, fetchHere }: AddressPorts): Promise<unknown> {
  const { host, port, tls } = config
  if (tls !== undefined) return undefined
  const fetch = fetchHere ?? createGuardedFetch({ allowLoopbackHttp: true })
  const name = ['0.0.0.0', '::', '127.0.0.1'].includes(host) ? '127.0.0.1' : host
  try {
    const response = await fetch(`http://${name}:${port}${documentPath}`)
    return response.ok ? await readJson(response) : undefined
  } catch {
    return undefined
  }
}

/** What stands in front is told by number; nothing here shows it but who answers at all. */
async function lookAtProxy({ config }: AddressPorts): ReturnType<Look> {
  const { tls, trustedProxies = 0 } = config
  if (tls === undefined && trustedProxies === 0) {
    const text =
      'ISSUER_TRUSTED_PROXIES is 0: behind a proxy all people count as one, and slow each other down. Set it to the number of proxies'
    return { outcome: 'warn', text }
  }
  if (tls !== undefined && trustedProxies > 0) {
    const text =
      'the issuer speaks TLS itself and yet trusts a proxy: without one, anybody can claim any address. Set ISSUER_TRUSTED_PROXIES=0'
    return { outcome: 'warn', text }
  }
  const text =
    trustedProxies === 0 ? 'none' : `${trustedProxies} trusted: each must set X-Forwarded-For`
  return { outcome: 'ok', text }
}

async function lookAtWallet({ config, fetch }: AddressPorts): ReturnType<Look> {
  const address = `${config.walletUrl}/health`
  const answer = await ask(fetch, address)
  if ('text' in answer) return { ...answer, outcome: 'warn' }
  const body = answer.response.ok ? await readJson(answer.response) : undefined
  if (isDeepStrictEqual(body, { status: 'ok' })) {
    return { outcome: 'ok', text: `${config.walletUrl} answers: claim links lead there` }
  }
  const text = `${address} answers ${answer.response.status}: claim links lead to no wallet. Start it, and lead the proxy to it`
  return { outcome: 'warn', text }
}

async function ask(
  fetch: GuardedFetch,
  address: string,
): Promise<{ response: Response } | Omit<Finding, 'name'>> {
  try {
    return { response: await fetch(address) }
  } catch (error) {
    return { outcome: 'fail', text: `${address}: ${whatToDo(error)}` }
  }
}

/** By the codes of Node and OpenSSL. @see https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const advice: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name leads nowhere: make its DNS records',
  EAI_AGAIN: 'the name server does not answer: look at the DNS of this machine',
  ECONNREFUSED: 'nobody listens there: start the proxy',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name: get one for this name',
  CERT_HAS_EXPIRED: 'the certificate has run out: look why the proxy does not renew it',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is its own: get one that browsers believe',
  SELF_SIGNED_CERT_IN_CHAIN: 'browsers do not know who signed the certificate: get another',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'nobody known signed the certificate, or the proxy leaves out those in between: give it the whole chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'nobody knows who signed the certificate: get another, with its whole chain',
}

function whatToDo(error: unknown): string {
  if (!isAppError(error)) return 'it cannot be asked'
  if (error.code === 'fetch_redirected') {
    return 'it leads on to another address, and nobody follows: let the proxy answer there itself'
  }
  if (error.code === 'address_forbidden') {
    return 'from here the name leads into a private network, so that this says nothing: ask from outside, as in curl'
  }
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return advice[code] ?? `${error.message}: look at the proxy and its log`
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

function isDocumentOf(publicUrl: string, document: unknown): boolean {
  const { host } = new URL(publicUrl)
  const id = typeof document === 'object' && document !== null && 'id' in document && document.id
  return id === `did:web:${encodeURIComponent(host)}`
}
