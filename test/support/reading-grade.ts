/**
 * Flesch-Kincaid grade of a text: 0.39 × words a sentence + 11.8 × syllables a word − 15.59. A grade of 6 is
 * about what an 11-year-old reads. @see https://apps.dtic.mil/sti/citations/ADA006655
 */
export function readingGrade(text: string): number {
  const words = text.match(/[\p{L}\p{N}’'-]+/gu) ?? []
  if (words.length === 0) return 0
  const sentences = text
    .split(/[.!?:]+(?:\s|$)/)
    .filter((part) => /[\p{L}\p{N}]/u.test(part)).length
  const syllables = words.reduce((total, word) => total + countSyllables(word), 0)
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
}

/** Syllables of an English word by its groups of vowels: right for nearly all short words, near for the rest. */
export function countSyllables(word: string): number {
  if (/^\d+$/.test(word)) return 1
  return word
    .toLowerCase()
    .split('-')
    .reduce((total, part) => total + syllablesOf(part.replace(/[’']s?$|[^a-z]/g, '')), 0)
}

function syllablesOf(word: string): number {
  if (word.length <= 3) return word === '' ? 0 : 1
  const spoken = word
    .replace(/(?:[^laeiouy]|[aeiouy]l)es$|ed$|[^l]e$/, (ending) => silentEnding(word, ending))
    .replace(/^y/, '')
  const groups = spoken.match(/[aeiouy]{1,2}/g) ?? []
  return Math.max(1, groups.length + (word.match(spokenApart) ?? []).length)
}

/** Vowels that stand together and are spoken apart: be-ing, cre-ate, ide-a, issu-er, earli-er. */
const spokenApart = /[aeiouy]ing|eat(?:e[ds]?|ing|or)|ea$|[^gq]uer|[^aeiou]ier|ia|[^cstx]io/g

/** An e at the end is silent, but not in `wanted`, `added`, `watches`, `changes`. */
function silentEnding(word: string, ending: string): string {
  if (ending === 'ed') return /[td]ed$/.test(word) ? ending : ''
  if (/(?:s|x|z|ch|sh|c|g)es$/.test(word)) return ending
  return ending.replace(/e(s?)$/, '$1')
}
