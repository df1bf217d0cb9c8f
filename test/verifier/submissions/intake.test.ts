import { expect, test } from 'vitest'
import { takeIn } from '../../../verifier/submissions/intake.ts'
import { createWorld } from '../../shared/verify/world.ts'

test('takeIn lets others in between the files of one sending', async () => {
  const { ports } = createWorld()
  const noFetch = () => Promise.reject(new Error('nothing is fetched'))
  const bytes = Buffer.from(JSON.stringify({ words: 'a word '.repeat(30_000) }))
  const given = Array.from({ length: 8 }, (_, number) => ({ fileName: `${number}.json`, bytes }))
  let turnsOfOthers = 0
  let isOver = false
  const countTurns = () => {
    turnsOfOthers += 1
    if (!isOver) setImmediate(countTurns)
  }
  setImmediate(countTurns)
  const items = await takeIn(given, {}, { verification: ports, fetch: noFetch })
  isOver = true
  expect(items).toEqual(given.map(({ fileName }) => ({ fileName, refusal: 'unreadable' })))
  expect(turnsOfOthers).toBeGreaterThanOrEqual(given.length)
})
