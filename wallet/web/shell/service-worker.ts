import { matchPath } from './app-paths.ts'

/**
 * Keeps the app on the device. It answers the app's own pages and files, and nothing else: what the app asks of
 * servers passes by, so no badge and no answer is ever kept here.
 */

// sound: this file is built for a service worker alone
const worker = self as unknown as ServiceWorkerScope
// the build looks for these very words
const entries = (self as unknown as ServiceWorkerScope).__WB_MANIFEST
// a cache refuses to take an address twice
const urls = [...new Set(entries.map(({ url }) => `/${url}`))]
const version = entries.find(({ url }) => url === 'index.html')?.revision ?? ''
const cacheName = `waymark-app-${version}`
const fontsAndLate = 'waymark-late'
const shared = 'waymark-shared'

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) => cache.addAll(urls.map((url) => requestFor(url)))),
  )
})

/** A file whose name changes with its content may come out of the browser's own cache. */
function requestFor(url: string): Request {
  return new Request(url, { cache: url.startsWith('/assets/') ? 'default' : 'reload' })
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => worker.clients.claim()))
})

async function dropOldCaches(): Promise<void> {
  const kept = [cacheName, fontsAndLate, shared]
  const names = await caches.keys()
  await Promise.all(names.filter((name) => !kept.includes(name)).map((name) => caches.delete(name)))
}

worker.addEventListener('message', (event) => {
  if (event.data === 'use-now') worker.skipWaiting()
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.method === 'POST' && url.pathname === '/add') {
    event.respondWith(takeShared(request))
  } else if (request.method === 'GET' && request.mode === 'navigate' && matchPath(url.pathname)) {
    event.respondWith(fromCache('/index.html', request))
  } else if (request.method === 'GET' && urls.includes(url.pathname)) {
    event.respondWith(fromCache(url.pathname, request))
  } else if (request.method === 'GET' && url.pathname.startsWith('/assets/')) {
    event.respondWith(fromNetworkOnce(request))
  }
})

async function fromCache(path: string, request: Request): Promise<Response> {
  const kept = await caches.open(cacheName).then((cache) => cache.match(path))
  return kept ?? fetch(request)
}

/** A font or language that is not kept from the start is kept once it was used. */
async function fromNetworkOnce(request: Request): Promise<Response> {
  const cache = await caches.open(fontsAndLate)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

/** What another app shares to this one waits on the device for the page that adds badges. */
async function takeShared(request: Request): Promise<Response> {
  const form = await request.formData()
  const cache = await caches.open(shared)
  const file = form.get('file')
  const words = ['url', 'text', 'title'].map((name) => form.get(name)).find((value) => value)
  const body = file instanceof File ? file : typeof words === 'string' ? words : ''
  await cache.put('/shared', new Response(body))
  return Response.redirect('/add#shared', 303)
}

type PrecacheEntry = { url: string; revision: string | null }

type WorkerEvent = ExtendableEventLike & {
  request: Request
  data: unknown
  respondWith(response: Promise<Response>): void
}

type ExtendableEventLike = { waitUntil(promise: Promise<unknown>): void }

/** The part of ServiceWorkerGlobalScope that is used here; the page's own types stand beside it in this project. */
type ServiceWorkerScope = {
  /** Put in at build time: every file of the app. */
  readonly __WB_MANIFEST: readonly PrecacheEntry[]
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(name: string, listener: (event: WorkerEvent) => void): void
}
