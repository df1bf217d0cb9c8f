import { describe, expect, it } from 'vitest'
import { zCredential } from '../../../shared/credential/data-model.ts'
import { credentialIssues } from '../../../shared/credential/model-issues.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { badgeOf, mutate, randomOf } from './compiled/generated-documents.ts'
import { sampleBadge } from './sample-badge.ts'

describe('the rules of Open Badges', () => {
  it('let nothing pass that the rules of credentials refuse', () => {
    const firstSeed = Math.floor(Math.random() * 2 ** 31)
    let passed = 0
    for (let seed = firstSeed; seed < firstSeed + 1_500; seed++) {
      const random = randomOf(seed)
      let document: JsonObject = random.chance(0.5) ? { ...sampleBadge() } : badgeOf(random)
      for (let changes = random.below(3); changes > 0; changes--)
        document = mutate(document, random)
      if (credentialIssues(document).length > 0) continue
      passed += 1
      expect(zCredential.safeParse(document).success, `document ${seed}`).toBe(true)
    }
    expect(passed).toBeGreaterThan(100)
  })

  it('say of an empty list of evidence what the rules of credentials say', () => {
    expect(credentialIssues({ ...sampleBadge(), evidence: [] })).toEqual([
      { rule: 'model', path: 'evidence', message: 'must not be empty' },
    ])
  })
})
