import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { hashIdentity } from '../../../../shared/verify/recipient-check.ts'
import { codesOf, problemsOf } from '../outcomes.ts'
import { assertion, badgeClass, issuer } from './examples.ts'
import { type Answer, createHosts, reportOn } from './world.ts'

async function problems(
  changes: Record<string, Answer>,
  given: JsonObject = assertion,
): Promise<[verdict: string, problems: string[]]> {
  const report = await reportOn(given, createHosts(changes))
  return [report.verdict, problemsOf(report)]
}

const at = (part: JsonObject, changes: JsonObject): Record<string, Answer> => ({
  [String(part.id)]: { ...part, ...changes },
})

describe('verifyOpenBadge2: hosted', () => {
  test('proves the example of the specification', async () => {
    const { port, asked } = createHosts()
    const report = await reportOn(assertion, { port })
    expect(report).toMatchObject({
      verdict: 'valid',
      securedWith: 'open-badge-2-hosted',
      credential: {
        id: assertion.id,
        issuer: { id: issuer.id, name: issuer.name },
        achievement: {
          id: badgeClass.id,
          name: badgeClass.name,
          criteria: badgeClass.criteria,
          skills: [{ name: 'Problem-Solving' }],
        },
        validFrom: assertion.issuedOn,
      },
    })
    expect(codesOf(report)).toEqual({
      shape: 'ok',
      proof: 'hosted',
      'issuer-key': 'host_of_issuer',
      dates: 'ok',
      status: 'ok',
      accreditation: 'not_asked',
      log: 'not_asked',
      'holder-binding': 'not_asked',
      recipient: 'not_asked',
      endorsements: 'none',
    })
    expect(asked).toEqual([assertion.id, badgeClass.id, issuer.id])
  })

  test('believes neither class nor issuer that the assertion brings along, but their addresses', async () => {
    const badge = { ...badgeClass, name: 'Forged', issuer: { ...issuer, name: 'Forger' } }
    const { credential, verdict } = await reportOn({ ...assertion, badge }, createHosts())
    expect(verdict).toBe('valid')
    expect(credential).toMatchObject({
      issuer: { name: issuer.name },
      achievement: { name: badgeClass.name },
    })
  })

  test('takes the end from the host, which may have moved it', async () => {
    const expired = at(assertion, { expires: '2017-06-30T23:59:59Z' })
    expect(await problems(expired)).toEqual(['invalid', ['dates:expired']])
    const given = { ...assertion, expires: '2017-06-30T23:59:59Z' }
    expect(await problems(at(assertion, { expires: '2099-01-01T00:00:00Z' }), given)).toEqual([
      'valid',
      [],
    ])
  })

  test.each<[string, Record<string, Answer>, string[]]>([
    ['is gone', { [assertion.id]: 'gone' }, ['status:revoked']],
    [
      'is revoked',
      { [assertion.id]: { '@context': 'x', type: 'Assertion', id: assertion.id, revoked: true } },
      ['status:revoked'],
    ],
    ['is not there', { [assertion.id]: 'refused' }, ['proof:hosted_not_found']],
    ['calls itself otherwise', at(assertion, { id: `${assertion.id}x` }), ['proof:hosted_differs']],
    [
      'is of another person',
      at(assertion, { recipient: { ...assertion.recipient, salt: 'x' } }),
      ['proof:hosted_differs'],
    ],
    [
      'is of another badge',
      at(assertion, { badge: 'https://example.org/other' }),
      ['proof:hosted_differs'],
    ],
    [
      'was awarded another day',
      at(assertion, { issuedOn: '2017-01-01T00:00:00Z' }),
      ['proof:hosted_differs'],
    ],
    ['is a page of another kind', { [assertion.id]: { hello: 'world' } }, ['proof:hosted_differs']],
    ['ends on no date', at(assertion, { expires: 'soon' }), ['shape:badge_invalid']],
    [
      'ends on a date without a zone',
      at(assertion, { expires: '2099-01-01T00:00:00' }),
      ['shape:badge_invalid'],
    ],
    [
      'does not say if the recipient is hashed',
      at(assertion, {
        recipient: { type: 'email', identity: assertion.recipient.identity, salt: 'deadsea' },
      }),
      ['shape:badge_invalid'],
    ],
    ['has a class that is not there', { [badgeClass.id]: 'refused' }, ['shape:badge_invalid']],
    [
      'has a class that is another',
      at(badgeClass, { id: 'https://example.org/x' }),
      ['shape:badge_invalid'],
    ],
    [
      'has a class without criteria',
      at(badgeClass, { criteria: undefined }),
      ['shape:badge_invalid'],
    ],
    ['has a class that is none', at(badgeClass, { type: 'Issuer' }), ['shape:badge_invalid']],
    [
      'has an issuer that is not there',
      { [issuer.id]: 'refused' },
      ['issuer-key:issuer_not_found'],
    ],
    [
      'has an issuer that is another',
      at(issuer, { id: 'https://example.org/x' }),
      ['issuer-key:issuer_not_found'],
    ],
    ['has an issuer without an e-mail', at(issuer, { email: undefined }), ['shape:badge_invalid']],
    [
      'stands on a host its issuer does not name',
      at(issuer, { verification: { allowedOrigins: 'other.example' } }),
      ['issuer-key:host_of_another'],
    ],
    [
      'stands elsewhere on that host',
      at(issuer, { verification: { startsWith: ['https://example.org/a/'] } }),
      ['issuer-key:host_of_another'],
    ],
  ])('refuses a badge that %s', async (_, changes, expected) => {
    expect(await problems(changes)).toEqual(['invalid', expected])
  })

  test('does not look for the zone of a date at each of its letters', async () => {
    const issuedOn = 'T'.repeat(100_000)
    const before = process.cpuUsage()
    const found = await problems(at(assertion, { issuedOn }), { ...assertion, issuedOn })
    const { user } = process.cpuUsage(before)
    expect(found).toEqual(['invalid', ['shape:badge_invalid']])
    expect(user / 1_000).toBeLessThan(1_000)
  })

  test.each<[string, Record<string, Answer>, string]>([
    ['the badge', { [assertion.id]: 'unavailable' }, 'proof:hosted_unreachable'],
    ['its class', { [badgeClass.id]: 'unavailable' }, 'issuer-key:issuer_unreachable'],
    ['its issuer', { [issuer.id]: 'unavailable' }, 'issuer-key:issuer_unreachable'],
    [
      'an issuer without an address',
      at(badgeClass, { issuer: 'did:web:example.org' }),
      'issuer-key:issuer_unsupported',
    ],
    [
      'a kind of proof',
      at(assertion, { verification: { type: 'MerkleProofVerification2017' } }),
      'proof:unsupported',
    ],
  ])('cannot tell where %s cannot be asked or read', async (_, changes, expected) => {
    expect(await problems(changes)).toEqual(['unknown', [expected]])
  })

  test.each<[string, JsonObject]>([
    ['its own host', {}],
    [
      'a host that it names',
      { verification: { allowedOrigins: ['other.example', 'example.org'] } },
    ],
    ['an origin that it names', { verification: { allowedOrigins: 'https://example.org' } }],
    ['a beginning that it names', { verification: { startsWith: 'https://example.org/beths' } }],
  ])('takes a badge on %s', async (_, changes) => {
    expect(await problems(at(issuer, changes))).toEqual(['valid', []])
  })

  test('refuses a badge that names the issuer of another host as its own', async () => {
    const id = 'https://forger.example/badge.json'
    const forged = { ...assertion, id }
    const expected = ['invalid', ['issuer-key:host_of_another']]
    expect(await problems({ [id]: forged }, forged)).toEqual(expected)
    const ownClass = { ...badgeClass, id: 'https://forger.example/class' }
    const byClass = { ...forged, badge: ownClass.id }
    expect(await problems({ [id]: byClass, [ownClass.id]: ownClass }, byClass)).toEqual(expected)
  })

  test('heeds where an address leads, not how it is spelt', async () => {
    const id = 'https://example.org/a/../badge.json'
    const changes = at(issuer, { verification: { startsWith: 'https://example.org/a/' } })
    const spelt = { ...assertion, id }
    expect(await problems({ ...changes, [id]: spelt }, spelt)).toEqual([
      'invalid',
      ['issuer-key:host_of_another'],
    ])
  })

  test('reads badges of version 1, whose parts have neither ids nor types', async () => {
    const url = 'https://example.org/1.json'
    const old = {
      uid: 'f2c20',
      recipient: { type: 'email', hashed: false, identity: 'sam@mail.example' },
      issuedOn: 1359217910,
      badge: 'https://example.org/class',
      verify: { type: 'hosted', url },
    }
    const { name, description, image, criteria } = badgeClass
    const parts = {
      [url]: old,
      'https://example.org/class': {
        name,
        description,
        image,
        criteria,
        issuer: 'https://example.org/o',
      },
      'https://example.org/o': { name: 'Makers', url: 'https://example.org' },
    }
    expect(await problems(parts, old)).toEqual(['valid', []])
  })

  test('compares the recipient with who is asked about', async () => {
    const identity = await hashIdentity('beth@example.org', 'deadsea')
    const beths = { ...assertion, recipient: { ...assertion.recipient, identity } }
    const codeFor = async (recipient: { email?: string; name?: string }) => {
      const { port } = createHosts({ [assertion.id]: beths })
      return codesOf(await reportOn(beths, { port, policy: { recipient } })).recipient
    }
    expect(await codeFor({ email: 'Beth@example.org' })).toBe('matches')
    expect(await codeFor({ email: 'sam@example.org' })).toBe('differs')
    expect(await codeFor({ name: 'Beth' })).toBe('not_stated')
  })

  test('counts for no city, which vouch for issuers by DID', async () => {
    const { port } = createHosts()
    const policy = { trustedCities: [], required: ['accreditation'] as const }
    const report = await reportOn(assertion, { port, policy })
    expect([report.verdict, problemsOf(report)]).toEqual([
      'unknown',
      ['accreditation:not_in_log', 'log:not_logged'],
    ])
    const byId = await reportOn(assertion, { port, policy: { asksForBadgesById: true } })
    expect([byId.verdict, problemsOf(byId)]).toEqual([
      'unknown',
      ['accreditation:achievement_of_another'],
    ])
  })

  test('is not satisfied by an unsigned copy of a signed badge', async () => {
    const copy = { ...assertion, verification: { type: 'SignedBadge' } }
    expect(await problems({}, copy)).toEqual(['invalid', ['proof:missing']])
  })
})
