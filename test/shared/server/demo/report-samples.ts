import { findBadgeLayer, rsaBadgeStandard } from '../../../../shared/skills/badge-standard.ts'
import type { HowShown } from '../../../../shared/skills/how-shown.ts'
import { type CheckCode, checkCodes } from '../../../../shared/verify/check-codes.ts'
import { type CheckName, checkNames } from '../../../../shared/verify/check-names.ts'
import {
  type Check,
  type CredentialReport,
  type PresentationReport,
  verdictOf,
  worstVerdict,
} from '../../../../shared/verify/report.ts'
import { testTime } from '../../../support/clock.ts'

export const sampleHolder = 'did:key:z6MkwYMhwTvsq376YBAcJHy3vyRWzBgn5vKfVqqDCgm7XVKU'

const usual = {
  shape: 'ok',
  proof: 'ok',
  'issuer-key': 'ok',
  dates: 'ok',
  status: 'ok',
  accreditation: 'not_asked',
  log: 'not_asked',
  'holder-binding': 'ok',
  recipient: 'not_asked',
  endorsements: 'none',
} as const satisfies Record<CheckName, string>

type Codes = { [Name in CheckName]?: CheckCode<Name> }

/** The checks of a badge that passes, but for the given codes. */
function sampleChecks(codes: Codes = {}): Check[] {
  const all = { ...usual, ...codes }
  return checkNames.map((name) => sampleCheck(name, all[name]))
}

function sampleCheck(name: CheckName, code: CheckCode): Check {
  const entries: Record<string, { result: Check['result']; meaning: string }> = checkCodes[name]
  const entry = entries[code]
  if (entry === undefined) throw new Error(`${name} has no code ${code}`)
  return { name, code, result: entry.result, detail: entry.meaning }
}

export type SampleBadge = {
  name: string
  issuerName?: string
  issuerId?: string
  howShown?: HowShown
  layer?: string
  validFrom?: string
  validUntil?: string
  codes?: Codes
}

export function sampleBadge(badge: SampleBadge): CredentialReport {
  const checks = sampleChecks(badge.codes)
  const { name, issuerName, howShown, validUntil } = badge
  const layer =
    badge.layer === undefined ? undefined : findBadgeLayer(rsaBadgeStandard, badge.layer)
  const issuerId = badge.issuerId ?? 'did:web:city.example:providers:hove-makers'
  return {
    kind: 'credential',
    verdict: verdictOf(checks, checkNames),
    checks,
    credential: {
      id: `urn:example:${encodeURIComponent(name)}`,
      types: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: issuerName === undefined ? { id: issuerId } : { id: issuerId, name: issuerName },
      subjectId: sampleHolder,
      achievement: {
        id: 'https://city.example/providers/hove-makers/badges/laser-cutting/v/2',
        name,
        ...(howShown === undefined ? {} : { howShown }),
        ...(layer === undefined ? {} : { layer: { code: layer.code, name: layer.name } }),
      },
      validFrom: badge.validFrom ?? '2026-03-14T10:00:00Z',
      ...(validUntil === undefined ? {} : { validUntil }),
    },
    securedWith: 'eddsa-rdfc-2022',
    checkedAt: testTime,
  }
}

export function samplePresentation(
  credentials: CredentialReport[],
  codes: Codes = {},
): PresentationReport {
  const names = ['shape', 'proof', 'dates', 'holder-binding'] as const
  const checks = names.map((name) => sampleCheck(name, codes[name] ?? usual[name]))
  return {
    kind: 'presentation',
    verdict: worstVerdict([verdictOf(checks, names), ...credentials.map((each) => each.verdict)]),
    checks,
    holder: sampleHolder,
    credentials,
    checkedAt: testTime,
  }
}

/** Six badges as an applicant might show them, and one they wrote themselves. */
export const sixBadges = samplePresentation([
  sampleBadge({
    name: 'Laser cutting, safe start',
    issuerName: 'Hove Makers',
    howShown: 'assessed',
    layer: 'demonstrate',
    validUntil: '2028-03-14T10:00:00Z',
    codes: { endorsements: 'ok' },
  }),
  sampleBadge({
    name: 'Community cooking',
    issuerName: 'Whitehawk Kitchen',
    issuerId: 'did:web:city.example:providers:whitehawk-kitchen',
    howShown: 'peer-reviewed',
    layer: 'participate',
    validFrom: '2026-05-02T10:00:00Z',
  }),
  sampleBadge({
    name: 'Clean beach day',
    issuerName: 'Friends of the Shore',
    issuerId: 'did:web:shore.example',
    howShown: 'attended',
    layer: 'engage',
    validFrom: '2026-06-20T10:00:00Z',
  }),
  sampleBadge({
    name: 'First aid at work',
    issuerName: 'South Coast First Aid',
    issuerId: 'did:web:firstaid.example',
    howShown: 'assessed',
    validFrom: '2024-09-01T10:00:00Z',
    codes: { status: 'list_unreachable' },
  }),
  sampleBadge({
    name: 'Forklift driving, counterbalance truck',
    issuerName: 'Harbour Training',
    issuerId: 'did:web:harbour-training.example',
    howShown: 'assessed',
    validFrom: '2025-01-11T10:00:00Z',
    codes: { status: 'revoked' },
  }),
  sampleBadge({
    name: 'Listening to young people',
    issuerName: 'A youth club with a rather long name by the sea',
    issuerId: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    validFrom: '2026-10-01T10:00:00Z',
  }),
  sampleBadge({ name: 'I speak Welsh and Polish', issuerId: sampleHolder }),
])
