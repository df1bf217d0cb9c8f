import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimCodeEntity } from '../../../issuer/claim-codes/claim-code-store.ts'
import { hashSecret } from '../../../issuer/oid4vci/claim-secrets.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
let folder: string
let amina: ConsoleSession

const room = '/console/p/harbour-youth/awards'
const daySeconds = 86_400

beforeAll(async () => {
  folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder })
  amina = await signInAs(city, 'amina@harbour-youth.example')
})

afterAll(() => city.close())

const idOf = (awardId: string) => awardId.slice(awardId.indexOf('.') + 1)

/** The code as the card has it. */
async function printCard(awardId: string): Promise<string> {
  const path = `${room}/cards?award=${idOf(awardId)}`
  const printed = await amina.post(path)
  expect([printed.status, printed.headers.get('Location')]).toEqual([303, path])
  const { text } = await amina.get(path)
  expect(text).not.toContain('Add the short links')
  expect(text).toContain('cardiff.<wbr>example/<wbr>c/<wbr><strong>')
  return /<strong>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<\/strong>/.exec(text)?.[1] ?? 'none'
}

async function type(path: string) {
  const { status, headers, body } = await city.ask(path, { redirect: 'manual' })
  return { status, to: headers.get('Location'), text: String(body) }
}

describe('the short link of a card', () => {
  test('leads to where its QR code leads, however it is typed', async () => {
    const { awardId, claimLink } = await city.award()
    const code = await printCard(awardId)
    const spaced = encodeURIComponent(code.replaceAll('-', ' '))
    const addresses = [code, code.toLowerCase(), spaced, code.replaceAll('0', 'o')]
    for (const address of [...addresses.map((each) => `/c/${each}`), `/c?code=${code}`]) {
      expect(await type(address)).toMatchObject({ status: 303, to: claimLink })
    }
    expect(await printCard(awardId)).toBe(code)
    expect((await amina.get(`${room}/${idOf(awardId)}/hand-over`)).text).toContain(code)
  })

  test('is not made by who looks at a page, and is by its button', async () => {
    const { awardId } = await city.award()
    const [cards, handOver] = [
      `${room}/cards?award=${idOf(awardId)}`,
      `${room}/${idOf(awardId)}/hand-over`,
    ]
    const made = async () => [
      (await amina.get(cards)).text.includes('class="short-link"'),
      (await amina.get(handOver)).text.includes('class="short-link"'),
    ]
    expect([await made(), await made()]).toEqual([
      [false, false],
      [false, false],
    ])
    expect((await amina.get(cards)).text).toContain('Add the short links')
    const answer = await amina.post(handOver)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, handOver])
    expect(await made()).toEqual([true, true])
  })

  test('is there at once where a link is made new', async () => {
    const { awardId } = await city.award()
    const { headers } = await amina.post(`${room}/${idOf(awardId)}/new-link`)
    const { text } = await amina.get(headers.get('Location') ?? '')
    expect(text).toContain('class="short-link"')
  })

  test('leads nowhere once the link was made new, and the next card has another', async () => {
    const { awardId } = await city.award()
    const code = await printCard(awardId)
    expect((await amina.post(`${room}/${idOf(awardId)}/new-link`)).status).toBe(303)
    expect(await type(`/c/${code}`)).toMatchObject({ status: 404, to: null })
    const next = await printCard(awardId)
    expect([next === code, (await type(`/c/${next}`)).status]).toEqual([false, 303])
  })

  test('leads nowhere where its card was printed just as the link was made new', async () => {
    const { awardId } = await city.award()
    const code = await printCard(awardId)
    await amina.post(`${room}/${idOf(awardId)}/new-link`)
    const file = join(folder, 'city.sqlite')
    const database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
    const key = { provider: 'harbour-youth', awardId: idOf(awardId) }
    const codeHash = hashSecret(code.replaceAll('-', ''))
    await database.transact((tx) => tx.update(claimCodeEntity, key, { codeHash }))
    await database.close()
    expect(await type(`/c/${code}`)).toMatchObject({ status: 404, to: null })
  })

  test('leads nowhere half a year after its card was last printed', async () => {
    const { awardId } = await city.award()
    const code = await printCard(awardId)
    city.clock.advance(100 * daySeconds)
    amina = await signInAs(city, 'amina@harbour-youth.example')
    await printCard(awardId)
    city.clock.advance(179 * daySeconds)
    expect((await type(`/c/${code}`)).status).toBe(303)
    city.clock.advance(2 * daySeconds)
    expect((await type(`/c/${code}`)).status).toBe(404)
    amina = await signInAs(city, 'amina@harbour-youth.example')
  })

  test.each(['0000-0000-0000', 'U', 'x'.repeat(300), '0000-0000-000'])(
    'is asked for once more where %j is typed',
    async (code) => {
      const { status, text } = await type(`/c/${code}`)
      expect([status, text.includes('No badge has this code.')]).toEqual([404, true])
    },
  )

  test('is asked for in either language', async () => {
    expect(await type('/c?lang=cy')).toMatchObject({
      status: 200,
      text: expect.stringContaining('Y cod ar eich cerdyn'),
    })
  })

  test('is not guessed: after 200 tries from one address right codes are refused, too', async () => {
    const { awardId } = await city.award()
    const code = await printCard(awardId)
    const tries = Array.from({ length: 201 }, () => type('/c/0000-0000-0000'))
    const statuses = new Set((await Promise.all(tries)).map(({ status }) => status))
    expect([...statuses].sort()).toEqual([404, 429])
    expect(await type(`/c/${code}`)).toMatchObject({ status: 429, to: null })
  })
})
