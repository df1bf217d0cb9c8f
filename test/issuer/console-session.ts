import type { demonstrationStaff } from '../../issuer/demo/demonstration-staff.ts'
import { formTokenOf } from '../../shared/server/staff/signed-in.ts'
import { type Answer, cityUrl, type TestCity } from './test-city.ts'

export type PersonEmail = (typeof demonstrationStaff)[number]['email']

/** Somebody of the demonstration city at the console, as a browser without script sends it. */
export type ConsoleSession = {
  cookie: string
  get(path: string): Promise<Answer & { text: string }>
  /** Sends a form; without `csrf` among the fields, with the token of the session's own pages. */
  post(path: string, fields?: Record<string, string>): Promise<Answer & { text: string }>
}

export async function signInAs(city: TestCity, email: PersonEmail): Promise<ConsoleSession> {
  const answer = await city.ask('/staff/demonstration', {
    method: 'POST',
    headers: { Origin: cityUrl, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email }).toString(),
  })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0]
  if (answer.status !== 303 || cookie === undefined) throw new Error(`${email} is not let in`)
  return consoleSession(city, cookie)
}

export function consoleSession(city: TestCity, cookie: string): ConsoleSession {
  const ask = async (path: string, init: RequestInit) => {
    const answer = await city.ask(path, init)
    return { ...answer, text: String(answer.body) }
  }
  const get: ConsoleSession['get'] = (path) =>
    ask(path, { headers: { Cookie: cookie, Accept: 'text/html' } })
  return {
    cookie,
    get,
    post(path, fields = {}) {
      const csrf = fields.csrf ?? formTokenOf(cookie.slice(cookie.indexOf('=') + 1))
      return ask(path, {
        method: 'POST',
        headers: {
          Cookie: cookie,
          Origin: cityUrl,
          Accept: 'text/html',
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ ...fields, csrf }).toString(),
      })
    },
  }
}
