/** Bounds that hold before any handler runs. */
export type HttpLimits = {
  /** Largest request body in bytes. */
  maxBodyBytes: number
  /** Deepest nesting of a JSON body. */
  maxJsonDepth: number
  /** Largest request line and headers together, in bytes. */
  maxHeaderBytes: number
  /** How long a client may take to send its headers. */
  headersTimeoutMs: number
  /** How long a client may take to send its whole request. */
  requestTimeoutMs: number
  /** How long an idle connection is kept for a next request. */
  keepAliveTimeoutMs: number
  /** How long close() waits for running requests before it cuts them off. */
  closeTimeoutMs: number
}

export const defaultHttpLimits: HttpLimits = {
  maxBodyBytes: 1_048_576,
  maxJsonDepth: 32,
  maxHeaderBytes: 16_384,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 5_000,
  closeTimeoutMs: 10_000,
}
