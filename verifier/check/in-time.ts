import type { CheckedGiven } from './check-given.ts'

/** The answer, or that it took too long: hosts are bounded one by one, and this bounds them all together. */
export async function inTime(
  checking: Promise<CheckedGiven>,
  maxMilliseconds: number,
): Promise<CheckedGiven> {
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<CheckedGiven>((resolve) => {
    const problem = { outcome: 'problem', problem: 'too-slow' } as const
    timer = setTimeout(() => resolve(problem), maxMilliseconds)
  })
  try {
    return await Promise.race([checking, tooSlow])
  } finally {
    clearTimeout(timer)
  }
}
