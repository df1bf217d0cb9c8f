import {
  credentialsV1Url,
  credentialsV2Url,
  dataIntegrityUrl,
  openBadgesExtensionsUrl,
  openBadgesUrl,
  openBadgesUrls,
} from '../../../../shared/credential/context-urls.ts'
import { cvContextUrl } from '../../../../shared/credential/cv-context.ts'
import { isJsonObject, itemsOf, type JsonObject } from '../../../../shared/json/json.ts'

/** Documents by number, always the same for the same number: a failure is repeated by its number alone. */
export type Random = {
  /** From 0 up to and without `below`. */
  below(below: number): number
  chance(share: number): boolean
  of<T>(items: readonly T[]): T
}

/** mulberry32 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    below: (below) => Math.floor(next() * below),
    chance: (share) => next() < share,
    of: (items) => {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new Error('nothing to choose from')
      return item
    },
  }
}

const words = [
  'Repair café',
  'Gwirfoddolwr',
  'Line\nbreak',
  'Tab\tand "quotes" and \\',
  'متطوع',
  'emoji 🎉 here',
  'null \u0000 and bell \u0007',
  '',
  ' ',
  '1',
  '7.5',
  'true',
  'x',
  'https://city.example/looks-like-an-iri',
  '@type',
  '_:b0',
  'del \u007f',
  'nbsp \u00a0',
  'Participate',
  'assertionMethod',
]

export const urls = [
  'https://city.example/a',
  'https://city.example/b#c',
  'https://city.example/providers/leap/badges/repair-cafe/v/2',
  'http://data.europa.eu/esco/skill/0005c151',
  'did:web:city.example:providers:leap',
  'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
  'urn:uuid:2f6b1c1e-6f0f-4a69-9a3e-0d6f5b1f7c11',
  'mailto:a@b.example',
  'data:image/png;base64,iVBORw0KGgo=',
  'https://café.example/é',
]

/** A badge as people make it, now with this, now with that. Some of its nodes are alike. */
export function badgeOf(random: Random): JsonObject {
  const word = () => random.of(words)
  const url = () => random.of(urls)
  const uuid = () => `urn:uuid:${random.below(1e9)}-${random.below(1e9)}`
  const some = <T>(make: () => T, most = 3): T[] =>
    Array.from({ length: 1 + random.below(most) }, make)
  const maybe = <T>(name: string, make: () => T): { [name: string]: T } =>
    random.chance(0.5) ? { [name]: make() } : {}
  const oneOrMore = <T>(make: () => T): T | T[] => (random.chance(0.5) ? make() : some(make))
  const text = (): unknown =>
    random.chance(0.06)
      ? { '@value': word(), '@language': random.of(['cy', 'en-GB', 'EN']) }
      : word()

  const image = () => ({ id: url(), type: 'Image', ...maybe('caption', word) })
  const alignment = () => ({
    type: ['Alignment'],
    targetName: `${word()} ${random.below(50)}`,
    targetUrl: url(),
    ...maybe('targetFramework', word),
    ...maybe('targetType', () => random.of(['ext:BadgeStandardLayer', 'CTDL'])),
    ...maybe('targetCode', word),
  })
  const profile = (): JsonObject => ({
    id: url(),
    type: random.chance(0.2) ? 'Profile' : ['Profile'],
    ...maybe('name', word),
    ...maybe('url', url),
    ...maybe('image', image),
    ...maybe('phone', word),
    ...maybe('email', word),
    ...maybe('description', word),
    ...maybe('address', () => ({
      type: ['Address'],
      ...maybe('addressCountry', word),
      ...maybe('postalCode', word),
      ...maybe('geo', () => ({ type: 'GeoCoordinates', latitude: 51.5, longitude: -3 })),
    })),
    ...(random.chance(0.1) && {
      otherIdentifier: some(() => ({
        type: 'IdentifierEntry',
        identifier: word(),
        identifierType: random.of(['name', 'emailAddress', 'ext:other']),
      })),
    }),
  })
  const achievement = (): JsonObject => ({
    id: url(),
    type: ['Achievement'],
    name: word(),
    description: word(),
    criteria: { ...maybe('id', url), narrative: word() },
    ...maybe('achievementType', () => random.of(['Badge', 'Certificate', 'ext:Other'])),
    ...maybe('image', image),
    ...(random.chance(0.1) && { inLanguage: 'en-GB' }),
    ...maybe('tag', () => some(word, 5)),
    ...maybe('alignment', () => some(alignment)),
    ...maybe('creditsAvailable', () => random.of([0, 1, 7.5, 240])),
    ...maybe('creator', profile),
    ...maybe('related', () =>
      some(() => ({ id: url(), type: ['Related'], ...maybe('version', word) })),
    ),
    ...(random.chance(0.3) && {
      resultDescription: some(() => ({
        id: uuid(),
        type: ['ResultDescription'],
        name: word(),
        resultType: random.of(['LetterGrade', 'RubricCriterionLevel', 'ext:other']),
        ...maybe('allowedValue', () => some(word, 4).slice(random.below(2))),
        ...maybe('requiredValue', word),
        ...maybe('rubricCriterionLevel', () =>
          some(() => ({ id: uuid(), type: ['RubricCriterionLevel'], name: word(), level: word() })),
        ),
      })),
    }),
  })
  const evidence = (): JsonObject => ({
    ...maybe('id', url),
    type: ['Evidence'],
    ...maybe('name', word),
    ...maybe('narrative', word),
    ...maybe('genre', word),
    ...maybe('audience', word),
  })
  const status = () => ({
    id: `https://city.example/status/3#${random.below(1000)}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: random.of(['revocation', 'suspension']),
    statusListIndex: String(random.below(1000)),
    statusListCredential: 'https://city.example/status/3',
  })
  const subject = (): JsonObject => ({
    ...maybe('id', () => random.of(urls.slice(4, 7))),
    type: random.chance(0.2) ? 'AchievementSubject' : ['AchievementSubject'],
    achievement: achievement(),
    ...maybe('identifier', () =>
      oneOrMore(() => ({
        type: 'IdentityObject',
        hashed: random.chance(0.5),
        identityHash: word(),
        identityType: 'emailAddress',
        ...maybe('salt', word),
      })),
    ),
    ...maybe('activityStartDate', () => '2026-01-01T00:00:00Z'),
    ...maybe('creditsEarned', () => random.of([1, 2.5, 3])),
    ...maybe('narrative', word),
    ...maybe('role', word),
    ...(random.chance(0.2) && {
      result: some(() => ({
        type: ['Result'],
        ...maybe('value', word),
        ...maybe('resultDescription', url),
        ...maybe('status', () => random.of(['Completed', 'Failed'])),
        ...maybe('alignment', () => some(alignment, 2)),
      })),
    }),
  })
  const contexts = random.chance(0.8)
    ? [credentialsV2Url, openBadgesUrl]
    : [random.of([credentialsV2Url, credentialsV1Url]), random.of(openBadgesUrls)]
  const isCurrent = contexts[0] === credentialsV2Url
  return {
    '@context': contexts,
    id: uuid(),
    type: ['VerifiableCredential', random.of(['OpenBadgeCredential', 'AchievementCredential'])],
    ...maybe('name', text),
    ...maybe('description', text),
    issuer: random.chance(0.1) ? url() : profile(),
    credentialSubject: random.chance(0.95) ? subject() : [subject(), subject()],
    validFrom: '2026-09-01T09:00:00Z',
    ...maybe('validUntil', () => '2029-09-01T09:00:00Z'),
    ...(isCurrent && maybe('credentialStatus', () => oneOrMore(status))),
    ...maybe('evidence', () => some(evidence)),
    ...maybe('image', image),
    ...(random.chance(0.1) && { awardedDate: '2026-09-01T09:00:00Z' }),
  }
}

function proofConfigOf(random: Random, contexts: unknown): JsonObject {
  return {
    '@context': contexts,
    ...(random.chance(0.1) && { id: random.of(urls) }),
    type: 'DataIntegrityProof',
    cryptosuite: random.of(['eddsa-rdfc-2022', 'ecdsa-rdfc-2019']),
    created: '2026-09-01T10:00:00Z',
    verificationMethod: `${random.of(urls)}#key-1`,
    proofPurpose: random.of(['assertionMethod', 'authentication', 'urn:x:y']),
    ...(random.chance(0.3) && { challenge: random.of(words) }),
    ...(random.chance(0.3) && {
      domain: random.chance(0.5) ? random.of(words) : words.slice(0, 2),
    }),
    ...(random.chance(0.1) && { nonce: 'n' }),
    ...(random.chance(0.1) && { previousProof: random.of(urls) }),
    ...(random.chance(0.1) && { expires: '2027-09-01T10:00:00Z' }),
  }
}

function presentationOf(random: Random): JsonObject {
  const held = Array.from({ length: 1 + random.below(3) }, () => {
    if (random.chance(0.2)) {
      return {
        '@context': credentialsV2Url,
        id: 'data:application/vc+jwt,eyJhbGciOiJFZERTQSJ9.e30.c2ln',
        type: 'EnvelopedVerifiableCredential',
      }
    }
    const badge = badgeOf(random)
    const { '@context': _, ...proof } = proofConfigOf(random, undefined)
    return random.chance(0.5) ? { ...badge, proof: { ...proof, proofValue: 'zabc' } } : badge
  })
  return {
    '@context': [credentialsV2Url],
    ...(random.chance(0.5) && { id: `urn:uuid:${random.below(1e9)}` }),
    type: ['VerifiablePresentation'],
    holder: random.chance(0.8) ? random.of(urls) : { id: random.of(urls), name: 'x' },
    verifiableCredential: held.length === 1 && random.chance(0.3) ? held[0] : held,
  }
}

function statusListOf(random: Random): JsonObject {
  return {
    '@context': [credentialsV2Url],
    id: 'https://city.example/status/3',
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: random.of(urls),
    validFrom: '2026-09-01T09:00:00Z',
    credentialSubject: {
      id: 'https://city.example/status/3#list',
      type: 'BitstringStatusList',
      statusPurpose: random.of(['revocation', 'suspension']),
      encodedList: 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA',
      ...(random.chance(0.5) && { ttl: 300_000 }),
    },
  }
}

function cvOf(random: Random): JsonObject {
  const entry = () => ({ what: random.of(words), where: random.of(words) })
  return {
    '@context': [credentialsV2Url, cvContextUrl],
    type: ['VerifiableCredential', 'CurriculumVitaeCredential'],
    issuer: random.of(urls),
    credentialSubject: {
      id: random.of(urls),
      type: 'Candidate',
      name: random.of(words),
      about: random.of(words),
      skills: Array.from({ length: random.below(4) }, () => random.of(words)),
      ...(random.chance(0.3) && { work: [entry()] }),
      ...(random.chance(0.3) && { education: [] }),
    },
  }
}

/** A document of one of the kinds that are signed, mostly badges. */
export function documentOf(random: Random): JsonObject {
  const kind = random.below(20)
  if (kind < 12) return badgeOf(random)
  if (kind < 15) return presentationOf(random)
  if (kind < 17) return proofConfigOf(random, [credentialsV2Url, openBadgesUrl])
  return kind < 19 ? statusListOf(random) : cvOf(random)
}

const contextLists: readonly unknown[] = [
  credentialsV2Url,
  [credentialsV2Url],
  [credentialsV2Url, openBadgesUrl, openBadgesExtensionsUrl],
  [credentialsV2Url, dataIntegrityUrl],
  [openBadgesUrl, credentialsV2Url],
  [credentialsV1Url, openBadgesUrl],
  [credentialsV1Url],
  [credentialsV2Url, openBadgesUrl, cvContextUrl],
  [credentialsV2Url, ...openBadgesUrls],
  [credentialsV2Url, credentialsV1Url],
  [openBadgesUrl],
  [openBadgesUrls[3]],
]

const types = [
  'Achievement',
  'AchievementSubject',
  'IdentifierEntry',
  'Profile',
  'Evidence',
  'Image',
  'Alignment',
  'VerifiableCredential',
  'VerifiablePresentation',
  'EndorsementCredential',
  'EndorsementSubject',
  'DataIntegrityProof',
  'BitstringStatusListEntry',
  'JsonSchema',
  'Result',
  'Related',
  'Nonsense',
  'https://other.example/Type',
]

const members = [
  'name',
  'description',
  'id',
  'type',
  'tag',
  'image',
  'url',
  'targetUrl',
  'creator',
  'narrative',
  'allowedValue',
  'alignment',
  'evidence',
  'issuer',
  'proof',
  'holder',
  'verifiableCredential',
  'achievement',
  'related',
  'digestSRI',
  'statusPurpose',
  'jsonSchema',
  'relatedResource',
  'refreshService',
  'confidenceMethod',
  'result',
  'grade',
  'endorsement',
  'identifier',
  'hashed',
  'creditsAvailable',
  'latitude',
  'ttl',
  'parentOrg',
  'constructor',
  'toString',
]

function anyValue(random: Random): unknown {
  const choice = random.below(18)
  if (choice < 4) return random.of(words)
  if (choice < 6) return random.of(urls)
  if (choice === 6) return random.of([0, 1, -1, 7.5, 1e21, 1e-7, -0, 0.1, 123456789012345, 2 ** 53])
  if (choice === 7) return random.chance(0.5)
  if (choice === 8) return null
  if (choice === 9) return []
  if (choice === 10) return {}
  if (choice === 11) return [random.of(words), random.of(words), 1, '1']
  if (choice === 12) return { id: random.of(urls) }
  if (choice === 13) return { type: random.of(types), name: random.of(words) }
  if (choice === 14)
    return { '@value': random.of(words), '@language': random.of(['cy', 'en-GB', 'EN', 'e n']) }
  if (choice === 15) return { '@value': random.of(words) }
  if (choice === 16) return [[random.of(words)], random.of(words)]
  return random.of([
    'xsd:string',
    'sec:key',
    'cred:x',
    'no iri',
    '',
    'a:',
    'http://x y',
    'https://x.example/{}',
  ])
}

/** The credentials in a presentation, each without its proof, of the same objects. */
export function heldIn({ verifiableCredential }: JsonObject): JsonObject[] {
  return itemsOf(verifiableCredential)
    .filter(isJsonObject)
    .map(({ proof: _, ...credential }) => credential)
}

/** The same document with one change to what it holds or how it is built. */
export function mutate(document: JsonObject, random: Random): JsonObject {
  const changed: JsonObject = structuredClone(document)
  const nodes: JsonObject[] = []
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    else if (typeof value === 'object' && value !== null) {
      // sound: an object that is not an array
      nodes.push(value as JsonObject)
      for (const inner of Object.values(value)) collect(inner)
    }
  }
  collect(changed)
  const node = random.of(nodes)
  const names = Object.keys(node)
  const name = random.of(names.length > 0 ? names : members)
  const other = random.of(nodes)
  const choice = random.below(16)
  if (choice === 0) delete node[name]
  else if (choice === 1) node[name] = anyValue(random)
  else if (choice === 2) node[random.of(members)] = anyValue(random)
  else if (choice === 3) node[name] = [node[name], anyValue(random)]
  else if (choice === 4) node[name] = [node[name], structuredClone(node[name])].flat()
  else if (choice === 5) node[random.of(members)] = structuredClone(other)
  else if (choice === 6) node.type = random.of(types)
  else if (choice === 7) node.type = [node.type, random.of(types)].flat()
  else if (choice === 8) node.type = [random.of(types), random.of(types), random.of(types)]
  else if (choice === 9) changed['@context'] = random.of(contextLists)
  else if (choice === 10) node.id = random.of(urls)
  else if (choice === 11) delete node.id
  else if (choice === 12) node[random.of(members)] = node[name]
  else if (choice === 13) node['@context'] = random.of(contextLists)
  else if (choice === 14) node[name] = { [random.of(members)]: node[name] }
  else node[`${name}x`] = node[name]
  return changed
}

/** Document `seed`: as made, or with one or two changes. */
export function generatedDocument(seed: number): JsonObject {
  const random = randomOf(seed)
  let document = documentOf(random)
  for (let changes = random.below(3); changes > 0; changes -= 1) document = mutate(document, random)
  return document
}
