import {
  createIdentifierSigner,
  type SigningContext,
} from '../../shared/agent/identifier-signer.ts'
import type { Signer } from '../../shared/credential/signer.ts'
import { decodeBase64url } from '../../shared/did/base-encoding.ts'
import { parseDid } from '../../shared/did/did.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { signCheckpoint } from '../../shared/trust/log-checkpoint.ts'
import type { SignLogState } from '../log/checkpoints.ts'
import { getCurrentKey } from './key-store.ts'

/** The key with which the city signs its statements today. Its id ends in the key's RFC 7638 thumbprint. */
export async function createCitySigner(ports: {
  cityDid: string
  agent: SigningContext['agent']
  reader: Reader
}): Promise<Signer> {
  const { cityDid: did, agent, reader } = ports
  const { keyId: keyRef } = await getCurrentKey(reader, did)
  return createIdentifierSigner({ did, keyRef, types: ['Ed25519'], form: 'jwk' }, { agent })
}

function thumbprintOf({ keyId }: Pick<Signer, 'keyId'>): string {
  return keyId.slice(keyId.indexOf('#') + 1)
}

export function createLogSigner(ports: {
  cityDid: string
  /** URL of the award log. */
  logUrl: string
  citySigner: () => Promise<Signer>
}): SignLogState {
  const { cityDid, logUrl, citySigner } = ports
  return async ({ size, root, at }) => {
    const signer = await citySigner()
    const state = { city: parseDid(cityDid), log: logUrl, size, root: decodeBase64url(root), at }
    return { statement: await signCheckpoint(state, signer), keyThumbprint: thumbprintOf(signer) }
  }
}
