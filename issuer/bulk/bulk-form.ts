import type { Request, Response } from 'express'
import { z } from 'zod'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage, formErrors } from '../../shared/server/console/console-page.ts'
import { inProvider } from '../../shared/server/guarded-routes.ts'
import { zUploadedFile } from '../../shared/server/http/multipart.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { awardDeliveries } from '../awards/award.ts'
import { badgeText } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import type { BulkPorts } from './bulk-award.ts'
import { listBulks } from './bulk-store.ts'
import { bulkListRow } from './bulk-view.ts'
import { mostRows } from './roster.ts'

type BulkFormPorts = Pick<BulkPorts, 'database'> & {
  /** Absent where the city sends no e-mail. */
  enqueueMail?: unknown
}

export const mostBytes = 16 * 1_048_576

export const bulkPath = '/console/p/:provider/awards/bulk'
export const bulkArea = 'bulk'

const badgesListed = 500

/** The last makes badges at once too, in another form. */
const deliveriesChosen = [...awardDeliveries, 'token'] as const

const zUpload = z.object({
  badge: zSlug,
  delivery: z
    .enum(deliveriesChosen)
    .default('claim')
    .transform((chosen) =>
      chosen === 'token'
        ? ({ delivery: 'download', format: 'jwt_vc_json' } as const)
        : ({ delivery: chosen, format: 'ldp_vc' } as const),
    ),
  notify: z.literal('yes').optional(),
  file: zUploadedFile,
})

export function readUpload(
  body: unknown,
): z.infer<typeof zUpload> | { errors: { file?: string; badge?: string } } {
  try {
    return parseBody(zUpload, body)
  } catch (error) {
    const faults = isAppError(error) ? formErrors(error) : undefined
    if (faults === undefined) throw error
    return {
      errors: {
        ...('badge' in faults && { badge: translate('en', 'console.bulk.error.badge') }),
        ...('file' in faults && { file: translate('en', 'console.bulk.error.file') }),
      },
    }
  }
}

/** The last part of what the browser said, in one line. */
export function plainName(fileName: string): string {
  const name = fileName.split(/[\\/]/).at(-1) ?? ''
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, 100) || 'list.csv'
}

export async function showForm(
  request: Request,
  response: Response,
  ports: BulkFormPorts,
  errors: { file?: string; badge?: string } = {},
): Promise<void> {
  const { reader } = ports.database
  const provider = inProvider(request)
  const badges = await listBadges(reader, { provider, limit: badgesListed })
  const earlier = await listBulks(reader, provider)
  const hasErrors = Object.keys(errors).length > 0
  consolePage(
    response,
    'bulk/bulk-form.njk',
    {
      base: bulkPath.replace(':provider', provider),
      badges: badges.map(({ slug, design }) => ({
        value: slug,
        text: badgeText(design, 'en').name,
      })),
      earlier: await Promise.all(earlier.map((bulk) => bulkListRow(reader, bulk))),
      canMail: ports.enqueueMail !== undefined,
      mostRows,
      mostMegabytes: mostBytes / 1_048_576,
      errors,
      hasErrors,
    },
    {
      title: translate('en', 'console.bulk.title'),
      area: bulkArea,
      ...(hasErrors && { status: 400 }),
    },
  )
}
