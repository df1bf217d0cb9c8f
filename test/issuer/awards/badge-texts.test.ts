import { describe, expect, it } from 'vitest'
import type { AwardRow } from '../../../issuer/awards/award-store.ts'
import {
  createBadgeWriter,
  mostBytesOfBadge,
  valuesOf,
} from '../../../issuer/awards/badge-template.ts'
import { cutText, markBadge } from '../../../issuer/awards/badge-texts.ts'
import { createBadgeBuilder } from '../../../issuer/awards/build-badge.ts'
import { demonstrationCity } from '../../../issuer/demo/seed-demonstration-city.ts'
import { credentialJwtText } from '../../../shared/credential/vc-jwt.ts'
import { cityUrl } from '../test-city.ts'

const [{ provider, badges } = { provider: undefined, badges: [] }] = demonstrationCity
const [badge] = badges
if (provider === undefined || badge === undefined) throw new Error('nobody shows a badge')
const createdAt = '2026-11-22T09:00:00.000Z'

const build = createBadgeBuilder({
  badge: { ...badge, provider: provider.slug, version: 1, createdAt },
  provider: {
    ...provider,
    did: `did:web:city.example:providers:${provider.slug}`,
    state: 'active',
    createdAt,
  },
  language: 'en',
  publicUrl: cityUrl,
  skillFramework: 'City: skills',
})

const award: AwardRow = {
  provider: provider.slug,
  id: 'one',
  badge: badge.slug,
  badgeVersion: 1,
  language: 'en',
  credentialId: 'urn:uuid:0193a2b4-0000-7000-8000-000000000001',
  recipientEmail: 'sam@learner.example',
  recipientName: 'Siân "$&" McKay',
  earner: 'person',
  recipientSalt: 'c2FsdA',
  evidence: null,
  awardedAt: '2026-11-22T10:00:00.000Z',
  validUntil: null,
  statusList: 'list',
  statusIndex: 7,
  status: 'active',
  statusReason: null,
  statusAt: null,
  needsTxCode: false,
  offerGeneration: 1,
  claimHash: '',
  wrongTxCodes: 0,
  holder: null,
  isHolderNamed: false,
  claimedAt: null,
  delivery: 'download',
  replaces: null,
  replacedBy: null,
  sentAt: null,
}

/** What the template of one award makes of another. */
function written(of: AwardRow, one: AwardRow): string {
  const { badge, marks } = markBadge(of, build)
  const template = cutText(credentialJwtText(badge), marks)
  const target = Buffer.alloc(mostBytesOfBadge(template))
  return target.toString('utf8', 0, createBadgeWriter(template)(valuesOf(one), target))
}

describe('cutText', () => {
  it('writes each award as it would be built alone, whatever differs', () => {
    const alike: Partial<AwardRow> = {
      credentialId: 'urn:uuid:0193a2b4-0000-7000-8000-000000000002',
      recipientEmail: 'kit@learner.example',
      recipientSalt: 'cGVwcGVy',
      statusIndex: 131_071,
    }
    const sorts: Partial<AwardRow>[] = [
      {},
      { recipientName: null },
      { recipientEmail: '' },
      { statusList: 'another' },
      { validUntil: '2027-11-22T10:00:00.000Z' },
      { awardedAt: '2026-11-22T10:00:01.000Z' },
      { evidence: JSON.stringify([{ type: ['Evidence'], name: 'A "film" of 7 minutes' }]) },
    ]
    const awards = sorts.map((changes) => ({ ...award, ...changes }))
    const pairs = [
      ...awards.map((one) => [one, one] as const),
      [award, { ...award, ...alike }] as const,
    ]

    expect(pairs.map(([of, one]) => written(of, one))).toEqual(
      pairs.map(([, one]) => credentialJwtText(build(one))),
    )
  })
})
