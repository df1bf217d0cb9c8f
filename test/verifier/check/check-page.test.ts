import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bakePng } from '../../../shared/credential/baking/bake-png.ts'
import { bakeSvg } from '../../../shared/credential/baking/bake-svg.ts'
import { jwtOfEnveloped } from '../../../shared/credential/enveloped.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { hashIdentity } from '../../../shared/verify/recipient-check.ts'
import { shareCv } from '../../../wallet/core/cv/share-cv.ts'
import { chunk, dot } from '../../shared/credential/baking/sample-pictures.ts'
import { assertion, hostedExamples } from '../../shared/verify/open-badge-2/examples.ts'
import {
  achievement,
  badge,
  createHolder,
  createIssuer,
  type Format,
  present,
  secure,
  statusAt,
} from '../../shared/verify/world.ts'
import { createSharingWallet } from '../../wallet/core/cv/sharing-wallet.ts'
import { startTestVerifier, useVerifier } from '../verifier-bench.ts'
import { check, type CheckFields as Fields, readPage } from './check-over-http.ts'

const holder = createHolder()
const bench = useVerifier()
const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'

function sign(more: Parameters<typeof badge>[2] = {}, format: Format = 'data-integrity') {
  const { issuer } = bench().city
  const credential = badge(issuer, { id: holder.did }, { status: statusAt(7), ...more })
  return secure(credential, issuer.signer, format)
}

function jwtOf(enveloped: JsonObject): string {
  return jwtOfEnveloped(enveloped)?.jwt ?? ''
}

describe('POST /check', () => {
  test.each<[string, () => Promise<Fields>]>([
    ['JSON that is pasted', async () => ({ text: JSON.stringify(await sign()) })],
    ['a token', async () => ({ text: ` ${jwtOf(await sign({}, 'jwt'))}\n` })],
    ['an envelope', async () => ({ text: JSON.stringify(await sign({}, 'jwt')) })],
    [
      'a presentation',
      async () => ({ text: JSON.stringify(await present([await sign()], holder)) }),
    ],
    [
      'a presentation as token',
      async () => ({
        text: String(await present([await sign({}, 'jwt')], holder, { format: 'jwt' })),
      }),
    ],
    ['a file', async () => ({ files: [['badge', JSON.stringify(await sign())]] })],
    ['a PNG', async () => ({ files: [['a.png', bakePng(dot(), JSON.stringify(await sign()))]] })],
    ['an SVG', async () => ({ files: [['a.svg', bakeSvg(svg, JSON.stringify(await sign()))]] })],
  ])('reports on %s', async (_, given) => {
    const page = await check(bench().verifier, await given())
    expect([page.status, page.problems]).toEqual([200, []])
    expect(page.text).toContain('As of 22 November 2026, 10:00 GMT The badge is proven.')
    expect(page.text).toContain('Harbour guide Quay Youth Club city. example/ providers/ quay')
    expect(page.text).toContain('See each check')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('x-robots-tag')).toBe('noindex')
  })

  test.each([
    ['Quay\u202e egelloC', 'Quay egelloC', 'Harbour guide', 2],
    ['Q\u200bu\u2060ay Club', 'Quay Club', 'Harbour guide', 2],
    ['Qu\u0430y Club', 'Qu\u0430y Club', 'H\u0430rbour guide', 3],
    ['\u0420\u0410\u0423 Club', '\u0420\u0410\u0423 Club', 'Harbour guide\u2066', 3],
    ['Clwb y Cei, Tŷ Gwyn', 'Clwb y Cei, Tŷ Gwyn', 'Городской гид', 0],
  ])('shows the name %j safely, and marks what may pass for another', async (...given) => {
    const [name, shown, achievementName, marks] = given
    const { issuer } = bench().city
    const text = JSON.stringify(
      await sign({
        issuer: { id: issuer.did, type: ['Profile'], name },
        achievement: { ...achievement, name: achievementName },
      }),
    )
    const page = await check(bench().verifier, { text })
    expect(page.text).toContain(`${shown} city. example/`)
    expect(page.text).not.toMatch(/[\u200b\u2060\u202a-\u202e\u2066-\u2069]/)
    const sentence = 'Some letters here may pass for others.'
    expect(page.text.split(sentence)).toHaveLength(marks + 1)
  })

  test('marks an address whose letters may pass for others', async () => {
    const { world } = bench().city
    const impostor = createIssuer(world, 'did:web:xn--ity-nmc.example:providers:quay')
    const credential = badge(impostor, { id: holder.did })
    const text = JSON.stringify(await secure(credential, impostor.signer))
    const page = await check(bench().verifier, { text })
    expect(page.text).toMatch(/Quay Youth Club xn- ?- ?ity- ?nmc\. example\/ providers\/ quay/)
    expect(page.text).toContain('Some letters here may pass for others.')
  })

  test('tells several badges apart, and what is none', async () => {
    const text = JSON.stringify(await sign())
    const page = await check(bench().verifier, {
      text,
      files: [
        ['changed.json', text.replace('Harbour guide', 'Harbour master')],
        ['cv\u202efdp.pdf', '%PDF-1.7'],
        ['<img src=x onerror=alert(1)>.json', text],
      ],
    })
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/^As of .* 2 of 3 badges are proven\. 1 is not valid\. changed\.json/)
    expect(page.text).toContain('One more thing could not be checked. cvfdp.pdf That is a PDF.')
    expect(page.html).not.toContain('<img src=x')
    expect(page.problems).toEqual(['pdf'])
  })

  test('fetches an address only from the host that was named, and says so', async () => {
    const { city, verifier } = bench()
    const url = 'https://badges.example/1'
    city.world.lists.set(url, {
      outcome: 'fetched',
      body: JSON.stringify(await sign()),
      fetchedAt: city.world.clock(),
    })
    city.fetched()
    const page = await check(verifier, { text: `${url}#part` })
    expect(page.text).toContain('The badge is proven.')
    expect(page.text).toContain('From badges.example')
    expect(city.fetched()[0]).toBe(url)
  })

  test('opens the link of a shared CV, and logs neither link nor key', async () => {
    const { city, verifier } = bench()
    const { issuer } = city
    const wallet = createSharingWallet({ issuer })
    const share = await shareCv(
      {
        badges: [await wallet.hold('Harbour guide')],
        title: '',
        expiresInSeconds: 3_600,
      },
      wallet.ports,
    )
    const started = await startTestVerifier({
      city: {
        ...city,
        fetch: (input, init) =>
          String(input).startsWith('https://wallet.example')
            ? wallet.shares.fetch(String(input))
            : city.fetch(input, init),
      },
    })
    const page = await check(started, { text: share.link })
    expect(page.text).toContain('The badge is proven.')
    const key = share.link.split('.').at(-1)
    expect(started.log.join()).not.toContain(key)
    const other = await check(verifier, { text: share.link })
    expect([other.status, other.problems]).toEqual([502, ['fetch-failed']])
  })

  test('offers to check the same again, without keeping it', async () => {
    const text = JSON.stringify(await sign())
    const { html } = await check(bench().verifier, { text, email: 'sam@mail.example' })
    const [, again = ''] = /name="text" value="([^"]*)"/.exec(html) ?? []
    expect(again.replaceAll('&quot;', '"')).toBe(text)
    expect(html).toContain('<input type="hidden" name="email" value="sam@mail.example">')
  })

  test.each([
    ['sam@mail.example', 'The badge is proven.', 'e-mail address: matches'],
    ['SAM@mail.example ', 'The badge is proven.', 'e-mail address: matches'],
    ['eve@mail.example', 'The badge is not valid.', 'e-mail address: differs'],
  ])('compares %s with a hashed recipient', async (email, verdict, found) => {
    const { city, verifier } = bench()
    const identifier = {
      type: 'IdentityObject',
      hashed: true,
      identityType: 'emailAddress',
      identityHash: await hashIdentity('sam@mail.example', 'salty'),
      salt: 'salty',
    }
    const subject = { id: holder.did, identifier: [identifier] }
    const signed = await secure(badge(city.issuer, subject as never), city.issuer.signer)
    const { text } = await check(verifier, { text: JSON.stringify(signed), email })
    expect(text).toContain(verdict)
    expect(text).toContain(found)
  })

  test('what does not state a person is not proven to be of one', async () => {
    const { text } = await check(bench().verifier, {
      text: JSON.stringify(await sign()),
      name: 'Sam',
    })
    expect(text).toContain('The badge could not be checked.')
    expect(text).toContain('Awarded to a person of this name: not stated.')
  })

  test('a host that is down, and a badge of an older kind, are unknown and never proven', async () => {
    const { city, verifier } = bench()
    const listUrl = 'https://down.example/status/1'
    const down = await sign({ status: { ...statusAt(7), statusListCredential: listUrl } })
    for (const text of [JSON.stringify(down), JSON.stringify(assertion)]) {
      const page = await check(verifier, { text })
      expect(page.text).toContain('The badge could not be checked.')
      expect(page.text).not.toMatch(/Proven(?! )|is proven/)
    }
    expect(city.fetched()).toEqual(expect.arrayContaining([listUrl, assertion.id]))
  })

  test('a badge of an older kind, as its host has it', async () => {
    const { city, verifier } = bench()
    for (const [url, part] of hostedExamples) {
      const fetchedAt = new Date()
      city.world.lists.set(url, { outcome: 'fetched', body: JSON.stringify(part), fetchedAt })
    }
    const text = JSON.stringify(assertion)
    const page = await check(verifier, { text })
    expect(page.text).toContain('Awesome Robotics Badge')
    expect(page.text).toContain('It is where the awarder keeps its badges.')
    expect(page.text).toMatch(/The badge is proven/)
    const changed = await check(verifier, { text: text.replace('2016-12-31', '2026-01-01') })
    expect(changed.text).toContain('At its own web address it says something else.')
    for (const url of hostedExamples.keys()) city.world.lists.delete(url)
  })

  const restore = `https://wallet.example/restore#${'A'.repeat(43)}`
  test.each<[string, Fields, string, number]>([
    ['nothing', {}, 'empty', 400],
    ['an empty file', { files: [['a', '']] }, 'empty', 400],
    ['words', { text: 'I can sail' }, 'words', 400],
    [
      'a photo',
      {
        files: [['a.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 7, 8, 0, 9, 0, 9, 0xff, 0xda)]],
      },
      'picture-kind',
      400,
    ],
    ['a PNG without a badge', { files: [['a.png', dot()]] }, 'picture-without-badge', 400],
    ['half a PNG', { files: [['a.png', dot().slice(0, 60)]] }, 'picture-damaged', 400],
    ['an image bomb', { files: [['a.png', hugePicture()]] }, 'picture-damaged', 400],
    [
      'an SVG that defines entities',
      { files: [['a.svg', '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>']] },
      'picture-damaged',
      400,
    ],
    ['a PDF', { files: [['a.pdf', '%PDF-1.7']] }, 'pdf', 400],
    ['a Word file', { files: [['a.docx', 'PK\x03\x04[Content_Types].xml']] }, 'office', 400],
    ['an archive', { files: [['a.zip', 'PK\x03\x04a.json']] }, 'zip', 400],
    ['a city bundle', { files: [['a.gz', gzipSync('{}')]] }, 'gzip', 400],
    ['a gzip bomb', { files: [['a.gz', gzipSync(Buffer.alloc(50_000_000))]] }, 'gzip', 400],
    ['bytes', { files: [['a', Uint8Array.of(0xff, 0, 1, 2)]] }, 'binary', 400],
    ['HTML', { text: '<!doctype html><script>alert(1)</script>' }, 'web-page', 400],
    [
      'a truncated token',
      { text: `eyJhbGciOiJFZERTQSJ9.${'eyJ0eXBl'.repeat(9)}` },
      'token-damaged',
      400,
    ],
    ['a token without a payload', { text: 'eyJhbGciOiJFZERTQSJ9' }, 'token-damaged', 400],
    ['broken JSON', { text: '{"type":' }, 'json-damaged', 400],
    ['members given twice', { text: '{"type":"a","type":"b"}' }, 'json-damaged', 400],
    ['a prototype', { text: '{"__proto__":{"type":"VerifiableCredential"}}' }, 'json-damaged', 400],
    [
      '100,000 levels',
      { text: `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}` },
      'json-damaged',
      400,
    ],
    ['other data', { text: '{"name":"Sam"}' }, 'unreadable', 400],
    ['a code of paper', { text: '6BFOXN%TSMAHN-H8YRVO+A'.repeat(9) }, 'paper-code', 400],
    [
      'a claim link',
      { text: 'https://wallet.example/receive#credential_offer_uri=https%3A%2F%2Fa.example' },
      'offer',
      400,
    ],
    ['an offer', { text: 'openid-credential-offer://?credential_offer=%7B%7D' }, 'offer', 400],
    [
      'a request',
      { text: 'openid4vp://?client_id=a&request_uri=https%3A%2F%2Fa.example' },
      'request',
      400,
    ],
    ['a link that brings a wallet back', { text: restore }, 'restore', 400],
    [
      'the export of a wallet',
      { files: [['a', '{"type":"waymark-wallet","badges":[]}']] },
      'wallet-file',
      400,
    ],
    ['a sealed wallet', { text: '{"v":1,"wraps":[],"iv":"a","ct":"b"}' }, 'sealed-wallet', 400],
    [
      'half a share link',
      { text: 'https://wallet.example/s#abcdefgh.AAAA' },
      'share-malformed',
      400,
    ],
    [
      'the address in a picture',
      { files: [['a.png', dot(chunk('tEXt', 'openbadges\0https://b.example/1'))]] },
      'picture-address',
      400,
    ],
    [
      'eleven files',
      { files: Array.from({ length: 11 }, () => ['a', 'b'] as const) as never },
      'too-many-files',
      413,
    ],
  ])('says what %s is and what to do, and asks nobody', async (_, fields, problem, status) => {
    const { city, verifier } = bench()
    city.fetched()
    const page = await check(verifier, fields)
    expect([page.status, page.problems]).toEqual([status, [problem]])
    expect(page.text).toMatch(/^We could not check that /)
    expect(page.text).not.toMatch(/proven|Nothing was stored/i)
    expect(city.fetched()).toEqual([])
    const welsh = await check(verifier, { ...fields, lang: 'cy' })
    expect(welsh.text).toMatch(/^Ni allem wirio hynny /)
  })

  test('shows no wallet and no secret link again', async () => {
    const page = await check(bench().verifier, { text: restore })
    expect(page.html).not.toContain('A'.repeat(43))
  })

  test('refuses a body that is too large before it reads it', async () => {
    const page = await check(bench().verifier, { files: [['a', new Uint8Array(20_000_000)]] })
    expect(page.status).toBe(413)
    expect(page.text).toContain('That is too large')
  })

  test.each([
    ['another form', 'application/x-www-form-urlencoded', `email=${'a'.repeat(400)}`, 400],
    ['JSON', 'application/json', '{"text":1}', 400],
    ['a body of another kind', 'application/octet-stream', 'a', 415],
    ['a form cut short', 'multipart/form-data; boundary=x', '--x\r\n', 400],
  ])('refuses %s', async (_, type, body, status) => {
    const response = await fetch(`${bench().verifier.url}/check`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    })
    expect(response.status).toBe(status)
    expect(await response.text()).not.toMatch(/at .*\.ts/)
  })

  test('sends no floods: a hundred badges of a hundred issuers', async () => {
    const { city, verifier } = bench()
    const credential = await sign()
    const many = Array.from({ length: 100 }, (_, index) => ({
      ...credential,
      issuer: `did:web:victim.example:${index}`,
      proof: {
        ...Object(credential.proof),
        verificationMethod: `did:web:victim.example:${index}#key`,
      },
      credentialStatus: {
        ...statusAt(index),
        statusListCredential: `https://victim.example/${index}`,
      },
    }))
    city.fetched()
    const page = await check(verifier, { text: JSON.stringify(await present(many, holder)) })
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/^As of [^.]* None of the 100 badges is proven\./)
    expect(new Set(city.fetched()).size).toBe(100)
  })

  test('writes nothing down: no row, no line of the log', async () => {
    const { city, verifier } = bench()
    const text = JSON.stringify(await sign({ id: 'urn:uuid:11111111-2222-4333-8444-555555555555' }))
    const before = databaseText(verifier.config.database)
    verifier.log.length = 0
    await check(verifier, { text, email: 'nobody@mail.example', name: 'Nobody Known' })
    await check(verifier, { text: 'https://elsewhere.example/secret-badge' })
    expect(verifier.log.join()).not.toMatch(/555555555555|nobody|secret-badge|Harbour|elsewhere/i)
    expect(verifier.log).toHaveLength(2)
    expect(databaseText(verifier.config.database)).toBe(before)
    expect(city.fetched()).toContain('https://elsewhere.example/secret-badge')
  })

  test('counts what one address asks, each file as one', async () => {
    const { city } = bench()
    const verifier = await startTestVerifier({ city, change: { checksPerMinute: 3 } })
    const files: NonNullable<Fields['files']> = [
      ['a', 'x'],
      ['b', 'x'],
    ]
    expect((await check(verifier, { files })).status).toBe(400)
    expect((await check(verifier, { text: 'x' })).status).toBe(400)
    const refused = await check(verifier, { text: 'x' })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '20'])
    expect(refused.text).toContain('Too many tries')
  })
})

describe('GET /check', () => {
  test('opens the camera to this page alone', async () => {
    const { verifier } = bench()
    const page = await readPage(await fetch(`${verifier.url}/check`))
    expect(page.text).toMatch(/^Check a badge Anyone can check any badge here\./)
    expect(page.headers.get('permissions-policy')).toMatch(/^camera=\(self\)/)
    const home = await fetch(verifier.url)
    expect(home.headers.get('permissions-policy')).toMatch(/^camera=\(\)/)
    expect(await home.text()).toContain('href="/check"')
  })
})

function hugePicture(): Uint8Array {
  const picture = dot()
  new DataView(picture.buffer, picture.byteOffset).setUint32(16, 0x7fffffff)
  return picture
}

/** The database and what is not yet written into it. */
function databaseText(file: string): string {
  return readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1')
}
