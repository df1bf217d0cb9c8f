/** Three states of one list: what both sides began with, and what each made of it. */
export type Versions<Item> = {
  base: readonly Item[]
  mine: readonly Item[]
  theirs: readonly Item[]
}

/**
 * What both sides changed, each in its own place; where both changed the same place `resolve` decides.
 * @see https://www.cis.upenn.edu/~bcpierce/papers/diff3-short.pdf (a formal investigation of diff3)
 */
export function mergeLists<Item>(
  { base, mine, theirs }: Versions<Item>,
  isSame: (one: Item, other: Item) => boolean,
  resolve: (both: Versions<Item>) => readonly Item[],
): Item[] {
  const inMine = placesOf(base, mine, isSame)
  const inTheirs = placesOf(base, theirs, isSame)
  const merged: Item[] = []
  const from = { base: 0, mine: 0, theirs: 0 }
  const take = (to: typeof from) => {
    const both = {
      base: base.slice(from.base, to.base),
      mine: mine.slice(from.mine, to.mine),
      theirs: theirs.slice(from.theirs, to.theirs),
    }
    merged.push(...settle(both, isSame, resolve))
  }
  base.forEach((item, place) => {
    const [mineAt, theirsAt] = [inMine.get(place), inTheirs.get(place)]
    if (mineAt === undefined || theirsAt === undefined) return
    take({ base: place, mine: mineAt, theirs: theirsAt })
    merged.push(item)
    Object.assign(from, { base: place + 1, mine: mineAt + 1, theirs: theirsAt + 1 })
  })
  take({ base: base.length, mine: mine.length, theirs: theirs.length })
  return merged
}

function settle<Item>(
  both: Versions<Item>,
  isSame: (one: Item, other: Item) => boolean,
  resolve: (both: Versions<Item>) => readonly Item[],
): readonly Item[] {
  const { base, mine, theirs } = both
  const areSame = (some: readonly Item[], others: readonly Item[]) =>
    some.length === others.length &&
    some.every((item, place) => {
      const other = others[place]
      return other !== undefined && isSame(item, other)
    })
  if (areSame(mine, base) || areSame(mine, theirs)) return theirs
  return areSame(theirs, base) ? mine : resolve(both)
}

/** Where items of a list stand in another, by their longest common subsequence. */
function placesOf<Item>(
  list: readonly Item[],
  other: readonly Item[],
  isSame: (one: Item, other: Item) => boolean,
): Map<number, number> {
  const width = other.length + 1
  // how many both have in common from here on
  const common = new Uint16Array((list.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  const areEqual = (i: number, j: number) => {
    const [one, another] = [list[i], other[j]]
    return one !== undefined && another !== undefined && isSame(one, another)
  }
  for (let i = list.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = areEqual(i, j)
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const places = new Map<number, number>()
  let [i, j] = [0, 0]
  while (i < list.length && j < other.length) {
    if (areEqual(i, j)) {
      places.set(i, j)
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return places
}
