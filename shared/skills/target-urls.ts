import { isJsonObject } from '../json/json.ts'

/** Where the alignments of an achievement lead; none where they are not a list. */
export function targetUrlsOf(alignments: unknown): ReadonlySet<unknown> {
  const entries: unknown[] = Array.isArray(alignments) ? alignments : []
  return new Set(entries.filter(isJsonObject).map(({ targetUrl }) => targetUrl))
}
