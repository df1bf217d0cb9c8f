import { randomUUID } from 'node:crypto'
import { createAgent, type IIdentifier } from '@veramo/core'
import type {
  ICredentialIssuer,
  IDataStore,
  IDIDManager,
  IKeyManager,
  IResolver,
} from '@veramo/core-types'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { CredentialPlugin } from '@veramo/credential-w3c'
import { DataStore, DIDStore, Entities, KeyStore, migrations } from '@veramo/data-store'
import { DIDManager } from '@veramo/did-manager'
import { WebDIDProvider } from '@veramo/did-provider-web'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import { KeyManager } from '@veramo/key-manager'
import { Resolver } from 'did-resolver'
import { DataSource } from 'typeorm'
import { generateKeyEncryptionKey } from '../shared/node/kms/key-encryption.ts'
import { NodeKms } from '../shared/node/kms/node-kms.ts'
import { memoryKeyStore } from './memory-key-store.ts'

type Agent = IKeyManager & IDIDManager & ICredentialIssuer & IDataStore & IResolver

export type VeramoCity = {
  /** Issues and stores so many, one after the other, as its documentation shows. @returns credentials a second */
  award(count: number): Promise<number>
  close(): Promise<void>
}

/** Veramo alone, with its own stores; its keys signed with by node:crypto, which is faster than what it brings. */
export async function openVeramo(place: { file: string } | { url: string }): Promise<VeramoCity> {
  const common = { entities: Entities, migrations, migrationsRun: true, logging: false }
  const dataSource = new DataSource(
    'file' in place
      ? { type: 'sqlite', database: place.file, ...common }
      : { type: 'postgres', url: place.url, ...common },
  )
  await dataSource.initialize()
  if ('file' in place) {
    await dataSource.query('PRAGMA journal_mode = WAL')
    await dataSource.query('PRAGMA synchronous = FULL')
  }
  const kms = new NodeKms({
    store: memoryKeyStore(),
    keyEncryptionKey: generateKeyEncryptionKey(),
    owner: 'veramo',
    clock: () => new Date(),
  })
  const agent = createAgent<Agent>({
    plugins: [
      new KeyManager({ store: new KeyStore(dataSource), kms: { local: kms } }),
      new DIDManager({
        store: new DIDStore(dataSource),
        defaultProvider: 'did:web',
        providers: { 'did:web': new WebDIDProvider({ defaultKms: 'local' }) },
      }),
      new DIDResolverPlugin({ resolver: new Resolver({}) }),
      new CredentialPlugin([new CredentialProviderJWT()]),
      new DataStore(dataSource),
    ],
  })
  const issuer: IIdentifier = await agent.didManagerCreate({
    alias: `city.example:${randomUUID()}`,
    options: { keyType: 'Ed25519' },
  })
  return {
    async award(count) {
      const start = performance.now()
      for (let made = 0; made < count; made += 1) {
        const verifiableCredential = await agent.createVerifiableCredential({
          credential: badgeOf(issuer.did),
          proofFormat: 'jwt',
        })
        await agent.dataStoreSaveVerifiableCredential({ verifiableCredential })
      }
      return (count / (performance.now() - start)) * 1_000
    },
    close: () => dataSource.destroy(),
  }
}

function badgeOf(issuer: string) {
  return {
    issuer: { id: issuer },
    id: `urn:uuid:${randomUUID()}`,
    '@context': ['https://www.w3.org/2018/credentials/v1'],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuanceDate: new Date().toISOString(),
    credentialSubject: {
      id: `did:key:${randomUUID()}`,
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://city.example/providers/harbour-youth/badges/first-aid/v/1',
        type: ['Achievement'],
        name: 'First aid basics',
        description: 'Can help a person who is hurt until an expert comes.',
        criteria: { narrative: 'Pass a test with a trainer. '.repeat(40) },
      },
    },
  }
}
