import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { loadDecoder } from './decode-picture.ts'

export type ScannerState = 'off' | 'starting' | 'running' | 'refused' | 'no-camera'

export type Scanner = {
  video: RefObject<HTMLVideoElement | null>
  state: ScannerState
  start(): void
  stop(): void
}

const pauseMs = 120

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
  useEffect(() => {
    isCameraAllowed().then((isAllowed) => isAllowed && setState('starting'))
  }, [])
  const isOn = state === 'starting' || state === 'running'

  useEffect(() => {
    if (!isOn) return
    let isWanted = true
    let stream: MediaStream | undefined
    async function scan(): Promise<void> {
      const [opened, decode] = await Promise.all([openCamera(), loadDecoder('frame')])
      stream = opened
      const screen = video.current
      if (!isWanted || screen === null) return close(opened)
      screen.srcObject = opened
      await screen.play()
      setState('running')
      while (isWanted) {
        const text = await decode(screen)
        if (text !== undefined && isWanted) {
          setState('off')
          told.current(text)
          return
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
    scan().catch((error: unknown) => {
      if (isWanted) setState(isRefusal(error) ? 'refused' : 'no-camera')
    })
    return () => {
      isWanted = false
      close(stream)
    }
  }, [isOn])

  return { video, state, start: () => setState('starting'), stop: () => setState('off') }
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

function openCamera(): Promise<MediaStream> {
  const { mediaDevices } = navigator
  // browsers leave it out where a page is not safe
  if (mediaDevices === undefined) return Promise.reject(new Error('there is no camera'))
  return mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment' } })
}

function close(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError'
}
