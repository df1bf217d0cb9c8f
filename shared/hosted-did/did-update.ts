import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { type CompactJws, readCompactJws, signCompactJws } from '../credential/jws.ts'
import type { Signer } from '../credential/signer.ts'
import { encodeBase64url } from '../did/base-encoding.ts'
import { AppError, isAppError } from '../errors/app-error.ts'

/**
 * How a learner changes the DID document that a wallet server hosts: a compact JWS by the learner's own key over the
 * new document. `previous` names the version it replaces (null for the first), and a version is the hash of the
 * statement that made it, so that no statement can be used twice.
 */
const didUpdateType = 'waymark-did-update+jwt'

const zDidUpdate = z.strictObject({
  document: z.record(z.string(), z.unknown()),
  previous: z.string().max(64).nullable(),
  /** Seconds. */
  iat: z.number().int().positive(),
})

export type DidUpdate = z.infer<typeof zDidUpdate> & {
  /** DID URL of the key that signed. */
  keyId: string
  /** Of the document, once this statement is accepted. */
  version: string
  jws: CompactJws
}

/**
 * The document as it shall be, signed by a key that may change it.
 * @param input.previous versionOf() the statement before; null for the first
 */
export function signDidUpdate(input: {
  document: object
  previous: string | null
  signer: Signer
  issuedAt: Date
}): Promise<string> {
  const { document, previous, signer, issuedAt } = input
  return signCompactJws({
    header: { typ: didUpdateType, kid: signer.keyId },
    payload: { document, previous, iat: Math.floor(issuedAt.getTime() / 1000) },
    signer,
  })
}

/** Reads a statement; nothing in it is proven yet. @throws AppError request_malformed */
export function readDidUpdate(text: string): DidUpdate {
  const jws = readJws(text)
  const { typ, kid } = jws.header
  const payload = zDidUpdate.safeParse(jws.payload)
  if (typ !== didUpdateType || kid === undefined || !payload.success) {
    throw new AppError(
      'request_malformed',
      `Send a compact JWS with typ ${didUpdateType} and kid, over {document, previous, iat}`,
    )
  }
  return { ...payload.data, keyId: kid, version: versionOf(text), jws }
}

/** SHA-256 of a statement in base64url: the next one names it as `previous`, so that none is lost between. */
function versionOf(statement: string): string {
  return encodeBase64url(sha256(new TextEncoder().encode(statement)))
}

function readJws(text: string): CompactJws {
  try {
    return readCompactJws(text)
  } catch (error) {
    if (!isAppError(error)) throw error
    throw new AppError(
      'request_malformed',
      `The statement is not a JWS as it must be: ${error.message}`,
    )
  }
}
