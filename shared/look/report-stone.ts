import type { Language } from '../i18n/messages.ts'
import type { CredentialReport } from '../verify/report.ts'
import { glyphOfLayer, hueFor, isStonePicture, type Stone } from './stone.ts'
import { lookOfImage } from './stone-look.ts'

/** Then what it says of the achievement may be copied, and stands for nothing. */
export function isOfAnother({ checks }: Pick<CredentialReport, 'checks'>): boolean {
  return checks.some(({ code }) => code === 'achievement_of_another')
}

/**
 * The stone of a badge by what its report knows of it. A picture is shown only where the badge carries it itself:
 * nothing is ever fetched.
 * @param name what stands for the badge's name, safe to show
 */
export function stoneOfReport(
  report: Pick<CredentialReport, 'credential' | 'checks'>,
  name: string,
  language: Language,
): Stone {
  const { credential, checks } = report
  const picture = credential?.achievement?.image
  const { id, image, layer, howShown } =
    (isOfAnother(report) ? undefined : credential?.achievement) ?? {}
  const look = lookOfImage(image, id ?? '')
  return {
    name,
    hue: look?.hue ?? hueFor(credential?.issuer.id ?? ''),
    isRevoked: checks.some((check) => check.code === 'revoked'),
    isEndorsed: checks.some((check) => check.name === 'endorsements' && check.code === 'ok'),
    ...(layer ? { layer: { glyph: glyphOfLayer(layer.code), word: layer.name[language] } } : {}),
    ...(howShown ? { howShown } : {}),
    ...(picture !== undefined && isStonePicture(picture)
      ? { picture }
      : { glyph: look?.glyph ?? 'spark' }),
  }
}
