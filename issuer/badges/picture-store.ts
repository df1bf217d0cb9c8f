import { createHash } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Reader } from '../../shared/node/database/database.ts'
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
    if (await tx.exists(badgePictureEntity, { where: { provider, id } })) return
    await tx.insert(badgePictureEntity, {
      provider,
      id,
      body: Buffer.from(png).toString('base64'),
      createdAt: clock().toISOString(),
    })
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
