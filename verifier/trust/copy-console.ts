import { z } from 'zod'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { zUploadedFile } from '../../shared/server/http/multipart.ts'
import { recordAudit } from '../audit/audit.ts'
import { keepUploaded, type UploadPorts } from '../continuity/keep-uploaded.ts'
import { forgetBundle, maxBundleBytes } from '../continuity/kept-bundles.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'

export type CopyConsolePorts = UploadPorts & { organisations: OrganisationStore }

const zUpload = z.object({ copy: zUploadedFile.optional() })

const path = '/console/o/:organisation/trust'
/** The form around the file. */
const formBytes = 65_536

/** Copies of cities, for when a city cannot be reached. */
export function copyConsoleRoutes(ports: CopyConsolePorts): GuardedRoute<Permission>[] {
  const { database, organisations, clock } = ports
  const common = {
    method: 'POST',
    permission: 'organisation.manage',
    scope: inOrganisation,
    errors: 'page',
  } as const
  const addressOf = (slug: string) => path.replace(':organisation', slug)
  return [
    {
      ...common,
      path: `${path}/copy`,
      maxBodyBytes: maxBundleBytes + formBytes,
      takesFiles: true,
      async handler(request, response, { actorId: actor }) {
        const organisation = await organisations.get(inOrganisation(request))
        const form = zUpload.safeParse(request.body ?? {})
        const bytes = form.data?.copy?.bytes
        const back = addressOf(organisation.slug)
        if (bytes === undefined) {
          const text = translate('en', 'employer.trust.copy-missing')
          return redirectWith(response, back, { text, kind: 'problem' }, ports)
        }
        try {
          await keepUploaded(organisation, { bytes, actor }, ports)
          const text = translate('en', 'employer.trust.copy-kept')
          await redirectWith(response, back, { text }, ports)
        } catch (error) {
          if (!isAppError(error) || error.code !== 'bundle_refused') throw error
          const text = translate('en', 'employer.trust.copy-refused')
          await redirectWith(response, back, { text, kind: 'problem' }, ports)
        }
      },
    },
    {
      ...common,
      path: `${path}/:city/copy/remove`,
      async handler(request, response, { actorId: actor }) {
        const { slug, trustedCities } = await organisations.get(inOrganisation(request))
        const city = trustedCities.find((one) => one === request.params.city)
        if (city === undefined) throw new AppError('not_found', 'This city is not trusted here')
        await database.transact(async (tx) => {
          await forgetBundle(tx, { organisation: slug, city })
          const at = clock().toISOString()
          const action = 'city.copy-removed'
          await recordAudit(tx, { organisation: slug, actor, action, subject: city, at })
        })
        const text = translate('en', 'employer.trust.copy-removed')
        await redirectWith(response, addressOf(slug), { text }, ports)
      },
    },
  ]
}
