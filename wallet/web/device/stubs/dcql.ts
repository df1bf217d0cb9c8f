/**
 * Stands in for dcql, which with its schemas is 12 kB packed, of which the app uses one answer: does this credential fit
 * this query? The query was read and its claims were looked at before (`shared/oid4vc`); left are types and binding.
 * Nothing here says of a credential who vouches for its awarder, so one that is asked for by authorities does not fit.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-6.1
 */
type Asked = {
  id: string
  meta: { type_values?: string[][] }
  require_cryptographic_holder_binding: boolean
  trusted_authorities?: unknown
}

type Credential = { type: readonly string[]; cryptographic_holder_binding: boolean }

export const DcqlQuery = {
  parse: <Query>(query: Query): Query => query,
  query(
    { credentials: [asked] }: { credentials: readonly [Asked] },
    [credential]: readonly [Credential],
  ) {
    const types = new Set(credential.type)
    const hasTypes = asked.meta.type_values?.some((names) => names.every((name) => types.has(name)))
    const isBound =
      credential.cryptographic_holder_binding || !asked.require_cryptographic_holder_binding
    const success = hasTypes === true && isBound && asked.trusted_authorities === undefined
    return { credential_matches: { [asked.id]: { success } } }
  },
}
