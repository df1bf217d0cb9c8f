import type { z } from 'zod'
import { readCompactJws } from '../../shared/credential/jws.ts'
import { type Did, isDid } from '../../shared/did/did.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import {
  readStatement,
  type StatementPorts,
  type StatementReading,
  type StatementType,
} from '../../shared/trust/signed-statement.ts'

/** Clocks that are off by this much are nobody's fault. */
const clockSkewMs = 60_000

export type OwnStatementReading<Payload> =
  | StatementReading<Payload>
  | {
      outcome: 'refused'
      code: 'receipt_after_revocation' | 'receipt_from_the_future'
      detail: string
    }
  | { outcome: 'unavailable'; code: 'receipt_key_revoked'; detail: string }

type SignedAt = { iat: number }

/**
 * Checks what a verifier signed by the DID document of the verifier that it names. Whether that verifier is to be
 * trusted is for its reader to say: anyone can sign in his own name.
 */
export async function readOwnStatement<Schema extends z.ZodType<SignedAt>>(
  text: string,
  expected: { type: StatementType; schema: Schema },
  ports: StatementPorts & { clock: () => Date },
): Promise<OwnStatementReading<z.output<Schema>>> {
  const issuer = issuerOf(text)
  if (issuer === undefined) {
    const detail = 'The text is not a signed statement'
    return { outcome: 'refused', code: 'statement_malformed', detail }
  }
  const signer = await ports.resolveDid(issuer)
  if (signer.outcome !== 'resolved') {
    // a verifier that is gone for good has not said that it is false
    const detail = 'The keys of the verifier that is named cannot be had'
    return { outcome: 'unavailable', code: 'signer_unreachable', detail }
  }
  const reading = await readStatement(text, { ...expected, issuer, allowsRevokedKey: true }, ports)
  if (reading.outcome !== 'read') return reading
  if (reading.payload.iat * 1000 > ports.clock().getTime() + clockSkewMs) {
    const detail = 'It says that it will be signed in the future'
    return { outcome: 'refused', code: 'receipt_from_the_future', detail }
  }
  return judgeKey(reading)
}

/**
 * No log knows these statements, so nothing proves when one was signed: whoever stole the key can write any date. One
 * that admits to be later is none of the verifier's; of an earlier one nobody can say, and it counts for nothing.
 */
function judgeKey<Payload extends SignedAt>(
  reading: Extract<StatementReading<Payload>, { outcome: 'read' }>,
): OwnStatementReading<Payload> {
  const { keyRevokedAt, payload } = reading
  if (keyRevokedAt === undefined) return reading
  if (payload.iat * 1000 > Date.parse(keyRevokedAt)) {
    const detail = 'The key was revoked before it says that it was signed'
    return { outcome: 'refused', code: 'receipt_after_revocation', detail }
  }
  const detail = 'The key was revoked since: whoever has it can have written this later'
  return { outcome: 'unavailable', code: 'receipt_key_revoked', detail }
}

/** Who claims to have signed. */
function issuerOf(text: string): Did | undefined {
  try {
    const { iss } = readCompactJws(text, { maxValues: 500_000 }).payload
    return typeof iss === 'string' && isDid(iss) ? iss : undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    return undefined
  }
}
