import { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'
import { decryptResponse, type ResponseKey } from '../../oid4vc/oid4vp-encryption.ts'
import { readLogProofs } from '../../oid4vc/oid4vp-log-proofs.ts'
import type { ResponseMode } from '../../oid4vc/oid4vp-request.ts'
import {
  type AuthorizationResponse,
  parseAuthorizationResponse,
} from '../../oid4vc/oid4vp-response.ts'
import type { PresentedLogProofs } from '../../verify/ports.ts'

/** The response, and the log proofs that may have come beside the presentations. */
export type ReadResponse = AuthorizationResponse & { logProofs: PresentedLogProofs }

/** What the request that is answered asked for. */
type Asked = { state: string; responseMode: ResponseMode; responseKey?: ResponseKey }

const zForm = z.record(z.string(), z.string())

/**
 * Reads the form that a wallet posted, in the response mode that the request asked for. An error may come
 * unencrypted, since it shows nothing.
 * @throws AppError authorization_response_malformed
 */
export async function readResponse(form: unknown, request: Asked): Promise<ReadResponse> {
  const fields = zForm.safeParse(form)
  if (!fields.success) throw malformed('Send the response as application/x-www-form-urlencoded')
  const members = await membersOf(fields.data, request)
  const response = parseAuthorizationResponse(members)
  if (response.state === undefined || response.state !== request.state) {
    throw malformed('state is not that of the request')
  }
  return { ...response, logProofs: readLogProofs(members) }
}

async function membersOf(
  fields: Readonly<Record<string, string>>,
  { responseMode, responseKey }: Asked,
): Promise<unknown> {
  const isEncrypted = fields.response !== undefined
  if (responseMode === 'direct_post') {
    if (isEncrypted) throw malformed('The request did not ask for an encrypted response')
    return fields
  }
  if (isEncrypted) {
    if (responseKey === undefined) throw malformed('The key of this request is gone')
    return decryptResponse(fields.response ?? '', responseKey.privateJwk)
  }
  if (fields.error !== undefined) return fields
  throw malformed('The request asked for an encrypted response: send it as response=')
}

function malformed(message: string): AppError {
  return new AppError('authorization_response_malformed', message)
}
