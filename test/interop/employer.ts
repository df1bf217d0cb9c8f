import { join } from 'node:path'
import { z } from 'zod'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { LoopbackCertificate } from '../../shared/node/loopback-certificate.ts'
import { startVerifier } from '../../verifier/start.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { createTrustingFetch, onFreePort } from './loopback.ts'

const apiKey = 'key-of-an-employer-with-enough-characters'

const zCreated = z.looseObject({ requestId: z.string(), requestUri: z.string() })

const zResult = z.looseObject({
  state: z.string(),
  report: z
    .looseObject({
      verdict: z.string(),
      holder: z.string().optional(),
      checks: z.array(z.looseObject({ name: z.string(), result: z.string(), code: z.string() })),
      credentials: z.array(z.looseObject({ verdict: z.string() })),
    })
    .optional(),
})

export type Wanted = {
  badges?: string[]
  clientIdPrefix?: 'decentralized_identifier' | 'redirect_uri'
  responseMode?: 'direct_post' | 'direct_post.jwt'
}

/** A running verifier, and the employer's own system that calls its API. */
export type Employer = {
  url: string
  fetch: typeof fetch
  ask(wanted?: Wanted): Promise<z.infer<typeof zCreated>>
  result(requestId: string): Promise<z.infer<typeof zResult>>
  /** Calls the API; by POST where there is a body. */
  call(path: string, body?: object): Promise<unknown>
  close(): Promise<void>
}

/** With a certificate it speaks https under it, and trusts cities under its authority. */
export async function startEmployer(certificate?: LoopbackCertificate): Promise<Employer> {
  let removeFolder = () => {}
  const folder = temporaryFolder((remove) => {
    removeFolder = remove
  })
  const { url, verifier } = await onFreePort(async (port) => {
    const url = `${certificate ? 'https' : 'http'}://localhost:${port}`
    const verifier = await startVerifier({
      publicUrl: url,
      host: '127.0.0.1',
      port,
      database: join(folder, `verifier-${port}.sqlite`),
      agentDatabase: join(folder, `agent-${port}.sqlite`),
      keyEncryptionKey: generateKeyEncryptionKey(),
      walletUrl: 'https://wallet.example',
      employerName: 'Harbour Bakery',
      demo: false,
      allowLoopbackHttp: true,
      ...(certificate && {
        tls: { key: certificate.privateKey, cert: certificate.certificate },
        extraCa: certificate.authority,
      }),
      bootstrapApiKey: apiKey,
      requestTtlSeconds: 3600,
      logLevel: 'silent',
    })
    return { url, verifier }
  })
  const employerFetch = certificate ? createTrustingFetch(certificate.authority) : fetch
  const call = async (path: string, body?: object): Promise<unknown> => {
    const response = await employerFetch(`${url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return {
    url,
    fetch: employerFetch,
    ask: async (wanted = {}) => zCreated.parse(await call('/api/v1/requests', wanted)),
    call,
    result: async (requestId) => zResult.parse(await call(`/api/v1/requests/${requestId}`)),
    async close() {
      await verifier.close()
      removeFolder()
    },
  }
}
