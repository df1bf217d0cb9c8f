import { readRasterSize } from './raster-size.ts'
import { isStonePicture, type Stone } from './stone.ts'
import type { StoneSvgOptions } from './stone-svg.ts'

/** Draws a stone as a PNG: with resvg on Node, on a canvas in a browser. */
export type DrawStone = (
  stone: Stone,
  options?: StoneSvgOptions,
) => Promise<Uint8Array<ArrayBuffer>>

const maxPixels = 16_000_000

/**
 * The stone without a picture that is none, or that unpacks to more than a machine should hold: the few bytes of a
 * hostile badge may claim a picture of any size.
 */
export function withModestPicture(stone: Stone): Stone {
  const { picture, ...rest } = stone
  if (picture === undefined || isModest(picture)) return stone
  return { glyph: 'spark', ...rest }
}

function isModest(picture: string): boolean {
  if (!isStonePicture(picture)) return false
  const size = readRasterSize(bytesOf(picture))
  return size !== undefined && size.width * size.height <= maxPixels
}

function bytesOf(picture: string): Uint8Array {
  try {
    const binary = atob(picture.slice(picture.indexOf(',') + 1))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
