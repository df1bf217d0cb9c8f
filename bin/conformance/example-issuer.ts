import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'

const issuer = 'https://vc.example/issuers/5678'
const ownKey = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2'
const keysOfOwnDids = [
  ownKey,
  'zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP',
  'z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ',
  'z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7',
  'z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E',
]

const exampleDocument = {
  '@context': ['https://www.w3.org/ns/cid/v1'],
  id: issuer,
  assertionMethod: [
    { id: `${issuer}#${ownKey}`, type: 'Multikey', controller: issuer, publicKeyMultibase: ownKey },
    ...keysOfOwnDids.map((key) => `did:key:${key}#${key}`),
  ],
}

/**
 * Answers in the place of the issuer of the published test vectors, whose name no host can have: its document lists
 * the keys that sign them. The suites send these vectors as credentials to verify.
 * @see https://www.w3.org/TR/vc-di-ecdsa/#test-vectors
 * @see https://www.rfc-editor.org/rfc/rfc2606#section-2
 */
export function withExampleIssuer(fetch: GuardedFetch): GuardedFetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return url === issuer ? Response.json(exampleDocument) : fetch(input, init)
  }
}
