import type { Database } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import { readCitySettings, saveCitySettings } from '../settings/settings-store.ts'

/** Opens or closes the public form. What was sent already stays. */
export async function openToApplications(
  { isOpen, actor }: { isOpen: boolean; actor: Actor },
  { database, clock }: { database: Database; clock: () => Date },
): Promise<void> {
  const at = clock().toISOString()
  await database.transact(async (tx) => {
    const { isClosedToApplications = false, ...settings } = await readCitySettings(tx)
    if (isClosedToApplications !== isOpen) return
    await saveCitySettings(
      tx,
      { ...settings, ...(!isOpen && { isClosedToApplications: true }) },
      at,
    )
    await audit(tx, {
      provider: cityItself,
      actor: actor.name,
      action: isOpen ? 'application-form.opened' : 'application-form.closed',
      subject: 'city',
      at,
    })
  })
}
