import { describe, expect, test } from 'vitest'
import { check } from '../../../../shared/verify/check.ts'
import type { CredentialReport } from '../../../../shared/verify/report.ts'
import { recheckBadge } from '../../../../wallet/core/record/recheck-badge.ts'
import { assertion } from '../../../shared/verify/open-badge-2/examples.ts'
import { createFakeWorld, heldBadge, reportValid } from '../../fake-ports.ts'

const badge = heldBadge()

function reporting(report: Partial<CredentialReport>) {
  const world = createFakeWorld()
  const kept: CredentialReport[] = []
  world.ports.store.updateReport = async (_, each) => void kept.push(each)
  world.report = (text) => ({ ...reportValid(text), checkedAt: '2026-11-23T10:00:00Z', ...report })
  return { world, kept }
}

describe('recheckBadge', () => {
  test('keeps what the checks say now', async () => {
    const checks = [check('status', 'revoked')]
    const { world, kept } = reporting({ verdict: 'invalid', checks })
    const { outcome, badge: now } = await recheckBadge(badge, world.ports)
    expect([outcome, now.report.verdict, kept.map(({ verdict }) => verdict)]).toEqual([
      'checked',
      'invalid',
      ['invalid'],
    ])
  })

  test.each([check('status', 'list_unreachable'), check('issuer-key', 'issuer_unreachable')])(
    'keeps what was known before, with its time, where a host is silent: $code',
    async (silent) => {
      const { world, kept } = reporting({ verdict: 'unknown', checks: [silent] })
      const again = await recheckBadge(badge, world.ports)
      expect([again.outcome, again.badge, kept]).toEqual(['unreachable', badge, []])
    },
  )

  test('takes nothing back that another check has found out meanwhile', async () => {
    const checks = [check('status', 'list_unreachable')]
    const { world, kept } = reporting({ verdict: 'unknown', checks })
    world.ports.store.findBadge = async () => badge
    const begunAs = { ...badge, report: { ...badge.report, verdict: 'unknown' as const } }
    expect((await recheckBadge(begunAs, world.ports)).outcome).toBe('unreachable')
    expect(kept).toEqual([])
  })

  test('keeps a doubt of any other kind', async () => {
    const checks = [check('status', 'list_rolled_back')]
    const { world, kept } = reporting({ verdict: 'unknown', checks })
    const again = await recheckBadge(badge, world.ports)
    expect([again.outcome, again.badge.report.verdict, kept.length]).toEqual([
      'checked',
      'unknown',
      1,
    ])
  })

  test('checks a badge of an older kind where it can be checked, else leaves it', async () => {
    const { world, kept } = reporting({})
    const old = heldBadge({ format: 'open-badge-2', text: JSON.stringify(assertion) })
    expect(await recheckBadge(old, world.ports)).toEqual({ outcome: 'checked', badge: old })
    expect(kept).toEqual([])
    const report = { ...badge.report, securedWith: 'open-badge-2-hosted' }
    const ports = { ...world.ports, verifyOpenBadge2: async () => report }
    expect(await recheckBadge(old, ports)).toEqual({
      outcome: 'checked',
      badge: { ...old, report },
    })
    expect(kept).toEqual([report])
    const silent = check('proof', 'hosted_unreachable')
    const dark = async () => ({ ...report, verdict: 'unknown' as const, checks: [silent] })
    const again = await recheckBadge(old, { ...ports, verifyOpenBadge2: dark })
    expect([again.outcome, kept.length]).toEqual(['unreachable', 1])
    const unloaded = { ...ports, verifyOpenBadge2: async () => undefined }
    expect((await recheckBadge(old, unloaded)).outcome).toBe('unreachable')
  })

  test('learns from the hosts of an older badge what it only names', async () => {
    const { world } = reporting({})
    const summaries: unknown[] = []
    world.ports.store.updateReport = async (_, __, summary) => void summaries.push(summary)
    const issuer = { id: 'https://example.org/organization.json', name: 'An Example Issuer' }
    const named = { types: ['Assertion'], issuer, achievement: { id: '', name: 'Robotics' } }
    const old = heldBadge({ format: 'open-badge-2', text: JSON.stringify(assertion) })
    for (const credential of [named, { ...named, achievement: { id: '', name: '' } }]) {
      const verifyOpenBadge2 = async () => ({ ...badge.report, credential })
      await recheckBadge(old, { ...world.ports, verifyOpenBadge2 })
    }
    expect(summaries).toEqual([named, old.summary])
  })

  test('never lets silence stand for an earlier doubt', async () => {
    const checks = [check('status', 'list_unreachable')]
    const { world, kept } = reporting({ verdict: 'unknown', checks })
    const doubtful = heldBadge({ report: { ...badge.report, verdict: 'unknown' } })
    expect((await recheckBadge(doubtful, world.ports)).outcome).toBe('checked')
    expect(kept.length).toBe(1)
  })
})
