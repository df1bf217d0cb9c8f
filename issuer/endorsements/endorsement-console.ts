import type { Request, Response } from 'express'
import { z } from 'zod'
import { type AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { UploadedFile } from '../../shared/server/multipart.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import { badgeText } from '../badges/badge.ts'
import { actingIn } from '../badges/badge-console.ts'
import { listBadges } from '../badges/badge-store.ts'
import { getProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import {
  type EndorsePorts,
  endorseByCity,
  keepEndorsement,
  withdrawEndorsement,
} from './endorse.ts'
import { type EndorsementRow, listEndorsements } from './endorsement-store.ts'

type Route = GuardedRoute<Permission>

const path = '/console/p/:provider/endorsements'
const area = 'endorsements'

const zAbout = z.union([z.literal(''), z.string().regex(/^[a-z0-9-]{1,64}$/)]).default('')
const zByCity = z.object({ badge: zAbout, words: z.string().trim().max(2_000).default('') })
const zOutside = z.object({
  badge: zAbout,
  credential: z.string().max(60_000).default(''),
  file: z.instanceof(UploadedFile).optional(),
})

/** Who stands behind a provider and its badges. */
export function endorsementConsoleRoutes(ports: EndorsePorts): readonly Route[] {
  const { database, clock } = ports
  const { reader } = database

  async function show(request: Request, response: Response, access: Access, error?: AppError) {
    const provider = inProvider(request)
    const [{ name }, badges, rows] = await Promise.all([
      getProvider(reader, provider),
      listBadges(reader, { provider, limit: 300 }),
      listEndorsements(reader, provider),
    ])
    const titles = new Map(badges.map((badge) => [badge.slug, badgeText(badge.design, 'en').name]))
    // the body is a form's here, or nothing
    const form: Record<string, unknown> = request.body ?? {}
    consolePage(
      response,
      'endorsements/endorsements.njk',
      {
        action: `/console/p/${provider}/endorsements`,
        rows: withoutTwins(rows).map((row) => ({
          ...row,
          about: row.badge === null ? name.en : (titles.get(row.badge) ?? row.badge),
          isOfCity: row.endorser === ports.cityDid,
        })),
        choices: [
          { value: '', text: translate('en', 'console.endorsements.provider', { name: name.en }) },
          ...[...titles].map(([value, text]) => ({ value, text, selected: form.badge === value })),
        ],
        form,
        may: {
          endorse: access.can('badge.endorse', provider),
          add: access.can('badge.publish', provider),
        },
        ...(error && {
          problem: translate(
            'en',
            error.code === 'conflict'
              ? 'console.endorsements.again'
              : 'console.endorsements.refused',
          ),
          reason: error.message.replace(/^credential: /, ''),
          hasErrors: true,
        }),
      },
      {
        title: translate('en', 'console.endorsements'),
        area,
        ...(error && { status: error.status }),
      },
    )
  }

  const form = (
    end: string,
    permission: Permission,
    work: (request: Request, access: Access) => Promise<string>,
    more: Partial<Route> = {},
  ): Route => ({
    ...more,
    method: 'POST',
    path: `${path}${end}`,
    scope: inProvider,
    errors: 'page',
    permission,
    async handler(request, response, access) {
      try {
        const text = await work(request, access)
        const to = `/console/p/${inProvider(request)}/endorsements`
        await redirectWith(response, to, { text }, ports)
      } catch (error) {
        if (!isAppError(error) || (error.status >= 404 && error.code !== 'conflict')) throw error
        await show(request, response, access, error)
      }
    },
  })

  return [
    {
      method: 'GET',
      path,
      scope: inProvider,
      errors: 'page',
      permission: 'read',
      handler: (request, response, access) => show(request, response, access),
    },
    form('/city', 'badge.endorse', async (request, access) => {
      const { badge, words } = parseBody(zByCity, request.body)
      const { actor } = actingIn(request, access, clock)
      const provider = inProvider(request)
      await endorseByCity({ provider, ...(badge && { badge }), words, actor }, ports)
      return translate('en', 'console.endorsements.done')
    }),
    form(
      '/outside',
      'badge.publish',
      async (request, access) => {
        const { badge, credential, file } = parseBody(zOutside, request.body)
        const { actor } = actingIn(request, access, clock)
        const provider = inProvider(request)
        const text = file === undefined ? credential : file.bytes.toString('utf8')
        await keepEndorsement({ provider, ...(badge && { badge }), credential: text, actor }, ports)
        return translate('en', 'console.endorsements.added')
      },
      { takesFiles: true, maxBodyBytes: 200_000 },
    ),
    form('/:endorsement/end', 'badge.publish', async (request, access) => {
      const provider = inProvider(request)
      const id = String(request.params.endorsement)
      await database.transact((tx) =>
        withdrawEndorsement(tx, { provider, id, ...actingIn(request, access, clock) }),
      )
      return translate('en', 'console.endorsements.ended')
    }),
  ]
}

/** A badge in two languages is endorsed twice, and shown once. */
function withoutTwins(rows: readonly EndorsementRow[]): EndorsementRow[] {
  const distinct = new Map(
    rows.map((row) => [`${row.endorser} ${row.badge} ${row.version} ${row.createdAt}`, row]),
  )
  return [...distinct.values()]
}
