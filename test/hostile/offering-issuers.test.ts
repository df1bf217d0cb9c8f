import { setGlobalConfig } from '@openid4vc/oauth2'
import { beforeAll, describe, expect, test } from 'vitest'
import { acceptOffer } from '../../wallet/core/accept-offer.ts'
import { openOffer } from '../../wallet/core/open-offer.ts'
import { badgeDocument, createFakeWorld, type FakeAnswer, heldBadge } from '../wallet/fake-ports.ts'
import { refusalOf } from '../wallet/refusal.ts'
import { honestOffer, issuer, link, serveIssuer } from './offering-issuer.ts'

// the library's switch is one for the process: another part of it may have turned it on, and nothing may hang on it
beforeAll(() => setGlobalConfig({ allowInsecureUrls: true }))

function reportFor(text: string) {
  const badge = heldBadge({ document: JSON.parse(text) })
  return { ...badge.report, credential: badge.summary }
}

describe('hostile issuers', () => {
  const table: [string, string, FakeAnswer, string][] = [
    [
      'a token that is a page',
      'token',
      { type: 'text/html', body: 'hello' },
      'issuer_answer_malformed',
    ],
    ['no token', 'token', { body: { token_type: 'Bearer' } }, 'issuer_answer_malformed'],
    [
      'a refusal full of text',
      'token',
      { status: 400, body: { error: 'invalid_request', error_description: 'a-secret-code' } },
      'issuer_refused',
    ],
    [
      'a refusal that is not a word',
      'token',
      { status: 400, body: { error: 'a-secret-code <b>' } },
      'issuer_refused',
    ],
    [
      'a code that was used',
      'token',
      { status: 400, body: { error: 'invalid_grant' } },
      'offer_not_redeemable',
    ],
    ['no nonce', 'nonce', { body: {} }, 'issuer_answer_malformed'],
    [
      'a nonce that is no text',
      'nonce',
      { body: { c_nonce: { a: 1 } } },
      'issuer_answer_malformed',
    ],
    [
      'a refusal of the badge',
      'credential',
      { status: 400, body: { error: 'credential_request_denied' } },
      'issuer_refused',
    ],
    ['an answer without a badge', 'credential', { body: {} }, 'issuer_answer_malformed'],
    [
      'an answer with no badges',
      'credential',
      { body: { credentials: [] } },
      'issuer_answer_malformed',
    ],
    [
      'an answer with fifty badges',
      'credential',
      {
        body: { credentials: Array.from({ length: 50 }, () => ({ credential: badgeDocument() })) },
      },
      'issuer_answer_malformed',
    ],
    [
      'a promise of a badge',
      'credential',
      { body: { transaction_id: 'x', interval: 5 } },
      'offer_unsupported',
    ],
    [
      'two megabytes',
      'credential',
      {
        body: {
          credentials: [{ credential: { ...badgeDocument(), padding: 'x'.repeat(2_000_000) } }],
        },
      },
      'body_too_large',
    ],
    [
      'one member twice',
      'credential',
      { body: '{"credentials":[],"credentials":[]}' },
      'json_malformed',
    ],
  ]

  test.for(table)('%s', async ([, endpoint, answer, code]) => {
    const world = serveIssuer(createFakeWorld())
    world.answers.set(`POST ${issuer}/${endpoint}`, answer)
    const offer = await openOffer(link(honestOffer), {}, world.ports)
    expect(await refusalOf(acceptOffer(offer, {}, world.ports))).toBe(code)
    expect(world.badges).toEqual([])
  })

  const credentials: [string, unknown, string][] = [
    ['a number', '42', 'jws_malformed'],
    ['an object without a type', { hello: 'world' }, 'credential_malformed'],
    ['a token without a signature', 'eyJhbGciOiJub25lIn0.e30.', 'jws_algorithm_refused'],
    [
      'a presentation',
      { ...badgeDocument(), type: ['VerifiablePresentation'] },
      'presentation_instead_of_credential',
    ],
    [
      'both at once',
      { ...badgeDocument(), type: ['VerifiableCredential', 'VerifiablePresentation'] },
      'credential_malformed',
    ],
    [
      'a presentation of the old data model',
      {
        ...badgeDocument(),
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        type: ['VerifiablePresentation'],
      },
      'presentation_instead_of_credential',
    ],
  ]

  test.for(credentials)('what comes instead of a badge: %s', async ([, credential, code]) => {
    const world = serveIssuer(createFakeWorld())
    world.answers.set(`POST ${issuer}/credential`, { body: { credentials: [{ credential }] } })
    const offer = await openOffer(link(honestOffer), {}, world.ports)
    const { outcomes } = await acceptOffer(offer, {}, world.ports)
    expect(outcomes).toEqual([{ outcome: 'refused', configurationId: 'first-aid', code }])
    expect(world.badges).toEqual([])
  })

  test('a badge that another signed is kept and said to be another’s', async () => {
    const world = serveIssuer(createFakeWorld())
    const credential = {
      ...badgeDocument(),
      issuer: { id: 'did:web:evil.example', type: ['Profile'] },
    }
    const evil = { id: 'did:web:evil.example' }
    world.report = (text) => {
      const report = reportFor(text)
      return { ...report, credential: { ...report.credential, issuer: evil } }
    }
    world.answers.set(`POST ${issuer}/credential`, { body: { credentials: [{ credential }] } })
    const offer = await openOffer(link(honestOffer), {}, world.ports)
    expect(offer.preview.issuer.did).toBe('did:web:issuer.example:quay')
    const { outcomes } = await acceptOffer(offer, {}, world.ports)
    expect(outcomes).toMatchObject([{ outcome: 'kept', issuerIsOfferer: false }])
  })
})
