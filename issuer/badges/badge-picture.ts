import { createBoundedCache } from '../../shared/cache/bounded-cache.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Stone } from '../../shared/look/stone.ts'
import type { DrawStone } from '../../shared/look/stone-picture.ts'
import { stoneSvg } from '../../shared/look/stone-svg.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { Badge } from './badge.ts'
import { pagePath, stoneOf } from './badge-view.ts'
import { findPicture } from './picture-store.ts'

export const pictureTypes = { svg: 'image/svg+xml', png: 'image/png' } as const

export type PictureType = keyof typeof pictureTypes

export type BadgePictures = {
  /** The stone of a badge version, with the words of one language. */
  draw(
    badge: Badge,
    options: { language: Language; type: PictureType; isEndorsed: boolean },
  ): Promise<string | Uint8Array>
}

const maxKept = { maxEntries: 500, maxWeight: 32_000_000 }
const ttlSeconds = 86_400

/** Draws the pictures of badges, each PNG once for many requests. */
export function createBadgePictures(ports: {
  drawStone: DrawStone
  clock: () => Date
  reader: Reader
}): BadgePictures {
  const { drawStone, clock, reader } = ports
  const kept = createBoundedCache<Uint8Array>({ ...maxKept, clock })
  return {
    async draw(badge, { language, type, isEndorsed }) {
      const backing = { isEndorsed }
      const stone = await withOwnPicture(badge, { ...stoneOf(badge, language), ...backing }, reader)
      if (type === 'svg') return stoneSvg(stone)
      const key = `${pagePath(badge, language)} ${isEndorsed}`
      const found = kept.find(key)
      if (found !== undefined) return found
      const png = await drawStone(stone)
      kept.set(key, png, { ttlSeconds, weight: png.length, at: clock() })
      return png
    },
  }
}

/** A picture that stands alone asks for nothing from anywhere: what a provider sent is inside. */
async function withOwnPicture(
  { provider, design: { picture: id } }: Badge,
  { picture: _, ...stone }: Stone,
  reader: Reader,
): Promise<Stone> {
  const png = id === undefined ? undefined : await findPicture(reader, { provider, id })
  if (png === undefined) return stone
  return { ...stone, picture: `data:image/png;base64,${png.toString('base64')}` }
}
