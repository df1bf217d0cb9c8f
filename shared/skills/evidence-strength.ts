/** What kind of evidence there is for a skill, weakest first. Never a score: it says who stands behind the claim. */
export const evidenceStrengths = [
  'self-stated',
  'not-stated',
  'attended',
  'peer-reviewed',
  'assessed',
  'endorsed',
] as const

/** `not-stated`: somebody awarded a badge for it and does not say how it was shown. */
export type EvidenceStrength = (typeof evidenceStrengths)[number]
