import { readCompactJws } from '../../shared/credential/jws.ts'
import { type Did, isDid } from '../../shared/did/did.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import {
  readStatement,
  type StatementPorts,
  type StatementReading,
} from '../../shared/trust/signed-statement.ts'
import { type Receipt, zReceipt } from './receipt.ts'

/**
 * Checks a receipt by the DID document of the verifier that it names. Whether that verifier is to be trusted is
 * for its reader to say: anyone can write receipts in his own name.
 */
export async function readReceipt(
  text: string,
  ports: StatementPorts,
): Promise<StatementReading<Receipt>> {
  const issuer = issuerOf(text)
  if (issuer === undefined) {
    return {
      outcome: 'refused',
      code: 'statement_malformed',
      detail: 'The text is not a receipt',
    }
  }
  const signer = await ports.resolveDid(issuer)
  if (signer.outcome !== 'resolved') {
    // a verifier that is gone for good has not said that the receipt is false
    const detail = 'The keys of the verifier that is named cannot be had'
    return { outcome: 'unavailable', code: 'signer_unreachable', detail }
  }
  return readStatement(text, { type: 'waymark-receipt+jwt', schema: zReceipt, issuer }, ports)
}

/** Who claims to have signed. */
function issuerOf(text: string): Did | undefined {
  try {
    const { iss } = readCompactJws(text).payload
    return typeof iss === 'string' && isDid(iss) ? iss : undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    return undefined
  }
}
