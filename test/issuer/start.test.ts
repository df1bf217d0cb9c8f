import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { takeBadge } from './hand-made-wallet.ts'
import { cityApiKey, startTestCity, type TestCity } from './test-city.ts'

const didDocument = async (city: TestCity) =>
  (await city.ask('/providers/harbour-youth/did.json')).body

describe('startIssuer', () => {
  it('finds its identities, badges and awards again after a restart', async () => {
    const folder = temporaryFolder()
    const before = await startTestCity({ folder })
    const award = await before.award()
    const [document, home] = [await didDocument(before), (await before.ask('/city.json')).body]
    await before.close()

    const after = await startTestCity({ folder })

    expect(await didDocument(after)).toEqual(document)
    expect((await after.ask('/city.json')).body).toEqual(home)
    expect((await takeBadge(after, award, ed25519TestKey('learner'))).status).toBe(200)
    await after.close()
  })

  it('does not open a city with another key-encryption key', async () => {
    const folder = temporaryFolder()
    await (await startTestCity({ folder })).close()
    const keyEncryptionKey = readKeyEncryptionKey({ value: 'ab'.repeat(32) })
    await expect(startTestCity({ folder, config: { keyEncryptionKey } })).rejects.toMatchObject({
      code: 'key_unreadable',
    })
  })

  it('ends the API key of the configuration when another takes its place', async () => {
    const folder = temporaryFolder()
    await (await startTestCity({ folder })).close()
    const bootstrapApiKey = 'another-key-of-the-city-0123456789'
    const city = await startTestCity({ folder, config: { bootstrapApiKey } })
    const statuses = await Promise.all(
      [cityApiKey, bootstrapApiKey].map(
        async (key) => (await city.api('GET', '/providers', { key })).status,
      ),
    )
    expect(statuses).toEqual([401, 200])
    await city.close()
  })

  it('seeds nothing outside demo mode', async () => {
    const city = await startTestCity({ config: { demo: false } })
    expect((await city.ask('/city.json')).body).toMatchObject({ providers: [], badges: [] })
    expect((await city.ask('/.well-known/did.json')).status).toBe(200)
    await city.close()
  })

  it('leaves no secret in its files and log', async () => {
    const folder = temporaryFolder()
    const lines: string[] = []
    const logger = createLogger({
      name: 'issuer',
      level: 'trace',
      destination: { write: (line) => lines.push(line) },
    })
    const city = await startTestCity({ folder, logger })
    const award = await city.award({ txCode: true })
    const offer = await (await city.fetch(offerUrlOf(award.offerUri))).json()
    const code = JSON.stringify(offer).match(/"pre-authorized_code":"([^"]+)"/)?.[1] ?? ''
    const answer = await takeBadge(city, award, ed25519TestKey('learner'))
    expect(answer.status).toBe(200)
    await city.close()

    const secrets = [cityApiKey, award.claimLink.slice(-43), code]
    const personal = ['sam@learner.example', 'Sam Jones']
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
    const log = lines.join('')
    expect(log).toContain('/providers/:slug/token')
    expect(secrets.filter((secret) => files.some((file) => file.includes(secret)))).toEqual([])
    expect([...secrets, ...personal].filter((text) => log.includes(text))).toEqual([])
    expect(log).not.toMatch(new RegExp(`\\b${award.txCode}\\b`))
  })
})

function offerUrlOf(offerUri: string): string {
  return new URL(offerUri).searchParams.get('credential_offer_uri') ?? ''
}
