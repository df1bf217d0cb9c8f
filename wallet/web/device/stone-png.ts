import { type DrawStone, withModestPicture } from '../../../shared/look/stone-picture.ts'
import { stoneField, stoneSvg } from '../../../shared/look/stone-svg.ts'

const defaultWidth = 480

/** Draws on a canvas, with the fonts of the device: a drawing inside a picture does not see those of the page. */
export const drawStone: DrawStone = async (stone, options = {}) => {
  const { width = defaultWidth } = options
  const svg = stoneSvg(withModestPicture(stone), { ...options, width })
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = Math.round((width * stoneField.height) / stoneField.width)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Error('the canvas made no picture')
  return new Uint8Array(await blob.arrayBuffer())
}
