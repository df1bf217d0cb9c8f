/** What a check that took too long comes to. */
export const tooSlow = { outcome: 'problem', problem: 'too-slow' } as const

/** The answer, or `late` if it took too long: hosts are bounded one by one, and this bounds them all together. */
export async function inTime<Answer, Late>(
  checking: Promise<Answer>,
  { maxMilliseconds, late }: { maxMilliseconds: number; late: Late },
): Promise<Answer | Late> {
  let timer: NodeJS.Timeout | undefined
  const waiting = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), maxMilliseconds)
  })
  try {
    return await Promise.race([checking, waiting])
  } finally {
    clearTimeout(timer)
  }
}
