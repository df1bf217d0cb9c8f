import type { CredentialPayload, ProofFormat } from '@veramo/core-types'
import { jwtOfEnveloped } from '../../shared/credential/enveloped.ts'
import { isJsonObject, type JsonObject } from '../../shared/credential/json.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { CredentialFormat } from '../../shared/oid4vc/oid4vci-credential.ts'
import { getCurrentKey } from './key-store.ts'

/** Secures a credential with the key that its issuer uses today. @returns the bytes to keep: JSON text, or a compact JWT */
export type SignCredential = (credential: object, format: CredentialFormat) => Promise<string>

/** Names that our credential providers are registered under (shared/agent). */
const proofFormats: Record<CredentialFormat, string> = {
  ldp_vc: 'eddsa-rdfc-2022',
  jwt_vc_json: 'vc+jwt',
}

export function createCredentialSigner(ports: {
  agent: Pick<WaymarkAgent, 'createVerifiableCredential'>
  reader: Reader
}): SignCredential {
  const { agent, reader } = ports
  return async (credential, format) => {
    const { keyId } = await getCurrentKey(reader, issuerIdOf(credential))
    const signed: unknown = await agent.createVerifiableCredential({
      // a copy, since Veramo writes into what it is given; its types know VCDM 1.1 only, our providers version 2
      credential: structuredClone(credential) as CredentialPayload,
      proofFormat: proofFormats[format] as ProofFormat,
      keyRef: keyId,
    })
    return format === 'ldp_vc' ? JSON.stringify(signed) : jwtOf(signed)
  }
}

/** What a wallet is given: the object of an ldp_vc, the text of a JWT. */
export function issuedForm(body: string, format: CredentialFormat): string | JsonObject {
  // sound: the text was made by JSON.stringify of an object above
  return format === 'ldp_vc' ? (JSON.parse(body) as JsonObject) : body
}

function jwtOf(signed: unknown): string {
  const enveloped = isJsonObject(signed) ? jwtOfEnveloped(signed) : undefined
  if (enveloped === undefined) throw new Error('the agent did not answer an enveloped credential')
  return enveloped.jwt
}

function issuerIdOf(credential: object): string {
  const issuer: unknown = 'issuer' in credential ? credential.issuer : undefined
  const id: unknown = isJsonObject(issuer) ? issuer.id : issuer
  if (typeof id !== 'string') throw new Error('a credential without an issuer was to be signed')
  return id
}
