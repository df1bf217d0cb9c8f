/** Finds the text of a QR code in a picture or a frame of the camera. */
export type Decode = (picture: ImageBitmap | HTMLVideoElement) => Promise<string | undefined>

/** `qr/decode.js`; fetched only where the browser has no detector of its own. */
export type LoadLibrary = () => Promise<{
  decodeQR(image: ImageData, options: { timeLimit: number }): string
}>

/** The browser's own detector, else a decoder that is fetched for it. */
export function loadDecoder(
  patience: 'frame' | 'picture',
  loadLibrary: LoadLibrary,
): Promise<Decode>

/** The picture stays on the device. Rejects where it is no picture. */
export function readCodeInPicture(file: Blob, loadLibrary: LoadLibrary): Promise<string | undefined>

/**
 * Switches the camera on until a code is seen or the signal aborts (undefined), and off again; no picture is kept.
 * Rejects where there is no camera, or where it may not be used.
 * @param options.screen where its picture is shown, once it is there
 * @param options.onCode takes one code after the other, also the same one again, until the signal aborts
 */
export function watchCamera(options: {
  screen: () => HTMLVideoElement | null
  signal: AbortSignal
  loadLibrary: LoadLibrary
  onRunning: () => void
  onCode?: (text: string) => Promise<void>
}): Promise<string | undefined>

export function isCameraRefused(error: unknown): boolean
