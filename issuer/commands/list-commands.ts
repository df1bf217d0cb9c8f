import { z } from 'zod'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { callCity } from './city-api.ts'
import { readCitySetting } from './city-setting.ts'

export type ListOptions = { limit?: number; cursor?: string; city?: string; json?: boolean }

const zNextCursor = { nextCursor: z.string().optional() }

const zProviders = z.object({
  providers: z.array(
    z.looseObject({ provider: z.string(), did: z.string(), name: z.object({ en: z.string() }) }),
  ),
  ...zNextCursor,
})

const zBadges = z.object({
  badges: z.array(
    z.looseObject({
      badge: z.string(),
      reference: z.string(),
      name: z.string(),
      howShown: z.string(),
      standard: z.object({ layer: z.string() }),
    }),
  ),
  ...zNextCursor,
})

const zAwards = z.object({
  awards: z.array(
    z.looseObject({
      awardId: z.string(),
      badge: z.string(),
      state: z.string(),
      awardedAt: z.string(),
      recipient: z.object({ email: z.string() }),
    }),
  ),
  ...zNextCursor,
})

/** `waymark city providers` */
export async function listProvidersCommand(io: CommandIo, options: ListOptions): Promise<void> {
  const page = parseAnswer(zProviders, await fetchList(io, '/providers', options))
  const rows = page.providers.map(
    ({ provider, name, did }) => `${provider}\n  ${name.en}\n  ${did}`,
  )
  printList(io, { page, rows, none: 'No providers yet.' }, options)
}

/** `waymark city badges` */
export async function listBadgesCommand(io: CommandIo, options: ListOptions): Promise<void> {
  const page = parseAnswer(zBadges, await fetchList(io, '/badges', options))
  const rows = page.badges.map(
    ({ reference, name, standard, howShown, badge }) =>
      `${reference}\n  ${name} (${standard.layer}, ${howShown})\n  ${badge}`,
  )
  printList(io, { page, rows, none: 'No badges yet.' }, options)
}

/** `waymark city awards` */
export async function listAwardsCommand(io: CommandIo, options: ListOptions): Promise<void> {
  const page = parseAnswer(zAwards, await fetchList(io, '/awards', options))
  const rows = page.awards.map(
    ({ awardId, state, awardedAt, recipient, badge }) =>
      `${awardId}\n  ${state}, ${awardedAt.slice(0, 10)}, to ${recipient.email}\n  ${badge}`,
  )
  printList(io, { page, rows, none: 'No awards yet.' }, options)
}

async function fetchList(io: CommandIo, path: string, options: ListOptions): Promise<unknown> {
  const setting = await readCitySetting(io, options)
  const query = new URLSearchParams({
    ...(options.limit !== undefined && { limit: String(options.limit) }),
    ...(options.cursor !== undefined && { cursor: options.cursor }),
  })
  return callCity(setting, { path: query.size === 0 ? path : `${path}?${query}` })
}

function printList(
  io: CommandIo,
  list: { page: { nextCursor?: string | undefined }; rows: readonly string[]; none: string },
  { json }: ListOptions,
): void {
  const { page, rows, none } = list
  const more = page.nextCursor === undefined ? [] : [`More: --cursor ${page.nextCursor}`]
  const human = rows.length === 0 ? none : [...rows, ...more].join('\n\n')
  print(io, { json: page, human }, json)
}
