import { isAppError } from '../../errors/app-error.ts'
import { isJsonObject, parseJsonStrict } from '../../json/json.ts'
import type { PartFetch } from './port.ts'

/** The part of fetch that is needed here. It bounds time and size, follows no redirect and goes to no private address. */
export type FetchAddress = (
  url: string,
  init: { headers: Record<string, string>; maxBytes: number },
) => Promise<Response>

/** A class with its picture inside it, or a list of many thousand badges that were taken back. */
const maxBytes = 1_048_576

const accept = 'application/ld+json, application/json;q=0.9'

/** Asks for what stands at the address of a part. Never throws for what the other host does. */
export async function fetchPart(url: string, fetch: FetchAddress): Promise<PartFetch> {
  try {
    return await askAt(url, fetch)
  } catch (error) {
    if (!isAppError(error)) throw error
    // many an older badge says http of a host that has long answered by https
    const isPlain = error.code === 'address_forbidden' && /^http:/i.test(url)
    return isPlain ? fetchPart(url.replace(/^http:/i, 'https:'), fetch) : { outcome: 'unavailable' }
  }
}

async function askAt(url: string, fetch: FetchAddress): Promise<PartFetch> {
  const response = await fetch(url.replace(/#.*$/s, ''), { headers: { accept }, maxBytes })
  if (response.status === 410) return { outcome: 'gone' }
  if (response.status === 404) return { outcome: 'refused' }
  if (!response.ok) return { outcome: 'unavailable' }
  const document = parseJsonStrict(await response.text(), { maxBytes })
  return isJsonObject(document) ? { outcome: 'fetched', document } : { outcome: 'refused' }
}
