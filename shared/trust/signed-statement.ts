import type { z } from 'zod'
import { readCompactJws, signCompactJws, verifyCompactJws } from '../credential/jws.ts'
import type { Signer, VerifySignature } from '../credential/signer.ts'
import { type Did, parseDidUrl } from '../did/did.ts'
import { findVerificationKey, type VerificationKey } from '../did/did-document.ts'
import { jwkThumbprint, publicKeyToJwk } from '../did/public-key.ts'
import type { DidResolution, ResolveDid } from '../did/resolution.ts'
import { isAppError } from '../errors/app-error.ts'
import type { JsonObject } from '../json/json.ts'

/** What Waymark signs beside credentials. Each kind has a `typ` of its own, so that none passes for another. */
export type StatementType =
  | 'waymark-trust-list+jwt'
  | 'waymark-log-checkpoint+jwt'
  | 'waymark-bundle+jwt'
  | 'waymark-receipt+jwt'
  | 'waymark-deletion+jwt'

export type StatementPorts = { resolveDid: ResolveDid; verifySignature: VerifySignature }

export type StatementReading<Payload> =
  | {
      outcome: 'read'
      payload: Payload
      /** RFC 7638 thumbprint of the key that signed. */
      keyThumbprint: string
      /** The issuer's document says that the key was compromised; only read where that is allowed. */
      isKeyRevoked: boolean
      /** When the issuer said so. */
      keyRevokedAt?: string
      /** The JWT, verbatim. */
      text: string
    }
  | { outcome: 'refused'; code: StatementRefusal; detail: string }
  | { outcome: 'unavailable'; code: 'signer_unreachable'; detail: string }

export type StatementRefusal =
  | 'statement_malformed'
  | 'statement_type_wrong'
  | 'statement_issuer_wrong'
  | 'statement_key_unknown'
  | 'statement_signature_invalid'

/** @returns the compact JWT */
export function signStatement(statement: {
  type: StatementType
  payload: JsonObject
  signer: Signer
}): Promise<string> {
  const { type, payload, signer } = statement
  const alg = signer.curve === 'Ed25519' ? 'EdDSA' : 'ES256'
  return signCompactJws({ header: { alg, typ: type, kid: signer.keyId }, payload, signer })
}

export type ExpectedStatement<Schema extends z.ZodType> = {
  type: StatementType
  schema: Schema
  issuer: Did
  /** Also reads what a compromised key signed, and says so: something else must then confirm it. */
  allowsRevokedKey?: boolean
  /**
   * Asks for the issuer's document anew where it lacks the key, since keys are rotated. Not for what strangers
   * bring: they would decide how often the issuer is asked.
   */
  refreshesKeys?: boolean
}

/** Trust lists of large cities; bytes are bounded beside. */
const maxValues = 500_000

/**
 * Reads a statement that `issuer` must have signed with a key in its assertionMethod. Dates, sequence numbers
 * and retired keys are for the caller to judge.
 */
export async function readStatement<Schema extends z.ZodType>(
  text: string,
  expected: ExpectedStatement<Schema>,
  ports: StatementPorts,
): Promise<StatementReading<z.output<Schema>>> {
  const parsed = parseStatement(text, expected)
  if (parsed.outcome === 'refused') return parsed
  const { jws, payload, keyId } = parsed
  const lookup = await findKey(keyId, expected, ports)
  if (lookup.outcome === 'unavailable') return lookup
  const { key } = lookup
  if (key === undefined || (key.revoked !== undefined && !expected.allowsRevokedKey)) {
    return refused('statement_key_unknown', 'No key of the issuer that may sign this has that id')
  }
  if (!(await verifyCompactJws(jws, key.publicKey, ports.verifySignature))) {
    return refused('statement_signature_invalid', 'The signature does not fit the statement')
  }
  const { revoked } = key
  return {
    outcome: 'read',
    payload,
    keyThumbprint: jwkThumbprint(publicKeyToJwk(key.publicKey)),
    isKeyRevoked: revoked !== undefined,
    ...(revoked !== undefined && { keyRevokedAt: revoked }),
    text,
  }
}

type SignerLookup =
  | { outcome: 'asked'; key: VerificationKey | undefined }
  | Extract<StatementReading<never>, { outcome: 'unavailable' }>

async function findKey(
  keyId: string,
  { issuer, refreshesKeys = false }: { issuer: Did; refreshesKeys?: boolean },
  { resolveDid }: StatementPorts,
): Promise<SignerLookup> {
  const known = keyIn(await resolveDid(issuer), keyId)
  if (known.outcome === 'unavailable' || known.key !== undefined || !refreshesKeys) return known
  return keyIn(await resolveDid(issuer, { fresh: true }), keyId)
}

function keyIn(resolution: DidResolution, id: string): SignerLookup {
  if (resolution.outcome === 'unavailable') {
    return { outcome: 'unavailable', code: 'signer_unreachable', detail: resolution.detail }
  }
  const key =
    resolution.outcome === 'resolved'
      ? findVerificationKey(resolution.document, { id, relationship: 'assertionMethod' })
      : undefined
  return { outcome: 'asked', key }
}

function parseStatement<Schema extends z.ZodType>(
  text: string,
  expected: { type: StatementType; schema: Schema; issuer: Did },
) {
  try {
    const jws = readCompactJws(text, { maxValues })
    if (jws.header.typ !== expected.type) {
      return refused('statement_type_wrong', `The statement's typ is not ${expected.type}`)
    }
    const keyId = jws.header.kid
    const isOfIssuer = jws.payload.iss === expected.issuer
    if (!isOfIssuer || !keyId || parseDidUrl(keyId).did !== expected.issuer) {
      return refused('statement_issuer_wrong', 'The statement is not by the expected issuer')
    }
    const payload = expected.schema.safeParse(jws.payload)
    if (!payload.success) {
      const at = payload.error.issues[0]?.path.join('.') ?? ''
      return refused('statement_malformed', `The statement's payload is malformed at "${at}"`)
    }
    return { outcome: 'parsed' as const, jws, payload: payload.data, keyId }
  } catch (error) {
    if (!isAppError(error)) throw error
    return refused('statement_malformed', 'The statement is not a well-formed signed JWT')
  }
}

function refused(code: StatementRefusal, detail: string) {
  return { outcome: 'refused' as const, code, detail }
}
