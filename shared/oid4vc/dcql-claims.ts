import { isJsonObject, type JsonObject } from '../json/json.ts'
import type { CredentialQuery } from './dcql-query.ts'

type ClaimsPath = NonNullable<CredentialQuery['claims']>[number]['path']

/**
 * Are the claims that a query asks for there, with one of the values where it names some? What is left to the library
 * is format and types; of an empty list it would say that each of its entries fits. A claim that is null says nothing.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-7.1
 */
export function hasClaims(
  { claims = [], claim_sets: sets }: Pick<CredentialQuery, 'claims' | 'claim_sets'>,
  document: JsonObject,
): boolean {
  const isThere = ({ path, values }: (typeof claims)[number]) =>
    selectAt(document, path).some((value) =>
      values === undefined ? value !== null : values.some((one) => one === value),
    )
  if (sets === undefined) return claims.every(isThere)
  const there = new Set(claims.filter(isThere).map(({ id }) => id))
  return sets.some((ids) => ids.every((id) => there.has(id)))
}

function selectAt(document: unknown, path: ClaimsPath): unknown[] {
  return path.reduce<unknown[]>(
    (selected, step) => selected.flatMap((element) => stepInto(element, step)),
    [document],
  )
}

/** Nothing where the step does not lead anywhere, which the library then judges. */
function stepInto(element: unknown, step: ClaimsPath[number]): unknown[] {
  if (typeof step === 'string') {
    return isJsonObject(element) && Object.hasOwn(element, step) ? [element[step]] : []
  }
  if (!Array.isArray(element)) return []
  return step === null ? element : element.slice(step, step + 1)
}
