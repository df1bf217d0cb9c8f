import { createAgent } from '@veramo/core'
import type {
  ICredentialIssuer,
  ICredentialVerifier,
  IDIDManager,
  IKeyManager,
  IResolver,
  TAgent,
} from '@veramo/core-types'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { CredentialPlugin } from '@veramo/credential-w3c'
import { DIDManager, MemoryDIDStore } from '@veramo/did-manager'
import { WebDIDProvider } from '@veramo/did-provider-web'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import {
  type AbstractKeyManagementSystem,
  KeyManager,
  MemoryKeyStore,
  MemoryPrivateKeyStore,
} from '@veramo/key-manager'
import { KeyManagementSystem } from '@veramo/kms-local'
import { Resolver } from 'did-resolver'

type Agent = IKeyManager & IDIDManager & ICredentialIssuer & ICredentialVerifier & IResolver

export type Veramo = {
  agent: TAgent<Agent>
  /** DIDs of issuers, the last one the holder's. */
  createIdentifier(name: string): Promise<string>
}

/** Veramo alone, as its packages come, everything in memory. @param kms where its keys are not kept by its own */
export function openVeramoAgent(
  kms: AbstractKeyManagementSystem = new KeyManagementSystem(new MemoryPrivateKeyStore()),
): Veramo {
  const agent = createAgent<Agent>({
    plugins: [
      new KeyManager({ store: new MemoryKeyStore(), kms: { local: kms } }),
      new DIDManager({
        store: new MemoryDIDStore(),
        defaultProvider: 'did:web',
        providers: { 'did:web': new WebDIDProvider({ defaultKms: 'local' }) },
      }),
      new DIDResolverPlugin({ resolver: new Resolver({ web: resolveWeb }) }),
      new CredentialPlugin([new CredentialProviderJWT()]),
    ],
  })
  const documents = new Map<string, object>()

  async function resolveWeb(did: string) {
    const didDocument = documents.get(did) ?? null
    // sound: the documents are made below
    return { didDocument, didDocumentMetadata: {}, didResolutionMetadata: {} } as never
  }

  return {
    agent,
    async createIdentifier(name) {
      const options = { keyType: 'Ed25519' }
      const { did, keys } = await agent.didManagerCreate({ alias: `city.example:${name}`, options })
      const [key] = keys
      const id = `${did}#${key?.kid}`
      const method = {
        ...{ id, type: 'Ed25519VerificationKey2018', controller: did },
        publicKeyHex: key?.publicKeyHex,
      }
      documents.set(did, {
        id: did,
        verificationMethod: [method],
        ...{ assertionMethod: [id], authentication: [id] },
      })
      return did
    },
  }
}

/** Of version 1.1, the only one that it issues as a JWT: the same content as ours. */
export function veramoCredential(badge: object, issuer: string) {
  const { validFrom, validUntil, ...rest } = badge as Record<string, unknown>
  return {
    ...rest,
    '@context': ['https://www.w3.org/2018/credentials/v1'],
    issuer: { ...(rest.issuer as object), id: issuer },
    issuanceDate: String(validFrom),
    expirationDate: String(validUntil),
    // its status check is off: that of ours is on
    credentialStatus: undefined,
  } as never
}
