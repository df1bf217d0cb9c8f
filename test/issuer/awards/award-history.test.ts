import { describe, expect, test } from 'vitest'
import { auditLines } from '../../../issuer/awards/award-history.ts'
import type { AwardRow } from '../../../issuer/awards/award-store.ts'
import type { Reader } from '../../../shared/node/database/database.ts'

describe('auditLines', () => {
  test.each([[['award.made', 'award.sent']], [['award.sent', 'award.made']]])(
    'tells what is done in the moment of awarding after the award: %j',
    async (actions) => {
      const at = '2026-11-23T01:52:00.000Z'
      const entries = [
        { action: 'award.claimed', at: '2026-11-23T01:53:00.000Z' },
        ...actions.map((action) => ({ action, at })),
      ]
      // sound: nothing else of them is asked for
      const reader = { find: async () => entries } as unknown as Reader
      const award = { provider: 'harbour-youth', id: '1' } as AwardRow
      expect((await auditLines(reader, award)).map(({ text }) => text)).toEqual([
        'It was taken into a wallet.',
        'The link was sent.',
        'It was awarded.',
      ])
    },
  )
})
