import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import { readDidUpdate } from '../../../shared/hosted-did/did-update.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import {
  encodeKeyEncryptionKey,
  generateKeyEncryptionKey,
  openBytes,
  readKeyEncryptionKey,
} from '../../../shared/node/kms/key-encryption.ts'
import { createSealedKeyStore } from '../../../shared/node/kms/sealed-key-store.ts'
import { type NodeWalletOptions, openWallet } from '../../../wallet/node/open-wallet.ts'
import { walletSchema } from '../../../wallet/node/wallet-schema.ts'
import { createTestClock } from '../../support/clock.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { startReferenceIssuer } from '../../support/reference-issuer.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { openTestWallet } from '../test-wallet.ts'
import { startTestWalletServer } from '../test-wallet-server.ts'

function optionsFor(folder: string): NodeWalletOptions {
  return { folder, clock: createTestClock(), allowLoopbackHttp: true }
}

async function makeWallet(folder: string) {
  const wallet = await openWallet(optionsFor(folder))
  const holder = await wallet.createHolder({ method: 'did:key' })
  await wallet.close()
  return holder
}

/** The private keys, opened as the wallet opens them. */
async function secretsIn(folder: string): Promise<Buffer[]> {
  const file = join(folder, 'wallet.sqlite')
  const database = await openDatabase({ kind: 'sqlite', file }, walletSchema)
  onTestFinished(() => database.close())
  const key = readKeyEncryptionKey({ file: join(folder, 'wallet.key') })
  const sealed = await createSealedKeyStore(database).list()
  return sealed.map((row) => Buffer.from(openBytes(row, key, row)))
}

describe('openWallet', () => {
  test('makes a wallet that only its owner can read, and finds it again', async () => {
    const folder = join(temporaryFolder(), 'new', 'wallet')
    const holder = await makeWallet(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'wallet.key')).mode & 0o777).toBe(0o600)
    const wallet = await openTestWallet({ folder })
    expect(await wallet.listHolders()).toEqual([holder])
  })

  test('has no private key in the clear in any file', async () => {
    const folder = temporaryFolder()
    const wallet = await openWallet(optionsFor(folder))
    await wallet.createHolder({ method: 'did:key' })
    await wallet.createHolder({ method: 'did:jwk', curve: 'P-256' })
    await wallet.close()
    const secrets = await secretsIn(folder)
    expect(secrets).toHaveLength(2)
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name))
      for (const secret of secrets) {
        expect(bytes.includes(secret)).toBe(false)
        expect(bytes.includes(secret.toString('hex'))).toBe(false)
        expect(bytes.includes(secret.toString('base64url'))).toBe(false)
      }
    }
  })

  test('says that the key is gone', async () => {
    const folder = temporaryFolder()
    await makeWallet(folder)
    rmSync(join(folder, 'wallet.key'))
    const attempt = openWallet(optionsFor(folder))
    await expect(attempt).rejects.toMatchObject({ code: 'key_encryption_key_missing' })
  })

  test('refuses a key file that others can read', async () => {
    const folder = temporaryFolder()
    await makeWallet(folder)
    chmodSync(join(folder, 'wallet.key'), 0o644)
    const attempt = openWallet(optionsFor(folder))
    await expect(attempt).rejects.toMatchObject({ code: 'key_encryption_key_missing' })
  })

  test('refuses a key file that holds something else', async () => {
    const folder = temporaryFolder()
    await makeWallet(folder)
    writeFileSync(join(folder, 'wallet.key'), 'hello')
    const attempt = openWallet(optionsFor(folder))
    await expect(attempt).rejects.toMatchObject({ code: 'key_encryption_key_missing' })
  })

  test('does not open its keys with another key-encryption key', async () => {
    const folder = temporaryFolder()
    await makeWallet(folder)
    const keyEncryptionKey = encodeKeyEncryptionKey(generateKeyEncryptionKey())
    const issuer = await startReferenceIssuer({ version: '1.0', clock: createTestClock() })
    const wallet = await openWallet({ ...optionsFor(folder), keyEncryptionKey })
    const attempt = wallet.acceptOffer(await wallet.openOffer(issuer.offerUri))
    await expect(attempt).rejects.toMatchObject({ code: 'key_unreadable' })
    await wallet.close()
  })

  test('leaves no file for the key where one is given', async () => {
    const folder = temporaryFolder()
    const keyEncryptionKey = encodeKeyEncryptionKey(generateKeyEncryptionKey())
    const wallet = await openWallet({ ...optionsFor(folder), keyEncryptionKey })
    await wallet.close()
    expect(readdirSync(folder)).not.toContain('wallet.key')
  })
})

describe('createHolder', () => {
  test('makes the first identity the default', async () => {
    const wallet = await openTestWallet()
    const first = await wallet.createHolder({ method: 'did:jwk', name: 'Work' })
    const second = await wallet.createHolder({ method: 'did:key', curve: 'P-256' })
    expect(await wallet.listHolders()).toEqual([
      { ...first, name: 'Work', isDefault: true },
      { ...second, isDefault: false },
    ])
    expect([first.did.slice(0, 8), second.did.slice(0, 12)]).toEqual(['did:jwk:', 'did:key:zDna'])
  })

  test('has its did:web hosted under the name', async () => {
    const server = await startTestWalletServer()
    const wallet = await openTestWallet()
    const { did } = await wallet.createHolder({
      method: 'did:web',
      name: 'sam',
      walletServer: server.url,
    })
    expect(did).toBe(`did:web:localhost%3A${new URL(server.url).port}:people:sam`)
    const hosted = await fetch(`${server.url}/people/sam/did.json`)
    expect(await hosted.json()).toMatchObject({ id: did })
  })

  test('keeps nothing of a did:web whose name is taken', async () => {
    const server = await startTestWalletServer()
    const input = { method: 'did:web', name: 'sam', walletServer: server.url } as const
    await (await openTestWallet()).createHolder(input)
    const wallet = await openTestWallet()
    await expect(wallet.createHolder(input)).rejects.toMatchObject({ code: 'conflict' })
    expect(await wallet.listHolders()).toEqual([])
    const again = await wallet.createHolder({ ...input, name: 'sam-2' })
    expect(again.isDefault).toBe(true)
  })

  /** Takes the first statement and loses its own answer; then says that the name is taken. */
  async function serveForgetful(documentOf: (statement: string) => object) {
    let document: object | undefined
    const { origin } = await serveLoopback((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const isFirst = request.method === 'PUT' && document === undefined
        if (isFirst) {
          document = documentOf(Buffer.concat(chunks).toString('utf8'))
          response.destroy()
          return
        }
        response.writeHead(request.method === 'PUT' ? 409 : 200, {
          'Content-Type': 'application/did+json',
        })
        response.end(JSON.stringify(document))
      })
    })
    return origin
  }

  test('goes on with the same key where the server’s answer was lost', async () => {
    const origin = await serveForgetful((statement) => readDidUpdate(statement).document)
    const wallet = await openTestWallet()
    const input = { method: 'did:web', name: 'sam', walletServer: origin } as const
    await expect(wallet.createHolder(input)).rejects.toMatchObject({ code: 'fetch_failed' })
    expect(await wallet.listHolders()).toEqual([])
    const holder = await wallet.createHolder(input)
    expect(await wallet.listHolders()).toEqual([holder])
    await expect(wallet.createHolder(input)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('does not take another’s document for its own', async () => {
    const thief = ed25519TestKey('thief')
    const origin = await serveForgetful((statement) => {
      const did = parseDid(String(readDidUpdate(statement).document.id))
      return buildDidDocument({ did, keys: [thief] })
    })
    const wallet = await openTestWallet()
    const input = { method: 'did:web', name: 'sam', walletServer: origin } as const
    await expect(wallet.createHolder(input)).rejects.toMatchObject({ code: 'fetch_failed' })
    await expect(wallet.createHolder(input)).rejects.toMatchObject({ code: 'conflict' })
    expect(await wallet.listHolders()).toEqual([])
  })

  test.for([
    ['no server', undefined, 'config_invalid'],
    ['a server over http', 'http://wallet.example', 'address_forbidden'],
    ['a server that is not there', 'http://localhost:1', 'fetch_failed'],
  ] as const)('refuses %s', async ([, walletServer, code]) => {
    const wallet = await openTestWallet()
    const attempt = wallet.createHolder({
      method: 'did:web',
      name: 'sam',
      ...(walletServer !== undefined && { walletServer }),
    })
    await expect(attempt).rejects.toMatchObject({ code })
    expect(await wallet.listHolders()).toEqual([])
  })

  test('says that a name is not one', async () => {
    const server = await startTestWalletServer()
    const wallet = await openTestWallet()
    const input = { method: 'did:web', name: 'Sam!', walletServer: server.url } as const
    await expect(wallet.createHolder(input)).rejects.toMatchObject({ code: 'request_malformed' })
  })

  test('sends a statement that only says the document, and who signs it', async () => {
    const received: string[] = []
    const { origin } = await serveLoopback((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => received.push(text))
      request.on('end', () => response.writeHead(201).end())
    })
    const wallet = await openTestWallet()
    const { did } = await wallet.createHolder({
      method: 'did:web',
      name: 'sam',
      walletServer: origin,
    })
    const update = readDidUpdate(received.join(''))
    expect(update).toMatchObject({ document: { id: did }, previous: null })
    expect(Object.keys(update.jws.payload)).toEqual(['document', 'previous', 'iat'])
  })
})
