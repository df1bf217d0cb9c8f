import { createHash } from 'node:crypto'
import { EntitySchema, Like } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Reader } from '../../shared/node/database/database.ts'
import { badgeEntity } from './badge-store.ts'
import { badgeDraftEntity } from './draft-store.ts'
import { redrawPicture } from './uploaded-picture.ts'

type PictureRow = {
  provider: string
  /** SHA-256 of the PNG, hex. */
  id: string
  /** The PNG in base64. */
  body: string
  createdAt: string
}

export const badgePictureEntity = new EntitySchema<PictureRow>({
  name: 'badge_picture',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    body: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

/** Keeps what the picture looks like. @returns its id @throws AppError picture_unsuitable */
export async function keepPicture(
  { provider, bytes }: { provider: string; bytes: Uint8Array },
  { database, clock }: { database: Database; clock: () => Date },
): Promise<string> {
  const png = await redrawPicture(bytes)
  const id = createHash('sha256').update(png).digest('hex')
  await database.transact(async (tx) => {
    const createdAt = clock().toISOString()
    // sent once more, it is as new again: nobody forgets it before it is saved
    const { affected } = await tx.update(badgePictureEntity, { provider, id }, { createdAt })
    if (affected !== 0) return
    const body = Buffer.from(png).toString('base64')
    await tx.insert(badgePictureEntity, { provider, id, body, createdAt })
  })
  return id
}

export async function findPicture(
  reader: Reader,
  { provider, id }: Pick<PictureRow, 'provider' | 'id'>,
): Promise<Buffer | undefined> {
  const row = await reader.findOneBy(badgePictureEntity, { provider, id })
  return row === null ? undefined : Buffer.from(row.body, 'base64')
}

/** A design may show pictures of its own provider only. @throws AppError picture_unsuitable */
export async function assertOwnPicture(
  reader: Reader,
  { provider, id }: { provider: string; id: string | undefined },
): Promise<void> {
  if (id === undefined) return
  if (await reader.exists(badgePictureEntity, { where: { provider, id } })) return
  throw new AppError('picture_unsuitable', 'There is no such picture. Send it first')
}

/** So long a picture waits for the design to be saved that it was sent for. */
const unsavedKeptMs = 24 * 3_600_000
/** So many are looked at in one turn. */
const lookedAt = 50

/**
 * Forgets pictures that no version and no draft of a badge shows: those of previews that were never saved. A turn looks
 * at a few from `from` on; ids are hashes, so that turns that begin anywhere come to all of them.
 * @param from 64 hex digits
 */
export async function forgetUnusedPictures(
  from: string,
  { database, clock }: { database: Database; clock: () => Date },
): Promise<void> {
  const before = new Date(clock().getTime() - unsavedKeptMs).toISOString()
  await database.transact(async (tx) => {
    const pick = (comparison: '>=' | '<', limit: number) =>
      tx
        .createQueryBuilder(badgePictureEntity, 'picture')
        .select(['picture.provider', 'picture.id'])
        .where(`picture.id ${comparison} :from`, { from })
        .andWhere('picture.createdAt < :before', { before })
        .orderBy('picture.id')
        .limit(limit)
        .getMany()
    const pictures = await pick('>=', lookedAt)
    if (pictures.length < lookedAt) pictures.push(...(await pick('<', lookedAt - pictures.length)))
    for (const { provider, id } of pictures) {
      const where = { provider, design: Like(`%${id}%`) }
      if (await tx.exists(badgeEntity, { where })) continue
      if (await tx.exists(badgeDraftEntity, { where })) continue
      await tx.delete(badgePictureEntity, { provider, id })
    }
  })
}
