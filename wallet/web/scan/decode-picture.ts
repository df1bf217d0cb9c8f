/** Finds the text of a QR code in a picture or a frame of the camera. */
export type Decode = (picture: ImageBitmap | HTMLVideoElement) => Promise<string | undefined>

/** What browsers with a detector of their own have; the type is in no library yet. */
type Detector = { detect(picture: CanvasImageSource): Promise<{ rawValue: string }[]> }

type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** A frame is followed by the next one; of a picture there is only the one. */
const patienceMs = { frame: 60, picture: 3_000 }

/** The browser's own detector, else a decoder that is fetched for it. */
export async function loadDecoder(patience: keyof typeof patienceMs): Promise<Decode> {
  // sound: asked for before it is used
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  const formats = await BarcodeDetector?.getSupportedFormats().catch((): string[] => [])
  if (BarcodeDetector !== undefined && formats?.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    return async (picture) => (await detector.detect(picture))[0]?.rawValue
  }
  const { decodeQR } = await import('qr/decode.js')
  const draw = createDrawing()
  return async (picture) => {
    const image = draw(picture)
    if (image === undefined) return undefined
    try {
      return decodeQR(image, { timeLimit: patienceMs[patience] })
    } catch {
      // no code in this picture: the decoder says so by throwing
      return undefined
    }
  }
}

/** Large pictures are drawn smaller: a code that a person can scan is still seen. */
const maxSide = 1_024

function createDrawing(): (picture: ImageBitmap | HTMLVideoElement) => ImageData | undefined {
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

function sizeOf(picture: ImageBitmap | HTMLVideoElement): [number, number] {
  return 'videoWidth' in picture
    ? [picture.videoWidth, picture.videoHeight]
    : [picture.width, picture.height]
}
