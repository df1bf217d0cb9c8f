import { displayText } from '../i18n/display-text.ts'
import type { CredentialReport } from '../verify/report.ts'
import type { ReportWords } from './report-words.ts'

export type PersonAsked = 'name' | 'email' | 'both'

/** Whether the badges fit the person, and what is left for people to do. */
export type PersonLine = { sentence: string; next: string; statedName?: string }

/**
 * One that differs outweighs all that match. Where nobody asked about a person, that is said; nothing is said where no
 * badge came so far.
 */
export function personLine(
  credentials: readonly CredentialReport[],
  { asked, statedName }: { asked: PersonAsked; statedName?: string | undefined },
  words: ReportWords,
): PersonLine | undefined {
  const codes = credentials
    .flatMap((credential) => credential.checks)
    .filter((check) => check.name === 'recipient')
    .map((check) => check.code)
  if (codes.every((code) => code === 'not_checked')) return undefined
  const name = displayText(statedName)
  return {
    sentence: words.say(keyFor(codes, asked)),
    next: words.say('report.person-next'),
    ...(name !== undefined && { statedName: words.say('report.person-stated', { name }) }),
  }
}

function keyFor(codes: readonly string[], asked: PersonAsked) {
  const compared = codes.filter((code) => code !== 'not_asked')
  if (compared.every((code) => code === 'not_checked')) return 'report.person-not-asked'
  const found = foundOf(compared)
  return asked === 'name'
    ? (`report.person-${found}` as const)
    : (`report.person-${asked}-${found}` as const)
}

function foundOf(codes: readonly string[]): 'matches' | 'differs' | 'not-stated' {
  if (codes.includes('differs')) return 'differs'
  return codes.every((code) => code === 'matches') ? 'matches' : 'not-stated'
}
