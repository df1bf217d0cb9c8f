import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetUnusedPictures, keepPicture } from '../../../issuer/badges/picture-store.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
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

async function statusesOf(ids: readonly (string | undefined)[]): Promise<number[]> {
  const answers = await Promise.all(
    ids.map((id) => city.ask(`/providers/${provider}/pictures/${id}.png`)),
  )
  return answers.map(({ status }) => status)
}
