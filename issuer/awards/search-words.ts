export type Recipient = { recipientEmail: string; recipientName: string | null }

const maxNameWords = 8
const maxLetters = 254

/** By which words an award is found: the address, and each word of the name. */
export function awardWordsOf({ recipientEmail, recipientName }: Recipient): string[] {
  const words = [foldWord(recipientEmail), ...wordsIn(recipientName ?? '').slice(0, maxNameWords)]
  return [...new Set(words.filter((word) => word !== ''))]
}

/** What somebody types to find a person: an address or the beginning of one, or words of a name. */
export function searchWordsOf(text: string): string[] {
  const words = text.includes('@') ? text.split(/\s+/).map(foldWord) : wordsIn(text)
  const asked = words.filter((word) => word !== '').slice(0, 4)
  // the longest first: it is the one that the index looks up
  return asked.sort((one, other) => other.length - one.length)
}

function wordsIn(text: string): string[] {
  return foldWord(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Siân, SIAN and sian are one. */
function foldWord(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().slice(0, maxLetters)
}
