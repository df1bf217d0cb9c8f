import { readCompactJws, signCompactJws, verifyCompactJws } from '../credential/jws.ts'
import type { Signer, VerifySignature } from '../credential/signer.ts'
import { parseDidUrl } from '../did/did.ts'
import { type DidDocument, findVerificationKey } from '../did/did-document.ts'
import { isInUse } from '../did/key-life.ts'
import type { DidResolution, ResolveDid } from '../did/resolution.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import { parseClientId } from './oid4vp-client-id.ts'
import { type AuthorizationRequest, parseAuthorizationRequest } from './oid4vp-request.ts'

/** @see https://www.rfc-editor.org/rfc/rfc9101#section-10.8 */
const requestObjectType = 'oauth-authz-req+jwt'
export const requestObjectMediaType = `application/${requestObjectType}`

/** Who a request is for when the wallet is not known beforehand. @see OpenID4VP section 5.8 */
export const unknownWallet = 'https://self-issued.me/v2'

const clockSkewSeconds = 60

/** The request as a JWT of type `oauth-authz-req+jwt`. @see OpenID4VP 1.0 section 5, RFC 9101 */
export function signRequestObject(request: AuthorizationRequest, signer: Signer): Promise<string> {
  return signCompactJws({
    header: {
      alg: signer.curve === 'P-256' ? 'ES256' : 'EdDSA',
      typ: requestObjectType,
      kid: signer.keyId,
    },
    payload: request,
    signer,
  })
}

export type RequestObjectPorts = {
  resolveDid: ResolveDid
  verifySignature: VerifySignature
  clock: () => Date
}

/**
 * Reads a signed request and proves who asks: the key stands in the `authentication` of the DID that is the
 * client id, which is the one that the link named.
 * @param options.clientId the client id of the link; @param options.walletNonce what the wallet sent, if it did
 * @throws AppError authorization_request_malformed | authorization_request_untrusted | authorization_request_unsupported | fetch_failed
 */
export async function verifyRequestObject(
  text: string,
  options: { clientId: string; walletNonce?: string },
  ports: RequestObjectPorts,
): Promise<AuthorizationRequest> {
  const client = parseClientId(options.clientId)
  if (client.prefix !== 'decentralized_identifier') {
    throw untrusted('A request that is signed must come from a DID')
  }
  const jws = readJws(text)
  const { typ, kid } = jws.header
  if (typ !== requestObjectType) throw malformed('The request is a token of another type')
  if (kid === undefined || parseKeyId(kid) !== client.did) {
    throw untrusted('The request is signed by another than the one who asks')
  }
  const key = await findPublicKey(kid, ports)
  if (!(await verifyCompactJws(jws, key, ports.verifySignature))) {
    throw untrusted('The signature of the request is not right')
  }
  const request = parseAuthorizationRequest(jws.payload)
  if (request.client_id !== options.clientId) {
    throw untrusted('The request names another asker than the link')
  }
  if (request.wallet_nonce !== options.walletNonce) {
    throw untrusted('The request was not made for this wallet: wallet_nonce differs')
  }
  checkTimes(request, ports.clock())
  return request
}

function readJws(text: string) {
  try {
    return readCompactJws(text.trim())
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw malformed('The request is not a signed token', cause)
  }
}

function parseKeyId(kid: string): string | undefined {
  try {
    return parseDidUrl(kid).did
  } catch {
    return undefined
  }
}

async function findPublicKey(kid: string, { resolveDid, clock }: RequestObjectPorts) {
  const { did } = parseDidUrl(kid)
  const keyIn = (document: DidDocument) =>
    findVerificationKey(document, { id: kid, relationship: 'authentication' })
  const known = documentIn(await resolveDid(did))
  // a key that was added since the document was kept is no forgery
  const key = keyIn(known) ?? keyIn(documentIn(await resolveDid(did, { fresh: true })))
  if (key === undefined || !isInUse(key, clock())) {
    throw untrusted('The request is signed with a key that its asker does not use for this')
  }
  return key.publicKey
}

function documentIn(resolution: DidResolution): DidDocument {
  if (resolution.outcome === 'unavailable') {
    throw new AppError('fetch_failed', 'Who asks could not be found out just now; try again')
  }
  if (resolution.outcome !== 'resolved') {
    throw untrusted('Who asks has no identity that can be found')
  }
  return resolution.document
}

function checkTimes({ iat, exp, aud }: AuthorizationRequest, now: Date): void {
  const seconds = now.getTime() / 1000
  if (exp !== undefined && exp + clockSkewSeconds <= seconds) {
    throw untrusted('The request has expired; ask for a new one')
  }
  if (iat !== undefined && iat - clockSkewSeconds > seconds) {
    throw untrusted('The request says that it was made in the future')
  }
  if (aud !== undefined && ![aud].flat().includes(unknownWallet)) {
    throw untrusted('The request is for another wallet')
  }
}

function malformed(message: string, cause?: unknown): AppError {
  return new AppError('authorization_request_malformed', message, { cause })
}

function untrusted(message: string): AppError {
  return new AppError('authorization_request_untrusted', message)
}
