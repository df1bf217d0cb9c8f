import { isOfOtherBytes } from '../credential/related-resource.ts'
import type { JsonObject } from '../json/json.ts'
import { idOf, objectsOf } from '../verify/values.ts'

/** The bytes at a URL, or undefined where they are not to be had. */
export type FetchResource = (url: string) => Promise<Uint8Array | undefined>

const maxFetched = 4

/**
 * Was anything that the credential gives a digest of found to be other than it was? What cannot be fetched has not been
 * found so: a credential does not end with the web page that it mentions.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
 */
export async function isResourceChanged(
  credential: JsonObject,
  fetchResource: FetchResource | undefined,
): Promise<boolean> {
  if (fetchResource === undefined) return false
  for (const resource of objectsOf(credential.relatedResource).slice(0, maxFetched)) {
    const id = idOf(resource) ?? ''
    const bytes = /^https?:/.test(id) ? await fetchResource(id) : undefined
    const digests = {
      digestSRI: textOf(resource.digestSRI),
      digestMultibase: textOf(resource.digestMultibase),
    }
    if (bytes !== undefined && isOfOtherBytes({ id, ...digests }, bytes)) return true
  }
  return false
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
