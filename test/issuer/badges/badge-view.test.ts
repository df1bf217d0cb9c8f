import { describe, expect, it } from 'vitest'
import { trailOf } from '../../../issuer/badges/badge-view.ts'
import type { StoneHue } from '../../../shared/look/stone.ts'

describe('trailOf', () => {
  const rowsOf = (...hues: StoneHue[]) =>
    hues.map((hue, at) => ({ stone: { name: `badge ${at}`, hue, howShown: 'attended' as const } }))
  const namesOf = (...hues: StoneHue[]) => trailOf(rowsOf(...hues)).map(({ name }) => name)

  it('shows the first badge of each hue', () => {
    expect(namesOf('sea', 'sea', 'clay', 'sea', 'fern')).toEqual(['badge 0', 'badge 2', 'badge 4'])
  })

  it('shows five at most, and none where there is none', () => {
    const hues = ['sea', 'clay', 'fern', 'slate', 'bronze', 'heather', 'harbour'] as const
    expect(namesOf(...hues)).toHaveLength(5)
    expect(namesOf()).toEqual([])
  })
})
