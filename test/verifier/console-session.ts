import { formTokenOf } from '../../shared/server/staff/signed-in.ts'
import type { TestVerifier } from './verifier-bench.ts'

/** Short name of the first organisation of a test verifier. */
export const hostSlug = 'harbour-bakery'

export type PersonEmail =
  | 'helen@hire.example'
  | 'owain@cafe.example'
  | 'priya@cafe.example'
  | 'luca@cafe.example'
  | 'nia@cycles.example'

export type PageAnswer = { status: number; headers: Headers; text: string }

/** Somebody at the console of a verifier in demonstration mode, as a browser without script sends it. */
export type ConsoleSession = {
  cookie: string
  get(path: string): Promise<PageAnswer>
  /** Sends a form; without `csrf` among the fields, with the token of the session's own pages. */
  post(path: string, fields?: Record<string, string>): Promise<PageAnswer>
}

export async function signInAs(
  verifier: TestVerifier,
  email: PersonEmail,
): Promise<ConsoleSession> {
  const answer = await sendForm(verifier, '/staff/demonstration', { fields: { email } })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0]
  if (answer.status !== 303 || cookie === undefined) throw new Error(`${email} is not let in`)
  return {
    cookie,
    get: (path) => read(`${verifier.url}${path}`, { headers: { Cookie: cookie, ...asPage } }),
    post(path, fields = {}) {
      const csrf = fields.csrf ?? formTokenOf(cookie.slice(cookie.indexOf('=') + 1))
      return sendForm(verifier, path, { fields: { ...fields, csrf }, cookie })
    },
  }
}

const asPage = { Accept: 'text/html' }

export function sendForm(
  verifier: TestVerifier,
  path: string,
  { fields = {}, cookie }: { fields?: Record<string, string>; cookie?: string },
): Promise<PageAnswer> {
  return read(`${verifier.url}${path}`, {
    method: 'POST',
    headers: { ...asPage, Origin: verifier.config.publicUrl, ...(cookie && { Cookie: cookie }) },
    body: new URLSearchParams(fields),
  })
}

async function read(url: string, init: RequestInit): Promise<PageAnswer> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
