import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createLogger } from '../../../shared/node/logger.ts'
import { vaultCopyUrl } from '../../../shared/sealed/vault-copy-api.ts'
import { sealVaultFile } from '../../../wallet/core/vault/vault-file.ts'
import { createDataKey } from '../../../wallet/core/vault/way-in.ts'
import { openWallet } from '../../../wallet/node/open-wallet.ts'
import { createTestClock } from '../../support/clock.ts'
import { startReferenceIssuer } from '../../support/reference-issuer.ts'
import { foundIn, writtenIn } from '../../support/server-traces.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { testCrypto } from '../core/vault/test-crypto.ts'
import { startTestWalletServer } from '../test-wallet-server.ts'

const clock = createTestClock()
const passphrase = 'three tall harbour cranes'

/** One learner does everything that a wallet server is there for. */
async function fullRun() {
  const folder = temporaryFolder()
  const log: string[] = []
  const server = await startTestWalletServer({
    clock,
    database: `${folder}/wallet-server.sqlite`,
    logger: createLogger({
      name: 'wallet',
      level: 'debug',
      destination: { write: (line) => void log.push(line) },
    }),
  })
  const wallet = await openWallet({
    folder: temporaryFolder(),
    clock,
    allowLoopbackHttp: true,
    walletServer: server.url,
  })
  const issuer = await startReferenceIssuer({ version: '1.0', clock })
  const { holder } = await wallet.acceptOffer(await wallet.openOffer(issuer.offerUri, {}))
  const [badge] = await wallet.listBadges()
  if (badge === undefined) throw new Error('no badge was kept')
  const hosted = await wallet.createHolder({
    method: 'did:web',
    curve: 'Ed25519',
    walletServer: server.url,
  })
  const share = await wallet.share({
    ids: [badge.id],
    title: 'For the café',
    expiresInSeconds: 3600,
  })
  await fetch(`${server.url}/api/shares/${share.id}`)
  const vault = await keepCopies(server.url, await wallet.exportAll())
  await fetch(`${server.url}/relay`, {
    method: 'POST',
    headers: { Origin: server.url, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      url: `${issuer.credentialIssuer}/a-host-that-was-asked`,
      method: 'POST',
      headers: { authorization: 'Bearer a-token-of-the-issuer' },
      body: 'pre-authorized_code=a-code-of-the-issuer',
    }),
  })
  await fetch(`${server.url}/receive?credential_offer_uri=an-offer-in-the-query`)
  await fetch(`${server.url}/badges/${badge.id}`)
  await wallet.close()
  return { folder, server, log, badge, holder, hosted, share, vault, issuer }
}

async function keepCopies(server: string, contents: string) {
  const id = randomBytes(16).toString('base64url')
  const token = randomBytes(32).toString('base64url')
  const { dataKey, wrap } = await createDataKey(
    { kdf: 'argon2id', passphrase },
    clock(),
    testCrypto,
  )
  for (const counter of [1, 2]) {
    const payload = { contents, counter }
    const body = await sealVaultFile({ payload, counter, wraps: [wrap], dataKey }, testCrypto)
    const before = counter === 1 ? { 'If-None-Match': '*' } : { 'If-Match': '"1"' }
    const response = await fetch(vaultCopyUrl(server, id), {
      method: 'PUT',
      headers: {
        'Content-Type': 'application/octet-stream',
        Authorization: `Bearer ${token}`,
        'Waymark-Counter': String(counter),
        ...before,
      },
      body,
    })
    expect(response.status).toBe(204)
  }
  return { id, token }
}

test('after all that it is there for, the server knows nothing of a learner, and its log even less', async () => {
  const { folder, server, log, badge, holder, hosted, share, vault, issuer } = await fullRun()
  const secrets = {
    'name of the badge': badge.summary.achievement?.name ?? '',
    'id of the badge': badge.id,
    'id of the award': badge.summary.id ?? '',
    'signature of the badge': /"proofValue":"([^"]+)"/.exec(badge.text)?.[1] ?? '',
    'DID of the learner': holder.did,
    'issuer of the badge': issuer.credentialIssuer,
    'host of the issuer': new URL(issuer.credentialIssuer).host,
    'code of the offer': issuer.code,
    'title of the share': share.title,
    'fragment of the link': share.link.split('#')[1] ?? '',
    'key in the link': share.link.split('.').at(-1) ?? '',
    'token to withdraw': share.withdrawToken,
    'token to write the copy': vault.token,
    passphrase,
    'token of the issuer': 'a-token-of-the-issuer',
    'code that was relayed': 'a-code-of-the-issuer',
    'address that was relayed': 'a-host-that-was-asked',
    'offer in a query': 'an-offer-in-the-query',
    'address of the learner': '127.0.0.1',
    'kind of device': 'user-agent',
  }
  const running = writtenIn(folder)
  // so that the test could find something at all
  expect(foundIn(running, { share: share.id, vault: vault.id, hosted: hosted.did })).toEqual([
    'share',
    'vault',
    'hosted',
  ])
  expect(foundIn(running, secrets)).toEqual([])
  await server.close()
  expect(foundIn(writtenIn(folder), secrets)).toEqual([])

  const lines = log.join('')
  for (const route of ['/api/vaults/:id', '/api/shares/:id', '/relay', '/receive', '/badges/:id']) {
    expect(lines).toContain(`"route":"${route}"`)
  }
  expect(
    foundIn(lines, { ...secrets, share: share.id, vault: vault.id, hosted: hosted.did }),
  ).toEqual([])
})
