import { describe, expect, test } from 'vitest'
import { didWebFromUrl } from '../../../shared/did/did-web.ts'
import { ask } from '../asking.ts'
import { hostSlug, signInAs } from '../console-session.ts'
import { createCity, startTestVerifier } from '../verifier-bench.ts'

async function setUp() {
  const city = await createCity()
  const verifier = await startTestVerifier({ city, change: { demo: true } })
  const admin = await signInAs(verifier, 'helen@hire.example')
  const make = (fields: Record<string, string>) =>
    admin.post('/console/host/organisations/new', { slug: '', domain: '', ...fields })
  const documentAt = async (path: string) => {
    const response = await fetch(`${verifier.url}${path}`)
    return response.ok ? response.json() : response.status
  }
  return { city, verifier, admin, make, documentAt }
}

describe('the organisations of one verifier', () => {
  test('each have a document and keys of their own, and ask in their own name', async () => {
    const { verifier, make, documentAt } = await setUp()
    expect((await make({ name: 'Tŷ Bach Toys' })).headers.get('Location')).toBe(
      '/console/o/ty-bach-toys/people',
    )
    const did = didWebFromUrl(`${verifier.config.publicUrl}/employers/ty-bach-toys`)
    const [own, host] = [
      await documentAt('/employers/ty-bach-toys/did.json'),
      await documentAt('/.well-known/did.json'),
    ]
    expect(own).toMatchObject({ id: did })
    expect(host).toMatchObject({ id: didWebFromUrl(verifier.config.publicUrl) })
    expect(keysOf(own).filter((key) => keysOf(host).includes(key))).toEqual([])

    const response = await verifier.api('/api/v1/requests', {
      json: { organisation: 'ty-bach-toys' },
    })
    const { requestUri } = await response.json()
    expect(new URL(requestUri).searchParams.get('client_id')).toBe(
      `decentralized_identifier:${did}`,
    )
    const { request } = await ask(verifier)
    expect(request.client_id).toBe(
      `decentralized_identifier:${didWebFromUrl(verifier.config.publicUrl)}`,
    )
    expect(request.client_metadata.client_name).toBe('Harbour Bakery')
  })

  test('with a domain of its own publishes its document itself: shown, and looked at there', async () => {
    const { city, verifier, admin, make, documentAt } = await setUp()
    await make({ name: 'Gull Taxis', domain: 'https://gull.example' })
    expect(await documentAt('/employers/gull-taxis/did.json')).toBe(404)
    const path = '/console/o/gull-taxis/settings'
    const page = (await admin.get(path)).text
    expect(page).toContain('We have not looked there yet.')
    const text = /<code>([\s\S]+?)<\/code>/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? ''
    const document = JSON.parse(text)
    expect(document.id).toBe('did:web:gull.example')

    await admin.post(`${path}/check-domain`)
    expect((await admin.get(path)).text).toContain('Your domain could not be reached')
    city.world.dids.set(document.id, { outcome: 'resolved', document })
    await admin.post(`${path}/check-domain`)
    expect((await admin.get(path)).text).toContain('The right file is there.')
    city.world.dids.set(document.id, {
      outcome: 'resolved',
      document: { ...document, authentication: [] },
    })
    await admin.post(`${path}/check-domain`)
    expect((await admin.get(path)).text).toContain('There is some other file.')
    expect(verifier.log.join('')).not.toContain('"level":"error"')
  })

  test.each([
    ['a short name that is taken', { name: 'Another', slug: hostSlug }, 'is in use here'],
    ['no name', { name: ' ' }, 'Enter a name'],
    ['a short name with spaces', { name: 'X', slug: 'my shop' }, 'Use small letters'],
    ['a domain that is not https', { name: 'X', domain: 'http://x.example' }, 'begins with https'],
    ['a domain that is an address', { name: 'X', domain: 'https://10.0.0.1' }, 'begins with https'],
  ])('refuses %s', async (_what, fields, sentence) => {
    const { make } = await setUp()
    const answer = await make(fields)
    expect([answer.status, answer.text.includes(sentence)]).toEqual([422, true])
  })

  test('stay what they are over a restart; one that moves to another address moves with all it hosts', async () => {
    const { city, verifier, make } = await setUp()
    await make({ name: 'Tŷ Bach Toys' })
    const { database, agentDatabase, keyEncryptionKey } = verifier.config
    await verifier.close()
    const moved = await startTestVerifier({
      city,
      database,
      agentDatabase,
      change: { demo: true, keyEncryptionKey, employerName: 'Harbour Bakery & Café' },
    })
    const document = await (await fetch(`${moved.url}/employers/ty-bach-toys/did.json`)).json()
    expect(document.id).toBe(didWebFromUrl(`${moved.config.publicUrl}/employers/ty-bach-toys`))
    const { request } = await ask(moved)
    expect(request.client_metadata.client_name).toBe('Harbour Bakery & Café')
    const owner = await signInAs(moved, 'owain@cafe.example')
    expect((await owner.get(`/console/o/${hostSlug}`)).status).toBe(200)
  })
})

describe('the settings of an organisation', () => {
  const path = `/console/o/${hostSlug}/settings`
  const good = { name: 'Y Becws', hue: '#5a2d82', retentionDays: '14', language: 'cy' }

  test('are what wallets are told, and colour its own pages alone', async () => {
    const { verifier, admin } = await setUp()
    const owner = await signInAs(verifier, 'owain@cafe.example')
    expect((await owner.post(path, good)).status).toBe(303)
    const { request, created } = await ask(verifier)
    expect(request.client_metadata).toMatchObject({ client_name: 'Y Becws', retention: '14 days' })
    const pages = [
      (await owner.get(path)).text,
      await (await fetch(created.reportPage.replace('localhost', '127.0.0.1'))).text(),
    ]
    for (const page of pages) expect(page).toContain(`/employers/${hostSlug}/look.css?v=`)
    expect((await admin.get('/console/o/quayside-cycles')).text).not.toContain('look.css')
    const css = await (await fetch(`${verifier.url}/employers/${hostSlug}/look.css`)).text()
    expect(css).toContain('--sea:#5a2d82')
    // to whom it is nobody's room, it has no look either
    const other = await signInAs(verifier, 'nia@cycles.example')
    const refused = await other.get(path)
    expect([refused.status, refused.text.includes('look.css')]).toEqual([404, false])
  })

  test.each([
    ['a hue too light to read on', { hue: '#f2b134' }, 'too light to read'],
    ['a hue that is none', { hue: 'red' }, 'Write the colour like this'],
    ['no name', { name: '  ' }, 'Enter a name'],
    ['retention without end', { retentionDays: '366' }, 'from 1 to 365'],
    ['retention of no day', { retentionDays: '0' }, 'from 1 to 365'],
    ['half a day', { retentionDays: '1.5' }, 'from 1 to 365'],
    ['no retention', { retentionDays: '' }, 'from 1 to 365'],
    ['another language', { language: 'tlh' }, 'Choose a language'],
  ])('refuse %s, and stay as they were', async (_what, change, sentence) => {
    const { verifier } = await setUp()
    const owner = await signInAs(verifier, 'owain@cafe.example')
    const answer = await owner.post(path, { ...good, ...change })
    expect([answer.status, answer.text.includes(sentence)]).toEqual([422, true])
    expect((await ask(verifier)).request.client_metadata).toMatchObject({
      client_name: 'Harbour Bakery',
      retention: '30 days',
    })
  })
})

function keysOf(document: { verificationMethod: { id: string }[] }): string[] {
  return document.verificationMethod.map(({ id }) => id.split('#')[1] ?? '')
}
