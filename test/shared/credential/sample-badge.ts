import { buildOpenBadge, type OpenBadgeInput } from '../../../shared/credential/build-open-badge.ts'
import type { Achievement, OpenBadgeCredential } from '../../../shared/credential/open-badge.ts'

export const sampleAchievement = {
  id: 'https://city.example/providers/leap/badges/repair-cafe/v/2',
  type: ['Achievement'],
  achievementType: 'Badge',
  name: 'Repair café volunteer',
  description: 'Mends things with others and shows them how.',
  criteria: { narrative: 'Took part in **six** of eight sessions.' },
  image: { id: 'https://city.example/assets/repair.png', type: 'Image', caption: 'A spanner' },
  inLanguage: 'en-GB',
  tag: ['health', 'civic pride'],
  alignment: [
    {
      type: ['Alignment'],
      targetName: 'maintain equipment',
      targetUrl: 'http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab',
      targetFramework: 'ESCO',
    },
    {
      type: ['Alignment'],
      targetName: 'Participate',
      targetUrl: 'https://city.example/standards/rsa/1/participate',
      targetType: 'ext:BadgeStandardLayer',
    },
  ],
} satisfies Achievement

export function sampleBadge(change: Partial<OpenBadgeInput> = {}): OpenBadgeCredential {
  return buildOpenBadge({
    id: 'urn:uuid:2f6b1c1e-6f0f-4a69-9a3e-0d6f5b1f7c11',
    issuer: {
      id: 'did:web:city.example:providers:leap',
      type: ['Profile'],
      name: 'Leap Community Workshop',
      url: 'https://leap.example',
    },
    achievement: sampleAchievement,
    subject: { id: 'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi' },
    validFrom: new Date('2026-09-01T09:00:00Z'),
    validUntil: new Date('2029-09-01T09:00:00Z'),
    status: {
      id: 'https://city.example/providers/leap/status/3#94567',
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '94567',
      statusListCredential: 'https://city.example/providers/leap/status/3',
    },
    evidence: [{ type: ['Evidence'], name: 'Register', narrative: 'Six sessions attended.' }],
    ...change,
  })
}
