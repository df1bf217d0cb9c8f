import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'

/** A name for a request that opens nothing: its id opens the report. */
export function requestReference(requestId: string): string {
  return hashSecret(`request ${requestId}`)
}
