import { AppError } from '../../shared/errors/app-error.ts'
import { readRasterSize } from '../../shared/look/raster-size.ts'
import { isPlainSvg } from './plain-svg.ts'

/** What a provider may send as the picture of a badge. */
export const maxPictureBytes = 2_000_000
const maxPixels = 16_000_000
const maxSvgBytes = 500_000
/** Twice as wide as it stands on the largest stone that we draw. */
const width = 256

/**
 * Draws what was sent anew as a small PNG: what is kept holds pixels and nothing else. An SVG is drawn by a program that
 * runs no script, but would read files and work without end for who asks: only what draws is given to it.
 * @param shape `square` puts it into the middle of a square, `own` keeps its sides as they are
 * @throws AppError picture_unsuitable
 */
export async function redrawPicture(
  bytes: Uint8Array,
  shape: 'square' | 'own' = 'square',
): Promise<Uint8Array> {
  return new Uint8Array(
    (await drawPicture(bytes, { shape, width, maxBytes: maxPictureBytes })).asPng(),
  )
}

type Drawing = { shape: 'square' | 'own'; width: number; maxBytes: number }

/** As redrawPicture, as dots. @throws AppError picture_unsuitable */
export async function drawPicture(bytes: Uint8Array, { shape, width, maxBytes }: Drawing) {
  if (bytes.length > maxBytes) throw unsuitable(`is larger than ${maxBytes / 1_000_000} MB`)
  const svg = isRaster(bytes) ? frameOf(bytes, shape) : readSvg(bytes)
  const { renderAsync } = await import('@resvg/resvg-js')
  try {
    const drawn = await renderAsync(svg, {
      fitTo: { mode: 'width', value: width },
      font: { loadSystemFonts: false },
      logLevel: 'off',
    })
    if (drawn.height > width * 4) throw unsuitable('is too tall')
    if (!drawn.pixels.some((value) => value !== 0)) throw unsuitable('shows nothing')
    return drawn
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw unsuitable('cannot be read', cause)
  }
}

const mediaTypes: readonly [string, string][] = [
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
]

function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return mediaTypes.find(([magic]) => start.startsWith(magic))?.[1]
}

function isRaster(bytes: Uint8Array): boolean {
  return mediaTypeOf(bytes) !== undefined
}

/** The few bytes of a picture may unpack to more than the machine holds: what its head says is asked first. */
function frameOf(bytes: Uint8Array, shape: 'square' | 'own'): string {
  const size = readRasterSize(bytes)
  if (size === undefined || size.width === 0 || size.height === 0)
    throw unsuitable('cannot be read')
  if (size.width * size.height > maxPixels) throw unsuitable('has too many dots')
  const side = Math.max(size.width, size.height)
  const [wide, high] = shape === 'square' ? [side, side] : [size.width, size.height]
  const href = `data:${mediaTypeOf(bytes)};base64,${Buffer.from(bytes).toString('base64')}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}"><image href="${href}" width="${wide}" height="${high}" preserveAspectRatio="xMidYMid meet"/></svg>`
}

function readSvg(bytes: Uint8Array): string {
  if (bytes.length > maxSvgBytes) throw unsuitable('is an SVG larger than 500 kB')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw unsuitable('is no PNG, JPEG or SVG', cause)
  }
  if (!/<svg[\s>]/.test(text.slice(0, 4_000))) throw unsuitable('is no PNG, JPEG or SVG')
  if (!isPlainSvg(text)) throw unsuitable('is an SVG with parts that we do not draw')
  return text
}

function unsuitable(why: string, cause?: unknown): AppError {
  return new AppError('picture_unsuitable', `The picture ${why}. Send a PNG, JPEG or plain SVG`, {
    cause,
  })
}
