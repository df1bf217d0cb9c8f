import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addBadgeVersion, findBadge } from '../../../issuer/badges/badge-store.ts'
import { forgetUnusedPictures, keepPicture } from '../../../issuer/badges/picture-store.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { lookOfImage, pictureAddress } from '../../../shared/look/stone-look.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { addProviderKey, startTestCity, type TestCity } from '../test-city.ts'

const provider = 'harbour-youth'
const day = 86_400
const key = 'key-of-harbour-youth-0123456789-abcdef'

let city: TestCity
let folder: string

beforeAll(async () => {
  folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder })
  await addProviderKey(folder, { provider, text: key })
})

afterAll(() => city.close())

const drawing = (colour: string) =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4" fill="${colour}"/></svg>`,
  )

describe('forgetUnusedPictures', () => {
  test.each(['0'.repeat(64), 'f'.repeat(64)])(
    'forgets what was never saved after a day, and nothing that a draft shows: from %s',
    async (from) => {
      const file = `${folder}/city.sqlite`
      const database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
      const ports = { database, clock: city.clock }
      const keep = (colour: string) => keepPicture({ provider, bytes: drawing(colour) }, ports)
      const [saved, unsaved, sentAgain] = await Promise.all(['red', 'green', 'blue'].map(keep))
      const design = { picture: saved, texts: { en: { name: `Shown ${from.slice(0, 1)}` } } }
      const drafts = `/providers/${provider}/badge-drafts`
      expect((await city.api('POST', drafts, { body: { design }, key })).status).toBe(201)
      await forgetUnusedPictures(from, ports)
      expect(await statusesOf([saved, unsaved, sentAgain])).toEqual([200, 200, 200])

      city.clock.advance(day + 1)
      await keep('blue')
      await forgetUnusedPictures(from, ports)
      expect(await statusesOf([saved, unsaved, sentAgain])).toEqual([200, 404, 200])
      await database.close()
    },
  )
})

describe('keepPicture', () => {
  test('keeps it where a badge says that its picture is, under the digest that it says', async () => {
    const file = `${folder}/city.sqlite`
    const database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
    const bytes = drawing('gold')
    const picture = await keepPicture({ provider, bytes }, { database, clock: city.clock })
    const badge = await findBadge(database.reader, { provider, slug: 'first-aid' })
    if (badge === undefined) throw new Error('the demonstration city has this badge')
    const shown = { ...badge, slug: 'shown', design: { ...badge.design, picture } }
    await database.transact((tx) => addBadgeVersion(tx, shown))
    await database.close()

    const { body } = await city.ask(`/providers/${provider}/badges/shown/v/${badge.version}.json`)
    const { id, image } = z
      .object({ id: z.string(), image: z.object({ id: z.string() }) })
      .parse(body)
    const look = lookOfImage(image.id, id)
    expect(look).toEqual({ hue: badge.design.hue, picture })
    const address = look && pictureAddress(image.id, look)
    const answer = await city.fetch(address ?? '')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const digest = createHash('sha256').update(new Uint8Array(await answer.arrayBuffer()))
    expect(digest.digest('hex')).toBe(picture)
  })
})

async function statusesOf(ids: readonly (string | undefined)[]): Promise<number[]> {
  const answers = await Promise.all(
    ids.map((id) => city.ask(`/providers/${provider}/pictures/${id}.png`)),
  )
  return answers.map(({ status }) => status)
}
