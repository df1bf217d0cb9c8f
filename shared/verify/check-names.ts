/** The checks of the pipeline, in the order of the report. */
export const checkNames = [
  'shape',
  'proof',
  'issuer-key',
  'dates',
  'status',
  'accreditation',
  'log',
  'holder-binding',
  'recipient',
  'endorsements',
] as const

export type CheckName = (typeof checkNames)[number]

export type CheckResult = 'pass' | 'fail' | 'unknown' | 'not-applicable'

/** What one check can answer: the result that goes with each code, and what it means to a developer. */
export type CodeTable = Readonly<Record<string, { result: CheckResult; meaning: string }>>
