import { displayText } from '../i18n/display-text.ts'
import { type EvidenceStrength, evidenceStrengths } from '../skills/evidence-strength.ts'
import { type Skill, skillKey } from '../skills/skill-alignments.ts'
import type { CredentialReport } from '../verify/report.ts'

export type SkillEvidence = {
  /** Made safe to show. */
  skill: string
  strength: EvidenceStrength
  /** The badges that speak of it, the strongest first; none where the person alone says so. */
  badges: { index: number; strength: EvidenceStrength }[]
}

const rank = (strength: EvidenceStrength) => evidenceStrengths.indexOf(strength)

/**
 * The skills of a CV with what stands behind each: of badges only those that are proven count, each with the strength
 * that its awarder states. Skills stand in the order of the badges, then of the person's own list.
 */
export function skillEvidence(
  reports: readonly CredentialReport[],
  ownSkills: readonly string[] = [],
): SkillEvidence[] {
  const found = new Map<string, SkillEvidence>()
  for (const [index, report] of reports.entries()) {
    const strength = strengthOf(report)
    for (const { name, key } of strength === undefined ? [] : provenSkills(report)) {
      const entry = found.get(key) ?? { skill: name, strength: 'self-stated', badges: [] }
      // sound: the loop is empty without a strength
      entry.badges.push({ index, strength: strength as EvidenceStrength })
      found.set(key, entry)
    }
  }
  for (const name of ownSkills.map((skill) => displayText(skill))) {
    if (name === undefined || found.has(skillKey({ name }))) continue
    found.set(skillKey({ name }), { skill: name, strength: 'self-stated', badges: [] })
  }
  return [...found.values()].map(strongestFirst)
}

/** Nothing for a badge that is not proven, or that only copies the achievement of another awarder. */
export function strengthOf(report: CredentialReport): EvidenceStrength | undefined {
  const { verdict, checks, credential } = report
  const isCopied = checks.some(({ code }) => code === 'achievement_of_another')
  if (verdict !== 'valid' || isCopied || credential?.achievement === undefined) return undefined
  if (credential.issuer.id === credential.subjectId) return 'self-stated'
  if (checks.some(({ name, code }) => name === 'endorsements' && code === 'ok')) return 'endorsed'
  return credential.achievement.howShown ?? 'not-stated'
}

function provenSkills({ credential }: CredentialReport): { name: string; key: string }[] {
  const skills: Skill[] = credential?.achievement?.skills ?? []
  return skills.flatMap((skill) => {
    const name = displayText(skill.name)
    return name === undefined ? [] : [{ name, key: skillKey(skill) }]
  })
}

function strongestFirst({ skill, badges }: SkillEvidence): SkillEvidence {
  const sorted = [...badges].sort((one, other) => rank(other.strength) - rank(one.strength))
  return { skill, strength: sorted[0]?.strength ?? 'self-stated', badges: sorted }
}
