import type { Experience, OwnWords } from '../../../shared/cv/own-words.ts'

/** A line of own words as it is typed: an empty one is no line. */
export type WordsLine = 'name' | 'email' | 'phone' | 'place' | 'about'

export function withLine(words: OwnWords, line: WordsLine, value: string): OwnWords {
  const { [line]: _, ...rest } = words
  return value === '' ? rest : { ...rest, [line]: value }
}

export function withDetail(entry: Experience, detail: keyof Experience, value: string): Experience {
  if (detail === 'what') return { ...entry, what: value }
  const { [detail]: _, ...rest } = entry
  return value === '' ? rest : { ...rest, [detail]: value }
}

export const maxSkills = 60
const maxSkillLetters = 200

/** One skill on each line; what is being typed stays as it is typed. */
export function skillsOfLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.slice(0, maxSkillLetters))
    .slice(0, maxSkills)
}

/** Whether more lines, or a longer one, would be cut. */
export function areSkillsFull(skills: readonly string[]): boolean {
  return skills.length >= maxSkills || skills.some((skill) => skill.length >= maxSkillLetters)
}

/** What is kept and sent of words as they are typed: no line without words, no entry without content. */
export function tidyWords(words: OwnWords): OwnWords {
  const { language, work, education, skills, ...lines } = words
  const said = Object.entries(lines).flatMap(([name, line]) => {
    const trimmed = line?.trim()
    return trimmed ? [[name, trimmed] as const] : []
  })
  return {
    language,
    ...Object.fromEntries(said),
    work: work.filter(hasContent),
    education: education.filter(hasContent),
    skills: skills.map((skill) => skill.trim()).filter((skill) => skill !== ''),
  }
}

function hasContent(entry: Experience): boolean {
  return Object.values(entry).some((text) => text !== undefined && text.trim() !== '')
}
