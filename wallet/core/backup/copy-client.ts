import { AppError, isAppError } from '../../../shared/errors/app-error.ts'
import { type ErrorCode, errorStatuses } from '../../../shared/errors/error-codes.ts'
import {
  counterHeader,
  maxVaultCopyBytes,
  vaultCopyUrl,
} from '../../../shared/sealed/vault-copy-api.ts'
import type { WalletFetch } from '../wallet-ports.ts'

export type FetchedCopy = { text: string; counter: number }

export type PutOutcome =
  | { outcome: 'kept' }
  /** Another device wrote meanwhile, or the copy is gone. */
  | { outcome: 'changed' }

/** The sealed copy at the wallet's server. */
export type CopyClient = {
  /** Undefined where there is none. Throws AppError fetch_failed. */
  get(id: string): Promise<FetchedCopy | undefined>
  /** @throws AppError body_too_large | storage_full | rate_limited | forbidden | fetch_failed */
  put(copy: {
    id: string
    writeToken: string
    text: string
    counter: number
    /** Of the copy that this one follows; none for the first. */
    before?: number
  }): Promise<PutOutcome>
  remove(id: string, writeToken: string): Promise<void>
}

const timeoutMs = 30_000

/** @param server of the wallet's own pages */
export function createCopyClient({
  server,
  fetch,
}: {
  server: string
  fetch: WalletFetch
}): CopyClient {
  const call = (id: string, init: RequestInit) =>
    fetch(vaultCopyUrl(server, id), { ...init, maxBytes: maxVaultCopyBytes, timeoutMs })
  return {
    async get(id) {
      const response = await call(id, { method: 'GET' })
      if (response.status === 404) return undefined
      if (!response.ok) throw await failureOf(response)
      const counter = Number(response.headers.get(counterHeader))
      return { text: await response.text(), counter }
    },
    async put({ id, writeToken, text, counter, before }) {
      const bytes = new TextEncoder().encode(text)
      if (bytes.length > maxVaultCopyBytes) {
        throw new AppError('body_too_large', 'The sealed copy is larger than the server keeps')
      }
      const response = await call(id, {
        method: 'PUT',
        headers: {
          Authorization: `Bearer ${writeToken}`,
          'Content-Type': 'application/octet-stream',
          [counterHeader]: String(counter),
          ...(before === undefined ? { 'If-None-Match': '*' } : { 'If-Match': `"${before}"` }),
        },
        body: bytes,
      })
      if (response.ok) return { outcome: 'kept' }
      if ([404, 409, 412].includes(response.status)) return { outcome: 'changed' }
      throw await failureOf(response)
    },
    async remove(id, writeToken) {
      const headers = { Authorization: `Bearer ${writeToken}` }
      const response = await call(id, { method: 'DELETE', headers })
      if (!response.ok && response.status !== 404) throw await failureOf(response)
    },
  }
}

/** The code that the server gives, where it is one of ours. */
async function failureOf(response: Response): Promise<AppError> {
  const code = await response.json().then(
    (problem: { code?: unknown }) => problem.code,
    () => undefined,
  )
  // sound: it is one of the codes
  const known = Object.hasOwn(errorStatuses, String(code)) ? (code as ErrorCode) : 'fetch_failed'
  return new AppError(known, `The wallet server answered with status ${response.status}`)
}

export function failureCodeOf(error: unknown): ErrorCode {
  if (isAppError(error)) return error.code
  throw error
}
