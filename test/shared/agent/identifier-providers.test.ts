import { generateKeyPairSync } from 'node:crypto'
import { createAgent, type IDIDManager, type IKeyManager } from '@veramo/core'
import type { ManagedKeyInfo, MinimalImportableKey, TKeyType } from '@veramo/core-types'
import { DIDManager, MemoryDIDStore } from '@veramo/did-manager'
import { AbstractKeyManagementSystem, KeyManager, MemoryKeyStore } from '@veramo/key-manager'
import { describe, expect, test } from 'vitest'
import { publicKeyOfIdentifierKey } from '../../../shared/agent/identifier-key.ts'
import { JwkIdentifierProvider } from '../../../shared/agent/jwk-identifier-provider.ts'
import { KeyIdentifierProvider } from '../../../shared/agent/key-identifier-provider.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { didJwkDocument } from '../../../shared/did/did-jwk.ts'
import { didKeyDocument } from '../../../shared/did/did-key.ts'
import {
  publicKeyFromJwk,
  publicKeyFromMultibase,
  publicKeyToMultibase,
} from '../../../shared/did/public-key.ts'

const malformed = expect.objectContaining({ code: 'key_malformed' })
const immutable = expect.objectContaining({ code: 'did_immutable' })

/** Makes public halves only: identifiers need no more of a key management system. */
class PublicKms extends AbstractKeyManagementSystem {
  readonly keys = new Map<string, ManagedKeyInfo>()

  override async createKey(args: { type: TKeyType; kid?: string }): Promise<ManagedKeyInfo> {
    const { publicKey } =
      args.type === 'Ed25519'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { bytes } = publicKeyFromJwk(publicKey.export({ format: 'jwk' }))
    return this.#keep(args.type, Buffer.from(bytes).toString('hex'), args.kid)
  }

  override async importKey(args: Omit<MinimalImportableKey, 'kms'>): Promise<ManagedKeyInfo> {
    return this.#keep(args.type, args.privateKeyHex, args.kid)
  }

  override async listKeys(): Promise<ManagedKeyInfo[]> {
    return [...this.keys.values()]
  }

  override async deleteKey({ kid }: { kid: string }): Promise<boolean> {
    return this.keys.delete(kid)
  }

  override async sign(): Promise<string> {
    throw new Error('not asked for')
  }

  override async sharedSecret(): Promise<string> {
    throw new Error('not asked for')
  }

  #keep(type: TKeyType, publicKeyHex: string, kid = publicKeyHex): ManagedKeyInfo {
    const key = { type, kid, publicKeyHex, kms: 'local' }
    this.keys.set(kid, key)
    return key
  }
}

function agentOf() {
  const kms = new PublicKms()
  const providers = {
    'did:key': new KeyIdentifierProvider({ defaultKms: 'local' }),
    'did:jwk': new JwkIdentifierProvider({ defaultKms: 'local', defaultKeyType: 'Secp256r1' }),
  }
  const agent = createAgent<IDIDManager & IKeyManager>({
    plugins: [
      new KeyManager({ store: new MemoryKeyStore(), kms: { local: kms } }),
      new DIDManager({ store: new MemoryDIDStore(), defaultProvider: 'did:key', providers }),
    ],
  })
  return { agent, kms }
}

describe.each([
  { provider: 'did:key', ofCurve: 'Ed25519', documentOf: didKeyDocument },
  { provider: 'did:jwk', ofCurve: 'P-256', documentOf: didJwkDocument },
] as const)('$provider', ({ provider, ofCurve, documentOf }) => {
  test.each([
    ['Ed25519', 'z6Mk'],
    ['Secp256r1', 'zDna'],
  ] as const)('makes an identifier of a new %s key', async (keyType, prefix) => {
    const { agent } = agentOf()
    const created = await agent.didManagerCreate({ provider, options: { keyType } })
    const [key] = created.keys
    if (key === undefined) throw new Error('no key')
    expect(created).toEqual({
      did: expect.stringMatching(new RegExp(`^${provider}:`)),
      provider,
      controllerKeyId: key.kid,
      keys: [key],
      services: [],
    })
    const multibase = publicKeyToMultibase(publicKeyOfIdentifierKey(key))
    const document = documentOf(parseDid(created.did))
    expect(multibase.slice(0, 4)).toBe(prefix)
    expect(publicKeyOfMethod(document.verificationMethod?.[0])).toBe(multibase)
    expect(await agent.didManagerGet({ did: created.did })).toMatchObject({ did: created.did })
  })

  test('makes the key that it was set up for where none is named', async () => {
    const { agent } = agentOf()
    const { keys } = await agent.didManagerCreate({ provider, alias: 'mine' })
    expect(keys.map(({ type }) => type)).toEqual([ofCurve === 'P-256' ? 'Secp256r1' : 'Ed25519'])
  })

  test('takes a key that is in the store', async () => {
    const { agent, kms } = agentOf()
    const { kid } = await agent.keyManagerCreate({ kms: 'local', type: 'Ed25519' })
    const { controllerKeyId } = await agent.didManagerCreate({ provider, options: { keyRef: kid } })
    expect([controllerKeyId, kms.keys.size]).toEqual([kid, 1])
  })

  test('takes a key in', async () => {
    const { agent } = agentOf()
    const { bytes } = publicKeyFromMultibase('z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp')
    // the key management system of this test takes the public half for the private one
    const privateKeyHex = Buffer.from(bytes).toString('hex')
    const { did, keys } = await agent.didManagerCreate({
      provider,
      options: { key: { type: 'Ed25519', kid: 'imported', privateKeyHex } },
    })
    expect(keys).toEqual([
      expect.objectContaining({ kid: 'imported', publicKeyHex: privateKeyHex }),
    ])
    expect(publicKeyOfMethod(documentOf(parseDid(did)).verificationMethod?.[0])).toBe(
      'z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
    )
  })

  test('makes no identifier of another key type', async () => {
    const { agent } = agentOf()
    const { kid } = await agent.keyManagerImport({
      kms: 'local',
      type: 'Secp256k1',
      privateKeyHex: '02'.repeat(33),
    })
    const creating = agent.didManagerCreate({ provider, options: { keyRef: kid } })
    await expect(creating).rejects.toEqual(malformed)
  })

  test('deletes the key with the identifier', async () => {
    const { agent, kms } = agentOf()
    const { did } = await agent.didManagerCreate({ provider })
    expect(await agent.didManagerDelete({ did })).toBe(true)
    expect([kms.keys.size, await agent.didManagerFind()]).toEqual([0, []])
  })

  test('changes nothing of an identifier', async () => {
    const { agent } = agentOf()
    const { did, keys } = await agent.didManagerCreate({ provider })
    const [key] = keys
    if (key === undefined) throw new Error('no key')
    const service = { id: '#a', type: 'A', serviceEndpoint: 'https://a.example' }
    await expect(agent.didManagerUpdate({ did, document: {} })).rejects.toEqual(immutable)
    await expect(agent.didManagerAddKey({ did, key })).rejects.toEqual(immutable)
    await expect(agent.didManagerRemoveKey({ did, kid: key.kid })).rejects.toEqual(immutable)
    await expect(agent.didManagerAddService({ did, service })).rejects.toEqual(immutable)
    await expect(agent.didManagerRemoveService({ did, id: '#a' })).rejects.toEqual(immutable)
    expect(await agent.didManagerGet({ did })).toMatchObject({ keys: [key], services: [] })
  })
})

describe('matchPrefix', () => {
  const provider = new KeyIdentifierProvider({ defaultKms: 'local' })
  test.each([
    ['did:key', true],
    ['did:key:z6Mk', true],
    ['did:keys', false],
    ['did:jwk', false],
  ])('of a did:key provider and %s is %s', (prefix, matches) => {
    expect(provider.matchPrefix(prefix)).toBe(matches)
  })
})

describe('publicKeyOfIdentifierKey', () => {
  test.each([
    ['no hexadecimal', { type: 'Ed25519', publicKeyHex: 'zz' }],
    ['half a byte', { type: 'Ed25519', publicKeyHex: 'abc' }],
    ['nothing', { type: 'Ed25519', publicKeyHex: '' }],
    ['31 bytes', { type: 'Ed25519', publicKeyHex: '01'.repeat(31) }],
    [
      'a point that is not on the curve',
      { type: 'Secp256r1', publicKeyHex: `02${'ff'.repeat(32)}` },
    ],
    ['another type', { type: 'X25519', publicKeyHex: '09'.repeat(32) }],
  ] as const)('refuses %s', (_name, key) => {
    expect(() => publicKeyOfIdentifierKey(key)).toThrow(malformed)
  })
})

function publicKeyOfMethod(method?: { publicKeyMultibase?: string; publicKeyJwk?: object }) {
  return method?.publicKeyMultibase ?? publicKeyToMultibase(publicKeyFromJwk(method?.publicKeyJwk))
}
