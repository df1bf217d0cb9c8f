import { z } from 'zod'
import type { Signer } from '../credential/signer.ts'
import { encodeBase64url } from '../did/base-encoding.ts'
import type { Did } from '../did/did.ts'
import { readStatement, type StatementPorts, signStatement } from './signed-statement.ts'
import { zDid, zHash, zHttpUrl, zLogSize, zUnixTime } from './trust-values.ts'

/**
 * A city's word for the state of its award log: the first `size` leaves have this Merkle root.
 * @see RFC 9162 section 4.10 (signed tree head), here as a JWT
 */
export const zLogCheckpoint = z.object({
  iss: zDid,
  /** Seconds since 1970, as every JWT. */
  iat: zUnixTime,
  log: zHttpUrl,
  size: zLogSize,
  root: zHash,
})

export type LogCheckpoint = z.output<typeof zLogCheckpoint>

export function signCheckpoint(
  state: { city: Did; log: string; size: number; root: Uint8Array; at: Date },
  signer: Signer,
): Promise<string> {
  const payload = {
    iss: state.city,
    iat: Math.floor(state.at.getTime() / 1000),
    log: state.log,
    size: state.size,
    root: encodeBase64url(state.root),
  }
  return signStatement({ type: 'waymark-log-checkpoint+jwt', payload, signer })
}

/**
 * Reads a checkpoint that any key of the city signed, one that was compromised too: whether that is enough is for
 * the caller to judge.
 */
export function readCheckpoint(
  text: string,
  city: Did,
  ports: StatementPorts,
  { refreshesKeys = false } = {},
) {
  const expected = {
    type: 'waymark-log-checkpoint+jwt',
    schema: zLogCheckpoint,
    issuer: city,
    allowsRevokedKey: true,
    refreshesKeys,
  } as const
  return readStatement(text, expected, ports)
}
