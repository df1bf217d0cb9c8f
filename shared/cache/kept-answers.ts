/**
 * Answers to questions about one object that nobody changes any more, kept as long as the object is. Only those that are
 * there are kept, so that questions without one fill no memory.
 */
export function createKeptAnswers<Answer extends object>(): (
  about: object,
  question: string,
  find: () => Answer | undefined,
) => Answer | undefined {
  const kept = new WeakMap<object, Map<string, Answer>>()
  return (about, question, find) => {
    const known = kept.get(about) ?? new Map<string, Answer>()
    const answer = known.get(question) ?? find()
    if (answer !== undefined) known.set(question, Object.freeze(answer))
    kept.set(about, known)
    return answer
  }
}
