import type { Request } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { formErrors } from '../../shared/server/console/console-page.ts'
import { inProvider } from '../../shared/server/guarded-routes.ts'
import { type Badge, badgeText } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import type { ClaimCodePorts } from '../claim-codes/claim-code-store.ts'
import { unknownAward } from './award.ts'
import type { AwardMailPorts } from './award-mail.ts'
import type { HandOverPagePorts } from './award-page.ts'
import { type AwardRow, findAward } from './award-store.ts'
import type { HandOverPorts } from './hand-over.ts'

export type AwardConsolePorts = AwardMailPorts &
  HandOverPorts &
  HandOverPagePorts &
  ClaimCodePorts & { derive: DeriveBytes }

/** Where the pages of awards stand in the menu. */
export const area = 'awards'

/** What a refused form shows again: what was written, and by field what is wrong with it. */
export type RefusedForm = { values: Record<string, string>; errors: Record<string, string> }

/** So many badges a provider has at most in its lists of choices. */
const maxChoices = 500

export async function badgesOf(
  provider: string,
  { database }: AwardConsolePorts,
): Promise<Badge[]> {
  return listBadges(database.reader, { provider, limit: maxChoices })
}

export function choicesOf(badges: readonly Badge[]) {
  return badges.map(({ slug, design }) => ({ value: slug, text: badgeText(design, 'en').name }))
}

/** By field, in words that stand under it; undefined where the failure is another. */
export function errorsOf(error: unknown): Record<string, string> | undefined {
  if (!isAppError(error)) return undefined
  if (error.code === 'provider_inactive') {
    return { form: translate('en', 'console.awards.error.inactive') }
  }
  const errors = formErrors(error)
  if (errors === undefined) return undefined
  if (Object.keys(errors).length > 0) return errors
  return { language: translate('en', 'console.awards.error.language') }
}

export async function getAward(
  request: Request,
  { database }: AwardConsolePorts,
): Promise<AwardRow> {
  const { award: id } = request.params
  const key = { provider: inProvider(request), id: String(id) }
  const award = await findAward(database.reader, key)
  if (award === undefined) throw unknownAward()
  return award
}
