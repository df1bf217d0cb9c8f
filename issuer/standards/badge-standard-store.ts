import { EntitySchema } from 'typeorm'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { zSlug } from '../../shared/server/slug.ts'
import {
  type BadgeStandard,
  badgeStandards,
  maxLayerName,
} from '../../shared/skills/badge-standard.ts'

const zWords = (max: number) =>
  z.strictObject({ en: z.string().min(1).max(max), cy: z.string().min(1).max(max) })

/** A standard as the city sends it: kinds of learning, in an order or none. */
export const zBadgeStandard = z
  .strictObject({
    id: zSlug,
    version: z.string().regex(/^[\w.-]{1,20}$/, { error: 'must be a version, as in 1 or 2.1' }),
    name: zWords(120),
    isOrdered: z.boolean().default(false),
    layers: z
      .array(
        z.strictObject({
          code: zSlug,
          name: zWords(maxLayerName),
          description: zWords(500),
        }),
      )
      .min(1)
      .max(20),
  })
  .refine(({ layers }) => new Set(layers.map(({ code }) => code)).size === layers.length, {
    error: 'has two layers with one code',
    path: ['layers'],
  })

type StandardRow = {
  id: string
  version: string
  /** JSON */
  content: string
  createdAt: string
}

export const badgeStandardEntity = new EntitySchema<StandardRow>({
  name: 'badge_standard',
  columns: {
    id: { type: 'varchar', primary: true },
    version: { type: 'varchar', primary: true },
    content: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

/** Those that are built in, then the city's own, the newest first. */
export async function listBadgeStandards(reader: Reader): Promise<BadgeStandard[]> {
  const rows = await reader.find(badgeStandardEntity, {
    order: { createdAt: 'DESC', id: 'ASC', version: 'DESC' },
    take: 100,
  })
  return [
    ...badgeStandards,
    ...rows.map(({ content }) => zBadgeStandard.parse(JSON.parse(content))),
  ]
}

/** A version never changes: badges stand on it. @throws AppError conflict */
export async function addBadgeStandard(
  tx: Transaction,
  standard: BadgeStandard,
  at: string,
): Promise<void> {
  const { id, version } = standard
  const isBuiltIn = badgeStandards.some((one) => one.id === id && one.version === version)
  if (isBuiltIn || (await tx.exists(badgeStandardEntity, { where: { id, version } }))) {
    throw new AppError(
      'conflict',
      'This version is there already. Give the changed one a new number',
    )
  }
  await tx.insert(badgeStandardEntity, {
    id,
    version,
    content: JSON.stringify(standard),
    createdAt: at,
  })
}
