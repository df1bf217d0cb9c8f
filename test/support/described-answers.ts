import { expect } from 'vitest'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'

export type ApiAnswer = { status: number; body: unknown }

/**
 * What an API answers is what its description says: the status, and every member. Asked of each good answer that a
 * test gets.
 * @param readRoutes read once, when the first answer is there
 */
export function createDescribedCheck(
  readRoutes: () => Promise<readonly GuardedRoute[]>,
): (method: string, target: string, answer: ApiAnswer) => Promise<void> {
  let described: Promise<{ route: GuardedRoute; fits: RegExp }[]> | undefined
  const read = async () =>
    (await readRoutes()).map((route) => ({
      route,
      fits: new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`),
    }))
  return async (method, target, { status, body }) => {
    if (status >= 300) return
    described ??= read()
    const path = target.replace(/\?.*$/, '')
    const found = (await described).find(
      ({ route, fits }) => route.method === method && fits.test(path),
    )
    const description = found?.route.description
    if (description === undefined) return
    const told = `${method} ${found?.route.path}`
    expect([told, status]).toEqual([told, description.status ?? 200])
    const faults = description.answer?.safeParse(body).error?.issues ?? []
    expect([told, faults]).toEqual([told, []])
  }
}

/** Routes that do not say what they answer; a file tells its type in the place of its members. */
export function undescribed(routes: readonly GuardedRoute[]): string[] {
  const isSilent = ({ description }: GuardedRoute) =>
    description === undefined ||
    (description.answer === undefined &&
      description.status !== 204 &&
      description.answerType === undefined)
  return routes.filter(isSilent).map(({ method, path }) => `${method} ${path}`)
}
