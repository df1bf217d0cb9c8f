/** When tests take place, unless they say otherwise. */
export const testTime = '2026-11-22T10:00:00Z'

export type TestClock = (() => Date) & {
  set(time: string): void
  advance(seconds: number): void
}

/** A clock that stands still until it is moved. */
export function createTestClock(time: string = testTime): TestClock {
  let now = Date.parse(time)
  return Object.assign(() => new Date(now), {
    set: (next: string) => {
      now = Date.parse(next)
    },
    advance: (seconds: number) => {
      now += seconds * 1000
    },
  })
}
