import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { zCredential, zPresentation } from '../../../shared/credential/data-model.ts'
import {
  zEndorsementCredential,
  zOpenBadgeCredential,
} from '../../../shared/credential/open-badge.ts'
import { compileSurelyValid, readerOf } from '../../../shared/credential/surely-valid.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { zBitstringStatusListEntry } from '../../../shared/status/status-entry.ts'
import { badgeOf, mutate, randomOf } from './compiled/generated-documents.ts'
import { sampleBadge } from './sample-badge.ts'

const seedOfRun = Math.floor(Math.random() * 2 ** 31)

const withParent = {
  ...sampleBadge(),
  issuer: {
    ...{ id: 'https://city.example/x', type: ['Profile'] },
    parentOrg: {
      ...{ id: 'https://city.example', type: ['Profile'] },
      parentOrg: { id: 'https://country.example', type: 'Profile' },
    },
  },
}

describe('compileSurelyValid', () => {
  it.each([
    ['a badge', zOpenBadgeCredential],
    ['a credential', zCredential],
    ['an endorsement', zEndorsementCredential],
    ['a presentation', zPresentation],
  ])('says of nothing that it is %s where the schema does not', (_, schema) => {
    const isSurelyValid = compileSurelyValid(schema)
    for (let seed = seedOfRun; seed < seedOfRun + 400; seed++) {
      const random = randomOf(seed)
      let document: JsonObject = random.chance(0.5) ? { ...sampleBadge() } : badgeOf(random)
      if (random.chance(0.2)) document = structuredClone(withParent)
      for (let changes = random.below(4); changes > 0; changes--)
        document = mutate(document, random)
      const isValid = schema.safeParse(document).success
      if (isSurelyValid(document)) expect(isValid, `document ${seed}`).toBe(true)
    }
  })

  it('says yes to nearly all generated badges that the schema takes', () => {
    const isSurelyValid = compileSurelyValid(zOpenBadgeCredential)
    const badges = Array.from({ length: 200 }, (_, at) => badgeOf(randomOf(seedOfRun + at)))
    const valid = badges.filter((badge) => zOpenBadgeCredential.safeParse(badge).success)
    expect(valid.length).toBeGreaterThan(20)
    expect(valid.filter(isSurelyValid)).toEqual(valid)
    expect([{ ...sampleBadge() }, withParent].map(isSurelyValid)).toEqual([true, true])
  })

  const zNode = z.looseObject({
    name: z.string(),
    get inner() {
      return zNode.optional()
    },
  })
  const onlyA = z.strictObject({ a: z.string().optional() })
  const exact = z.looseObject({ a: z.string().exactOptional() })
  const hasClaims = z.looseObject({}).refine((claims) => Object.keys(claims).length > 0)

  it.each<[name: string, schema: z.ZodType, value: unknown, isSure: boolean]>([
    ['a member that may lack', onlyA, { a: undefined }, true],
    ['a member that a strict object does not know', onlyA, { b: 1 }, false],
    ['a member that may lack and is undefined', exact, { a: undefined }, false],
    ['a member that lacks', z.looseObject({ a: z.unknown() }), {}, false],
    ['a member __proto__ alone', hasClaims, JSON.parse('{"__proto__":1}'), false],
    ['an object of a class', z.looseObject({}), new Date(0), false],
    ['a list in the place of an object', z.looseObject({}), [], false],
    ['a schema inside itself', zNode, { name: 'a', inner: { name: 'b' } }, true],
    ['a fault in a schema inside itself', zNode, { name: 'a', inner: { name: 1 } }, false],
    ['a value that would be changed', z.string().trim(), ' a', false],
    ['a value that is read as another', z.coerce.string(), 1, false],
    ['a default', z.looseObject({ a: z.string().default('x') }), {}, false],
    ['a transform', z.string().transform(Number), '1', false],
    ['a check that waits', z.string().refine(async () => true), 'a', false],
    ['several checks, the last of which fails', z.string().min(1).max(2).regex(/b/), 'a', false],
    ['a pattern that remembers where it was', z.array(z.string().regex(/a/g)), ['a', 'a'], true],
    ['infinity', z.number(), Number.POSITIVE_INFINITY, false],
    ['a whole number', z.int().nonnegative(), 3, true],
    ['another number', z.int().nonnegative(), 0.5, false],
    ['an empty list where one is too few', z.array(z.string()).min(1), [], false],
    ['a list that is too long', z.array(z.string()).max(1), ['a', 'b'], false],
    ['one of two kinds', z.union([z.string(), z.literal(4)]), 4, true],
    ['both of two kinds', z.string().and(z.string().min(3)), 'ab', false],
    ['a word of a list', z.enum(['a', 'b']), 'b', true],
    ['a URL', z.url().max(30), 'https://city.example', true],
    ['what is no URL', z.url().max(30), 'city', false],
  ])('%s', (_, schema, value, isSure) => {
    expect(compileSurelyValid(schema)(value)).toBe(isSure)
  })
})

describe('readerOf', () => {
  const read = readerOf(zBitstringStatusListEntry)
  const entry = {
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '7',
    statusListCredential: 'https://city.example/status/1',
  }

  it('gives back what is valid, and says what is wrong as the schema does', () => {
    expect(read(entry).data).toBe(entry)
    const wrong = { ...entry, statusListIndex: '07' }
    expect(read(wrong)).toEqual(zBitstringStatusListEntry.safeParse(wrong))
  })
})
