// Finds the text of a QR code in pictures and in what a camera sees. Plain JavaScript, because pages without a bundler
// load it as it is; its types stand in scan-code.d.ts.

/** A frame is followed by the next one; of a picture there is only the one. */
const patienceInMilliseconds = { frame: 60, picture: 3_000 }

/** Large pictures are drawn smaller: a code that a person can scan is still seen. */
const maxSide = 1_024

const pauseInMilliseconds = 120

export async function loadDecoder(patience, loadLibrary) {
  const { BarcodeDetector } = globalThis
  const formats = await BarcodeDetector?.getSupportedFormats().catch(() => [])
  if (BarcodeDetector !== undefined && formats?.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    return async (picture) => (await detector.detect(picture))[0]?.rawValue
  }
  const { decodeQR } = await loadLibrary()
  const draw = createDrawing()
  return async (picture) => {
    const image = draw(picture)
    if (image === undefined) return undefined
    try {
      return decodeQR(image, { timeLimit: patienceInMilliseconds[patience] })
    } catch {
      // no code in this picture: the decoder says so by throwing
      return undefined
    }
  }
}

export async function readCodeInPicture(file, loadLibrary) {
  const picture = await createImageBitmap(file)
  try {
    const decode = await loadDecoder('picture', loadLibrary)
    return await decode(picture)
  } finally {
    picture.close()
  }
}

export async function watchCamera({ screen, signal, loadLibrary, onRunning, onCode }) {
  const stream = await openCamera()
  const stop = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  signal.addEventListener('abort', stop)
  try {
    const decode = await loadDecoder('frame', loadLibrary)
    const video = screen()
    if (signal.aborted || video === null) return undefined
    video.srcObject = stream
    await video.play()
    if (!signal.aborted) onRunning()
    while (!signal.aborted) {
      const text = await decode(video)
      if (text !== undefined && !signal.aborted) {
        if (onCode === undefined) return text
        await onCode(text)
      }
      await new Promise((resolve) => setTimeout(resolve, pauseInMilliseconds))
    }
    return undefined
  } finally {
    stop()
  }
}

export function isCameraRefused(error) {
  return error instanceof DOMException && error.name === 'NotAllowedError'
}

function createDrawing() {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return (picture) => {
    const [width, height] = sizeOf(picture)
    if (context === null || width === 0 || height === 0) return undefined
    const scale = Math.min(1, maxSide / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return context.getImageData(0, 0, canvas.width, canvas.height)
  }
}

function sizeOf(picture) {
  return 'videoWidth' in picture
    ? [picture.videoWidth, picture.videoHeight]
    : [picture.width, picture.height]
}

function openCamera() {
  const { mediaDevices } = navigator
  // browsers leave it out where a page is not safe
  if (mediaDevices === undefined) return Promise.reject(new Error('there is no camera'))
  return mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment' } })
}
