import type { CredentialPayload } from '@veramo/core-types'
import { proofFormats } from '../../shared/agent/proof-formats.ts'
import { jwtOfEnveloped } from '../../shared/credential/enveloped.ts'
import { idOf } from '../../shared/credential/jwt-claims.ts'
import { isJsonObject, type JsonObject } from '../../shared/json/json.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import { getCurrentKey } from './key-store.ts'

/** Secures a credential with the key that its issuer uses today. @returns the bytes to keep: JSON text, or a compact JWT */
export type SignCredential = (credential: object, format: CredentialFormat) => Promise<string>

export function createCredentialSigner(ports: {
  agent: Pick<WaymarkAgent, 'createVerifiableCredential'>
  reader: Reader
}): SignCredential {
  const { agent, reader } = ports
  return async (credential, format) => {
    const { keyId } = await getCurrentKey(reader, issuerIdOf(credential))
    const signed: unknown = await agent.createVerifiableCredential({
      // Veramo's types know VCDM 1.1 only, our providers version 2
      credential: credential as CredentialPayload,
      proofFormat: proofFormats[format],
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
  const id = 'issuer' in credential ? idOf(credential.issuer) : undefined
  if (id === undefined) throw new Error('a credential without an issuer was to be signed')
  return id
}
