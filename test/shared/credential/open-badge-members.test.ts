import { describe, expect, it } from 'vitest'
import { credentialIssues } from '../../../shared/credential/model-issues.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { sampleBadge } from './sample-badge.ts'

/**
 * Every member of every class of Open Badges 3.0 with each value that its table allows, and with ones that it does not.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#data-model
 */
type Values = { good: unknown[]; bad: unknown[] }
type Members = Record<string, Values>

const text = { good: ['x', ''], bad: [1, null, ['x'], { '@value': 'x' }, true] }
const texts = { good: [['x', 'y'], []], bad: ['x', [1], [['x']], null] }
const number = { good: [0, 3, 3.5, -1], bad: ['3', null, [3]] }
const uri = {
  good: ['https://x.example/a?b#c', 'urn:uuid:1', 'did:x:y', 'data:,x', 'http://x.example'],
  bad: ['x', '/a', '', 'https://x.example/a b', '_:b0', 1, null, ['urn:x:1'], { id: 'urn:x:1' }],
}
const moment = {
  good: ['2026-09-01T09:00:00Z', '2026-09-01T09:00:00.5+01:00', '2024-02-29T24:00:00Z'],
  bad: ['2026-09-01', '2026-09-01T09:00:00', '2026-02-30T09:00:00Z', 'soon', 1, null],
}
/** Of a time that decides about validity: without an offset it is one in UTC. */
const beginning = { bad: moment.bad.filter((bad) => bad !== '2026-09-01T09:00:00') }
const day = { good: ['1990-02-28'], bad: ['1990-02-30', '1990-2-1', '1990-02-28T00:00:00Z', 1] }
const language = {
  good: ['en', 'cy-GB', 'zh-Hant-TW', 'sl-rozaj'],
  bad: ['', 'en_GB', 'the English', 1],
}
const compactJws = { good: [['a.b.c'], []], bad: ['a.b.c', ['a.b'], ['a.b.c.d'], [1]] }

const typeOf = (name: string): Values => ({
  good: [name, [name], [name, 'https://x.example#T']],
  bad: [undefined, 'Other', [], ['Other'], null, 1, [1]],
})
const oneType = (name: string): Values => ({ good: [name], bad: [undefined, [name], 'Other', 1] })
const terms = (...names: string[]): Values => ({
  good: [...names, 'ext:own', 'ext:https.x_1-2|3'],
  bad: ['Own', 'ext:', 'ext:a b', names[0]?.toUpperCase(), '', 1, null, [names[0]]],
})
const one = (good: unknown): Values => ({ good: [good], bad: ['x', 1, null, [good], {}] })
const many = (good: unknown): Values => ({
  good: [[good], [good, good], []],
  bad: ['x', good, [{}], [1]],
})
const needed = ({ good, bad }: Values): Values => ({ good, bad: [...bad, undefined] })

const alignment = { type: 'Alignment', targetName: 'x', targetUrl: 'urn:x:1' }
const image = { id: 'https://x.example/1.png', type: 'Image' }
const entry = { type: 'IdentifierEntry', identifier: 'x', identifierType: 'sourcedId' }
const profile = { id: 'did:x:y', type: 'Profile' }
const level = { id: 'urn:x:1', type: 'RubricCriterionLevel', name: 'x' }
const resultDescription = {
  id: 'urn:x:1',
  type: 'ResultDescription',
  name: 'x',
  resultType: 'Result',
}
const identity = {
  type: 'IdentityObject',
  hashed: false,
  identityHash: 'x',
  identityType: 'name',
}
const address = { type: 'Address' }
const geo = { type: 'GeoCoordinates', latitude: 51.6, longitude: -3.9 }
const { achievement } = sampleBadge().credentialSubject
const hash = 'a'.repeat(64)

/** Each class: a good one of it, where it stands in a badge, and its members. */
const classes: [
  name: string,
  base: JsonObject,
  badgeWith: (value: unknown) => JsonObject,
  Members,
][] = [
  [
    'AchievementSubject',
    sampleBadge().credentialSubject,
    (credentialSubject) => ({ credentialSubject }),
    {
      type: typeOf('AchievementSubject'),
      id: uri,
      activityStartDate: moment,
      activityEndDate: moment,
      creditsEarned: number,
      achievement: needed(one(achievement)),
      identifier: many(identity),
      image: one(image),
      licenseNumber: text,
      narrative: text,
      result: many({ type: 'Result' }),
      role: text,
      source: one(profile),
      term: text,
      own: { good: [1, null, 'x'], bad: [] },
    },
  ],
  [
    'Achievement',
    achievement,
    inSubject((value) => ({ achievement: value })),
    {
      id: needed(uri),
      type: typeOf('Achievement'),
      alignment: many(alignment),
      achievementType: terms('Achievement', 'MicroCredential', 'SecondarySchoolDiploma'),
      creator: one(profile),
      creditsAvailable: number,
      criteria: {
        good: [{}, { id: 'urn:x:1', narrative: 'x' }],
        bad: [undefined, 'x', [{}], { id: 'x' }],
      },
      description: needed(text),
      endorsementJwt: compactJws,
      fieldOfStudy: text,
      humanCode: text,
      image: one(image),
      inLanguage: language,
      name: needed(text),
      otherIdentifier: many(entry),
      related: many({ id: 'urn:x:1', type: 'Related' }),
      resultDescription: many(resultDescription),
      specialization: text,
      tag: texts,
      version: text,
    },
  ],
  [
    'Alignment',
    alignment,
    inAchievement((value) => ({ alignment: [value] })),
    {
      type: typeOf('Alignment'),
      targetCode: text,
      targetDescription: text,
      targetName: needed(text),
      targetFramework: text,
      targetType: terms('ceasn:Competency', 'ceterms:Credential', 'CFItem', 'CFRubric', 'CTDL'),
      targetUrl: needed(uri),
    },
  ],
  [
    'ResultDescription',
    resultDescription,
    inAchievement((value) => ({ resultDescription: [value] })),
    {
      id: needed(uri),
      type: typeOf('ResultDescription'),
      alignment: many(alignment),
      allowedValue: texts,
      name: needed(text),
      requiredLevel: uri,
      requiredValue: text,
      resultType: needed(terms('GradePointAverage', 'LetterGrade', 'RubricScore', 'Status')),
      rubricCriterionLevel: many(level),
      valueMax: text,
      valueMin: text,
    },
  ],
  [
    'RubricCriterionLevel',
    level,
    inAchievement((value) => ({
      resultDescription: [{ ...resultDescription, rubricCriterionLevel: [value] }],
    })),
    {
      id: needed(uri),
      type: typeOf('RubricCriterionLevel'),
      alignment: many(alignment),
      description: text,
      level: text,
      name: needed(text),
      points: text,
    },
  ],
  [
    'Result',
    { type: 'Result' },
    inSubject((value) => ({ result: [value] })),
    {
      type: typeOf('Result'),
      achievedLevel: uri,
      alignment: many(alignment),
      resultDescription: uri,
      status: { good: ['Completed', 'OnHold', 'Withdrew'], bad: ['Done', 'ext:own', '', 1, null] },
      value: text,
    },
  ],
  [
    'Related',
    { id: 'urn:x:1', type: 'Related' },
    inAchievement((value) => ({ related: [value] })),
    { id: needed(uri), type: typeOf('Related'), inLanguage: language, version: text },
  ],
  [
    'IdentityObject',
    identity,
    inSubject((value) => ({ identifier: [value] })),
    {
      type: oneType('IdentityObject'),
      hashed: { good: [false], bad: [undefined, 'false', 0, null] },
      identityHash: { good: ['x', `sha256$${hash}`], bad: [undefined, '', 1, null] },
      identityType: needed(terms('name', 'emailAddress', 'ltiUserId', 'identifier')),
      salt: text,
      own: { good: [], bad: ['x'] },
    },
  ],
  [
    'IdentityObject, hashed',
    { ...identity, hashed: true, identityHash: `sha256$${hash}` },
    inSubject((value) => ({ identifier: [value] })),
    {
      identityHash: {
        good: [`sha256$${hash.toUpperCase()}`, `md5$${'0'.repeat(32)}`],
        bad: ['x', hash, `sha1$${'0'.repeat(40)}`, `sha256$${hash}0`, `sha256$${'g'.repeat(64)}`],
      },
    },
  ],
  [
    'IdentifierEntry',
    entry,
    inAchievement((value) => ({ otherIdentifier: [value] })),
    {
      type: oneType('IdentifierEntry'),
      identifier: needed(text),
      identifierType: needed(terms('sourcedId', 'isbn', 'oneRosterSourcedId')),
      own: { good: [], bad: ['x'] },
    },
  ],
  [
    'Image',
    image,
    inAchievement((value) => ({ image: value })),
    {
      id: needed({ ...uri, good: [...uri.good, 'data:image/png;base64,iVBORw0KGgo='] }),
      type: oneType('Image'),
      caption: text,
      own: { good: [], bad: ['x'] },
    },
  ],
  [
    'Profile',
    profile,
    (issuer) => ({ issuer }),
    {
      id: needed(uri),
      type: typeOf('Profile'),
      name: text,
      url: uri,
      phone: text,
      description: text,
      endorsementJwt: compactJws,
      image: one(image),
      email: text,
      address: one(address),
      otherIdentifier: many(entry),
      official: text,
      parentOrg: one(profile),
      familyName: text,
      givenName: text,
      additionalName: text,
      patronymicName: text,
      honorificPrefix: text,
      honorificSuffix: text,
      familyNamePrefix: text,
      dateOfBirth: day,
    },
  ],
  [
    'Address',
    address,
    (value) => ({ issuer: { ...profile, address: value } }),
    {
      type: typeOf('Address'),
      addressCountry: text,
      addressCountryCode: text,
      addressRegion: text,
      addressLocality: text,
      streetAddress: text,
      postOfficeBoxNumber: text,
      postalCode: text,
      geo: one(geo),
    },
  ],
  [
    'GeoCoordinates',
    geo,
    (value) => ({ issuer: { ...profile, address: { ...address, geo: value } } }),
    { type: oneType('GeoCoordinates'), latitude: needed(number), longitude: needed(number) },
  ],
  [
    'Evidence',
    { type: 'Evidence' },
    (value) => ({ evidence: [value] }),
    {
      id: uri,
      type: typeOf('Evidence'),
      narrative: text,
      name: text,
      description: text,
      genre: text,
      audience: text,
    },
  ],
  [
    'OpenBadgeCredential',
    {},
    (value) => Object(value),
    {
      id: needed(uri),
      name: text,
      description: text,
      image: one(image),
      awardedDate: moment,
      validFrom: needed({ ...beginning, good: ['2026-09-01T09:00:00Z', '2026-09-01T09:00:00'] }),
      validUntil: { ...beginning, good: ['2030-09-01T09:00:00Z', '2030-09-01T09:00:00'] },
      issuer: needed({
        good: ['did:x:y', profile],
        bad: ['x', [profile], {}, null, { ...profile, type: 'X' }],
      }),
      endorsementJwt: compactJws,
      credentialStatus: one({ id: 'urn:x:1', type: 'X' }),
      refreshService: one({ id: 'urn:x:1', type: 'X' }),
      credentialSchema: {
        good: [{ id: 'urn:x:1', type: 'X' }, [{ id: 'urn:x:1', type: 'X' }]],
        bad: ['x', {}, { id: 'x', type: 'X' }, { id: 'urn:x:1' }, [{ type: 'X' }], null],
      },
      termsOfUse: {
        good: [{ type: 'X' }, [{ id: 'urn:x:1', type: 'X' }]],
        bad: ['x', {}, { id: 'urn:x:1' }, { id: 'x', type: 'X' }, null],
      },
    },
  ],
]

function inSubject(subjectWith: (value: unknown) => JsonObject) {
  return (value: unknown) => ({
    credentialSubject: { ...sampleBadge().credentialSubject, ...subjectWith(value) },
  })
}

function inAchievement(achievementWith: (value: unknown) => JsonObject) {
  return inSubject((value) => ({ achievement: { ...achievement, ...achievementWith(value) } }))
}

describe.each(classes)('the model of %s', (_, base, badgeWith, members) => {
  const issuesWith = (member: string, value: unknown) =>
    credentialIssues(
      JSON.parse(JSON.stringify({ ...sampleBadge(), ...badgeWith({ ...base, [member]: value }) })),
    )

  it.each(Object.entries(members))('takes what %s may be', (member, { good }) => {
    for (const value of good) expect([value, issuesWith(member, value)]).toEqual([value, []])
  })

  it.each(Object.entries(members))('refuses what %s may not be, there', (member, { bad }) => {
    for (const value of bad) {
      const [issue] = issuesWith(member, value)
      const isOfWhole = member === 'own'
      expect([value, issue?.path]).toEqual([
        value,
        isOfWhole ? expect.anything() : expect.stringMatching(`(?:^|\\.)${member}(?:$|[.[])`),
      ])
    }
  })
})
