import { describe, expect, test } from 'vitest'
import { howShownAlignment } from '../../../../shared/skills/how-shown.ts'
import { jsonResume } from '../../../../wallet/core/cv/json-resume.ts'
import { createSharingWallet } from './sharing-wallet.ts'

const skill = {
  type: ['Alignment'],
  targetName: 'First aid',
  targetUrl: 'https://skills.example/1',
}

describe('jsonResume', () => {
  test('says everything that the format has a place for', async () => {
    const { hold } = createSharingWallet()
    const badge = await hold('Harbour guide', { alignment: [howShownAlignment('assessed'), skill] })
    const cv = {
      updatedAt: '2026-11-22T10:00:00.000Z',
      ownWords: {
        language: 'en' as const,
        name: 'Sam Jones',
        email: 'sam@learner.example',
        phone: '029 2018 0000',
        place: 'Cardiff',
        about: 'I like boats.',
        work: [
          { what: 'Helper', where: 'Quay', from: '2024-05', until: 'summer 2025', more: 'Tea' },
          { what: 'Paper round' },
        ],
        education: [{ what: 'GCSE Maths', where: 'Fitzalan', until: '2025' }],
        skills: ['Knots'],
      },
    }
    const link = `https://wallet.example/s#${'a'.repeat(22)}.${'b'.repeat(43)}`
    expect(jsonResume(cv, [badge], link)).toEqual({
      $schema: 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json',
      basics: {
        name: 'Sam Jones',
        email: 'sam@learner.example',
        phone: '029 2018 0000',
        summary: 'I like boats.',
        location: { address: 'Cardiff' },
      },
      work: [
        { name: 'Quay', position: 'Helper', startDate: '2024-05', summary: 'Tea' },
        { position: 'Paper round' },
      ],
      education: [{ institution: 'Fitzalan', area: 'GCSE Maths', endDate: '2025' }],
      certificates: [
        { name: 'Harbour guide', issuer: 'Quay Youth Club', date: '2026-09-01', url: `${link}.1` },
      ],
      skills: [
        { name: 'First aid', level: 'assessed', keywords: ['Harbour guide'] },
        { name: 'Knots', level: 'self-stated', keywords: [] },
      ],
      meta: { canonical: link, version: 'v1.0.0', lastModified: '2026-11-22T10:00:00Z' },
    })
  })
})
