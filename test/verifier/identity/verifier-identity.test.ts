import { expect, test } from 'vitest'
import { type DidDocument, parseDidDocument } from '../../../shared/did/did-document.ts'
import { didWebFromUrl } from '../../../shared/did/did-web.ts'
import { publicKeyFromJwk } from '../../../shared/did/public-key.ts'
import { composeAgent } from '../../../shared/node/compose-agent.ts'
import type { Database } from '../../../shared/node/database/database.ts'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import type { KeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { createVerification } from '../../../shared/verify/verification.ts'
import { openIdentity } from '../../../verifier/identity/verifier-identity.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { createVerificationPorts } from '../../../verifier/verification-ports.ts'
import { createTestClock } from '../../support/clock.ts'
import { type DatabaseBench, forEachDatabase } from '../../support/postgres.ts'
import { createCity } from '../verifier-bench.ts'

const publicUrl = 'https://hire.example'

forEachDatabase('openIdentity', (bench) => {
  type Place = { database: DatabaseLocation; agent: DatabaseLocation; key: KeyEncryptionKey }
  const newPlace = (): Place => ({
    database: bench.freshLocation(),
    agent: bench.freshLocation(),
    key: generateKeyEncryptionKey(),
  })

  /** Opens the stores, makes or finds the identity, and closes again, as one run of the verifier does. */
  async function start(place: Place) {
    const { database, agent, close } = await openPlace(bench, place)
    try {
      const documents: DidDocument[] = []
      const { did, signer: signerOf } = await openIdentity(didWebFromUrl(publicUrl), {
        database,
        agent,
        clock: createTestClock(),
        publish: (document) => void documents.push(document),
      })
      const { keys } = await agent.didManagerGet({ did })
      const signer = await signerOf()
      const signature = await signer.sign(new TextEncoder().encode('a request'))
      const sealedKeys: unknown[] = await database.reader.query('select key_id from sealed_key')
      const [document] = documents
      if (document === undefined || documents.length > 1) throw new Error('one is published')
      const identity = { did, document, signer }
      return { identity, signature, keyTypes: keys.map(({ type }) => type).sort(), sealedKeys }
    } finally {
      await close()
    }
  }

  test('makes a did:web with a P-256 and an Ed25519 key, known to the agent', async () => {
    const { identity, keyTypes } = await start(newPlace())
    expect(identity.did).toBe('did:web:hire.example')
    expect(keyTypes).toEqual(['Ed25519', 'Secp256r1'])
    const { did, document, signer } = identity
    expect(parseDidDocument(structuredClone(document), did)).toEqual(document)
    const types = document.verificationMethod?.map(({ type }) => type)
    expect(types).toEqual(['Multikey', 'JsonWebKey2020', 'Multikey', 'JsonWebKey2020'])
    expect(document.authentication).toContain(signer.keyId)
    expect(signer.curve).toBe('P-256')
  })

  test('signs with the key that the document names', async () => {
    const { identity, signature } = await start(newPlace())
    const { document, signer } = identity
    const method = document.verificationMethod?.find(({ id }) => id === signer.keyId)
    const key = publicKeyFromJwk(method?.publicKeyJwk)
    const message = new TextEncoder().encode('a request')
    expect(await verifySignature(key, message, signature)).toBe(true)
  })

  test('is the same after a restart, without new keys', async () => {
    const place = newPlace()
    const [first, second] = [await start(place), await start(place)]
    expect(second.identity.document).toEqual(first.identity.document)
    expect(second.sealedKeys).toEqual(first.sealedKeys)
    expect(first.sealedKeys).toHaveLength(2)
  })

  test('is one identity when several verifiers start for the first time together', async () => {
    const place = newPlace()
    const { database, agent: agentLocation, key } = place
    // what a first start migrates is not what is tried here
    const { close } = await openPlace(bench, { database, agent: agentLocation, key })
    await close()
    const starts = await Promise.all([start(place), start(place), start(place)])
    const [first, ...others] = starts.map(({ identity }) => identity.document)
    for (const document of others) expect(document).toEqual(first)
    expect((await start(place)).sealedKeys).toHaveLength(2)
  })

  test('does not start with another key-encryption key: it could not sign', async () => {
    const place = newPlace()
    await start(place)
    await expect(start({ ...place, key: generateKeyEncryptionKey() })).rejects.toMatchObject({
      code: 'key_unreadable',
    })
  })
})

async function openPlace(
  bench: DatabaseBench,
  place: { database: DatabaseLocation; agent: DatabaseLocation; key: KeyEncryptionKey },
) {
  const { world, fetch } = await createCity()
  const ports = { fetch, clock: world.clock, allowLoopbackHttp: false }
  const { verification, veramoResolver } = createVerificationPorts(ports)
  const database: Database = await bench.open(verifierSchema, {}, place.database)
  const { agent, close } = await composeAgent({
    name: 'verifier',
    database,
    agentLocation: place.agent,
    keyEncryptionKey: place.key,
    resolver: veramoResolver,
    verification: createVerification(verification),
    clock: world.clock,
  })
  return { database, agent, close }
}
