import { onTestFinished } from 'vitest'

/** How often whatever else waits had its turn since the call: what holds the thread gives none. */
export function countTurns(): () => number {
  let turns = 0
  let isOver = false
  const turn = () => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  onTestFinished(() => {
    isOver = true
  })
  return () => turns
}
