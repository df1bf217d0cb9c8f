import { translate } from '../../shared/i18n/catalogue.ts'
import { slugPattern } from '../../shared/server/slug.ts'
import { type Badge, badgeLayer, badgeText } from '../badges/badge.ts'
import { type Scope, zScope } from '../trust/accreditation.ts'

/** One box to tick. */
type Choice = { name: string; text: string }

const prefixes = { badges: 'badge-', layers: 'layer-', skills: 'skill-' } as const

/** What is ticked: `badge-first-aid`, `layer-lead`, `skill-teamwork`. */
export function scopeIn(fields: Readonly<Record<string, string>>): Scope | undefined {
  const named = (prefix: string) =>
    Object.keys(fields)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter((slug) => slugPattern.test(slug))
  const lists = Object.entries(prefixes).map(([of, prefix]) => [of, named(prefix)] as const)
  const scope = zScope.safeParse(Object.fromEntries(lists.filter(([, list]) => list.length > 0)))
  return scope.success ? scope.data : undefined
}

/** The boxes that stand for a scope. */
export function namesOf({ badges = [], layers = [], skills = [] }: Scope): string[] {
  return [
    ...badges.map((slug) => `${prefixes.badges}${slug}`),
    ...layers.map((code) => `${prefixes.layers}${code}`),
    ...skills.map((code) => `${prefixes.skills}${code}`),
  ]
}

export function isSameScope(one: Scope, other: Scope): boolean {
  return namesOf(one).sort().join() === namesOf(other).sort().join()
}

/** Everything that a provider with these badges can be accredited for. */
export function choicesOf(
  badges: readonly Badge[],
): Record<'badges' | 'layers' | 'skills', Choice[]> {
  const layers = new Map(
    badges.map(({ design }) => [design.layer, badgeLayer(design).layer.name.en] as const),
  )
  const skills = new Map(
    badges.flatMap(({ design }) => design.skills.map(({ code, name }) => [code, name.en] as const)),
  )
  return {
    badges: badges.map((badge) => ({
      name: `${prefixes.badges}${badge.slug}`,
      text: badgeText(badge.design, 'en').name,
    })),
    layers: [...layers].map(([code, layer]) => ({
      name: `${prefixes.layers}${code}`,
      text: translate('en', 'console.providers.layer', { layer }),
    })),
    skills: [...skills].map(([code, name]) => ({
      name: `${prefixes.skills}${code}`,
      text: translate('en', 'console.providers.skill', { skill: name }),
    })),
  }
}

/** What a scope can be narrowed to: its own boxes, and the badges that it covers by layer or skill. */
export function choicesWithin(scope: Scope, badges: readonly Badge[]) {
  const own = new Set(namesOf(scope))
  const all = choicesOf(badges)
  const covered = badges.filter(
    ({ slug, design }) =>
      scope.badges?.includes(slug) ||
      scope.layers?.includes(design.layer) ||
      design.skills.some(({ code }) => scope.skills?.includes(code)),
  )
  const known = new Set([...all.badges, ...all.layers, ...all.skills].map(({ name }) => name))
  // what no badge has any more can still be ticked
  const others = [...own].filter((name) => !known.has(name)).map((name) => ({ name, text: name }))
  return {
    badges: choicesOf(covered).badges,
    layers: all.layers.filter(({ name }) => own.has(name)),
    skills: [...all.skills.filter(({ name }) => own.has(name)), ...others],
  }
}
