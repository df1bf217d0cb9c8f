import { z } from 'zod'
import type { Did } from '../../../shared/did/did.ts'
import {
  type DidDocument,
  findVerificationKey,
  parseDidDocument,
} from '../../../shared/did/did-document.ts'
import { publicKeyFromJwk, publicKeyFromMultibase } from '../../../shared/did/public-key.ts'
import { AppError, isAppError } from '../../../shared/errors/app-error.ts'

const maxDocumentBytes = 8_192
const maxKeys = 10

const knownContexts = [
  'https://www.w3.org/ns/did/v1',
  'https://w3id.org/security/multikey/v1',
  'https://w3id.org/security/jwk/v1',
  'https://w3id.org/security/suites/jws-2020/v1',
] as const

const zPublicJwk = z.strictObject({
  kty: z.enum(['OKP', 'EC']),
  crv: z.enum(['Ed25519', 'P-256']),
  x: z.string().max(64),
  y: z.string().max(64).optional(),
})

const zMethodBase = {
  id: z.string().max(512),
  controller: z.string(),
  revoked: z.iso.datetime().optional(),
}

const zMethod = z.discriminatedUnion('type', [
  z.strictObject({
    ...zMethodBase,
    type: z.literal('Multikey'),
    publicKeyMultibase: z.string().max(128),
  }),
  z.strictObject({
    ...zMethodBase,
    type: z.enum(['JsonWebKey', 'JsonWebKey2020']),
    publicKeyJwk: zPublicJwk,
  }),
])

const zReferences = z.array(z.string().max(512)).max(maxKeys)

/** Keys and nothing else: no services and no other names, so that the page cannot be used to publish things. */
const zHostedDocument = z.strictObject({
  '@context': z.array(z.enum(knownContexts)).min(1).max(knownContexts.length),
  id: z.string(),
  verificationMethod: z.array(zMethod).min(1).max(maxKeys),
  authentication: zReferences.min(1),
  assertionMethod: zReferences.optional(),
})

type HostedMethod = z.infer<typeof zMethod>

/**
 * A DID document as a wallet server agrees to host it: of this DID, with public keys of the two curves, each method
 * under this DID, and every reference to one of them.
 * @throws AppError did_document_malformed
 */
export function parseHostedDocument(value: unknown, did: Did): DidDocument {
  const size = new TextEncoder().encode(JSON.stringify(value)).length
  if (size > maxDocumentBytes) throw refused(`is larger than ${maxDocumentBytes} bytes`)
  const parsed = zHostedDocument.safeParse(value)
  if (!parsed.success) throw refused('has members or values that are not hosted here')
  const { id, verificationMethod: methods, authentication, assertionMethod = [] } = parsed.data
  if (id !== did) throw refused('has an id that is not the DID of this name')
  for (const method of methods) requireOwnKey(method, did)
  const ids = new Set(methods.map((method) => method.id))
  if (ids.size !== methods.length) throw refused('names two keys alike')
  if (![...authentication, ...assertionMethod].every((reference) => ids.has(reference))) {
    throw refused('refers to a key that it does not hold')
  }
  const document = parseDidDocument(value, did)
  const usable = authentication.filter(
    (keyId) =>
      findVerificationKey(document, { id: keyId, relationship: 'authentication' })?.revoked ===
      undefined,
  )
  if (usable.length === 0) throw refused('leaves no key that could ever change it again')
  return document
}

function requireOwnKey(method: HostedMethod, did: Did): void {
  if (!method.id.startsWith(`${did}#`) || method.controller !== did) {
    throw refused('holds a key of another DID')
  }
  try {
    if (method.type === 'Multikey') publicKeyFromMultibase(method.publicKeyMultibase)
    else publicKeyFromJwk(method.publicKeyJwk)
  } catch (error) {
    if (isAppError(error)) throw refused('holds a key that is not Ed25519 or P-256')
    throw error
  }
}

function refused(what: string): AppError {
  return new AppError('did_document_malformed', `The DID document ${what}`)
}
