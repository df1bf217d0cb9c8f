import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createListSlices, slicesOfList } from '../../../issuer/status/list-slices.ts'
import { deriveWith } from '../../../shared/node/kms/derive-bytes.ts'
import { minimumListLength } from '../../../shared/status/bitstring.ts'

const deriveOf = (secret: number) => deriveWith(createSecretKey(Buffer.alloc(32, secret)))
const length = minimumListLength / slicesOfList

describe('createListSlices', () => {
  it('divides a list the same way on each node: every place is in one slice', () => {
    const [here, there] = [createListSlices(deriveOf(1)), createListSlices(deriveOf(1))]
    there('another', 0, 1)
    const slices = Array.from({ length: slicesOfList }, (_, slice) =>
      here('list', slice, length + 1),
    )
    expect(new Set(slices.flat()).size).toBe(minimumListLength)
    const same = new Set(slices[3])
    expect(there('list', slicesOfList + 3, length).filter((place) => !same.has(place))).toEqual([])
  })

  it('takes other places each time, spread over the whole list', () => {
    const places = createListSlices(deriveOf(1))
    const [one, other] = [places('list', 3, 100), places('list', 3, 100)]
    expect(new Set(one).size).toBe(100)
    expect(one).not.toEqual(other)
    expect(Math.max(...one) - Math.min(...one)).toBeGreaterThan(minimumListLength / 2)
  })

  it('divides other lists, and those of other installations, in other ways', () => {
    const mine = createListSlices(deriveOf(1))
    const first = new Set(mine('list', 3, length))
    for (const places of [
      mine('other', 3, length),
      createListSlices(deriveOf(2))('list', 3, length),
    ]) {
      const shared = places.filter((place) => first.has(place))
      expect(shared.length).toBeLessThan(length / 8)
    }
  })
})
