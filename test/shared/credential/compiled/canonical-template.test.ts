import { describe, expect, it } from 'vitest'
import { createCanonicalize } from '../../../../shared/credential/canonicalize.ts'
import {
  canonicalTemplateOf,
  createTemplateWriter,
} from '../../../../shared/credential/compiled/canonical-template.ts'
import { credentialsV2Url, openBadgesUrl } from '../../../../shared/credential/context-urls.ts'
import { sha256OfText } from '../../../../shared/node/sha256-of-text.ts'
import { randomOf } from './generated-documents.ts'

const { hex } = sha256OfText
const full = createCanonicalize()
const contexts = [credentialsV2Url, openBadgesUrl]

const marks = [
  'urn:uuid:mark-of-id',
  'mark-of-salt',
  '99119911',
  'sha256$mark-one',
  'sha256$mark-two',
]
const seed = Number(process.env.WAYMARK_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))

/** A badge with blank nodes of which the order depends on the values, and texts that look like what is cut. */
function badgeWith([id, salt, index, one, two]: readonly string[]) {
  const list = 'https://city.example/status/7'
  const identity = (identityType: string, identityHash: string | undefined) => ({
    ...{ type: 'IdentityObject', hashed: true, identityHash, identityType, salt },
  })
  return {
    '@context': contexts,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    id,
    issuer: { id: 'did:web:city.example', type: ['Profile'], name: 'City _:c14n0 "of" <x> .' },
    validFrom: '2026-11-22T10:00:00Z',
    name: 'Sgiliau – line\nbreak \\ and _:c14n1',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [identity('emailAddress', one), identity('name', two)],
      achievement: {
        id: 'https://city.example/badges/1',
        type: ['Achievement'],
        name: 'First aid',
        description: 'Helps',
        criteria: { narrative: 'Did it' },
        alignment: ['a', 'b'].map((name) => ({
          ...{ type: ['Alignment'], targetName: name },
          targetUrl: `https://skills.example/${name}`,
        })),
      },
    },
    evidence: [{ type: ['Evidence'], narrative: 'Seen' }],
    credentialStatus: {
      id: `${list}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: index,
      statusListCredential: list,
    },
  }
}

const templateOf = async (document: object, values = marks) =>
  canonicalTemplateOf(await full(document), values, hex)

describe('createTemplateWriter', () => {
  it(`writes what the full algorithm makes of each document (seed ${seed})`, async () => {
    const template = await templateOf(badgeWith(marks))
    if (template === undefined) throw new Error('there is no template')
    const write = createTemplateWriter(template, hex)
    const random = randomOf(seed)
    const text = () => Array.from({ length: 4 }, () => random.below(2 ** 31).toString(36)).join('')
    const orders = new Set<string>()
    for (let run = 0; run < 60; run += 1) {
      const index = String(random.below(131_072))
      const values = [`urn:uuid:${text()}`, text(), index, `sha256$${text()}`, `sha256$${text()}`]
      const written = write(values)
      expect(written).toBe(await full(badgeWith(values)))
      orders.add(written.replace(/"[^"]*"|<[^>]*>/g, ''))
    }
    // else nothing was seen of blank nodes and lines that change places
    expect(orders.size).toBeGreaterThan(10)
  })

  it('refuses too few values, and those that make two blank nodes alike', async () => {
    const values = ['a-mark', 'b-mark']
    const document = {
      '@context': contexts,
      type: ['VerifiableCredential'],
      issuer: 'did:web:city.example',
      credentialSubject: values.map((name) => ({ type: ['AchievementSubject'], role: name })),
    }
    const template = await templateOf(document, values)
    if (template === undefined) throw new Error('there is no template')
    const write = createTemplateWriter(template, hex)
    expect(() => write(['one'])).toThrow(TypeError)
    expect(() => write(['same', 'same'])).toThrow('Two blank nodes are alike')
    expect(write(['one', 'other'])).toContain('"other"')
  })
})

describe('canonicalTemplateOf', () => {
  it('is undefined where hashes of the first degree do not tell blank nodes apart', async () => {
    const alike = { type: ['Evidence'], narrative: 'The same' }
    const document = { ...badgeWith(marks), evidence: [alike, alike] }
    expect(await templateOf(document)).toBeUndefined()
  })

  it('is undefined for what is no canonical form', async () => {
    const text = await full(badgeWith(marks))
    const [first = '', ...others] = text.split('\n')
    const faults = {
      'a line that is no statement': `hello\n${text}`,
      'a line twice': `${first}\n${text}`,
      'lines in another order': [...others.slice(0, -1), first, ''].join('\n'),
      'labels in another order': text
        .replaceAll('c14n0', 'x')
        .replaceAll('c14n1', 'c14n0')
        .replaceAll(':x', ':c14n1'),
      'no line break at the end': text.trimEnd(),
    }
    const told = Object.entries(faults).filter(([, form]) => canonicalTemplateOf(form, marks, hex))
    expect(told).toEqual([])
  })
})
