import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = new URL('..', import.meta.url).pathname
const rooms = ['bin', 'issuer', 'wallet', 'verifier', 'shared', 'bench']

/** What each file imports of ours: types too, and what it loads later. */
function readImports(): Map<string, string[]> {
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(room, name)),
  )
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      const paths = [...text.matchAll(/\b(?:from |import\()'(\.[^']+)'/g)].map(
        ([, path = '']) => path,
      )
      return [file, paths.map((path) => normalize(join(file, '..', path)))]
    }),
  )
}

/** Each circle as the way round it; a file that no other leads back to is in none. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = []
  const done = new Set<string>()
  const way: string[] = []
  const go = (file: string): void => {
    const place = way.indexOf(file)
    if (place >= 0) return void circles.push([...way.slice(place), file])
    if (done.has(file)) return
    way.push(file)
    for (const next of imports.get(file) ?? []) go(next)
    way.pop()
    done.add(file)
  }
  for (const file of imports.keys()) go(file)
  return circles
}

/** What each folder of shared imports of the others; the catalogue apart, whose keys are typed by what it speaks of. */
function readSharedRooms(): Map<string, string[]> {
  const roomOf = (file: string) => /^shared\/[^/]+/.exec(file)?.[0] ?? ''
  const rooms = new Map<string, string[]>()
  for (const [file, imports] of readImports()) {
    const room = roomOf(file)
    if (room === '' || room === 'shared/i18n') continue
    const others = imports.map(roomOf).filter((other) => other !== '' && other !== room)
    rooms.set(room, [...new Set([...(rooms.get(room) ?? []), ...others])])
  }
  return rooms
}

describe('the files of the house', () => {
  it('are read with what they import', () => {
    const imports = readImports()
    expect(imports.size).toBeGreaterThan(1_000)
    expect(imports.get('shared/did/did.ts')).toEqual(['shared/errors/app-error.ts'])
  })

  it('import one another in no circle', () => {
    expect(circlesOf(readImports())).toEqual([])
  })

  it('stand in rooms of shared of which none leads back to itself', () => {
    const rooms = readSharedRooms()
    expect(rooms.get('shared/did')).toContain('shared/json')
    expect(circlesOf(rooms)).toEqual([])
  })
})

describe(circlesOf, () => {
  it('finds a circle, however long, and none where two ways meet again', () => {
    const met = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }
    expect(circlesOf(new Map(Object.entries(met)))).toEqual([])
    const round = { ...met, d: ['e'], e: ['b'] }
    expect(circlesOf(new Map(Object.entries(round)))).toEqual([['b', 'd', 'e', 'b']])
  })
})
