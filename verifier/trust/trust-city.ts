import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { recordAudit } from '../audit/audit.ts'
import { forgetBundle } from '../continuity/kept-bundles.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { changeOrganisation } from '../organisations/organisation-store.ts'

const mostCities = 50

/**
 * Lets a city's word on who may award count for an organisation, or no longer.
 * @throws AppError conflict where there would be too many
 */
export async function changeTrust(
  { slug, trustedCities }: Organisation,
  { city, isTrusted, actor }: { city: Did; isTrusted: boolean; actor: string },
  { database, clock }: { database: Database; clock: () => Date },
): Promise<void> {
  const others = trustedCities.filter((one) => one !== city)
  if (isTrusted && others.length >= mostCities) {
    throw new AppError('conflict', `An organisation trusts at most ${mostCities} cities`)
  }
  await database.transact(async (tx) => {
    if (!isTrusted) await forgetBundle(tx, { organisation: slug, city })
    await changeOrganisation(tx, slug, { trustedCities: isTrusted ? [...others, city] : others })
    await recordAudit(tx, {
      organisation: slug,
      actor,
      action: isTrusted ? 'city.trusted' : 'city.not-trusted',
      subject: city,
      at: clock().toISOString(),
    })
  })
}
