import type { KeyObject } from 'node:crypto'
import type { JsonObject } from '../../credential/json.ts'
import type { KeyCurve } from '../../did/public-key.ts'
import { createWorkerPool } from './worker-pool.ts'

export type SigningKey = { curve: KeyCurve; privateKey: KeyObject }

/** Signs many compact JWS at a time, beside the thread that answers requests. */
export type TokenSigning = {
  /** `alg` follows from the key. @returns the tokens in the order of the payloads */
  sign(batch: {
    header: JsonObject
    /** JSON. */
    payloads: readonly string[]
    key: SigningKey
  }): Promise<string[]>
  close(): Promise<void>
}

type Task = { header: string; payloads: readonly string[]; key: KeyObject; curve: KeyCurve }

const algorithms = { Ed25519: 'EdDSA', 'P-256': 'ES256' } as const satisfies Record<
  KeyCurve,
  string
>

export function createTokenSigning({ threads }: { threads: number }): TokenSigning {
  const entry = new URL('./sign-tokens.js', import.meta.url)
  const pool = createWorkerPool<Task, string[]>({ entry, threads })
  return {
    sign: ({ header, payloads, key: { curve, privateKey } }) =>
      pool.run({
        header: JSON.stringify({ ...header, alg: algorithms[curve] }),
        payloads,
        key: privateKey,
        curve,
      }),
    close: () => pool.close(),
  }
}
