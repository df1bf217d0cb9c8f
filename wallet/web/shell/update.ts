import { scriptUrl } from './script-url.ts'
import { createStore, useStore } from './store.ts'

/** A new version that waits to be used. */
const waiting = createStore<ServiceWorker | undefined>(undefined)

let isStarted = false

/**
 * Keeps the app on the device, so that it opens offline, and looks for a new version. Called when the first screen
 * rests: a first badge from a link should not wait for files of screens that nobody opened yet.
 */
export async function keepOffline(): Promise<void> {
  if (isStarted || !('serviceWorker' in navigator)) return
  isStarted = true
  try {
    const registration = await navigator.serviceWorker.register(scriptUrl('/service-worker.js'))
    watch(registration)
  } catch {
    // without it everything works online; the browser may not allow it in a private window
    isStarted = false
  }
}

/** The app came from this device: then a new version is looked for at once, also while the wallet is locked. */
export function isKeptOffline(): boolean {
  return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null
}

function watch(registration: ServiceWorkerRegistration): void {
  const offer = () => {
    // the first version of all is no update
    if (navigator.serviceWorker.controller === null) return
    if (registration.waiting !== null) waiting.set(registration.waiting)
  }
  offer()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer)
  })
  // an installed app may stay open for weeks
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => undefined)
  })
}

export function useUpdate(): boolean {
  return useStore(waiting) !== undefined
}

export function dismissUpdate(): void {
  waiting.set(undefined)
}

/** Uses the new version: this page and the app's other tabs begin anew. */
export function applyUpdate(): void {
  const worker = waiting.get()
  if (worker === undefined) return
  waiting.set(undefined)
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
    once: true,
  })
  worker.postMessage('use-now')
}
