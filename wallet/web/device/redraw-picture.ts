import { readRasterSize } from '../../../shared/look/raster-size.ts'

const maxPixels = 16_000_000
/** Twice as wide as it stands on the largest stone. */
const width = 160

/** Draws a picture of others anew, in the middle of a small square: what is kept holds pixels and nothing else. */
export async function redrawPicture(bytes: Uint8Array): Promise<string | undefined> {
  // the few bytes of a picture may unpack to more than a phone holds: what its head says is asked first
  const size = readRasterSize(bytes)
  if (size === undefined || size.width * size.height > maxPixels) return undefined
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)])).catch(() => undefined)
  if (bitmap === undefined) return undefined
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = width
  const scale = width / Math.max(bitmap.width, bitmap.height)
  const [wide, high] = [bitmap.width * scale, bitmap.height * scale]
  canvas.getContext('2d')?.drawImage(bitmap, (width - wide) / 2, (width - high) / 2, wide, high)
  bitmap.close()
  // a browser that writes no WebP writes PNG
  return canvas.toDataURL('image/webp', 0.9)
}
