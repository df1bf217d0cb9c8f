import type { VerificationReport } from '../../../shared/verify/report.ts'
import type { NewEvidence } from '../../../verifier/candidates/receive-evidence.ts'

/** What came from who holds these keys, found to be valid. */
export function evidenceFrom(
  hash: string,
  holders: readonly string[] = [],
  change: Partial<NewEvidence> = {},
): NewEvidence {
  return {
    source: 'protocol',
    kept: { kind: 'text', text: `what was presented as ${hash}`, policy: {} },
    presentationsHash: hash,
    report: reportOf(holders),
    ...change,
  }
}

export function reportOf(holders: readonly string[]): VerificationReport {
  return {
    kind: 'presentation',
    verdict: 'valid',
    checks: [],
    ...(holders.length === 1 && holders[0] !== undefined && { holder: holders[0] }),
    ...(holders.length > 1 && { holders: [...holders] }),
    credentials: [
      {
        kind: 'credential',
        verdict: 'valid',
        checks: [],
        credential: { types: [], issuer: { id: 'did:web:city.example' } },
        checkedAt: '2026-11-22T10:00:00.000Z',
      },
    ],
    checkedAt: '2026-11-22T10:00:00.000Z',
  }
}
