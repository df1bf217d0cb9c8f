import type { Experience } from '../../../shared/cv/own-words.ts'
import { badgeLink } from '../../../shared/cv/share-link.ts'
import { skillEvidence } from '../../../shared/cv/skill-evidence.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import type { EvidenceStrength } from '../../../shared/skills/evidence-strength.ts'
import type { HeldBadge } from '../held-badge.ts'
import type { Cv } from './cv.ts'

/** A CV in the format of jsonresume.org, which applicant systems read. @see https://jsonresume.org/schema */
export type JsonResume = {
  $schema: string
  basics: {
    name?: string
    email?: string
    phone?: string
    summary?: string
    location?: { address: string }
  }
  work: {
    name?: string
    position: string
    startDate?: string
    endDate?: string
    summary?: string
  }[]
  education: {
    institution?: string
    area: string
    startDate?: string
    endDate?: string
  }[]
  certificates: { name: string; issuer?: string; date?: string; url?: string }[]
  /** `level` is the kind of evidence, not a grade. */
  skills: { name: string; level: EvidenceStrength; keywords: string[] }[]
  meta: { canonical?: string; version: string; lastModified: string }
}

const schema = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json'

/** The only dates that the format takes; a person's own words for a time stay in the text beside. */
const date = /^[12]\d{3}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?$/

/** @param badges of the CV, in its order; only proven ones are evidence, all are listed */
export function jsonResume(
  cv: Pick<Cv, 'ownWords' | 'updatedAt'>,
  badges: readonly HeldBadge[],
  shareLink?: string,
): JsonResume {
  const { name, email, phone, place, about, work, education, skills } = cv.ownWords
  const nameAt = (index: number) => displayText(badges[index]?.summary.achievement?.name) ?? ''
  return {
    $schema: schema,
    basics: {
      ...(name && { name }),
      ...(email && { email }),
      ...(phone && { phone }),
      ...(about && { summary: about }),
      ...(place && { location: { address: place } }),
    },
    work: work.map(({ what, where, more, ...times }) => ({
      ...(where && { name: where }),
      position: what,
      ...datesOf(times),
      ...(more && { summary: more }),
    })),
    education: education.map(({ what, where, ...times }) => ({
      ...(where && { institution: where }),
      area: what,
      ...datesOf(times),
    })),
    certificates: badges.map((badge, index) => certificateOf(badge, index, shareLink)),
    skills: skillEvidence(
      badges.map(({ report }) => report),
      skills,
    ).map(({ skill, strength, badges: proofs }) => ({
      name: skill,
      level: strength,
      keywords: proofs.map(({ index }) => nameAt(index)),
    })),
    meta: {
      ...(shareLink && { canonical: shareLink }),
      version: 'v1.0.0',
      lastModified: cv.updatedAt.replace(/\.\d+Z$/, 'Z'),
    },
  }
}

function certificateOf({ summary }: HeldBadge, index: number, shareLink: string | undefined) {
  const { achievement, issuer, validFrom } = summary
  const issuerName = displayText(issuer.name)
  const url = shareLink === undefined ? achievement?.id : badgeLink(shareLink, index + 1)
  return {
    name: displayText(achievement?.name) ?? '',
    ...(issuerName && { issuer: issuerName }),
    ...(validFrom && { date: validFrom.slice(0, 10) }),
    ...(url && { url }),
  }
}

function datesOf({ from, until }: Pick<Experience, 'from' | 'until'>) {
  return {
    ...(from && date.test(from) && { startDate: from }),
    ...(until && date.test(until) && { endDate: until }),
  }
}
