import { createStore, useStore } from './store.ts'

/** Chromium's offer to install the app. @see https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface */
type InstallPrompt = Event & { prompt(): Promise<unknown> }

export type Installing = 'installed' | 'can-ask' | 'by-menu'

const prompt = createStore<InstallPrompt | undefined>(undefined)
const isInstalled = createStore(false)

/** Keeps the browser's own banner away; the person finds the offer on the page about themselves. */
export function catchInstallPrompt(): void {
  isInstalled.set(matchMedia('(display-mode: standalone)').matches)
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    // sound: only this event has this name
    prompt.set(event as InstallPrompt)
  })
  addEventListener('appinstalled', () => {
    prompt.set(undefined)
    isInstalled.set(true)
  })
}

export function useInstalling(): Installing {
  const offered = useStore(prompt)
  if (useStore(isInstalled)) return 'installed'
  return offered === undefined ? 'by-menu' : 'can-ask'
}

/** Asks the browser to install. It may ask only once for each offer. */
export async function install(): Promise<void> {
  const offered = prompt.get()
  prompt.set(undefined)
  await offered?.prompt()
}
