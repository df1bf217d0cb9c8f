import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { unbakePng } from '../../../shared/credential/baking/unbake-png.ts'
import { unbakeSvg } from '../../../shared/credential/baking/unbake-svg.ts'
import { hashIdentity } from '../../../shared/verify/recipient-check.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
let link: string
let awardId: string

const zBadge = z.looseObject({
  proof: z.unknown(),
  credentialSubject: z.looseObject({
    id: z.never().optional(),
    identifier: z.array(z.looseObject({ identityHash: z.string(), salt: z.string() })),
  }),
})

const zFiles = z.looseObject({ awardId: z.string(), filesLink: z.string() })

async function awardFiles(): Promise<z.infer<typeof zFiles>> {
  const { body } = await city.api('POST', '/awards', {
    body: {
      badge: 'harbour-youth/first-aid',
      recipient: { email: 'sam@learner.example', name: 'Sam Jones' },
      delivery: 'download',
      txCode: true,
    },
  })
  return zFiles.parse(body)
}

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  const made = await awardFiles()
  link = made.filesLink
  awardId = made.awardId
})

afterAll(() => city.close())

const bytesAt = async (path: string) => {
  const response = await city.fetch(`${link}${path}`)
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
}

describe('a badge issued at once', () => {
  test('is told without an offer or a code', async () => {
    const { body } = await city.api('GET', `/awards/${awardId}`)
    expect(body).toMatchObject({ state: 'issued', delivery: 'download', needsTxCode: false })
  })

  test('names its learner by salted hashes alone', async () => {
    const { bytes, response } = await bytesAt('/badge.json')
    const text = Buffer.from(bytes).toString()
    const [address] = zBadge.parse(JSON.parse(text)).credentialSubject.identifier
    expect(text).not.toMatch(/sam@learner|Sam Jones/)
    expect(address?.identityHash).toBe(
      await hashIdentity('sam@learner.example', address?.salt ?? ''),
    )
    expect(response.headers.get('Content-Disposition')).toBe(
      'attachment; filename="first-aid.json"',
    )
  })

  test('is the same bytes in JSON, PNG and SVG, however often it is fetched', async () => {
    const [json, again, png, svg] = await Promise.all(
      ['json', 'json', 'png', 'svg'].map((type) => bytesAt(`/badge.${type}`)),
    )
    const text = Buffer.from(json?.bytes ?? []).toString()
    expect([
      Buffer.from(again?.bytes ?? []).toString(),
      unbakePng(png?.bytes ?? new Uint8Array())?.text,
      unbakeSvg(Buffer.from(svg?.bytes ?? []).toString())?.text,
    ]).toEqual([text, text, text])
  })

  test('is shown on a page that nobody keeps or lists', async () => {
    const { response, bytes } = await bytesAt('?lang=cy')
    expect(Buffer.from(bytes).toString()).toContain('Eich bathodyn')
    expect([
      response.headers.get('Cache-Control'),
      response.headers.get('X-Robots-Tag'),
      response.headers.get('Referrer-Policy'),
    ]).toEqual(['no-store', 'noindex', 'no-referrer'])
  })

  test('is not there by another secret, nor by that of a claim link', async () => {
    const other = await city.award()
    const offer = new URLSearchParams(new URL(other.claimLink).hash.slice(1)).get(
      'credential_offer_uri',
    )
    const secret = offer?.split('/').at(-1)
    for (const wrong of ['x', secret]) {
      const path = `/providers/harbour-youth/files/${wrong}`
      expect((await city.ask(path)).status).toBe(404)
      expect((await city.ask(`${path}/badge.json`)).status).toBe(404)
    }
  })

  test('says that it was taken back, and hands out no more copies', async () => {
    const made = await awardFiles()
    await city.api('POST', `/awards/${made.awardId}/revoke`, { body: { reason: 'A slip' } })
    const revoked = made.filesLink
    const page = await city.fetch(revoked)
    expect(await page.text()).toContain('This badge was taken back.')
    expect((await city.fetch(`${revoked}/badge.png`)).status).toBe(404)
  })
})
