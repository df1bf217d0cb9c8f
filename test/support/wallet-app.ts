import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { type IssuerApplication, startIssuer } from '../../issuer/start.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'
import { closeAll } from '../../shared/node/running-application.ts'
import { startVerifier } from '../../verifier/start.ts'
import { startWallet } from '../../wallet/server/start.ts'
import { freePorts } from './free-ports.ts'
import { temporaryFolder } from './temp-folder.ts'

const zAwarded = z.looseObject({
  awardId: z.string(),
  offerUri: z.string(),
  claimLink: z.string(),
  txCode: z.string().optional(),
})

const zAsked = z.looseObject({
  requestId: z.string(),
  requestUri: z.string(),
  requestLink: z.string(),
  reportPage: z.string(),
})

/** The three applications on this machine, with the demonstration city in one of them. */
export type WalletWorld = {
  issuer: string
  wallet: string
  verifier: string
  /** Awards a badge of the demonstration city; `harbour-youth/first-aid` unless another is named. */
  award(request?: object): Promise<z.infer<typeof zAwarded>>
  revoke(awardId: string): Promise<void>
  /** An employer's request; for first aid unless it says otherwise. */
  ask(request?: object): Promise<z.infer<typeof zAsked>>
  /** What came of a request, as the employer's API tells it. */
  result(requestId: string): Promise<unknown>
  /** Lines that the wallet server logged. */
  walletLog: string[]
  /** Where the wallet server keeps its database. */
  walletFolder: string
  stopIssuer(): Promise<void>
  startIssuer(): Promise<void>
  close(): Promise<void>
}

/** @param whenDone as in temporaryFolder: in a hook, give `afterAll` */
export async function startWalletWorld(
  whenDone?: (remove: () => void) => void,
): Promise<WalletWorld> {
  const folder = temporaryFolder(whenDone)
  const ports = await freePorts()
  const [issuerKey, verifierKey] = [randomBytes(32), randomBytes(32)].map((key) =>
    key.toString('base64url'),
  )
  const [issuerUrl, walletUrl, verifierUrl] = [ports.issuer, ports.wallet, ports.verifier].map(
    (port) => `http://localhost:${port}`,
  )
  if (!issuerKey || !verifierKey || !issuerUrl || !walletUrl || !verifierUrl) throw new Error()
  const common = { host: 'localhost', demo: true, allowLoopbackHttp: true } as const
  const keyEncryptionKey = generateKeyEncryptionKey()
  const walletLog: string[] = []
  const openIssuer = () =>
    startIssuer({
      ...common,
      publicUrl: issuerUrl,
      port: ports.issuer,
      database: join(folder, 'issuer', 'city.sqlite'),
      agentDatabase: join(folder, 'issuer', 'agent.sqlite'),
      keyEncryptionKey,
      walletUrl,
      cityName: { en: 'Cardiff City of Learning', cy: 'Caerdydd Dinas Dysg' },
      bootstrapApiKey: issuerKey,
      statusTtlSeconds: 1,
      logLevel: 'silent',
    })
  let issuer: IssuerApplication | undefined = await openIssuer()
  const wallet = await startWallet(
    {
      ...common,
      publicUrl: walletUrl,
      port: ports.wallet,
      database: join(folder, 'wallet', 'wallet-server.sqlite'),
      logLevel: 'debug',
    },
    {
      logger: createLogger({
        name: 'wallet',
        level: 'debug',
        destination: { write: (line) => void walletLog.push(line) },
      }),
    },
  )
  const verifier = await startVerifier({
    ...common,
    publicUrl: verifierUrl,
    port: ports.verifier,
    database: join(folder, 'verifier', 'verifier.sqlite'),
    agentDatabase: join(folder, 'verifier', 'agent.sqlite'),
    keyEncryptionKey,
    walletUrl,
    employerName: 'Harbour Lights Café',
    bootstrapApiKey: verifierKey,
    reportedCities: [didWebFromUrl(issuerUrl)],
    requestTtlSeconds: 3600,
    logLevel: 'silent',
  })
  const city = (path: string, body: object) => callApi(`${issuerUrl}${path}`, issuerKey, body)
  const employer = (path: string, body?: object) =>
    callApi(`${verifierUrl}${path}`, verifierKey, body)
  return {
    issuer: issuerUrl,
    wallet: walletUrl,
    verifier: verifierUrl,
    walletLog,
    walletFolder: join(folder, 'wallet'),
    async award(request = {}) {
      const recipient = { email: 'sam@learner.example', name: 'Sam Jones' }
      const body = { badge: 'harbour-youth/first-aid', recipient, ...request }
      const awarded = zAwarded.parse(await city('/api/v1/awards', body))
      await issuer?.sealNow()
      return awarded
    },
    async revoke(awardId) {
      await city(`/api/v1/awards/${awardId}/revoke`, { reason: 'Awarded to the wrong person' })
      await issuer?.maintainNow()
    },
    async ask(request = {}) {
      const badges = [`${issuerUrl}/providers/harbour-youth/badges/first-aid/v/1`]
      const purpose = 'To see who can help when somebody is hurt'
      return zAsked.parse(await employer('/api/v1/requests', { badges, purpose, ...request }))
    },
    result: (requestId) => employer(`/api/v1/requests/${requestId}`),
    async stopIssuer() {
      await issuer?.close()
      issuer = undefined
    },
    async startIssuer() {
      issuer ??= await openIssuer()
    },
    close: () => closeAll([...(issuer ? [issuer] : []), wallet, verifier]),
  }
}

async function callApi(url: string, key: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${new URL(url).pathname}: ${response.status}`)
  return response.json()
}
