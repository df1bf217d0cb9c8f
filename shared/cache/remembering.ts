/** Longer texts are worked out each time: they are rare, and would fill the memory. */
const maxLength = 2_048
const maxEntries = 1_000

/**
 * The same function, with the answers to the last thousand texts kept: for functions that always give one answer to one
 * text, which no caller changes. What they throw is not kept.
 */
export function remembering<Answer>(read: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    const answer = read(text)
    if (text.length > maxLength) return answer
    const [oldest] = answers.size < maxEntries ? [] : answers.keys()
    if (oldest !== undefined) answers.delete(oldest)
    answers.set(text, answer)
    return answer
  }
}
