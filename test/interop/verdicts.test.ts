import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json/json.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { referenceIssue, referenceVerifies } from '../shared/credential/reference.ts'
import { createWorld } from '../shared/verify/world.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'

/*
 * Badges that @digitalbazaar/vc 7.3.0 signed and somebody changed, to its verifier and to ours. What it refuses we
 * refuse; where we are stricter, the table says so. It canonicalizes a document and then reads its members by name, so
 * it overlooks an end that the document tells under its full IRI or in `@nest`.
 */

const issuer = ed25519TestKey('an issuer elsewhere')
const other = ed25519TestKey('somebody else')
const made = new Date('2026-02-01T00:00:00Z')
const xsdDateTime = 'http://www.w3.org/2001/XMLSchema#dateTime'
const endIri = 'https://www.w3.org/2018/credentials#validUntil'

const badge = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ],
  id: 'urn:uuid:9d1e1a35-7a1e-4f26-8f1d-2a1f4d8c0f55',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'Rope work',
  issuer: { id: issuer.did, type: ['Profile'], name: 'Plymouth Sea Cadets' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    id: other.did,
    type: ['AchievementSubject'],
    achievement: {
      id: 'https://cadets.example/achievements/rope-work',
      type: ['Achievement'],
      name: 'Rope work',
      description: 'Ties and splices ropes',
      criteria: { narrative: 'Tie six knots' },
      tag: ['rope', 'sea'],
    },
  },
}
type Signed = typeof badge & { validUntil?: unknown; proof: Record<string, unknown> }

/** Sound: the library adds the proof to what it is given, and nothing else. */
const sign = async (more: object = {}) =>
  (await referenceIssue({ ...badge, ...more }, issuer, made)) as Signed

const ended = { validUntil: '2026-03-01T00:00:00Z' }
const { achievement } = badge.credentialSubject

type Row = [name: string, make: () => Promise<object>, theirs: boolean, ours: string]

/** Signed as it is, then changed. */
const changed =
  (change: (signed: Signed) => object, more?: object): Row[1] =>
  async () =>
    change(await sign(more))

/** An end that stands elsewhere than where it is looked for. */
const hidden = (place: (end: unknown, id: string) => object) =>
  changed(({ validUntil, ...signed }) => ({ ...signed, ...place(validUntil, signed.id) }), ended)

const withProof = (members: Record<string, unknown>) =>
  changed((signed) => ({ ...signed, proof: { ...signed.proof, ...members } }))

const rows: Row[] = [
  ['nothing', () => sign(), true, 'valid'],
  ['types in another order', changed((s) => ({ ...s, type: s.type.toReversed() })), true, 'valid'],
  [
    'a context twice',
    changed((s) => ({ ...s, '@context': [...s['@context'], ...s['@context'].slice(1)] })),
    true,
    'valid',
  ],
  ['its proof twice', changed((s) => ({ ...s, proof: [s.proof, s.proof] })), true, 'valid'],
  ['the name', changed((s) => ({ ...s, name: 'Rope works' })), false, 'invalid'],
  [
    'what it took',
    changed((s) => ({
      ...s,
      credentialSubject: {
        ...s.credentialSubject,
        achievement: { ...achievement, criteria: { narrative: 'Nothing' } },
      },
    })),
    false,
    'invalid',
  ],
  ['a member of no context', changed((s) => ({ ...s, grade: 'A' })), false, 'invalid'],
  [
    'a member of a context of its own',
    changed((s) => ({
      ...s,
      '@context': [...s['@context'], { '@vocab': 'https://x.example/' }],
      grade: 'A',
    })),
    false,
    'invalid',
  ],
  [
    'the order of contexts',
    changed((s) => ({ ...s, '@context': s['@context'].toReversed() })),
    false,
    'invalid',
  ],
  [
    'the issuer',
    changed((s) => ({ ...s, issuer: { ...s.issuer, id: other.did } })),
    false,
    'invalid',
  ],
  ['the purpose of the proof', withProof({ proofPurpose: 'authentication' }), false, 'invalid'],
  ['the cryptosuite', withProof({ cryptosuite: 'eddsa-jcs-2022' }), false, 'invalid'],
  ['a challenge in the proof', withProof({ challenge: 'abc' }), false, 'invalid'],
  ['the moment of the proof', withProof({ created: '2026-02-02T00:00:00Z' }), false, 'invalid'],
  ['nothing, ended', () => sign(ended), false, 'invalid'],
  ['an end in a list', hidden((end) => ({ validUntil: [end] })), false, 'invalid'],
  [
    'an end as a value object',
    hidden((end) => ({ validUntil: { '@value': end, '@type': xsdDateTime } })),
    false,
    'invalid',
  ],
  [
    'an end in @included',
    hidden((end, id) => ({ '@included': [{ id, validUntil: end }] })),
    false,
    'invalid',
  ],
  // stricter: JSON that means the same, and means something else to who reads members by name
  [
    'an end under its IRI',
    hidden((end) => ({ [endIri]: { '@value': end, '@type': xsdDateTime } })),
    true,
    'invalid',
  ],
  ['an end in @nest', hidden((end) => ({ '@nest': { validUntil: end } })), true, 'invalid'],
  [
    'the subject in a list',
    changed((s) => ({ ...s, credentialSubject: [s.credentialSubject] })),
    true,
    'invalid',
  ],
  ['a member without a value', changed((s) => ({ ...s, description: null })), true, 'invalid'],
]

describe('a badge of @digitalbazaar/vc with a change to', () => {
  test.each(rows)('%s', async (_name, make, theirs, ours) => {
    const { clock, ports } = createWorld()
    const given = await make()
    // sound: each row makes an object of JSON
    const report = await verifyCredential(given as JsonObject, { ports })
    expect([await referenceVerifies(given, clock()), report.verdict]).toEqual([theirs, ours])
  })
})
