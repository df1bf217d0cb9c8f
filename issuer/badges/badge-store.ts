import { EntitySchema, IsNull } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { BadgeReference } from './achievement-id.ts'
import { type Badge, zKeptBadgeDesign } from './badge.ts'

export type BadgeRow = {
  provider: string
  slug: string
  version: number
  /** JSON */
  design: string
  createdAt: string
  retiredAt?: string | null
}

export const badgeEntity = new EntitySchema<BadgeRow>({
  name: 'badge',
  columns: {
    provider: { type: 'varchar', primary: true },
    slug: { type: 'varchar', primary: true },
    version: { type: 'integer', primary: true },
    design: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
    retiredAt: { type: 'varchar', name: 'retired_at', nullable: true },
  },
})

type BadgeSkillRow = { skill: string; provider: string; badge: string; version: number }

/** The skills that each version shows, by skill. */
export const badgeSkillEntity = new EntitySchema<BadgeSkillRow>({
  name: 'badge_skill',
  columns: {
    skill: { type: 'varchar', primary: true },
    provider: { type: 'varchar', primary: true },
    badge: { type: 'varchar', primary: true },
    version: { type: 'integer', primary: true },
  },
})

/** Adds a version; one that is there already stays as it is, since awards stand on it. */
export async function addBadgeVersion(tx: Transaction, badge: Badge): Promise<void> {
  const { provider, slug, version, design } = badge
  if (await tx.exists(badgeEntity, { where: { provider, slug, version } })) return
  await tx.insert(badgeEntity, { ...badge, design: JSON.stringify(design) })
  const skills = new Set(design.skills.map(({ code }) => code))
  const rows = [...skills].map((skill) => ({ skill, provider, badge: slug, version }))
  if (rows.length > 0) await tx.insert(badgeSkillEntity, rows)
}

/** The named version, else the newest. */
export async function findBadge(
  reader: Reader,
  { provider, slug, version }: BadgeReference,
): Promise<Badge | undefined> {
  const row = await reader.findOne(badgeEntity, {
    where: { provider, slug, ...(version !== undefined && { version }) },
    order: { version: 'DESC' },
  })
  return row === null ? undefined : badgeOf(row)
}

/** The named versions, each once, in no order. */
export async function findBadgeVersions(
  reader: Reader,
  references: readonly Required<BadgeReference>[],
): Promise<Badge[]> {
  const distinct = new Map(
    references.map(({ provider, slug, version }) => [
      `${provider}/${slug}/${version}`,
      { provider, slug, version },
    ]),
  )
  if (distinct.size === 0) return []
  const rows = await reader.find(badgeEntity, { where: [...distinct.values()] })
  return rows.map(badgeOf)
}

/** Every version of one badge, the newest first. */
export async function listVersions(
  reader: Reader,
  { provider, slug }: Pick<Badge, 'provider' | 'slug'>,
): Promise<Badge[]> {
  const rows = await reader.find(badgeEntity, {
    where: { provider, slug },
    order: { version: 'DESC' },
  })
  return rows.map(badgeOf)
}

/** Every version that the provider ever published, the newest of each badge first. */
export async function listBadgeVersions(reader: Reader, provider: string): Promise<Badge[]> {
  const rows = await reader.find(badgeEntity, {
    where: { provider },
    order: { slug: 'ASC', version: 'DESC' },
  })
  return rows.map(badgeOf)
}

export type BadgePosition = { provider: string; slug: string }

/** Of all badges, or those of a provider, or those that show a skill. */
export type BadgeChoice = { provider?: string | undefined; skill?: string | undefined }

/** The newest version of each badge, by provider and name, from after `after`. */
export async function listBadges(
  reader: Reader,
  page: BadgeChoice & { after?: BadgePosition | undefined; limit: number },
): Promise<Badge[]> {
  const query = reader
    .createQueryBuilder(badgeEntity, 'badge')
    .where(
      (part) =>
        `badge.version = ${part
          .subQuery()
          .select('MAX(newest.version)')
          .from(badgeEntity, 'newest')
          .where('newest.provider = badge.provider AND newest.slug = badge.slug')
          .getQuery()}`,
    )
    .orderBy('badge.provider')
    .addOrderBy('badge.slug')
  const { after, provider, skill, limit } = page
  if (skill !== undefined) {
    const isOfBadge =
      'shown.provider = badge.provider AND shown.badge = badge.slug AND shown.version = badge.version'
    query.innerJoin('badge_skill', 'shown', `${isOfBadge} AND shown.skill = :skill`, { skill })
  }
  if (provider !== undefined) query.andWhere('badge.provider = :provider', { provider })
  if (after !== undefined) {
    query.andWhere(
      '(badge.provider > :afterProvider OR (badge.provider = :afterProvider AND badge.slug > :afterSlug))',
      { afterProvider: after.provider, afterSlug: after.slug },
    )
  }
  return (await query.limit(limit).getMany()).map(badgeOf)
}

/** From then on no version of it is awarded. A version that is published later is. */
export async function retireVersions(
  tx: Transaction,
  { provider, slug, at }: { provider: string; slug: string; at: string },
): Promise<void> {
  await tx.update(badgeEntity, { provider, slug, retiredAt: IsNull() }, { retiredAt: at })
}

export function badgeOf({ design, retiredAt, ...row }: BadgeRow): Badge {
  return {
    ...row,
    design: zKeptBadgeDesign.parse(JSON.parse(design)),
    ...(retiredAt && { retiredAt }),
  }
}
