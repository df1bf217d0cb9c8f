import type { Source } from './use-import.ts'

/** Where the service worker leaves what another app shared, for the page that adds badges. */
const cacheName = 'waymark-shared'
const place = '/shared'

/** Takes what waits, so that it waits no longer. Nothing where nothing does. */
export async function takeShared(): Promise<Source | undefined> {
  if (!('caches' in globalThis)) return undefined
  const cache = await caches.open(cacheName)
  const kept = await cache.match(place)
  await cache.delete(place)
  if (kept === undefined) return undefined
  const file = await kept.blob()
  // words come as text; a badge file of text is read from its bytes like any other
  return file.size === 0 ? undefined : { name: '', input: { file } }
}
