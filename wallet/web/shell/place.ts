import { tidyAddress } from './incoming-link.ts'
import { keepScroll, restoreScroll, scrollToTop } from './scroll.ts'
import { createStore, useStore } from './store.ts'

/** Where the person is in the app. The query is never used: servers would see it. */
export type Place = {
  path: string
  /** What stands behind the `#`, without it: an offer, a request, a share's key. */
  fragment: string
  /** Grows with every move, so that the same path can be a new visit. */
  visit: number
}

const place = createStore<Place>(read(0))

function read(visit: number): Place {
  return { path: location.pathname, fragment: location.hash.slice(1), visit }
}

function move(): void {
  tidy()
  place.set(read(place.get().visit + 1))
}

/** What an offer or a request holds leaves the query at once. */
function tidy(): void {
  const address = tidyAddress(new URL(location.href))
  if (address !== undefined) history.replaceState(history.state, '', address)
}

/** Begins at the address that the browser was given, and follows its back and forward. */
export function startPlace(): void {
  tidy()
  place.set(read(0))
  keepScroll()
  restoreScroll()
  addEventListener('popstate', () => {
    move()
    restoreScroll()
  })
}

export function usePlace(): Place {
  return useStore(place)
}

/** Goes to a path of the app, which may hold a fragment: `/cv/1`, `/receive#credential_offer_uri=…`. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const depth = depthHere()
  if (options.replace === true) history.replaceState({ depth }, '', to)
  else history.pushState({ depth: depth + 1 }, '', to)
  move()
  scrollToTop()
}

/**
 * Takes the secret out of the address once it was read, without moving: it is neither in the history nor in a
 * picture of the screen, and the screen stays as it is.
 */
export function forgetFragment(): void {
  history.replaceState(history.state, '', location.pathname)
}

/** One step back where there is one inside the app, else the given path. */
export function goBack(otherwise: string): void {
  if (depthHere() > 0) history.back()
  else navigate(otherwise, { replace: true })
}

/** Steps of this app that lie behind the present one in the browser's history. */
function depthHere(): number {
  const depth: unknown = history.state?.depth
  return typeof depth === 'number' ? depth : 0
}
