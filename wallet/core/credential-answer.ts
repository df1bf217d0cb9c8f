import type { Openid4vciClient } from '@openid4vc/openid4vci'
import type { Signer } from '../../shared/credential/signer.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import {
  type CredentialAnswer,
  type CredentialName,
  retrieveByName,
} from './identified-credential.ts'
import {
  type CredentialConfiguration,
  type IssuerMetadata,
  isVersionUnclear,
  protocolOf,
} from './issuer-metadata.ts'
import { freshNonceIn, issuingError, oauthErrorOf } from './issuing-client.ts'
import { signProofOfPossession } from './proof-of-possession.ts'
import type { ProtocolFetch } from './protocol-fetch.ts'

/** One proof of possession earns one credential; some issuers send it in two forms. */
const maxAnswers = 4

export type CredentialCall = {
  client: Openid4vciClient
  fetch: ProtocolFetch
  metadata: IssuerMetadata
  accessToken: string
  /** A nonce that came with the token, as drafts before 14 send it. */
  nonce?: string
  signer: Signer
  clock: () => Date
}

/** What is asked for: a badge in one of its forms, by the name that its issuer gave it with the token, if any. */
export type WantedCredential = {
  configuration: CredentialConfiguration
  identifier?: string | undefined
}

/**
 * Asks for one badge, bound to the signer's key where the issuer binds badges to keys. An issuer that finds the nonce
 * too old is asked once more with a fresh one.
 * @returns the credentials as they came: JSON text or compact JWT
 * @throws AppError issuer_refused | issuer_answer_malformed | offer_unsupported | fetch_failed
 */
export async function requestCredential(
  call: CredentialCall,
  wanted: WantedCredential,
): Promise<string[]> {
  try {
    return await tryOnce(call, wanted)
  } catch (error) {
    const code = oauthErrorOf(error)
    if (code !== 'invalid_nonce' && code !== 'invalid_proof')
      throw issuingError(error, 'credential')
    const again = { ...call, ...freshNonceIn(error) }
    return tryOnce(again, wanted).catch((second: unknown) => {
      throw issuingError(second, 'credential')
    })
  }
}

async function tryOnce(call: CredentialCall, wanted: WantedCredential): Promise<string[]> {
  const credentialResponse = await retrieve(call, wanted)
  if (credentialResponse.transaction_id !== undefined) {
    throw new AppError(
      'offer_unsupported',
      'The issuer wants to issue this badge later, which this wallet cannot wait for',
    )
  }
  const { credentials = [], credential } = credentialResponse
  const answers = [...credentials, ...(credential === undefined ? [] : [credential])]
  if (answers.length === 0 || answers.length > maxAnswers) {
    throw new AppError(
      'issuer_answer_malformed',
      'The issuer answered with no badge, or with more than were asked for',
    )
  }
  return answers.map(textOf)
}

async function retrieve(call: CredentialCall, wanted: WantedCredential): Promise<CredentialAnswer> {
  const { configuration, identifier } = wanted
  const { metadata } = call
  if (identifier !== undefined)
    return retrieveNamed(call, wanted, { credential_identifier: identifier })
  const byFormat = () => retrieveByMetadata(call, wanted)
  if (!isVersionUnclear(metadata)) return byFormat()
  const byId = () => retrieveNamed(call, wanted, { credential_configuration_id: configuration.id })
  // drafts before 14 have no nonce endpoint, those that ask for `format` are older than 15
  const isNewer = metadata.credentialIssuer.nonce_endpoint !== undefined
  const [first, second] = isNewer ? [byId, byFormat] : [byFormat, byId]
  try {
    return await first()
  } catch (error) {
    if (!formRefusals.has(oauthErrorOf(error) ?? '')) throw error
    return second()
  }
}

/** What issuers answer to a request that has `format` where they want an id, or the other way round. */
const formRefusals: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_credential_request',
  'unsupported_credential_format',
  'unsupported_credential_type',
])

async function retrieveNamed(
  call: CredentialCall,
  { configuration }: WantedCredential,
  name: CredentialName,
): Promise<CredentialAnswer> {
  const { metadata, fetch, accessToken } = call
  const { credential_endpoint: endpoint, nonce_endpoint } = metadata.credentialIssuer
  // an issuer with a nonce endpoint is of draft 14 at least, and so knows `proofs`
  const isOld = 'credential_identifier' in name && nonce_endpoint === undefined
  const protocol = isOld ? protocolOf(metadata) : 'openid4vci-1.0'
  const proof = configuration.proofAlgorithms && (await proofFor(call, protocol))
  return retrieveByName(name, { fetch, endpoint, accessToken, proof: proof ?? {} })
}

/** As the library reads the issuer's version from its metadata. */
async function retrieveByMetadata(
  call: CredentialCall,
  { configuration }: WantedCredential,
): Promise<CredentialAnswer> {
  const { client, metadata, accessToken } = call
  const { credentialResponse } = await client.retrieveCredentials({
    issuerMetadata: metadata,
    accessToken,
    credentialConfigurationId: configuration.id,
    ...(configuration.proofAlgorithms && (await proofFor(call, protocolOf(metadata)))),
  })
  return credentialResponse
}

type Protocol = ReturnType<typeof protocolOf>

async function proofFor(call: CredentialCall, protocol: Protocol) {
  const { metadata, signer, clock } = call
  const jwt = await signProofOfPossession({
    signer,
    credentialIssuer: metadata.credentialIssuer.credential_issuer,
    nonce: await currentNonce(call),
    issuedAt: clock(),
  })
  return protocol === 'openid4vci-1.0'
    ? { proofs: { jwt: [jwt] } }
    : { proof: { proof_type: 'jwt', jwt } }
}

async function currentNonce(call: CredentialCall): Promise<string | undefined> {
  const { client, metadata, nonce } = call
  if (metadata.credentialIssuer.nonce_endpoint === undefined) return nonce
  const answer = await client.requestNonce({ issuerMetadata: metadata }).catch((error: unknown) => {
    throw issuingError(error, 'nonce')
  })
  return answer.c_nonce
}

/** OpenID4VCI 1.0 wraps each credential as `{credential}`; drafts sent it bare. */
function textOf(answer: unknown): string {
  const isWrapped =
    typeof answer === 'object' &&
    answer !== null &&
    'credential' in answer &&
    !('@context' in answer)
  const credential = isWrapped ? answer.credential : answer
  return typeof credential === 'string' ? credential : JSON.stringify(credential)
}
