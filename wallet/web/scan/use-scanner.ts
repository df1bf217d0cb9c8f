import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { isCameraRefused, watchCamera } from '../../../shared/scan/scan-code.js'
import { loadLibrary } from './load-library.ts'

export type ScannerState = 'off' | 'starting' | 'running' | 'refused' | 'no-camera'

export type Scanner = {
  video: RefObject<HTMLVideoElement | null>
  state: ScannerState
  start(): void
  stop(): void
}

/**
 * The camera, looking for a code. It is off until somebody starts it, and off again once a text was found or the
 * screen is left; no picture is kept.
 * @param onText told once for each start
 */
export function useScanner(onText: (text: string) => void): Scanner {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<ScannerState>('off')
  const told = useRef(onText)
  told.current = onText
  const isBegun = useRef(false)
  const start = () => {
    isBegun.current = true
    setState('starting')
  }
  useEffect(() => {
    // the person may have been quicker than this answer
    isCameraAllowed().then((isAllowed) => isAllowed && !isBegun.current && start())
  }, [])
  const isOn = state === 'starting' || state === 'running'

  useEffect(() => {
    if (!isOn) return
    const wish = new AbortController()
    const { signal } = wish
    watchCamera({
      screen: () => video.current,
      signal,
      loadLibrary,
      onRunning: () => setState('running'),
    })
      .then((text) => {
        if (text === undefined) return
        setState('off')
        told.current(text)
      })
      .catch((error: unknown) => {
        if (!signal.aborted) setState(isCameraRefused(error) ? 'refused' : 'no-camera')
      })
    return () => wish.abort()
  }, [isOn])

  return { video, state, start, stop: () => setState('off') }
}

/** Where the person allowed it before, nobody needs to press anything. */
async function isCameraAllowed(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'camera' })
    return state === 'granted'
  } catch {
    // not every browser tells
    return false
  }
}
