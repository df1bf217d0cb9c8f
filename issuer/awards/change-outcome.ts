import type { Response } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { AwardConsolePorts } from './award-console-parts.ts'
import { awardHref } from './award-page.ts'
import type { AwardRow } from './award-store.ts'
import { makeReady } from './hand-over.ts'

/** Status lists are signed and new badges are out before anybody is told. */
export async function settle(
  before: AwardRow,
  after: AwardRow,
  ports: AwardConsolePorts,
): Promise<void> {
  if (after.id !== before.id) await makeReady(after, ports)
  await ports.statusLists.publishChange({ provider: before.provider, id: before.statusList })
}

/** What somebody else did meanwhile may have made it impossible. @throws whatever is another failure */
export async function tellConflict(
  error: unknown,
  award: AwardRow,
  response: Response,
  ports: AwardConsolePorts,
): Promise<void> {
  if (!isAppError(error) || ![409, 410, 403].includes(error.status)) throw error
  const text = translate('en', 'console.awards.error.conflict')
  await redirectWith(response, awardHref(award), { text, kind: 'problem' }, ports)
}
