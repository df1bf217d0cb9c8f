import { describe, expect, test } from 'vitest'
import { check } from '../../../../shared/verify/check.ts'
import { badgeRow } from '../../../../wallet/core/record/badge-row.ts'
import { dueRows, refreshDue } from '../../../../wallet/core/record/refresh-due.ts'
import { createFakeWorld, heldBadge, reportValid } from '../../fake-ports.ts'
import { rowOf } from './rows.ts'

const now = new Date('2026-11-22T10:00:00Z')

describe('dueRows', () => {
  test('begins with what was not checked for longest', () => {
    const rows = [
      rowOf({ id: 'yesterday', checkedAt: '2026-11-21T10:00:00Z' }),
      rowOf({ id: 'today', checkedAt: '2026-11-22T09:00:00Z' }),
      rowOf({ id: 'future', checkedAt: '2026-12-22T09:00:00Z' }),
      rowOf({ id: 'old kind', checkedAt: '2026-02-01T09:00:00Z', isOldKind: true }),
      rowOf({ id: 'spring', checkedAt: '2026-03-01T09:00:00Z' }),
      rowOf({
        ...{ id: 'revoked', checkedAt: '2026-03-01T09:00:00Z' },
        ...{ verdict: 'invalid', doubt: { name: 'status', code: 'revoked' } },
      }),
    ]
    expect(dueRows(rows, now).map(({ id }) => id)).toEqual([
      'old kind',
      'spring',
      'yesterday',
      'future',
    ])
  })
})

/** A wallet of badges that nobody checked since spring; `reports` by the name of the provider. */
function createOldWorld(count: number) {
  const world = createFakeWorld()
  const { report } = heldBadge()
  for (let index = 0; index < count; index += 1) {
    const old = { ...report, checkedAt: `2026-03-${String(index + 1).padStart(2, '0')}T09:00:00Z` }
    world.badges.push(heldBadge({ id: `badge-${index}`, report: old }))
  }
  const kept: string[] = []
  world.ports.store.updateReport = async (id) => void kept.push(id)
  return { world, kept, rows: world.badges.map(badgeRow) }
}

describe('refreshDue', () => {
  test('checks a bounded number', async () => {
    const { world, kept, rows } = createOldWorld(5)
    const refresh = await refreshDue(rows, world.ports, { maxBadges: 3 })
    expect(refresh).toEqual({ checked: 3, changed: 0, unreachable: 0 })
    expect(kept).toEqual(['badge-0', 'badge-1', 'badge-2'])
  })

  test('counts what is different now', async () => {
    const { world, rows } = createOldWorld(1)
    const checks = [check('status', 'revoked')]
    world.report = (text) => ({ ...reportValid(text), verdict: 'invalid', checks })
    expect(await refreshDue(rows, world.ports)).toEqual({ checked: 1, changed: 1, unreachable: 0 })
  })

  test('asks an awarder that does not answer once', async () => {
    const { world, kept, rows } = createOldWorld(4)
    let asked = 0
    world.report = (text) => {
      asked += 1
      const checks = [check('status', 'list_unreachable')]
      return { ...reportValid(text), verdict: 'unknown', checks }
    }
    expect(await refreshDue(rows, world.ports)).toEqual({ checked: 0, changed: 0, unreachable: 1 })
    expect([asked, kept]).toEqual([1, []])
  })

  test('stops when it is told to, and passes over what was deleted meanwhile', async () => {
    const { world, kept, rows } = createOldWorld(4)
    world.badges = world.badges.filter(({ id }) => id !== 'badge-0')
    const stop = new AbortController()
    const pause = async () => {
      if (kept.length === 2) stop.abort()
    }
    await refreshDue(rows, world.ports, { signal: stop.signal, pause })
    expect(kept).toEqual(['badge-1', 'badge-2'])
  })
})
