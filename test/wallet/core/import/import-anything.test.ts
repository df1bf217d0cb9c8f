import { describe, expect, test } from 'vitest'
import { bakePng } from '../../../../shared/credential/baking/bake-png.ts'
import { importAnything } from '../../../../wallet/core/import/import-anything.ts'
import { dot } from '../../../shared/credential/baking/sample-pictures.ts'
import { badgeDocument, createFakeWorld, type FakeAnswer, heldBadge } from '../../fake-ports.ts'

const json = JSON.stringify(badgeDocument())
const address = 'https://badges.example/assertions/1'
const hosted = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  id: address,
  recipient: { type: 'email', hashed: false, identity: 'sam@mail.example' },
  badge: 'https://badges.example/classes/knots',
  verification: { type: 'HostedBadge' },
  issuedOn: '2019-05-06',
}

describe('importAnything', () => {
  test('takes a picture, and asks nobody', async () => {
    const world = createFakeWorld()
    const bytes = bakePng(dot(), json)
    const [outcome] = await importAnything({ bytes }, world.ports)
    expect(outcome).toMatchObject({
      outcome: 'kept',
      badge: { text: json, source: { kind: 'file' } },
    })
    expect(world.requests).toEqual([])
  })

  test('hands on what is for another screen, and stores nothing', async () => {
    const world = createFakeWorld()
    const sealed = '{"wraps":[],"ct":""}'
    expect(await importAnything({ text: address }, world.ports)).toEqual([
      { outcome: 'link', link: { kind: 'address', text: address } },
    ])
    expect(await importAnything({ text: sealed }, world.ports)).toEqual([
      { outcome: 'sealed-wallet', text: sealed },
    ])
    expect([world.badges, world.requests]).toEqual([[], []])
  })

  test('fetches a badge from the address that the learner gives', async () => {
    const world = createFakeWorld()
    world.answers.set(`GET ${address}`, { body: json, type: 'application/vc+ld+json' })
    const [outcome] = await importAnything({ url: `${address}#top` }, world.ports)
    expect(outcome).toMatchObject({
      outcome: 'kept',
      badge: { text: json, source: { kind: 'link', url: `${address}#top` } },
    })
    expect(world.requests).toEqual([{ method: 'GET', url: address, body: '' }])
  })

  test('completes a hosted badge of an older kind from the same host alone', async () => {
    const world = createFakeWorld()
    world.answers.set(`GET ${address}`, { body: hosted })
    world.answers.set('GET https://badges.example/classes/knots', {
      body: { id: hosted.badge, name: 'Knots', issuer: 'https://other.example/issuer' },
    })
    const [outcome] = await importAnything({ url: address }, world.ports)
    expect(outcome).toMatchObject({
      outcome: 'kept-with-doubt',
      badge: {
        format: 'open-badge-2',
        summary: {
          achievement: { id: hosted.badge, name: 'Knots' },
          issuer: { id: 'https://other.example/issuer' },
          validFrom: '2019-05-06T00:00:00Z',
        },
      },
    })
    expect(world.requests.map(({ url }) => url)).toEqual([address, hosted.badge])
  })

  test('shows a hosted badge of an older kind whose class cannot be fetched', async () => {
    const world = createFakeWorld()
    world.answers.set(`GET ${address}`, { body: hosted })
    const [outcome] = await importAnything({ url: address }, world.ports)
    expect(outcome).toMatchObject({
      badge: { summary: { achievement: { id: hosted.badge, name: '' } } },
    })
  })

  test('fetches nothing for a badge of an older kind that came as a file', async () => {
    const world = createFakeWorld()
    await importAnything({ text: JSON.stringify(hosted) }, world.ports)
    expect(world.requests).toEqual([])
  })

  test.each<[string, FakeAnswer, string]>([
    ['nothing there', { status: 404, body: '' }, 'not_found'],
    ['nothing there any more', { status: 410, body: '' }, 'not_found'],
    ['an error', { status: 500, body: '' }, 'fetch_failed'],
    ['a page', { body: '<html></html>', type: 'text/html' }, 'badge_file_empty'],
    ['another link', { body: 'https://elsewhere.example' }, 'badge_file_malformed'],
    [
      'an offer',
      { body: 'openid-credential-offer://?credential_offer_uri=a' },
      'badge_file_malformed',
    ],
    ['a presentation', { body: { type: 'VerifiablePresentation' } }, 'presentation_given'],
  ])('stores nothing where there is %s at the address', async (_, answer, code) => {
    const world = createFakeWorld()
    world.answers.set(`GET ${address}`, answer)
    await expect(importAnything({ url: address }, world.ports)).rejects.toMatchObject({ code })
    expect([world.badges, world.requests.length]).toEqual([[], 1])
  })

  test.each([
    'http://badges.example/1',
    'https://sam:secret@badges.example/1',
    'file:///etc/passwd',
    'hello',
  ])('asks no address like %s', async (url) => {
    const world = createFakeWorld()
    await expect(importAnything({ url }, world.ports)).rejects.toMatchObject({
      code: 'address_forbidden',
    })
    expect(world.requests).toEqual([])
  })

  test('fetches no picture, context or anything else that a badge names', async () => {
    const world = createFakeWorld()
    const document = badgeDocument()
    const text = JSON.stringify({ ...document, image: { id: 'https://tracker.example/a.png' } })
    world.badges.push(heldBadge())
    await importAnything({ text }, world.ports)
    expect(world.requests).toEqual([])
  })
})
