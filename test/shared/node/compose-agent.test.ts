import { expect, it } from 'vitest'
import type { AgentName } from '../../../shared/node/agent-config.ts'
import type { WaymarkAgent } from '../../../shared/node/compose-agent.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { openTestAgent } from '../../support/agent.ts'
import { forEachDatabase } from '../../support/postgres.ts'

const names: AgentName[] = ['issuer', 'wallet', 'verifier']

const identifiers = [
  {
    provider: 'did:web',
    alias: 'city.example',
    keyType: 'Ed25519',
    did: /^did:web:city\.example$/,
  },
  {
    provider: 'did:web',
    alias: 'localhost%3A3001:providers:x',
    keyType: 'Secp256r1',
    did: /^did:web:localhost%3A3001:providers:x$/,
  },
  { provider: 'did:key', keyType: 'Ed25519', did: /^did:key:z6Mk\w+$/ },
  { provider: 'did:key', keyType: 'Secp256r1', did: /^did:key:zDn\w+$/ },
  { provider: 'did:jwk', keyType: 'Ed25519', did: /^did:jwk:[\w-]+$/ },
  { provider: 'did:jwk', keyType: 'Secp256r1', did: /^did:jwk:[\w-]+$/ },
] as const

const data = 'what is signed'

async function signAndVerify(agent: WaymarkAgent, kid: string): Promise<boolean> {
  const key = await agent.keyManagerGet({ kid })
  const algorithm = key.type === 'Ed25519' ? 'EdDSA' : 'ES256'
  const signature = await agent.keyManagerSign({ keyRef: kid, data, algorithm, encoding: 'utf-8' })
  return verifySignature(
    {
      curve: key.type === 'Ed25519' ? 'Ed25519' : 'P-256',
      bytes: Buffer.from(key.publicKeyHex, 'hex'),
    },
    Buffer.from(data),
    Buffer.from(signature, 'base64url'),
  )
}

forEachDatabase('composeAgent', (bench) => {
  const open = (name: AgentName) =>
    openTestAgent({
      name,
      locations: { keys: bench.freshLocation(), agent: bench.freshLocation() },
    })

  it.each(names)(
    'builds the %s, which creates every kind of identifier and signs',
    async (name) => {
      const { agent } = await open(name)
      for (const { did, provider, keyType, ...rest } of identifiers) {
        const options = { keyType, key: { type: keyType, meta: { owner: 'somebody' } } }
        const created = await agent.didManagerCreate({ provider, kms: 'local', ...rest, options })
        expect(created.did).toMatch(did)
        const found = await agent.didManagerGet({ did: created.did })
        expect(
          found.keys.map(({ type, kms, meta }) => ({ type, kms, owner: meta?.owner })),
        ).toEqual([{ type: keyType, kms: 'local', owner: 'somebody' }])
        expect(await signAndVerify(agent, found.keys[0]?.kid ?? '')).toBe(true)
      }
      expect((await agent.didManagerFind()).length).toBe(identifiers.length)
    },
  )

  it('gives each agent its usual kind of identifier', async () => {
    const wallet = await open('wallet')
    const created = await wallet.agent.didManagerCreate({})
    expect(created.provider).toBe('did:key')
    const issuer = await open('issuer')
    const options = { keyType: 'Ed25519' }
    const city = await issuer.agent.didManagerCreate({ alias: 'city.example', options })
    expect(city.provider).toBe('did:web')
  })

  it('makes no did:web with the key type that Veramo would take unasked', async () => {
    const { agent } = await open('issuer')
    await expect(agent.didManagerCreate({ alias: 'city.example' })).rejects.toThrow(
      'say which, for a did:web as options.keyType',
    )
    expect(await agent.didManagerFind()).toEqual([])
  })

  it('resolves a did:key that it made', async () => {
    const { agent } = await open('wallet')
    const { did } = await agent.didManagerCreate({ provider: 'did:key' })
    const { didDocument } = await agent.resolveDid({ didUrl: did })
    expect(didDocument?.id).toBe(did)
  })

  it('keeps identifiers that are created at the same time apart', async () => {
    const { agent } = await open('issuer')
    const created = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        agent.didManagerCreate({
          provider: 'did:web',
          alias: `city.example:providers:p${index}`,
          options: { keyType: 'Ed25519' },
        }),
      ),
    )
    const found = await agent.didManagerFind({ provider: 'did:web' })
    expect(found.map(({ did }) => did).toSorted()).toEqual(created.map(({ did }) => did).toSorted())
    const signed = await Promise.all(
      created.map(({ keys }) => signAndVerify(agent, keys[0]?.kid ?? '')),
    )
    expect(signed).toEqual(created.map(() => true))
  })

  it('deletes an identifier with its private key', async () => {
    const { agent, database } = await open('wallet')
    const { did, keys } = await agent.didManagerCreate({ provider: 'did:key' })
    await agent.didManagerDelete({ did })
    await expect(agent.keyManagerGet({ kid: keys[0]?.kid ?? '' })).rejects.toThrow('Key not found')
    expect(await database.reader.query('SELECT * FROM sealed_key')).toEqual([])
  })

  it('keeps no private key in the stores of Veramo', async () => {
    const locations = { keys: bench.freshLocation(), agent: bench.freshLocation() }
    const { agent } = await openTestAgent({ locations })
    const imported = await agent.keyManagerImport({
      kms: 'local',
      type: 'Ed25519',
      privateKeyHex: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    })
    expect(imported).not.toHaveProperty('privateKeyHex')
    const key = await agent.keyManagerGet({ kid: imported.kid })
    expect(key.privateKeyHex).toBeUndefined()
  })

  it('opens again what it closed', async () => {
    const locations = { keys: bench.freshLocation(), agent: bench.freshLocation() }
    const first = await openTestAgent({ locations })
    const { did } = await first.agent.didManagerCreate({ provider: 'did:jwk' })
    await first.close()
    const again = await openTestAgent({ locations })
    expect((await again.agent.didManagerGet({ did })).did).toBe(did)
  })
})
