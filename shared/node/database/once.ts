/** The work is done at the first call; whoever calls again waits for that one. */
export function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined
  return () => {
    result ??= work()
    return result
  }
}
