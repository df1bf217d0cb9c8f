import type { Response } from 'express'
import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { Permission } from '../staff/roles.ts'
import { changeQuota } from './change-quota.ts'
import { type Quota, zQuota } from './quota.ts'
import type { QuotaPorts } from './quota-api.ts'
import { readQuota, readUsage } from './quota-store.ts'
import { quotaLines } from './quota-view.ts'

const list = '/console/host/organisations'
const path = `${list}/:organisation/limits`

const zForm = z.object({
  filesPerDay: z.string().max(100).default(''),
  rowsPerDay: z.string().max(100).default(''),
  storageMegabytes: z.string().max(100).default(''),
})

/** How much an organisation may take, for who runs the host. */
export function quotaConsoleRoutes(
  ports: QuotaPorts & Parameters<typeof redirectWith>[3],
): GuardedRoute<Permission>[] {
  const { database, organisations, clock } = ports
  const entry = { permission: 'host.manage', scope: inOrganisation, errors: 'page', path } as const

  async function show(
    response: Response,
    { slug, name }: Organisation,
    typed: { form?: z.infer<typeof zForm>; wrong?: readonly (keyof Quota)[] } = {},
  ): Promise<void> {
    const { form, wrong = [] } = typed
    const quota = await readQuota(database.reader, slug)
    const lines = quotaLines(quota, await readUsage(database.reader, slug, clock()))
    const errors = wrong.map((field) => ({
      text: translate('en', 'employer.quota.wrong'),
      href: `#${field}`,
    }))
    consolePage(
      response,
      'quota/limits.njk',
      {
        ...{ errors, back: list, action: `${list}/${slug}/limits` },
        lines: lines.map((line) => ({
          ...line,
          ...(form && { value: form[line.name] }),
          ...(wrong.includes(line.name) && { error: translate('en', 'employer.quota.wrong') }),
        })),
      },
      {
        title: translate('en', 'employer.quota.of', { name }),
        area: 'organisations',
        ...(errors.length > 0 && { status: 422 }),
      },
    )
  }

  return [
    {
      ...entry,
      method: 'GET',
      async handler(request, response) {
        await show(response, await organisations.get(inOrganisation(request)))
      },
    },
    {
      ...entry,
      method: 'POST',
      async handler(request, response, { actorId: actor }) {
        const organisation = await organisations.get(inOrganisation(request))
        const form = parseBody(zForm, request.body)
        const numbers = Object.entries(form).map(([field, typed]) => [field, numberIn(typed)])
        const read = zQuota.safeParse(Object.fromEntries(numbers))
        if (!read.success) {
          const faulty = new Set(read.error.issues.map((issue) => issue.path[0]))
          const wrong = zQuota.keyof().options.filter((field) => faulty.has(field))
          return show(response, organisation, { form, wrong })
        }
        await changeQuota(organisation.slug, { quota: read.data, actor }, ports)
        const text = translate('en', 'employer.quota.saved', { name: organisation.name })
        await redirectWith(response, list, { text }, ports)
      },
    },
  ]
}

/** As people write it: 2,000 is a number. */
function numberIn(typed: string): number {
  const digits = typed.replaceAll(/[,\s]/g, '')
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN
}
