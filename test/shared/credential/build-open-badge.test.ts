import { describe, expect, it } from 'vitest'
import { buildOpenBadge, type OpenBadgeInput } from '../../../shared/credential/build-open-badge.ts'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { assertCredential } from '../../../shared/credential/model-issues.ts'
import { sampleAchievement, sampleBadge } from './sample-badge.ts'

const least: OpenBadgeInput = {
  id: 'urn:uuid:2f6b1c1e-6f0f-4a69-9a3e-0d6f5b1f7c11',
  issuer: { id: 'did:web:city.example', type: ['Profile'] },
  achievement: {
    id: 'https://city.example/badges/tea/v/1',
    type: ['Achievement'],
    name: 'Tea maker',
    description: 'Makes tea.',
    criteria: { narrative: 'Make tea.' },
  },
  subject: { id: 'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi' },
  validFrom: new Date('2026-09-01T09:00:00.555Z'),
}

describe('buildOpenBadge', () => {
  it('makes the least that a badge can be', () => {
    expect(buildOpenBadge(least)).toEqual({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: 'urn:uuid:2f6b1c1e-6f0f-4a69-9a3e-0d6f5b1f7c11',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: 'Tea maker',
      issuer: { id: 'did:web:city.example', type: ['Profile'] },
      validFrom: '2026-09-01T09:00:00Z',
      credentialSubject: {
        id: 'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
        type: ['AchievementSubject'],
        achievement: least.achievement,
      },
    })
  })

  it('holds nothing that is empty, at any depth', () => {
    const badge = buildOpenBadge({
      ...least,
      achievement: {
        ...sampleAchievement,
        tag: [],
        alignment: [],
        version: undefined,
        // what a database gives for a column without a value
        image: null as unknown as undefined,
      },
      subject: { ...least.subject, identifier: [] },
      evidence: [],
    })
    expect(JSON.stringify(badge)).not.toMatch(/null|\[\]/)
    expect(badge.credentialSubject.achievement).toEqual({
      ...sampleAchievement,
      tag: undefined,
      alignment: undefined,
      image: undefined,
    })
  })

  it('does not touch what it is given', () => {
    const input = structuredClone(least)
    buildOpenBadge(Object.freeze(input))
    expect(input).toEqual(least)
  })

  it('makes a badge whose every member is signed', async () => {
    const { '@context': _, ...badge } = sampleBadge()
    const text = await createCanonicalize()(sampleBadge())
    const values = leavesOf(badge)
    expect(values).toHaveLength(30)
    for (const value of values) expect(text).toContain(value)
  })

  it.each<[string, Partial<OpenBadgeInput>, string]>([
    ['an id that is no URL', { id: 'award-1' }, 'id must be one absolute URL'],
    ['no recipient', { subject: {} }, 'credentialSubject must have an id or an identifier'],
    [
      'an end before the beginning',
      { validUntil: new Date('2026-09-01T08:00:00Z') },
      'validUntil must not be before validFrom',
    ],
    [
      'a picture that is no URL',
      { achievement: { ...least.achievement, image: { id: 'x.png', type: 'Image' } } },
      'credentialSubject.achievement.image.id must be one absolute URL',
    ],
  ])('leaves %s to be refused when it is signed', (_, change, message) => {
    expect(() => assertCredential({ ...buildOpenBadge({ ...least, ...change }) })).toThrow(
      expect.objectContaining({ code: 'credential_malformed', message }),
    )
  })
})

/** Every value, but not the types, which become IRIs. */
function leavesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'type' ? [] : leavesOf(member),
  )
}
