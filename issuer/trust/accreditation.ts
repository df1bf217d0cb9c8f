import { z } from 'zod'
import { zSlug } from '../../shared/server/slug.ts'
import { achievementIdsOf } from '../badges/achievement.ts'
import type { Badge } from '../badges/badge.ts'

const zSlugs = z.array(zSlug).min(1).max(500)

/** What a provider may award: badges by name, or every badge of a layer or with a skill, now and later. */
export const zScope = z
  .strictObject({
    badges: zSlugs.optional(),
    skills: zSlugs.optional(),
    layers: zSlugs.optional(),
  })
  .refine((scope) => Object.keys(scope).length > 0, 'must name badges, skills or layers')

export type Scope = z.infer<typeof zScope>

/**
 * A scope in the words of the trust list: the ids of every version and language that it covers. A badge that is
 * designed later comes in by its layer or skill when the list is next signed.
 */
export function achievementsIn(
  scope: Scope,
  badges: readonly Badge[],
  publicUrl: string,
): string[] {
  return badges
    .filter((badge) => isCovered(badge, scope))
    .flatMap((badge) => achievementIdsOf(badge, publicUrl))
    .sort()
}

/** How many badges an accreditation is for as they are today, each counted once whatever its versions. */
export function countCovered(scope: Scope, badges: readonly Badge[]): number {
  return new Set(badges.filter((badge) => isCovered(badge, scope)).map(({ slug }) => slug)).size
}

/** Whether all of it was covered before: a badge of its own counts by what it is, a layer or skill by its name. */
export function isNarrower(scope: Scope, before: Scope, badges: readonly Badge[]): boolean {
  const known = (names: readonly string[] = [], all: readonly string[] = []) =>
    names.every((name) => all.includes(name))
  const wasCovered = (slug: string) =>
    before.badges?.includes(slug) === true ||
    badges.some((badge) => badge.slug === slug && isCovered(badge, before))
  return (
    known(scope.layers, before.layers) &&
    known(scope.skills, before.skills) &&
    (scope.badges ?? []).every(wasCovered)
  )
}

function isCovered({ slug, design }: Badge, { badges, skills, layers }: Scope): boolean {
  return (
    (badges?.includes(slug) ?? false) ||
    (layers?.includes(design.layer) ?? false) ||
    design.skills.some(({ code }) => skills?.includes(code) ?? false)
  )
}
