import { describe, expect, it } from 'vitest'
import { createNodeCanonicalization } from '../../../shared/node/canonicalization.ts'
import { sampleBadge } from '../credential/sample-badge.ts'

describe('createNodeCanonicalization', () => {
  it('answers the same with and without compiled contexts', async () => {
    const on = createNodeCanonicalization()
    const off = createNodeCanonicalization({ isCompiled: false })
    expect(off.canonicalize.compiled).toBeUndefined()
    expect(on.canonicalize.compiled?.text(sampleBadge())).toBe(
      await off.canonicalize(sampleBadge()),
    )
    expect(await on.canonicalize(sampleBadge())).toBe(await off.canonicalize(sampleBadge()))
  })

  it('raises an alarm once where they differ, and counts it', () => {
    const lines: string[] = []
    const logger = { error: (line: string) => void lines.push(line) }
    const { canonicalize, differences } = createNodeCanonicalization({ logger })
    expect(differences()).toBe(0)
    canonicalize.compiled?.switchOff()
    canonicalize.compiled?.switchOff()
    expect(differences()).toBe(1)
    expect(lines).toEqual([expect.stringContaining('off until the next start')])
    expect(canonicalize.compiled?.text(sampleBadge())).toBeUndefined()
  })
})
