import { DcqlQuery as library } from 'dcql'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../../shared/json/json.ts'
import { hasClaims } from '../../../../../shared/oid4vc/dcql-claims.ts'
import { type CredentialQuery, zDcqlQuery } from '../../../../../shared/oid4vc/dcql-query.ts'
import { DcqlQuery as own } from '../../../../../wallet/web/device/stubs/dcql.ts'

const name = fc.constantFrom('a', 'b', 'c')
const leaf = fc.constantFrom('x', 'y', 1, 2, true, null)
const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(name, tie('node'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))
const step = fc.oneof(name, fc.constantFrom(0, 1, null))
const claim = fc.record(
  {
    path: fc.array(step, { minLength: 1, maxLength: 2 }),
    values: fc.array(fc.constantFrom('x', 'y', 1, true), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['path'] },
)
const claims = fc.array(claim, { minLength: 1, maxLength: 2 })
const types = fc.array(fc.constantFrom('T', 'U'), { minLength: 1, maxLength: 2 })

const asked = fc.record(
  {
    id: fc.constant('q'),
    format: fc.constant('ldp_vc'),
    meta: fc.oneof(fc.constant({}), {
      arbitrary: fc.record({ type_values: fc.array(types, { minLength: 1 }) }),
      weight: 9,
    }),
    claims: claims.map((list) => list.map((each, index) => ({ id: `c${index}`, ...each }))),
    require_cryptographic_holder_binding: fc.boolean(),

    hasSets: fc.boolean(),
  },
  { requiredKeys: ['id', 'format', 'meta'] },
)

const isRare = fc.nat(9).map((turn) => turn === 0)

const held = fc.record({
  document: fc.dictionary(name, node, { minKeys: 2, maxKeys: 3, noNullPrototype: true }),
  type: types,
  isBound: fc.boolean(),
})

function fits(
  match: (query: CredentialQuery, credential: object) => boolean | undefined,
  query: CredentialQuery,
  { document, type, isBound }: { document: JsonObject; type: string[]; isBound: boolean },
): boolean {
  const credential = {
    ...{ credential_format: 'ldp_vc', claims: document, type },
    cryptographic_holder_binding: isBound,
  }
  try {
    return hasClaims(query, document) && match(query, credential) === true
  } catch {
    return false
  }
}

describe('DcqlQuery', () => {
  it('answers for what the app reads as the library does', () => {
    let fitting = 0
    fc.assert(
      fc.property(asked, held, isRare, ({ hasSets, ...given }, credential, hasAuthorities) => {
        const ids = given.claims?.map(({ id }) => id) ?? []
        const claim_sets = ids.map((id) => [id])
        const withSets = {
          ...given,
          ...(hasSets && ids.length > 0 && { claim_sets }),
          ...(hasAuthorities && { trusted_authorities: [{ type: 'aki', values: ['AAAA'] }] }),
        }
        const [query] = zDcqlQuery.parse({ credentials: [withSets] }).credentials
        if (query === undefined) throw new Error('there is one query')
        // sound: made as parsed JSON is
        const shown = credential as { document: JsonObject; type: string[]; isBound: boolean }
        const expected = fits(byLibrary, query, shown)
        if (expected) fitting += 1
        expect(fits(byOwn, query, shown)).toBe(expected)
      }),
      { numRuns: 1_500 },
    )
    expect(fitting).toBeGreaterThan(50)
  })
})

// sound: each parses what it is given
function byLibrary(query: CredentialQuery, credential: object): boolean | undefined {
  const parsed = library.parse({ credentials: [query] } as unknown as library.Input)
  return library.query(parsed, [credential as never]).credential_matches[query.id]?.success
}

function byOwn(query: CredentialQuery, credential: object): boolean | undefined {
  const parsed = own.parse({ credentials: [query] as never } as { credentials: [never] })
  return own.query(parsed, [credential as never]).credential_matches[query.id]?.success
}
