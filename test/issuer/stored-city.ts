import type { KeyObject } from 'node:crypto'
import { zAwardRequest } from '../../issuer/awards/award.ts'
import type { AwardRow } from '../../issuer/awards/award-store.ts'
import { makeAward } from '../../issuer/awards/make-award.ts'
import { addBadgeVersion } from '../../issuer/badges/badge-store.ts'
import { demonstrationCity } from '../../issuer/demo/seed-demonstration-city.ts'
import { type ClaimSecrets, createClaimSecrets } from '../../issuer/oid4vci/claim-secrets.ts'
import { createNonces, type Nonces } from '../../issuer/oid4vci/nonces.ts'
import { saveProvider } from '../../issuer/providers/provider-store.ts'
import { issuerSchema } from '../../issuer/schema.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { deriveWith } from '../../shared/node/kms/derive-bytes.ts'
import { openDerivationSecret } from '../../shared/node/kms/installation-secret.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createTestClock, type TestClock } from '../support/clock.ts'
import type { DatabaseBench } from '../support/postgres.ts'
import { cityUrl } from './test-city.ts'

/** A city in a database, without agent and server: for tests of what is kept. */
export type StoredCity = {
  database: Database
  clock: TestClock
  publicUrl: string
  /** What its secrets are derived from. */
  secret: KeyObject
  secrets: ClaimSecrets
  nonces: Nonces
  award(request?: object): Promise<AwardRow>
}

export async function storeCity(
  bench: DatabaseBench,
  options: Parameters<DatabaseBench['open']>[1] = {},
  location?: DatabaseLocation,
): Promise<StoredCity> {
  const database = await bench.open(issuerSchema, options, location)
  const clock = createTestClock()
  const createdAt = clock().toISOString()
  await database.transact(async (tx) => {
    for (const { provider, badges } of demonstrationCity) {
      await saveProvider(tx, {
        ...provider,
        did: `did:web:cardiff.example:providers:${provider.slug}`,
        createdAt,
      })
      for (const badge of badges) {
        await addBadgeVersion(tx, { ...badge, provider: provider.slug, version: 1, createdAt })
      }
    }
  })
  const keyEncryptionKey = generateKeyEncryptionKey()
  const secret = await openDerivationSecret({ database, keyEncryptionKey, clock })
  const derive = deriveWith(secret)
  const secrets = createClaimSecrets(derive)
  const ports = { publicUrl: cityUrl, secrets, clock }
  return {
    database,
    clock,
    publicUrl: cityUrl,
    secret,
    secrets,
    nonces: createNonces({ derive, clock }),
    award: (request) =>
      database.transact((tx) =>
        makeAward(
          tx,
          {
            request: zAwardRequest.parse({
              badge: 'harbour-youth/first-aid',
              recipient: { email: 'sam@learner.example' },
              ...request,
            }),
            actor: { name: 'api-key:test' },
          },
          ports,
        ),
      ),
  }
}
