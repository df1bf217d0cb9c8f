import { providerUrl } from '../providers/provider.ts'

/** Where a status list is served: the id of the list and part of every badge that stands in it. */
export function statusListUrl(publicUrl: string, list: { provider: string; id: string }): string {
  return `${providerUrl(publicUrl, list.provider)}/status/${list.id}`
}
