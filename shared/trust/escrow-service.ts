import { z } from 'zod'
import type { Did } from '../did/did.ts'
import {
  absoluteId,
  type ControllerDocument,
  type DidService,
  findVerificationKey,
} from '../did/did-document.ts'
import { publicKeyToMultibase, type VerifyingKey } from '../did/public-key.ts'
import { zDid } from './trust-values.ts'

/**
 * By this service a provider's DID document names the key with which a city keeps the provider's status lists
 * alive after it closed. The key stands in `assertionMethod` as any other; it may sign status lists, no badges.
 */
const escrowService = 'WaymarkEscrow'

const zEscrowEndpoint = z.object({ city: zDid, verificationMethod: z.string().max(4096) })

/**
 * @param escrow.verificationMethod DID URL of the key, under the provider's DID
 * @param number 0 for the key in use; each one that ended is named too, under the next number
 */
export function escrowServiceOf(
  provider: Did,
  escrow: { city: Did; verificationMethod: string },
  number = 0,
): DidService {
  const id = `${provider}#escrow${number === 0 ? '' : `-${number}`}`
  return { id, type: escrowService, serviceEndpoint: { ...escrow } }
}

/** Is this the key of an escrow, in whichever form the document gives it? Cities have no keys of further kinds. */
export function isEscrowKey(document: ControllerDocument, publicKey: VerifyingKey): boolean {
  if (publicKey.curve === 'P-384' || publicKey.curve === 'RSA') return false
  const keys = escrowKeys(document)
  return keys.length > 0 && keys.includes(publicKeyToMultibase(publicKey))
}

function escrowKeys(document: ControllerDocument): string[] {
  const services = (document.service ?? []).filter(({ type }) =>
    typeof type === 'string' ? type === escrowService : type.includes(escrowService),
  )
  return services.flatMap(({ serviceEndpoint }) => {
    const endpoint = zEscrowEndpoint.safeParse(serviceEndpoint)
    if (!endpoint.success) return []
    const id = absoluteId(endpoint.data.verificationMethod, document.id)
    const key = findVerificationKey(document, { id, relationship: 'assertionMethod' })
    return key === undefined ? [] : [publicKeyToMultibase(key.publicKey)]
  })
}
