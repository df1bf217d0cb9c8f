import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../../shared/did/did.ts'
import { stoneImage } from '../../../../shared/look/stone-look.ts'
import { check } from '../../../../shared/verify/check.ts'
import type { CredentialReport } from '../../../../shared/verify/report.ts'
import { badgeRow } from '../../../../wallet/core/record/badge-row.ts'
import { heldBadge } from '../../fake-ports.ts'

const row = {
  id: 'badge-1',
  name: 'First aid',
  provider: 'Quay Youth Club',
  issuerId: 'did:web:issuer.example:quay',
  achievementId: 'https://city.example/badges/first-aid/v/1',
  receivedAt: '2026-11-20T09:00:00Z',
  validFrom: '2026-11-01T09:00:00Z',
  hasPicture: false,
  skills: [],
  isEndorsed: false,
  isOldKind: false,
  canBeSent: true,
  verdict: 'valid',
  checkedAt: '2026-11-22T10:00:00Z',
  hasReflection: false,
}

describe('badgeRow', () => {
  test('is what a list shows of a badge', () => {
    expect(badgeRow(heldBadge())).toEqual(row)
  })

  test('names the check that decided against the badge', () => {
    const { report } = heldBadge()
    const checks = [check('accreditation', 'not_accredited'), check('status', 'revoked')]
    const badge = heldBadge({ report: { ...report, verdict: 'invalid', checks } })
    expect(badgeRow({ ...badge, reflection: 'mine' })).toEqual({
      ...row,
      verdict: 'invalid',
      doubt: { name: 'status', code: 'revoked' },
      hasReflection: true,
    })
  })

  test('names the city that vouches, and none that is only named', () => {
    const { report } = heldBadge()
    const city = { did: parseDid('did:web:city.example'), name: 'Cardiff' }
    const other = { did: parseDid('did:web:other.example'), name: 'Newport' }
    const cityOf = (via: CredentialReport['via'], code: 'ok' | 'not_accredited') => {
      const checks = [check('accreditation', code)]
      return badgeRow(heldBadge({ report: { ...report, checks, ...(via && { via }) } })).city
    }
    expect(cityOf({ city }, 'ok')).toEqual(city)
    expect(cityOf({ city, recognised: other }, 'ok')).toEqual(other)
    expect(cityOf({ city }, 'not_accredited')).toBeUndefined()
  })

  test('says which badges cannot be sent', () => {
    const { holder: _, ...notMine } = heldBadge()
    expect(badgeRow(notMine)).toEqual({ ...row, canBeSent: false })
    const old = badgeRow(heldBadge({ format: 'open-badge-2' }))
    expect([old.isOldKind, old.canBeSent]).toEqual([true, false])
  })

  test('says nothing of how a badge was shown that may be a copy', () => {
    const { report, summary } = heldBadge()
    const achievement = {
      ...{ id: 'https://other.example/b', name: 'First aid' },
      howShown: 'assessed' as const,
      layer: { code: 'lead', name: { en: 'Lead', cy: 'Arwain' } },
    }
    const look = { hue: 'clay', glyph: 'heart' } as const
    const shownOf = (code: 'ok' | 'not_checked', id: string) => {
      const image = stoneImage(id, look)
      const change = { ...summary, achievement: { ...achievement, id, image } }
      const checks = [check('accreditation', code)]
      const row = badgeRow(heldBadge({ summary: change, report: { ...report, checks } }))
      return [row.howShown, row.layer?.code, row.look]
    }
    expect(shownOf('not_checked', 'https://other.example/b')).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(shownOf('ok', 'https://other.example/b')).toEqual(['assessed', 'lead', look])
    expect(shownOf('not_checked', 'https://issuer.example/quay/b')).toEqual([
      'assessed',
      'lead',
      look,
    ])
  })

  test('makes the names of skills safe to show', () => {
    const { summary } = heldBadge()
    const skills = [
      { name: 'First\u202e aid', url: 'https://skills.example/1' },
      { name: '\u200b' },
    ]
    const achievement = { id: 'https://issuer.example/quay/b', name: 'First aid', skills }
    expect(badgeRow(heldBadge({ summary: { ...summary, achievement } })).skills).toEqual([
      { name: 'First aid', url: 'https://skills.example/1' },
    ])
  })

  test('falls back to the address of an awarder without a name, and to none for names that are empty', () => {
    const { summary } = heldBadge()
    const nameless = { ...summary, issuer: { id: 'did:web:a.example:b', name: '\u200b' } }
    expect(badgeRow(heldBadge({ summary: nameless })).provider).toBe('a.example/b')
    const odd = { ...summary, issuer: { id: 'urn:x' }, achievement: { id: '', name: ' ' } }
    expect(badgeRow(heldBadge({ summary: odd }))).toMatchObject({ provider: '', name: '' })
  })
})
