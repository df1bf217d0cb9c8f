import { addBadgeVersion, findBadge } from '../../../issuer/badges/badge-store.ts'
import { keepPicture } from '../../../issuer/badges/picture-store.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path fill="gold" d="M0 0h2v2z"/></svg>'

/**
 * `harbour-youth/pictured`, whose provider sent a picture instead of picking a sign.
 * @param file the database of a demonstration city that does not run
 */
export async function publishPictured(file: string): Promise<void> {
  const database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
  const provider = 'harbour-youth'
  const badge = await findBadge(database.reader, { provider, slug: 'first-aid' })
  if (badge === undefined) throw new Error('the demonstration city has this badge')
  const ports = { database, clock: () => new Date() }
  const bytes = new TextEncoder().encode(drawing)
  const picture = await keepPicture({ provider, bytes }, ports)
  const pictured = { ...badge, slug: 'pictured', design: { ...badge.design, picture } }
  await database.transact((tx) => addBadgeVersion(tx, pictured))
  await database.close()
}
