import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { reportViewModel } from '../../../shared/server/report-view-model.ts'
import { check } from '../../../shared/verify/check.ts'
import type { CredentialReport } from '../../../shared/verify/report.ts'
import { sampleBadge, sampleHolder, samplePresentation, sixBadges } from './demo/report-samples.ts'

const badge = sampleBadge({
  name: 'Laser cutting',
  issuerName: 'Hove Makers',
  howShown: 'assessed',
})

function withIssuer(id: string, name?: string): CredentialReport {
  return sampleBadge({ name: 'Laser cutting', issuerId: id, ...(name ? { issuerName: name } : {}) })
}

describe('reportViewModel', () => {
  test('says the verdict first, then each badge in words', () => {
    const view = reportViewModel(badge, 'en')
    expect(view).toEqual({
      verdict: 'valid',
      sentence: 'The badge is proven.',
      notes: [],
      asOf: 'As of 22 November 2026, 10:00 GMT',
      person: {
        sentence: 'No name was compared with these badges.',
        next: 'Check who they are when you meet.',
      },
      selfStated: [],
      said: [],
      plainFiles: [],
      sent: [],
      sources: [badge],
      rows: [
        {
          name: 'Laser cutting',
          stone: {
            name: 'Laser cutting',
            hue: 'harbour',
            howShown: 'assessed',
            glyph: 'spark',
            isRevoked: false,
            isEndorsed: false,
          },
          awarder: { name: 'Hove Makers', domain: 'city.example/providers/hove-makers' },
          howShown: 'Assessed',
          date: '14 March 2026',
          result: 'valid',
          resultWord: 'Proven',
          reason:
            'Not changed · Signed by the awarder · In date · Not taken back · Shown by its owner'.replaceAll(
              ' ·',
              '\u00a0·',
            ),
          answers: [
            {
              question: 'Who gave it?',
              answer:
                'Hove Makers, found at city.example/providers/hove-makers. It was signed with their own key.',
            },
            {
              question: 'Is it still good?',
              answer: 'Yes. It is in date. The awarder has not taken it back.',
            },
            {
              question: 'Were they allowed to give it?',
              answer: 'Not known. No city was asked to vouch for the awarder.',
            },
            { question: 'Whose is it?', answer: 'The one who earned it showed it to you.' },
            {
              question: 'What could not be checked?',
              answer:
                'Nothing. We checked all that we asked. We did not ask: “Vouched for by a city”.',
            },
          ],
          checks: expect.arrayContaining([
            {
              title: 'Not taken back',
              result: 'pass',
              word: 'Passed',
              sentence: 'The awarder has not taken it back.',
            },
          ]),
          facts: [
            { label: 'DID of the awarder', value: 'did:web:city.example:providers:hove-makers' },
            { label: 'Id of the badge', value: 'urn:example:Laser%20cutting' },
            { label: 'Signed with', value: 'eddsa-rdfc-2022' },
          ],
        },
      ],
    })
  })

  test('shows every check of every badge', () => {
    const counts = reportViewModel(sixBadges, 'en').rows.map((row) => row.checks.length)
    expect(counts).toEqual([10, 10, 10, 10, 10, 10])
  })

  test('counts and explains what failed and what could not be checked', () => {
    const view = reportViewModel(sixBadges, 'en', { retryHref: '/again' })
    expect(view.sentence).toBe('4 of 6 badges are proven. 1 is not valid. 1 could not be checked.')
    expect(view.rows.map((row) => `${row.resultWord}: ${row.reason}`).slice(3, 5)).toEqual([
      'Could not be checked: We could not reach the list of badges taken back just now.',
      'Not valid: The awarder took this badge back.',
    ])
    expect(view.notes).toEqual([
      'If a badge could not be checked, that does not make it false. Try again.',
    ])
  })

  test('says that several identities showed the badges, and takes none of them for an awarder', () => {
    const other = `${sampleHolder}2`
    const { holder: _, ...shown } = samplePresentation([badge, withIssuer(other)], {})
    const view = reportViewModel({ ...shown, holders: [sampleHolder, other] }, 'en')
    expect([view.verdict, view.notes, view.selfStated.length]).toEqual([
      'valid',
      [
        'These badges were shown with 2 different identities. Check that they belong to one person.',
      ],
      1,
    ])
  })

  test('speaks Welsh', () => {
    const view = reportViewModel(sixBadges, 'cy')
    expect([view.sentence, view.asOf, view.rows[4]?.reason]).toEqual([
      'Allan o 6 o fathodynnau, mae 4 wedi’u profi. Nid yw 1 yn ddilys. Ni ellid gwirio 1.',
      'Ar 22 Tachwedd 2026, 10:00 GMT',
      'Tynnodd y dyfarnwr y bathodyn hwn yn ôl.',
    ])
  })

  test('offers to check again only while the verdict is unknown', () => {
    const unknown = sampleBadge({ name: 'A', codes: { status: 'list_unreachable' } })
    const hrefOf = (report: CredentialReport) =>
      reportViewModel(report, 'en', { retryHref: '/again' }).retryHref
    expect([hrefOf(unknown), hrefOf(badge)]).toEqual(['/again', undefined])
  })

  test.each([
    [
      'not valid',
      { 'holder-binding': 'nonce_wrong' },
      'invalid',
      'It was made for some other request. It may be a copy.',
    ],
    [
      'unknown',
      { 'holder-binding': 'holder_unreachable' },
      'unknown',
      'We could not reach the web address of the one who shows it.',
    ],
  ] as const)('proves no badge in a presentation that is %s', (_name, codes, verdict, reason) => {
    const view = reportViewModel(samplePresentation([badge], codes), 'en')
    expect([
      view.verdict,
      view.rows[0]?.result,
      view.rows[0]?.reason,
      view.notes.length > 0,
    ]).toEqual([verdict, verdict, reason, true])
  })

  test('sets apart what the candidate signed for themselves, and never calls it proven', () => {
    const own = withIssuer(sampleHolder, 'The University')
    const view = reportViewModel(samplePresentation([own, badge]), 'en')
    expect(view.sentence).toBe('The badge is proven.')
    expect([view.rows.map((row) => row.name), view.selfStated.map((row) => row.name)]).toEqual([
      ['Laser cutting'],
      ['Laser cutting'],
    ])
    const alone = reportViewModel(own, 'en')
    expect([alone.verdict, alone.sentence, alone.rows]).toEqual([
      'unknown',
      'No badge was shown.',
      [],
    ])
  })

  test.each([
    ['did:web:localhost%3A3001:providers:hove', 'localhost:3001/providers/hove', undefined],
    [
      'did:web:xn--hve-8cd.example',
      'xn--hve-8cd.example',
      'Some letters here may pass for others. Look with care.',
    ],
    [
      'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
      undefined,
      'No web address. Anyone could use this name.',
    ],
    ['https://city.example', 'city.example', undefined],
  ])('says where the awarder %s is', (id, domain, warning) => {
    const { awarder } = reportViewModel(withIssuer(id, 'Hove'), 'en').rows[0] ?? {}
    expect([awarder?.domain, awarder?.warning]).toEqual([domain, warning])
  })

  test('warns where it is not proven that the named awarder signed', () => {
    const forged = sampleBadge({
      name: 'A',
      issuerName: 'The City',
      codes: { proof: 'signature_invalid' },
    })
    expect(reportViewModel(forged, 'en').rows[0]?.awarder.warning).toBe(
      'It is not proven that it is from them.',
    )
  })

  test('takes away what lies to the eye in names', () => {
    const lying = sampleBadge({ name: 'Laser\u202Egnittuc\u200B', issuerName: 'Ho\u200Bve\u0000' })
    const { name, awarder } = reportViewModel(lying, 'en').rows[0] ?? {}
    expect([name, awarder?.name]).toEqual(['Lasergnittuc', 'Hove'])
  })

  test('shows a picture on the stone only where it is a raster data address', () => {
    const pictureOf = (image: string) => {
      const report = structuredClone(badge)
      if (report.credential?.achievement) report.credential.achievement.image = image
      return reportViewModel(report, 'en').rows[0]?.stone.picture
    }
    const png = 'data:image/png;base64,iVBORw0KGgo='
    expect([
      pictureOf(png),
      pictureOf('https://tracker.example/x.png'),
      pictureOf('data:image/svg+xml;base64,PHN2Zz4='),
      pictureOf('data:text/html,<script>'),
      pictureOf('javascript:alert(1)'),
    ]).toEqual([png, undefined, undefined, undefined, undefined])
  })

  test('shows the layer on the stone, in the language of the page', () => {
    const layers = (['en', 'cy'] as const).map(
      (language) => reportViewModel(sixBadges, language).rows[1]?.stone.layer,
    )
    expect(layers).toEqual([
      { glyph: 'links', word: 'Participate' },
      { glyph: 'links', word: 'Cymryd rhan' },
    ])
  })

  test.each([
    ['en', 'Said by the awarder: Assessed'],
    ['cy', 'Dywed y dyfarnwr: Aseswyd'],
  ] as const)(
    'leaves what a badge of another says of itself to its awarder (%s)',
    (language, howShown) => {
      const copied = sampleBadge({
        name: 'Laser cutting',
        howShown: 'assessed',
        layer: 'demonstrate',
        codes: { accreditation: 'achievement_of_another' },
      })
      const row = reportViewModel(copied, language).rows[0]
      expect([row?.howShown, row?.stone.howShown, row?.stone.layer]).toEqual([
        howShown,
        undefined,
        undefined,
      ])
    },
  )

  test.each([
    [
      { accreditation: 'achievement_of_another', status: 'list_unreachable' },
      'We could not reach the list of badges taken back just now.',
    ],
    [
      { accreditation: 'not_accredited', status: 'revoked', endorsements: 'endorsement_invalid' },
      'The awarder took this badge back.',
    ],
    [
      { accreditation: 'achievement_of_another', endorsements: 'not_checked' },
      'This may not be the awarder’s own badge. No city vouches for it.',
    ],
  ] as const)(
    'gives as reason what cities and endorsers say only where nothing else decides: %j',
    (codes, reason) => {
      expect(reportViewModel(sampleBadge({ name: 'A', codes }), 'en').rows[0]?.reason).toBe(reason)
    },
  )

  test('shows a file that could not be read as a row of its own', () => {
    const unreadable: CredentialReport = {
      kind: 'credential',
      verdict: 'invalid',
      checks: [{ name: 'shape', result: 'fail', code: 'malformed', detail: 'x' }],
      checkedAt: '2026-11-22T10:00:00Z',
    }
    expect(reportViewModel(unreadable, 'en').rows[0]).toMatchObject({
      name: 'A file that we could not read',
      date: 'Not stated',
      result: 'invalid',
      reason: 'This is not a badge file, or it is broken.',
      awarder: { name: 'No name given' },
    })
  })

  test.each([
    [['matches', 'matches'], 'Awarded to a person of this name: matches.'],
    [['matches', 'differs'], 'Awarded to a person of this name: differs.'],
    [['matches', 'not_stated'], 'Awarded to a person of this name: not stated.'],
    [['not_asked', 'not_asked'], 'No name was compared with these badges.'],
  ] as const)('says of the person, with %j: %s', (codes, sentence) => {
    const badges = codes.map((recipient) => sampleBadge({ name: 'A', codes: { recipient } }))
    expect(reportViewModel(samplePresentation(badges), 'en').person?.sentence).toBe(sentence)
  })

  test('says that nothing was shown', () => {
    const verdictOf = (shape: 'ok' | 'no_credentials') => {
      const view = reportViewModel(samplePresentation([], { shape }), 'en')
      return [view.verdict, view.sentence]
    }
    expect([verdictOf('ok'), verdictOf('no_credentials')]).toEqual([
      ['unknown', 'No badge was shown.'],
      ['invalid', 'No badge was shown.'],
    ])
  })
})

describe('who vouched', () => {
  const cardiff = { did: parseDid('did:web:cardiff.example'), name: 'Cardiff City of Learning' }
  const swansea = { did: parseDid('did:web:swansea.example'), name: 'Swansea\u202e' }
  const vouched = (code: 'ok' | 'not_accredited', more: Partial<CredentialReport>) => ({
    ...badge,
    checks: badge.checks.map((made) =>
      made.name === 'accreditation' ? check('accreditation', code) : made,
    ),
    ...more,
  })
  const awarderIn = (report: CredentialReport, language: 'en' | 'cy' = 'en') =>
    reportViewModel(report, language).rows[0]?.awarder

  test('names the city', () => {
    const report = vouched('ok', { via: { city: cardiff } })
    expect(awarderIn(report)?.vouched).toBe('Vouched for by Cardiff City of Learning')
    expect(awarderIn(report, 'cy')?.vouched).toBe('Tystir drosto gan Cardiff City of Learning')
  })

  test('names both cities of a route, without what hides in a name', () => {
    const report = vouched('ok', { via: { city: cardiff, recognised: swansea } })
    expect(awarderIn(report)?.vouched).toBe(
      'Vouched for by Swansea, and Swansea by Cardiff City of Learning',
    )
  })

  test('names no city that does not vouch', () => {
    expect(awarderIn(vouched('not_accredited', { via: { city: cardiff } }))).toEqual({
      name: 'Hove Makers',
      domain: 'city.example/providers/hove-makers',
    })
  })

  test('says that an address is gone, and from when the copy is', () => {
    const issuerDocument = { city: cardiff, retrievedAt: '2026-05-03T08:00:00Z' }
    expect(awarderIn(vouched('ok', { issuerDocument }))?.warning).toBe(
      'Their web address is gone. Cardiff City of Learning kept a copy of their keys on 3 May 2026.',
    )
  })

  test('says where in the log the award stands', () => {
    const report = vouched('ok', { via: { city: cardiff }, logPosition: { index: 0, size: 12 } })
    expect(reportViewModel(report, 'en').rows[0]?.facts).toContainEqual({
      label: 'Place in the city’s log',
      value: '1 of 12',
    })
  })
})
