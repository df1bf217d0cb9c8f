import { bakePng } from '../../../shared/credential/baking/bake-png.ts'
import type { BakedCredential } from '../../../shared/credential/baking/baked-credential.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import type { Language } from '../../../shared/i18n/messages.ts'
import { stoneOfReport } from '../../../shared/look/report-stone.ts'
import type { DrawStone } from '../../../shared/look/stone-picture.ts'
import { learnerRecordType } from '../../../shared/verify/learner-record.ts'
import type { HeldBadge } from '../held-badge.ts'
import { fileStem } from './export-badge.ts'

export type ExportedPicture = {
  bytes: Uint8Array<ArrayBuffer>
  mediaType: 'image/png'
  fileName: string
}

export type PictureOptions = {
  drawStone: DrawStone
  language: Language
  /** Stands on a badge that was taken back, in the same language. */
  revokedWord: string
  /** What the badge only names, as it is kept here. */
  picture?: string
}

/**
 * The badge as a picture of its stone that carries the signed bytes. The stone is drawn from what the badge says:
 * nothing is fetched.
 */
export async function exportPicture(
  badge: HeldBadge,
  { drawStone, language, revokedWord, picture }: PictureOptions,
): Promise<ExportedPicture> {
  const { report, summary, text } = badge
  const name = displayText(summary.achievement?.name) ?? 'Badge'
  const stone = stoneOfReport({ credential: summary, checks: report.checks }, name, language)
  const png = await drawStone(picture === undefined ? stone : { ...stone, picture }, {
    revokedWord,
  })
  return {
    bytes: bakePng(png, text.trim(), kindOf(badge)),
    mediaType: 'image/png',
    fileName: `${fileStem(badge)}.png`,
  }
}

function kindOf({ format, summary }: HeldBadge): BakedCredential['kind'] {
  if (format === 'open-badge-2') return 'open-badge-2'
  return summary.types.includes(learnerRecordType) ? 'learner-record' : 'open-badge-3'
}
