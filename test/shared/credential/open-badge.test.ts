import { describe, expect, it } from 'vitest'
import { openBadgesUrl } from '../../../shared/credential/context-urls.ts'
import { credentialIssues } from '../../../shared/credential/model-issues.ts'
import { isJsonObject, type JsonObject } from '../../../shared/json/json.ts'
import { sampleBadge } from './sample-badge.ts'
import validatorBadge from './vectors/1edtech-validator-badge.json' with { type: 'json' }

/** Sets the member at a path such as `credentialSubject.achievement.name`; undefined removes it. */
function changedAt(path: string, value: unknown, base: JsonObject = sampleBadge()): JsonObject {
  const copy: JsonObject = structuredClone(base)
  const steps = path.split('.')
  const last = steps.pop() ?? ''
  let at: JsonObject = copy
  for (const step of steps) {
    const next = at[step]
    if (!isJsonObject(next)) throw new Error(`${path} leads nowhere`)
    at = next
  }
  at[last] = value
  return JSON.parse(JSON.stringify(copy))
}

const subject = 'credentialSubject'
const achievement = 'credentialSubject.achievement'
const identity = {
  type: 'IdentityObject',
  hashed: true,
  identityHash: `sha256$${'0'.repeat(64)}`,
  identityType: 'emailAddress',
  salt: 'pepper',
}
const endorsement = {
  '@context': ['https://www.w3.org/ns/credentials/v2', openBadgesUrl],
  id: 'urn:uuid:1',
  type: ['VerifiableCredential', 'EndorsementCredential'],
  issuer: { id: 'did:web:rsa.example', type: ['Profile'] },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    id: 'did:web:city.example',
    type: ['EndorsementSubject'],
    endorsementComment: 'Good.',
  },
}

describe('credentialIssues of an Open Badge', () => {
  it.each<[string, JsonObject]>([
    ['the sample', sampleBadge()],
    ['a badge of the conformance validator', validatorBadge.signed],
    ['an issuer by its URL', changedAt('issuer', 'did:web:city.example')],
    [
      'the other name of its type',
      changedAt('type', ['VerifiableCredential', 'AchievementCredential']),
    ],
    ['types that stand alone', changedAt(`${achievement}.type`, 'Achievement')],
    [
      'an older context',
      changedAt('@context', [
        'https://www.w3.org/ns/credentials/v2',
        openBadgesUrl.replace('3.0.3', '3.0.2'),
      ]),
    ],
    ['no name', changedAt('name', undefined)],
    [
      'a recipient by hash',
      changedAt(subject, {
        ...sampleBadge().credentialSubject,
        id: undefined,
        identifier: [identity],
      }),
    ],
    [
      'a recipient in the clear',
      changedAt(`${subject}.identifier`, [
        { ...identity, hashed: false, identityHash: 'x', salt: undefined },
      ]),
    ],
    [
      'an identity of another kind',
      changedAt(`${subject}.identifier`, [{ ...identity, identityType: 'ext:studentNumber' }]),
    ],
    ['an achievement of another kind', changedAt(`${achievement}.achievementType`, 'ext:Register')],
    [
      'criteria on a page',
      changedAt(`${achievement}.criteria`, { id: 'https://x.example/criteria' }),
    ],
    ['criteria of no words', changedAt(`${achievement}.criteria`, {})],
    [
      'a creator with a parent',
      changedAt(`${achievement}.creator`, {
        id: 'did:x:y',
        type: 'Profile',
        parentOrg: {
          id: 'did:x:z',
          type: ['Profile'],
          parentOrg: { id: 'did:x:a', type: 'Profile' },
        },
      }),
    ],
    [
      'results',
      changedAt(`${subject}.result`, [
        { type: ['Result'], resultDescription: 'urn:x:1', value: 'A', status: 'Completed' },
      ]),
    ],
    ['an endorsement', changedAt(`${achievement}.endorsement`, [endorsement])],
    ['an endorsement as a token', changedAt('endorsementJwt', ['a-_1.b.c'])],
    [
      'a schema',
      changedAt('credentialSchema', [
        {
          id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
          type: '1EdTechJsonSchemaValidator2019',
        },
      ]),
    ],
    ['an extension', changedAt(`${achievement}.anything`, { at: 'all' })],
    ['an endorsement by itself', endorsement],
  ])('finds nothing wrong with %s', (_, badge) => {
    expect(credentialIssues(badge)).toEqual([])
  })

  it.each<[name: string, path: string, value: unknown, where?: string]>([
    ['no id', 'id', undefined],
    ['no beginning', 'validFrom', undefined],
    ['a name in a language', 'name', { '@value': 'x', '@language': 'en' }],
    ['an issuer without a type', 'issuer.type', undefined],
    ['an issuer of another type', 'issuer.type', ['Organization']],
    ['an issuer with a name in a language', 'issuer.name', { '@value': 'x' }],
    ['an issuer whose page is no URL', 'issuer.url', 'www.example.org'],
    ['an issuer whose picture is a URL', 'issuer.image', 'https://x.example/logo.png'],
    [
      'an issuer whose parent is none',
      'issuer.parentOrg',
      { id: 'did:x:y' },
      'issuer.parentOrg.type',
    ],
    ['several subjects', subject, [sampleBadge().credentialSubject], subject],
    ['a subject of no type', `${subject}.type`, undefined],
    ['a subject of another type', `${subject}.type`, ['Person']],
    ['no achievement', achievement, undefined],
    ['several achievements', achievement, [sampleBadge().credentialSubject.achievement]],
    ['an achievement without an id', `${achievement}.id`, undefined],
    ['an achievement whose id is no URL', `${achievement}.id`, 'repair-cafe'],
    ['an achievement without a type', `${achievement}.type`, undefined],
    ['an achievement without a name', `${achievement}.name`, undefined],
    ['an achievement without a description', `${achievement}.description`, undefined],
    ['an achievement without criteria', `${achievement}.criteria`, undefined],
    ['criteria that are text', `${achievement}.criteria`, 'Do it'],
    ['criteria that are a list', `${achievement}.criteria`, [{ narrative: 'x' }]],
    ['a kind of achievement that is none', `${achievement}.achievementType`, 'Medal'],
    ['a picture that is a URL', `${achievement}.image`, 'https://x.example/1.png'],
    ['a picture of another type', `${achievement}.image.type`, 'Picture'],
    ['a picture whose address is none', `${achievement}.image.id`, 'repair.png'],
    ['tags that are text', `${achievement}.tag`, 'health'],
    ['a tag that is null', `${achievement}.tag`, ['x', null], `${achievement}.tag[1]`],
    [
      'one alignment, not in a list',
      `${achievement}.alignment`,
      { type: ['Alignment'], targetName: 'x', targetUrl: 'urn:x:1' },
    ],
    [
      'an alignment without an address',
      `${achievement}.alignment`,
      [{ type: ['Alignment'], targetName: 'x' }],
      `${achievement}.alignment[0].targetUrl`,
    ],
    [
      'an alignment with a kind that is none',
      `${achievement}.alignment`,
      [{ type: ['Alignment'], targetName: 'x', targetUrl: 'urn:x:1', targetType: 'Skill' }],
      `${achievement}.alignment[0].targetType`,
    ],
    [
      'a result description without its kind',
      `${achievement}.resultDescription`,
      [{ id: 'urn:x:1', type: ['ResultDescription'], name: 'x' }],
      `${achievement}.resultDescription[0].resultType`,
    ],
    [
      'a result of another type',
      `${subject}.result`,
      [{ type: ['Grade'] }],
      `${subject}.result[0].type`,
    ],
    ['one result, not in a list', `${subject}.result`, { type: ['Result'] }],
    [
      'an identity with more',
      `${subject}.identifier`,
      [{ ...identity, name: 'Jane' }],
      `${subject}.identifier[0]`,
    ],
    [
      'an identity whose hash is none',
      `${subject}.identifier`,
      [{ ...identity, identityHash: 'jane@example.org' }],
      `${subject}.identifier[0].identityHash`,
    ],
    [
      'an identity of another type',
      `${subject}.identifier`,
      [{ ...identity, type: 'Identity' }],
      `${subject}.identifier[0].type`,
    ],
    [
      'an identity of a kind that is none',
      `${subject}.identifier`,
      [{ ...identity, identityType: 'shoeSize' }],
      `${subject}.identifier[0].identityType`,
    ],
    ['one identity, not in a list', `${subject}.identifier`, identity],
    ['a credit that is text', `${subject}.creditsEarned`, '3'],
    ['an activity on a day', `${subject}.activityStartDate`, '2026-09-01'],
    ['evidence not in a list', 'evidence', { type: ['Evidence'] }],
    ['evidence of another type', 'evidence', [{ type: ['Photo'] }], 'evidence[0].type'],
    ['several statuses', 'credentialStatus', [{ id: 'urn:x:1', type: 'X' }]],
    ['a status without an id', 'credentialStatus', { type: 'X' }, 'credentialStatus.id'],
    ['several refresh services', 'refreshService', [{ id: 'urn:x:1', type: 'X' }]],
    ['an endorsement not in a list', 'endorsement', endorsement],
    [
      'an endorsement of another type',
      'endorsement',
      [{ type: ['VerifiableCredential'] }],
      'endorsement[0].type',
    ],
    ['an endorsement that is no token', 'endorsementJwt', ['a.b'], 'endorsementJwt[0]'],
    ['an award on a day', 'awardedDate', '2026-09-01'],
  ])('finds wrong: %s', (_, path, value, where = path) => {
    const issues = credentialIssues(changedAt(path, value))
    expect(issues.map((issue) => issue.path)).toEqual([where])
    expect(issues[0]?.rule).toMatch(/^(badge|model)$/)
  })

  it.each<[string, unknown[]]>([
    ['no Open Badges context', ['https://www.w3.org/ns/credentials/v2']],
    ['it third', ['https://www.w3.org/ns/credentials/v2', 'https://x.example', openBadgesUrl]],
    [
      'one like it',
      ['https://www.w3.org/ns/credentials/v2', openBadgesUrl.replace('https', 'http')],
    ],
  ])('finds wrong: %s', (_, context) => {
    expect(credentialIssues({ ...sampleBadge(), '@context': context })).toEqual([
      { rule: 'context', path: '@context', message: 'must have an Open Badges 3.0 context second' },
    ])
  })

  it.each<[string, JsonObject]>([
    ['no one', { id: undefined, identifier: undefined }],
    ['an empty list', { id: undefined, identifier: [] }],
  ])('finds wrong a badge for %s', (_, change) => {
    const credentialSubject = { ...sampleBadge().credentialSubject, ...change }
    const badge = JSON.parse(JSON.stringify({ ...sampleBadge(), credentialSubject }))
    expect(credentialIssues(badge)).toEqual([
      { rule: 'subject', path: subject, message: 'must have an id or an identifier' },
    ])
  })

  it('holds a credential to these rules only where its type asks for them', () => {
    const { credentialSubject: _, ...badge } = sampleBadge()
    const credential = {
      ...badge,
      type: ['VerifiableCredential'],
      credentialSubject: { name: 'x' },
    }
    expect(credentialIssues(credential)).toEqual([])
  })

  it('finds wrong an endorsement of nothing', () => {
    const { id: _, ...credentialSubject } = endorsement.credentialSubject
    expect(credentialIssues({ ...endorsement, credentialSubject })).toMatchObject([
      { rule: 'badge', path: 'credentialSubject.id' },
    ])
  })
})
