import type { Cv } from '../../core/cv/cv.ts'
import type { HeldBadge } from '../../core/held-badge.ts'

/** A CV with its badges, in its order; a badge that was deleted is no longer in it. */
export type OpenCv = {
  cv: Cv
  badges: HeldBadge[]
  /** As it is kept. */
  kept: Cv
}
