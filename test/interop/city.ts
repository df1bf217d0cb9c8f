import { join } from 'node:path'
import { z } from 'zod'
import { startIssuer } from '../../issuer/start.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import {
  createLoopbackCertificate,
  type LoopbackCertificate,
} from '../../shared/node/loopback-certificate.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { createTrustingFetch, onFreePort } from './loopback.ts'

const apiKey = 'key-of-a-system-that-awards-badges-here'

const zAward = z.looseObject({
  awardId: z.string(),
  badge: z.string(),
  offerUri: z.string(),
  txCode: z.string().optional(),
})

export type Award = z.infer<typeof zAward>

export type AwardWish = {
  badge?: string
  offer?: 'reference' | 'value'
  txCode?: boolean
  language?: 'en' | 'cy'
}

/** The demonstration city on this machine, with nothing between it and whoever calls. */
export type City = {
  /** `http(s)://localhost:port` */
  url: string
  /** Fetches from it; over TLS too. */
  fetch: typeof fetch
  certificate?: LoopbackCertificate
  award(wish?: AwardWish): Promise<Award>
  revoke(award: Pick<Award, 'awardId'>): Promise<void>
  close(): Promise<void>
}

export async function startCity(options: { tls?: boolean } = {}): Promise<City> {
  const certificate = options.tls ? await createLoopbackCertificate(new Date()) : undefined
  let removeFolder = () => {}
  const folder = temporaryFolder((remove) => {
    removeFolder = remove
  })
  const { url, issuer } = await onFreePort(async (port) => {
    const url = `${certificate ? 'https' : 'http'}://localhost:${port}`
    const issuer = await startIssuer({
      publicUrl: url,
      host: '127.0.0.1',
      port,
      database: join(folder, `issuer-${port}.sqlite`),
      agentDatabase: join(folder, `agent-${port}.sqlite`),
      keyEncryptionKey: generateKeyEncryptionKey(),
      walletUrl: 'https://wallet.example',
      cityName: { en: 'Cardiff City of Learning', cy: 'Caerdydd Dinas Dysg' },
      demo: true,
      allowLoopbackHttp: true,
      ...(certificate && { tls: { key: certificate.privateKey, cert: certificate.certificate } }),
      bootstrapApiKey: apiKey,
      statusTtlSeconds: 1,
      logLevel: 'silent',
    })
    return { url, issuer }
  })
  const cityFetch = certificate ? createTrustingFetch(certificate.authority) : fetch
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await cityFetch(`${url}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
  return {
    url,
    fetch: cityFetch,
    ...(certificate && { certificate }),
    async award({ badge = 'harbour-youth/first-aid', ...wish } = {}) {
      const recipient = { email: 'sam@example.org', name: 'Sam Jones' }
      return zAward.parse(await post('/api/v1/awards', { badge, recipient, ...wish }))
    },
    async revoke({ awardId }) {
      await post(`/api/v1/awards/${awardId}/revoke`, { reason: 'Given to the wrong person' })
    },
    async close() {
      await issuer.close()
      removeFolder()
    },
  }
}
