import { verifyCompactJws } from '../../../shared/credential/jws.ts'
import type { VerifySignature } from '../../../shared/credential/signer.ts'
import type { Did } from '../../../shared/did/did.ts'
import {
  type DidDocument,
  findVerificationKey,
  parseDidDocument,
} from '../../../shared/did/did-document.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { type DidUpdate, readDidUpdate } from '../../../shared/hosted-did/did-update.ts'
import { parseHostedDocument } from './hosted-document.ts'

/** A hosted document: its JSON text as it is served, and the name of its version. */
export type HostedDocument = { text: string; version: string }

const maxSkewMs = 60_000

/**
 * What a signed statement makes of the document that is hosted under a DID now. The first statement claims the name
 * with a key that its own document names; every later one needs a key of the document it replaces.
 * @throws AppError request_malformed | did_document_malformed | conflict | forbidden
 */
export async function changeDocument(
  statement: string,
  current: HostedDocument | undefined,
  context: { did: Did; now: Date; verifySignature: VerifySignature },
): Promise<HostedDocument> {
  const { did, now, verifySignature } = context
  const update = readDidUpdate(statement)
  const document = parseHostedDocument(update.document, did)
  if (Math.abs(update.iat * 1000 - now.getTime()) > maxSkewMs) {
    throw new AppError(
      'forbidden',
      'The statement was not made just now: check the clock and sign again',
    )
  }
  if (update.previous !== (current?.version ?? null)) {
    throw new AppError(
      'conflict',
      'The document was changed meanwhile, or the name is taken: read the current version and sign again',
    )
  }
  const deciding =
    current === undefined ? document : parseDidDocument(JSON.parse(current.text), did)
  if (!(await isSignedBy(deciding, update, verifySignature))) {
    throw new AppError(
      'forbidden',
      'The statement is not signed by a key that may change this document',
    )
  }
  return { text: JSON.stringify(document), version: update.version }
}

async function isSignedBy(
  document: DidDocument,
  update: DidUpdate,
  verifySignature: VerifySignature,
): Promise<boolean> {
  const key = findVerificationKey(document, { id: update.keyId, relationship: 'authentication' })
  if (key === undefined || key.revoked !== undefined || key.controller !== document.id) return false
  return verifyCompactJws(update.jws, key.publicKey, verifySignature)
}
