import { describe, expect, test } from 'vitest'
import { wordsIn } from '../../../shared/i18n/check-sentences.ts'
import {
  type CandidateReportInput,
  candidateReportView,
} from '../../../shared/report/candidate-report-view.ts'
import type { Need } from '../../../shared/skills/need.ts'
import type { CredentialReport } from '../../../shared/verify/report.ts'
import { sampleBadge, samplePresentation } from '../server/demo/report-samples.ts'

const home = 'https://city.example/providers/hove-makers/badges/laser-cutting/v/2'
const laser = sampleBadge({
  name: 'Laser cutting',
  issuerName: 'Hove Makers',
  howShown: 'attended',
})
const need = (change: Partial<Need> = {}): Need => ({
  id: 'n1',
  label: 'Laser cutter',
  isRequired: true,
  wanted: { kind: 'badge', ids: [home] },
  ...change,
})

function withSkill(name: string, url?: string): CredentialReport {
  const report = structuredClone(laser)
  if (report.credential?.achievement) {
    report.credential.achievement.skills = [{ name, ...(url !== undefined && { url }) }]
  }
  return report
}

function view(input: Partial<CandidateReportInput>, language: 'en' | 'cy' = 'en') {
  return candidateReportView({ evidence: [{ report: laser }], ...input }, wordsIn[language])
}

function groupsIn(input: Partial<CandidateReportInput>, language: 'en' | 'cy' = 'en') {
  const { needsSentence, groups = [] } = view(input, language)
  const lines = groups.map(({ label, asked, rows, nothing }) => [
    label,
    asked,
    rows.map((row) => [
      row.name,
      row.resultWord,
      ...(row.weaker === undefined ? [] : [row.weaker]),
    ]),
    nothing,
  ])
  return { needsSentence, lines }
}

describe('candidateReportView', () => {
  test('puts each badge under the need that it speaks of, and what nobody asked for after', () => {
    const food = sampleBadge({ name: 'Food', codes: { status: 'revoked' } })
    if (food.credential?.achievement) food.credential.achievement.id = 'https://x.example/food'
    const needs = [
      need(),
      need({ id: 'n2', label: 'First aid', wanted: { kind: 'skill', name: 'First aid' } }),
      need({ id: 'n3', label: 'Tea', isRequired: false, wanted: { kind: 'skill', name: 'Tea' } }),
    ]
    expect(groupsIn({ needs, evidence: [{ report: samplePresentation([laser, food]) }] })).toEqual({
      needsSentence: 'Of 2 things they must have, we found proof of 1.',
      lines: [
        ['Laser cutter', 'Must have', [['Laser cutting', 'Proven']], undefined],
        ['First aid', 'Must have', [], 'Nothing sent'],
        ['Tea', 'Good to have', [], 'Nothing sent'],
        ['Sent, but not asked for', undefined, [['Food', 'Not valid']], undefined],
      ],
    })
  })

  test('counts a proven badge once, however it was sent, as its owner showed it', () => {
    const alone = sampleBadge({ name: 'Laser cutting', codes: { 'holder-binding': 'not_asked' } })
    const changed = sampleBadge({ name: 'Laser cutting', codes: { status: 'revoked' } })
    const shown = samplePresentation([laser])
    const resultsOf = (reports: CandidateReportInput['evidence']) => {
      const { sentence, rows, sources } = view({ evidence: reports })
      return [sentence, rows.map(({ result }) => result), sources]
    }
    expect(resultsOf([{ report: alone }, { report: shown }])).toEqual([
      'The badge is proven.',
      ['valid'],
      [laser],
    ])
    expect(resultsOf([{ report: alone }, { report: changed }, { report: shown }])).toEqual([
      '1 of 2 badges is proven. 1 is not valid.',
      ['valid', 'invalid'],
      [laser, changed],
    ])
  })

  test.each<[string, CredentialReport, Need['wanted'], boolean]>([
    [
      'a skill however it is spelled',
      withSkill('  laser  CUTTING '),
      { kind: 'skill', name: 'Laser cutting' },
      true,
    ],
    [
      'a skill by its address',
      withSkill('Other', 'https://s.example/1'),
      { kind: 'skill', name: 'Laser', url: 'https://s.example/1' },
      true,
    ],
    ['another skill', withSkill('Sawing'), { kind: 'skill', name: 'Laser cutting' }, false],
    ['another badge', laser, { kind: 'badge', ids: ['https://city.example/other'] }, false],
    [
      'a copy of the badge that was asked for',
      sampleBadge({ name: 'Laser cutting', codes: { accreditation: 'achievement_of_another' } }),
      { kind: 'badge', ids: [home] },
      false,
    ],
  ])('knows %s', (_, report, wanted, speaks) => {
    const { lines } = groupsIn({ needs: [need({ wanted })], evidence: [{ report }] })
    expect(lines[0]?.[3]).toBe(speaks ? undefined : 'Nothing sent')
  })

  test('says that a badge fits and is weaker than asked, and does not count it as proof', () => {
    const needs = [need({ minimumStrength: 'assessed' })]
    expect(groupsIn({ needs })).toEqual({
      needsSentence: 'The one thing they must have is not proven.',
      lines: [
        [
          'Laser cutter',
          'Must have, shown at least as: Assessed',
          [
            [
              'Laser cutting',
              'Proven',
              'It fits, but is shown in a weaker way than asked: Assessed.',
            ],
          ],
          undefined,
        ],
      ],
    })
    expect(groupsIn({ needs: [need({ minimumStrength: 'attended' })] }).needsSentence).toBe(
      'The one thing they must have is proven.',
    )
  })

  test('joins all that one candidate showed, as old as the oldest of it, and tells plain CVs apart', () => {
    const later = { ...samplePresentation([laser]), checkedAt: '2026-11-23T10:00:00Z' }
    const tea = sampleBadge({ name: 'Tea' })
    const own = {
      language: 'en' as const,
      name: 'Sam\u202e Jones',
      about: 'One\nTwo',
      work: [],
      education: [],
      skills: [],
    }
    const { sentence, asOf, said, plainFiles, sent } = view({
      evidence: [{ report: later, ownWords: own }, { report: tea }, { fileName: 'cv.pdf' }, {}],
    })
    expect([sentence, asOf, sent.length]).toEqual([
      'Both badges are proven.',
      'As of 22 November 2026, 10:00 GMT',
      1,
    ])
    expect(said).toEqual([
      { title: 'Name', lines: ['Sam Jones'] },
      { title: 'About them', lines: ['One', 'Two'] },
    ])
    const note = 'A plain CV. There is no badge in it, so there is nothing to check.'
    expect(plainFiles).toEqual([
      { name: 'cv.pdf', note },
      { name: 'A file with no name', note },
    ])
  })

  test('shows what was found before beside what is found now, and the last known answer where nothing is', () => {
    const now = { ...sampleBadge({ name: 'A', codes: { status: 'revoked' } }) }
    const down = { ...sampleBadge({ name: 'A', codes: { status: 'list_unreachable' } }) }
    const earlier = { ...sampleBadge({ name: 'A' }), checkedAt: '2026-11-01T10:00:00Z' }
    const beforeOf = (report: CredentialReport) => {
      const { checkedBefore, rows } = view({ evidence: [{ report, earlier }] })
      return [checkedBefore, rows[0]?.result, rows[0]?.before]
    }
    expect(beforeOf(now)).toEqual([
      'Checked before that on 1 November 2026, 10:00 GMT.',
      'invalid',
      { result: 'valid', sentence: 'On 1 November 2026, 10:00 GMT it was: Proven.' },
    ])
    expect(beforeOf(down)[2]).toEqual({
      result: 'valid',
      sentence: 'Last known answer, from 1 November 2026, 10:00 GMT: Proven.',
    })
  })

  test('says the name that they gave, whether or not anything was compared with it', () => {
    expect(view({ statedName: 'Sam Jones' }).person).toEqual({
      statedName: 'The name they gave: Sam Jones.',
      sentence: 'No name was compared with these badges.',
      next: 'Check who they are when you meet.',
    })
  })

  test('speaks Welsh', () => {
    expect(groupsIn({ needs: [need()], evidence: [] }, 'cy')).toEqual({
      needsSentence: 'Nid yw’r un peth y mae’n rhaid ei gael wedi’i brofi.',
      lines: [['Laser cutter', 'Rhaid ei gael', [], 'Ni anfonwyd dim']],
    })
  })
})
