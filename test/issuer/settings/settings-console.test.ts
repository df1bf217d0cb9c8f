import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formTokenOf } from '../../../shared/server/staff/signed-in.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const path = '/console/city/settings'

let city: TestCity
let carys: ConsoleSession

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  carys = await signInAs(city, 'carys@city.example')
})

afterAll(() => city.close())

async function save(fields: Record<string, string>, logo?: string) {
  const form = new FormData()
  const csrf = formTokenOf(carys.cookie.slice(carys.cookie.indexOf('=') + 1))
  const all = { nameEn: 'Cardiff', nameCy: 'Caerdydd', hue: '', csrf, ...fields }
  for (const [name, value] of Object.entries(all)) form.set(name, value)
  if (logo !== undefined) form.set('logo', new Blob([logo]), 'logo.svg')
  const { status, body } = await city.ask(path, {
    method: 'POST',
    headers: { Cookie: carys.cookie, Origin: cityUrl, Accept: 'text/html' },
    body: form,
  })
  return { status, text: String(body) }
}

describe('the settings of a city', () => {
  test('change its name and hue on every page, and its logo', async () => {
    const logo =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#5b2a86"/></svg>'
    const fields = { nameEn: 'Cardiff Learns', hue: '#5B2A86' }
    expect((await save(fields, logo)).status).toBe(303)
    const home = String((await city.ask('/', { headers: { Accept: 'text/html' } })).body)
    const stylesheet = /href="(\/city\/look\.css\?v=[\w-]+)"/.exec(home)?.[1] ?? ''
    const image = /src="(\/city\/logo\.png\?v=[\w-]+)"/.exec(home)?.[1] ?? ''
    expect(home).toContain('<span>Cardiff Learns</span>')
    expect((await city.ask(stylesheet)).body).toBe(
      ':root{--sea:#5b2a86;--sea-strong:#442065;--on-sea:#ffffff}@media screen and (prefers-color-scheme:dark){:root{--sea:#bdaacf;--sea-strong:#d7cce2;--on-sea:#0f1726}}',
    )
    const png = await city.ask(image)
    expect([png.status, png.headers.get('Content-Type')]).toEqual([200, 'image/png'])

    const { text } = await carys.get(path)
    expect(text).toContain('value="#5b2a86"')
    expect((await save({ forgetLogo: 'yes' })).status).toBe(303)
    expect((await city.ask('/city/logo.png')).status).toBe(404)
    expect((await city.ask('/city/look.css')).status).toBe(404)
  })

  test.each([
    [{ hue: '#f2b134' }, 'This colour is too light to read: 1.8. It needs 4.5 or more.'],
    [{ hue: '#767676' }, 'This colour is too light to read: 4.3.'],
    [{ hue: 'red;}body{display:none' }, 'Write the colour like this: #0b6e6e.'],
    [{ nameEn: '  ' }, 'Give the city a name.'],
  ])('are not taken as %j, and what was typed stays', async (fields, text) => {
    const answer = await save({ nameCy: 'Dinas', ...fields })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(text)])
    expect(answer.text).toContain('value="Dinas"')
  })

  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['GIF89a'],
  ])('take no logo like %j', async (logo) => {
    const answer = await save({}, logo)
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining('This picture cannot be used.'),
    ])
  })

  test('are the admins’ alone', async () => {
    const rhodri = await signInAs(city, 'rhodri@city.example')
    expect((await rhodri.get(path)).status).toBe(403)
  })
})
