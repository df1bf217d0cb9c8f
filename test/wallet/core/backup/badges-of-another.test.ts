import { describe, expect, test } from 'vitest'
import { badgesOfAnother } from '../../../../wallet/core/backup/badges-of-another.ts'
import { assertion } from '../../../shared/verify/open-badge-2/examples.ts'
import { createFakeWorld, heldBadge, learnerHolder, reportValid } from '../../fake-ports.ts'

describe('badgesOfAnother', () => {
  test('believes nothing that the backup says of its badges, of either kind', async () => {
    const world = createFakeWorld()
    world.report = (text) => ({ ...reportValid(text), verdict: 'invalid' })
    const receivedAt = '2024-05-01T09:00:00Z'
    const holder = learnerHolder.did
    const forged = [
      heldBadge({ id: 'new', receivedAt, reflection: 'Mine' }),
      heldBadge({ id: 'old', format: 'open-badge-2', text: JSON.stringify(assertion), holder }),
      heldBadge({ id: 'none', text: 'x' }),
    ]
    const badges = await badgesOfAnother(forged, [], world.ports)
    expect(forged.map(({ report }) => report.verdict)).toEqual(['valid', 'valid', 'valid'])
    expect(
      badges.map(({ id, report: { verdict }, holder: whose, reflection }) => ({
        ...{ id, verdict, whose, reflection },
      })),
    ).toEqual([
      { id: 'new', verdict: 'invalid', whose: undefined, reflection: 'Mine' },
      { id: 'old', verdict: 'unknown', whose: undefined, reflection: undefined },
    ])
    expect(badges[0]?.receivedAt).toBe(receivedAt)
    expect(badges[1]?.summary.achievement?.name).toBe('')
  })
})
