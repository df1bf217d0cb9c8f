import { z } from 'zod'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import type { EmployerSetting } from './employer-setting.ts'

type Network = Pick<EmployerSetting, 'cityUrl' | 'fetch'>

/** A provider's page as JSON: its badges, each with an achievement for every language. */
const zProviderPage = z.object({
  badges: z.array(
    z.object({ reference: z.string(), achievements: z.array(z.object({ id: z.url() })).max(50) }),
  ),
})

/** What an achievement id of Open Badges leads to: others in `related` are the same in other languages. */
const zAchievement = z.object({
  version: z.string().optional(),
  related: z
    .array(
      z.object({ id: z.url(), inLanguage: z.string().optional(), version: z.string().optional() }),
    )
    .max(50)
    .default([]),
})

const shortName = /^([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})$/
const maxIds = 20

/**
 * Every id of the badge that was named: `provider/badge` of the known city, or an achievement id. A learner has
 * taken the badge in one of its languages, and any will do; where the city cannot be asked, the given id stands.
 * @throws AppError request_malformed | not_found | config_invalid
 */
export async function findAchievementIds(name: string, network: Network): Promise<string[]> {
  const [, provider] = shortName.exec(name) ?? []
  if (provider !== undefined) return findByShortName(name, provider, network)
  if (!/^https?:\/\//.test(name) || !URL.canParse(name)) {
    throw new AppError(
      'request_malformed',
      'A badge is named as provider/badge, or by its id, an https address; waymark city badges lists them',
    )
  }
  const published = zAchievement.safeParse(await readJson(name, network).catch(ignoreRefusal))
  const { version, related = [] } = published.data ?? {}
  const { origin } = new URL(name)
  const translations = related
    .filter(({ inLanguage }) => inLanguage !== undefined)
    .filter((other) => other.version === version && new URL(other.id).origin === origin)
    .map(({ id }) => id)
  return [name, ...translations].slice(0, maxIds)
}

async function findByShortName(
  name: string,
  provider: string,
  network: Network,
): Promise<string[]> {
  const { cityUrl } = network
  if (cityUrl === undefined) {
    throw new AppError(
      'config_invalid',
      'No city is known that has this badge: set ISSUER_PUBLIC_URL, or name the badge by its id',
    )
  }
  const page = zProviderPage.safeParse(await readJson(`${cityUrl}/providers/${provider}`, network))
  const found = page.data?.badges.find(({ reference }) => reference === name)
  const ids = found?.achievements.map(({ id }) => id) ?? []
  if (ids.length > 0) return ids.slice(0, maxIds)
  throw new AppError('not_found', 'The city has no such badge; waymark city badges lists them')
}

async function readJson(url: string, { fetch }: Network): Promise<unknown> {
  const response = await fetch(url, {
    headers: { Accept: 'application/json' },
    maxBytes: 1_048_576,
  })
  if (response.status === 404) {
    throw new AppError('not_found', 'The city has no such badge; waymark city badges lists them')
  }
  if (!response.ok) {
    throw new AppError('fetch_failed', `The city answered with status ${response.status}`)
  }
  return response.json().catch(() => undefined)
}

function ignoreRefusal(error: unknown): undefined {
  if (!isAppError(error)) throw error
}
