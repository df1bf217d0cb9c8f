import { describe, expect, it } from 'vitest'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { budgeted } from '../../../shared/verify/budgeted.ts'
import type { ElsewhereOutcome, VerifyElsewhere } from '../../../shared/verify/ports.ts'
import { reportUnchecked } from '../../../shared/verify/verify-credential.ts'
import { createWorld } from './world.ts'

const { ports } = createWorld()
const context = { ports, policy: {}, moment: { now: ports.clock(), clockSkewSeconds: 60 } }
const report = reportUnchecked({}, { ...context, depth: 0 })

/** Of three credentials, each with so much work. */
function elsewhere(...works: ElsewhereOutcome['work'][]) {
  const verifyElsewhere: VerifyElsewhere = async () => works.map((work) => ({ report, work }))
  return budgeted(
    { ...ports, canonicalize: createCanonicalize(), verifyElsewhere },
    { maxNodes: 10, maxHashes: 4 },
  )
}

describe('budgeted', () => {
  it('takes what was done elsewhere from the one budget, and believes nothing beyond it', async () => {
    const nodes = { nodes: 6, hashes: 0 }
    const hashes = { nodes: 0, hashes: 3 }
    const tables = [
      [
        [nodes, hashes],
        [true, true],
      ],
      [
        [nodes, nodes, hashes],
        [true, false, false],
      ],
      [
        [hashes, hashes],
        [true, false],
      ],
    ] as const
    for (const [works, believed] of tables) {
      const { verifyElsewhere } = elsewhere(...works)
      const outcomes = (await verifyElsewhere?.([], context)) ?? []
      expect(outcomes.map((outcome) => outcome !== undefined)).toEqual(believed)
    }
  })

  it('leaves no more to those who ask later', async () => {
    const { verifyElsewhere, canonicalize } = elsewhere({ nodes: 11, hashes: 0 })
    await verifyElsewhere?.([], context)
    await expect(
      canonicalize({ '@context': 'https://www.w3.org/ns/credentials/v2' }),
    ).rejects.toMatchObject({
      code: 'canonicalization_budget_spent',
    })
  })
})
